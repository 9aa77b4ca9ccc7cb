"""After `loket data`: what deserves a look, each with a proposal; and the proposals as calendar lines."""

from datetime import date
from typing import TYPE_CHECKING

from forecast.suspicious.finding import Finding
from office.days import CalendarEntry
from office.office import Office
from planning.calendarfile import calendar_text
from report.terminal.table import paragraphs
from report.words.catalogue import Words

if TYPE_CHECKING:
    from planning.datacare import DataCare

MOST = 40


def datacare_lines(care: "DataCare", words: Words) -> list[str]:
    """How many days look suspicious, each with what was found, how sure it is, and what could be done."""
    if not care.findings:
        return paragraphs([words("datacare.nothing", days=words.number(care.days))])
    count = len(care.findings)
    lines = paragraphs([words.counted("datacare.result", count, count=count, days=words.number(care.days))])
    for finding in care.findings[-MOST:]:
        lines += ["", *paragraphs([f"{span(finding, words)}: {told(finding, care.office, words)}"])]
        lines += paragraphs([words(f"datacare.advice.{finding.kind}")], "  ")
        lines += [f"  {calendar_line(finding.entry, words, finding)}"] if finding.entry is not None else []
    more = count - MOST
    return [*lines, "", *paragraphs([words("datacare.more", count=more)] if more > 0 else []),
            *paragraphs([words("datacare.next")])]  # fmt: skip


def span(finding: Finding, words: Words) -> str:
    """``Sen 3 Mar 2026`` or ``Sen 3 – Rab 5 Mar 2026``."""
    days = (finding.start, finding.end) if finding.end != finding.start else (finding.start,)
    named = [f"{words.weekday(day)[:3]} {words.short_day(day)}" for day in days]
    return f"{' – '.join(named)} {days[-1].year}"


def told(finding: Finding, office: Office, words: Words) -> str:
    """What was found, in a sentence, and how sure it is."""
    names = {service.id: service.name for service in office.services}
    facts: dict[str, str] = {}
    for key, value in finding.facts.items():
        if key in ("from", "to"):
            facts["first" if key == "from" else "last"] = words.clock(int(value))
        elif key == "other":
            facts[key] = _date(str(value), words)
        elif key == "percent":
            facts[key] = f"{'+' if float(value) > 0 else ''}{words.number(float(value))} %"
        else:
            facts[key] = names.get(value, value) if isinstance(value, str) else _people(value, words)
    who = names.get(finding.service, finding.service) or words("explain.office")
    key = f"datacare.{finding.kind}"
    key = f"{key}.one" if finding.facts.get("days") == 1 and words.has(f"{key}.one") else key
    return f"{words(key, who=who, **facts)} ({words(f'datacare.sure.{finding.sureness}')})"


def calendar_line(entry: CalendarEntry, words: Words, finding: Finding) -> str:
    """The proposal as a line of the calendar file."""
    return calendar_text([_noted(entry, words, finding)]).splitlines()[1]


def calendar_proposals(care: "DataCare", words: Words) -> str:
    """A calendar file of all proposals, to be looked at and pasted into the office's own."""
    entries = [_noted(f.entry, words, f) for f in care.findings if f.entry is not None]
    head = "".join(f"# {line}\n" for line in paragraphs([words("datacare.file")]))
    return head + calendar_text(entries)


def _noted(entry: CalendarEntry, words: Words, finding: Finding) -> CalendarEntry:
    note = words("datacare.proposal", what=words(f"datacare.short.{finding.kind}"))
    return entry.model_copy(update={"note": note, "source": "loket data"})


def _people(value: float, words: Words) -> str:
    return words.number(value, 0 if value >= 10 or float(value).is_integer() else 1)


def _date(text: str, words: Words) -> str:
    day = date.fromisoformat(text)
    return f"{words.short_day(day)} {day.year}"
