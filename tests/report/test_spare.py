"""Days to spare people in the terminal: names stand in the row, few rows, the order in words."""

from types import SimpleNamespace

import pytest

from office.values import Span
from planning.levers.effect import Effect
from planning.levers.reports import SpareReport
from planning.levers.spare import Spared
from report.terminal.spare import MOST, spare_lines
from report.words.catalogue import LANGUAGES, Words
from tests.planning.tiny import tiny_week

WEEK = tiny_week(officers=("a",) * 9)
IDS = WEEK.office.officer_ids
SAME, MORE = Effect(1.0, 1.0, -0.1, 0.1), Effect(1.0, 2.5, 1.2, 1.8)


def way(day, part="morning", officers=IDS[:2], late=SAME, lost=0):
    return Spared(day, part, Span(start=480, end=720), officers, late, (600, 600 - lost), (2, 2))


def told(ways, language="id"):
    return spare_lines(SpareReport(SimpleNamespace(week=WEEK), 2, tuple(ways)), Words(language))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("ways", [1, MOST, MOST + 1, 2 * MOST])
def test_few_rows_and_how_many_more(ways, language):
    """At most five rows; what is left out is counted and named dearer."""
    words = Words(language)
    parts = ("day", "morning", "afternoon")
    lines = told([way(n // 3, parts[n % 3]) for n in range(ways)], language)
    names = ", ".join(officer.name for officer in WEEK.office.officers[:2])
    assert sum(names in line for line in lines) == min(ways, MOST)
    more = ways - MOST
    said = " ".join(" ".join(line.split()) for line in lines)
    assert (words.counted("spare.more", max(more, 2), count=max(more, 2)) in said) == (more > 1)
    assert words("spare.order") in said
    assert words("spare.none_refused") in said


def test_a_row_tells_changes():
    """Who goes, what waiting and back office change; what does not is a dash."""
    lines = told([way(0, lost=450), way(1, late=MORE)])
    first, second = (line for line in lines if line.startswith(("1  ", "2  ")))
    assert "−7,5" in first
    assert "+1,5 (1,2–1,8)" in second
    assert first.split()[-1] == second.split()[-2] == "–"


def test_many_names_go_on_below():
    """Nothing is cut and no line is wider than the terminal."""
    lines = told([way(0, officers=IDS)])
    text = "\n".join(lines)
    assert all(officer.name in text for officer in WEEK.office.officers)
    assert max(map(len, lines)) <= 100


def test_where_a_promise_breaks_is_told_as_before():
    """A refused day is named with its reason, and then it is not said that none breaks."""
    words = Words("id")
    said = " ".join(told([way(0), way(1, officers=(), late=None)]))
    assert words("spare.refused") in said
    assert words("spare.none_refused") not in said
