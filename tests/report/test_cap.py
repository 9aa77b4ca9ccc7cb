"""The last ticket in the terminal: one row a day, a service only where it needs a limit."""

from types import SimpleNamespace

import pytest

from planning.levers.reports import CapReport, Coming
from planning.results import Cap
from report.terminal.cap import cap_lines
from report.words.catalogue import LANGUAGES, Words
from tests.planning.tiny import tiny_week

WEEK = tiny_week()
COMING = tuple(Coming(day, 36.2, 25, 47) for day in range(5))
FAR = Cap(0, None, "service", 187, 820, 36.2)
FAR_SERVICE = Cap(0, "service_a", "service", 0, None, 0.2)
NEAR = Cap(2, "service_a", "work", 12, 800, 20.0, is_needed=True)


def told(caps, language="id"):
    return cap_lines(CapReport(SimpleNamespace(week=WEEK), caps, COMING), Words(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_week_without_need_has_one_row_a_day(language):
    """Each day stands there with its range; what only six times as many would break is told in one sentence."""
    words = Words(language)
    lines = told((FAR, FAR_SERVICE), language)
    rows = [line for line in lines if "36 (25–47)" in line]
    assert [row.split()[0] for row in rows] == [words.weekday(WEEK.grid.dates[day]) for day in range(5)]
    assert all(row.count(words("cap.all")) == 2 for row in rows)
    assert lines[0].startswith(words("cap.none")[:30])
    assert any("187" in line for line in lines)
    assert not any(" 0 " in line or line.endswith(" 0") for line in lines)


def test_a_service_that_needs_a_limit_has_its_own_row():
    """The day's own row stays; the service's has the ticket and when it is taken."""
    words, lines = Words("id"), told((FAR, NEAR))
    day = words.weekday(WEEK.grid.dates[2])
    own, service = (line for line in lines if line.startswith(day))
    assert "36 (25–47)" in own
    assert "12 (13.20)" in service
    assert words("cap.all") in service
