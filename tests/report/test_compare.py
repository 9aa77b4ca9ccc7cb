"""A comparison in words: which log the earlier forecast knew, and no sign before nothing."""

from datetime import UTC, date, datetime

import pytest

from planning.snapshots import Compared, Comparison, DayNumbers
from report.terminal.compare import compare_lines

DAY = date(2026, 12, 2)


def _numbers(mean):
    quantiles = dict.fromkeys(("q025", "q10", "q20", "q30", "q40", "q50", "q60", "q70", "q80", "q90", "q975"), 5)
    return DayNumbers(mean=mean, booked=0, walk_in=mean, events=0, **quantiles)


@pytest.mark.parametrize(("now", "shown"), [(5.02, "0.0"), (4.98, "0.0"), (5.3, "+0.3"), (4.7, "\u22120.3")])
def test_a_change_too_small_to_show_has_no_sign(plan, words, now, shown):
    """Neither plus nor minus; larger ones have theirs."""
    row = Compared(DAY, "", _numbers(5.0), _numbers(now), None)
    made = datetime(2026, 11, 24, tzinfo=UTC)
    lines = compare_lines(Comparison("x", made, made, (row,), date(2026, 11, 6)), plan.office, words)
    told = next(line for line in lines if words.weekday(DAY) in line)
    assert told.replace(",", ".").split()[-3] == shown
    assert words.short_day(date(2026, 11, 6)) in " ".join(lines)
