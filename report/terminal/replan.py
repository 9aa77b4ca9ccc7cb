"""After `loket replan`: what happened, what it costs if nobody reacts, and at most three ways out."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from report.places import Names
from report.repairs import calls, change_line, happened_lines, is_closed, law_lines, open_lines, told, turn_lines
from report.stillopen import still_open_lines
from report.terminal.table import paragraphs, table
from report.words.catalogue import Words
from scheduler.repair.changes import Demand
from scheduler.repair.effect import Effect
from scheduler.repair.proposals import Proposal, Waits
from scheduler.roster import Roster

if TYPE_CHECKING:
    from planning.replan import Replanned

MOST_NAMED = 6


def replan_lines(found: "Replanned", words: Words) -> list[str]:
    """What happened, the ways beside each other, and each of them in full."""
    repair, names = found.repair, Names(found.incident.week.office, words)
    lines = [*paragraphs(happened_lines(found.incident, names)), *paragraphs([_verdict(found, names)])]
    if repair.proposals:
        lines += ["", *table([*_rows(found, names)]), *paragraphs([_legend(found, names)])]
    for number, proposal in enumerate(repair.proposals, 1):
        lines += ["", *_proposal(found, number, proposal, names)]
    if not repair.proposals:
        lines += paragraphs(_left(found, repair.untouched.roster, repair.before, names))
    why = still_open_lines(repair, names)
    lines += ["", *paragraphs(why)] if why else []
    return [*lines, "", *paragraphs([words("replan.next" if repair.proposals else "replan.next_none")])]


def _verdict(found: "Replanned", names: Names) -> str:
    """What it means if nobody reacts."""
    words, before = names.words, found.repair.before
    if is_closed(found.incident):
        return words("replan.closed_days")
    if not before.uncovered:
        return words("replan.nothing_open")
    return words("replan.if_nothing", hours=words.hours(before.uncovered))


def _rows(found: "Replanned", names: Names) -> Iterator[list[str]]:
    words, repair = names.words, found.repair
    yield [words(f"replan.column.{key}") for key in ("way", "changes", "open", "late", "wait", "weak")]
    yield [words("replan.as_published"), *_figures(repair.published, words)]
    for number, proposal in enumerate((repair.untouched, *repair.proposals)):
        yield [f"{number}. {words(f'replan.way.{proposal.way}')}", *_figures(proposal, words)]


def _figures(way: Proposal, words: Words) -> list[str]:
    effect = way.effect
    counts = words.number(len(effect.people)), words.hours(effect.uncovered)
    return [*counts, *_waits(way.waits, words), words.hours(effect.weak)]


def _legend(found: "Replanned", names: Names) -> str:
    """How the columns are meant, and for which visitors the rows are counted."""
    words = names.words
    crowds = [c for c in found.incident.changes if isinstance(c, Demand)]
    lines = [words("replan.legend", minutes=_target(names))]
    if people := found.repair.untouched.effect.people:
        lines.append(words("replan.by_itself", officers=_some(people, names)))
    if crowds:
        lines.append(words("replan.crowd", told="; ".join(change_line(crowd, names) for crowd in crowds)))
    return " ".join(lines)


def _some(people: Iterable[str], names: Names) -> str:
    """The names of a few; the first of many."""
    told = [names.officers[officer] for officer in sorted(people)]
    return ", ".join(told[:MOST_NAMED] + ["…"] * (len(told) > MOST_NAMED))


def _waits(waits: Waits | None, words: Words) -> list[str]:
    return ["?", "?"] if waits is None else [words.number(waits.late, 1), words.number(waits.minutes, 1)]


def _proposal(found: "Replanned", number: int, proposal: Proposal, names: Names) -> list[str]:
    words, effect = names.words, proposal.effect
    title = words(f"replan.title.{proposal.way}")
    count = len(effect.people)
    told_of = words.counted("replan.changed", count, count=count) if count else words("replan.changed.none")
    lines = paragraphs([f"{number}. {title} {told_of}"])
    many_days = len({move.day for move in effect.moves}) > 1
    for each in told(found.incident, effect.moves, names):
        when = f" {words.weekday(each.day)}" if many_days else ""
        lines += paragraphs([f"{names.officers[each.officer]}{when}: {'; '.join(each.lines)}"], "   ")
    lines += paragraphs(calls(found.incident, proposal.roster, names), "   ")
    return [*lines, *paragraphs([*_left(found, proposal.roster, effect, names), *turn_lines(effect, names)], "   ")]


def _left(found: "Replanned", roster: Roster, effect: Effect, names: Names) -> list[str]:
    """What stays open, what cannot be served at all, and which rules give."""
    words = names.words
    lines = open_lines(found.incident, roster, effect.shortages, names)
    if effect.suspended:
        lines.append(words("replan.suspended", hours=words.hours(sum(s.end - s.start for s in effect.suspended))))
    if effect.back_office > 0:
        lines.append(words("replan.back_office", hours=words.hours(effect.back_office)))
    return lines + law_lines(effect, names)


def _target(names: Names) -> str:
    return names.words.number(names.office.target.call_minutes)


def replan_summary(found: "Replanned") -> dict[str, object]:
    """All of it as data; minutes, and late visitors a day."""
    repair = found.repair
    return {
        "office": found.incident.week.office.id, "week": found.incident.week.week,
        "happened": [{"kind": type(c).__name__.lower(), **c.model_dump(mode="json")} for c in found.incident.changes],
        "from": {"day": f"{found.incident.today}", "minute": found.incident.now},
        "published": {**_effect_data(repair.published.effect), **_waits_data(repair.published.waits)},
        "untouched": {**_effect_data(repair.before), **_waits_data(repair.untouched.waits)},
        "proposals": [
            {"number": n, "way": p.way, **_effect_data(p.effect), **_waits_data(p.waits)}
            for n, p in enumerate(repair.proposals, 1)
        ],
        "seconds": round(found.seconds, 2),
    }  # fmt: skip


def _waits_data(waits: Waits | None) -> dict[str, object]:
    return {} if waits is None else {"late_a_day": waits.late, "wait_minutes": waits.minutes}


def _effect_data(effect: Effect) -> dict[str, object]:
    return {
        "people": sorted(effect.people), "changes": len(effect.changed),
        "changed": [{"officer": officer, "day": f"{day}"} for officer, day in effect.changed],
        "moves": [
            {
                "officer": m.officer, "day": f"{m.day}", "start": m.start, "end": m.end,
                "before": m.before.model_dump(mode="json") if m.before else None,
                "after": m.after.model_dump(mode="json") if m.after else None,
            }
            for m in effect.moves
        ],
        "uncovered_minutes": effect.uncovered,
        "shortages": [s.model_dump(mode="json") for s in effect.shortages],
        "suspended": [s.model_dump(mode="json") for s in effect.suspended],
        "weak_minutes": effect.weak,
        "back_office_minutes_lost": effect.back_office,
        "rules_given": [v.model_dump(mode="json") for v in effect.given],
        "turns": [{"officer": o, "burden": b, "more": n} for o, b, n in effect.turns],
    }  # fmt: skip
