"""Pages stand alone, speak one language, escape every name and keep to who may read what."""

import re
from dataclasses import replace
from html import unescape

import pytest

from office.office import Office
from report.pages import busy_html, days_html, week_html
from report.templating import css_text
from scheduler.roster import Roster
from tests.report.judged import HOLDS, MISSES, OPEN, OUT, THIN, WEEKLY, judged_plan

PAGES = (days_html, week_html, busy_html)
FORBIDDEN = {
    "id": ("jalur simulasi", "sertifikat", "certificate", "stint", "priced", "gap", "cakupan 9", "hash"),
    "en": ("sample path", "certificate", "stint", "priced", " gap", "coverage 9", "hash"),
}


def _text(html: str) -> str:
    """What a reader sees: styles, pictures and tags taken out."""
    body = re.sub(r"<(style|svg).*?</\1>", " ", html, flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))


@pytest.mark.parametrize("page", PAGES)
def test_a_page_fetches_nothing(plan, words, page):
    """No script, no link, no address but a reference into the page itself."""
    html = page(plan, words)
    targets = re.findall(r"""(?:src|href|action|data)\s*=\s*["']([^"']*)""", html) + re.findall(r"url\(([^)]*)\)", html)
    assert [target for target in targets if not target.strip("\"'").startswith("#")] == []
    assert "<script" not in html
    assert "@import" not in html


@pytest.mark.parametrize("page", PAGES)
def test_a_page_says_its_language_and_can_be_told_apart(plan, words, page):
    """The lang attribute, the week and the code of the roster."""
    from report.stamp import stamp

    html = page(plan, words)
    assert f'<html lang="{words.language}">' in html
    assert stamp(plan, words).week in html
    assert stamp(plan, words).code.split()[-1] in html


@pytest.mark.parametrize("page", PAGES)
def test_no_name_becomes_markup(plan, words, page):
    """Names of office, officers, counters and services are escaped, also inside the style element."""
    nasty = "</style><script>alert('x')</script>"
    raw = plan.office.model_dump()
    raw["name"] = nasty
    for part in ("officers", "counters", "services", "steps"):
        for item in raw[part]:
            item["name"] = nasty + item["id"]
    changed = replace(plan, week=replace(plan.week, office=Office.model_validate(raw)))
    assert "<script" not in page(changed, words)


def test_the_days_page_has_one_page_a_day_with_everybody(plan, words):
    """Each open day once; every officer on each of them: at a counter, behind, at lunch or away."""
    sections = re.findall(r"<section.*?</section>", days_html(plan, words), flags=re.DOTALL)
    assert len(sections) == len(plan.week.open_days)
    for day, section in zip(plan.week.open_days, sections, strict=True):
        text = _text(section)
        assert words.day(day.date) in text
        assert [officer.name for officer in plan.office.officers if officer.name not in text] == []


def test_the_days_page_has_the_rule_of_the_day(plan, words):
    """From how many tickets another counter opens."""
    text = _text(days_html(plan, words))
    for trigger in plan.triggers:
        assert words("day.trigger", tickets=trigger.tickets, time=words.clock(trigger.minute), counter="L5") in text


def test_the_poster_names_no_officer_and_no_number_of_people(plan, words):
    """What hangs in public: words for crowds, hours and dates, nothing else."""
    text = _text(busy_html(plan, words))
    assert not [officer.name for officer in plan.office.officers if officer.name in text]
    levels = {words(f"busy.{level}") for level in ("quiet", "usual", "busy")}
    assert levels <= set(re.findall(r"\w+", text))
    rest = re.sub(r"\d\d\.\d\d|\d+ \w{3}\b|20\d\d", "", text)
    rest = rest.replace(words("stamp.week", number=49, span="").split(" · ")[0], "")
    rest = re.sub(r"[0-9a-f]{8}\b", "", rest)
    assert re.findall(r"\d+", rest) == []


def test_the_heads_page_uses_plain_words(plan, words):
    """Words of the trade stay in the folded part, whatever simulation found."""
    judged = judged_plan(plan, HOLDS, MISSES, OPEN, THIN, WEEKLY, visits=(OUT,))
    above = _text(week_html(judged, words).split("<details")[0]).casefold()
    assert [word for word in FORBIDDEN[words.language] if word in above] == []
    assert "%" not in above


def test_the_heads_page_holds_figures_actions_and_shortages(plan, words):
    """Three figures, three actions, each shortage with who could help, every officer's row."""
    html = week_html(plan, words)
    assert html.count('class="figure"') == 3
    assert html.count('class="effect"') == 3
    assert html.count('class="short"') == len(plan.result.shortages)
    assert html.count("<svg") == 2
    text = _text(html)
    assert all(officer.name in text for officer in plan.office.officers)
    assert plan.provenance.config_hash[:16] in text.split(words("analyst.title"))[1]


def test_a_week_without_anything_still_has_its_pages(plan, words):
    """No shortages, actions, triggers, last week, accuracy: every page is still made."""
    bare = replace(
        plan, result=replace(plan.result, shortages=(), levels=()), actions=(), triggers=(), last_week=None,
        accuracy=(), violations=(), notes=(), weak_slots=(),
    )  # fmt: skip
    assert words("shortage.none") in _text(week_html(bare, words))
    assert all(page(bare, words) for page in PAGES)


def test_a_closed_week_has_no_pictures(plan, words):
    """Nobody comes and nobody is needed: that the office is closed, and nothing to forecast, choose from or gain."""
    days = tuple(replace(day, service=()) for day in plan.week.days)
    roster = Roster(office=plan.roster.office, week=plan.roster.week, slot_minutes=30, assignments=(), duties=())
    nobody = replace(plan.outcome, visitors=0 * plan.outcome.visitors, late_call=0 * plan.outcome.late_call)
    closed = replace(plan, week=replace(plan.week, days=days), weak_slots=(), choices=judged_plan(plan).choices,
                     outcome=nobody, result=replace(plan.result, roster=roster, shortages=()))  # fmt: skip
    html = week_html(closed, words)
    assert html.count("<svg") == 0
    assert words("plan.closed", week=49) in html
    assert words("shortage.none") not in html
    assert [key for key in ("gain", "choice", "waits", "holds") if words(f"{key}.title") in html] == []


@pytest.mark.parametrize("text", ['"', "\\", "</style>", "a\nb", "Kantor & “Imigrasi”"])
def test_css_text_cannot_end_its_string(text):
    """Quotes, backslashes, tags and line ends are escaped; other letters stay."""
    inner = str(css_text(text))[1:-1]
    assert not re.search(r'["<>\n&]', inner)


@pytest.mark.parametrize(("is_repeatable", "key"), [(True, "analyst.repeat"), (False, "analyst.made_by")])
def test_only_a_repeatable_plan_promises_the_same_result(plan, words, is_repeatable, key):
    """The call stands as it was typed; that it gives the same roster again is said only where it is true."""
    made = plan.provenance.model_copy(update={"command": "loket plan a.yaml", "repeatable": is_repeatable})
    html = week_html(replace(plan, provenance=made), words)
    other = {"analyst.repeat": "analyst.made_by", "analyst.made_by": "analyst.repeat"}[key]
    assert "loket plan a.yaml" in html
    assert words(key) in html
    assert words(other) not in html


def test_each_service_stands_against_both_targets(plan, words):
    """The analyst's part names every service with a verdict, and judges none with too few visitors."""
    html = week_html(plan, words)
    table = html[html.index(words("analyst.services")) :].split("</table>")[0]
    assert [service.name for service in plan.office.services if service.name not in unescape(table)] == []
    verdicts = [words(f"analyst.verdict.{key}") for key in ("met", "missed", "thin")]
    assert sum(table.count(f">{verdict}<") for verdict in verdicts) == len(plan.office.services)
