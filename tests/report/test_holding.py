"""What holds is told as people read it; what does not is named with by how much; nothing is hidden."""

from dataclasses import replace

import pytest

from report.holding import MOST_TOLD, holding_lines, holding_rows, holding_summary
from tests.report.judged import HOLDS, MISSES, OPEN, OUT, THIN, WEEKLY, judged_plan


def told(plan, names, *cells, visits=()):
    return holding_lines(judged_plan(plan, *cells, visits=visits), names)


@pytest.mark.parametrize(
    ("cell", "kind", "facts"),
    [
        (MISSES, "call", ("24", "30", "(20)", " 4 ", "09.00–11.00")),
        (THIN, "day", ("9", "60", "(5)", " 4 ", "Prioritas")),
        (OUT, "out", ("8", "120", "(5)", " 3 ")),
    ],
)
def test_what_is_missed_is_told_in_people_or_days(plan, names, cell, kind, facts):
    """Where, how many of a hundred, the limit, what is allowed and by how much more."""
    lines = told(plan, names, visits=(cell,)) if kind == "out" else told(plan, names, cell)
    (line,) = lines[1:-1]  # between the target and how many days were simulated
    assert [fact for fact in facts if fact not in line] == []
    assert "%" not in line


def test_the_largest_miss_is_told_first_and_the_rest_counted(plan, names):
    """Of more than are told one by one the number that is left stands there."""
    cells = [replace(MISSES, late=0.3 + 0.01 * n, low=0.29, high=0.6, start=480 + n) for n in range(MOST_TOLD + 2)]
    lines = told(plan, names, *cells)
    assert names.words("holds.more", count=2) in lines
    first = next(line for line in lines if "08." in line)
    assert names.words.clock(480 + MOST_TOLD + 1) in first


def test_days_without_a_miss_are_named_and_only_those(plan, names):
    """Monday holds; Friday misses, Thursday is open; what is judged over all days belongs to none."""
    words = names.words
    lines = told(plan, names, HOLDS, MISSES, OPEN, WEEKLY)
    monday = words.weekday(plan.week.grid.dates[0])
    assert words("holds.days", days=monday) in lines
    missed = replace(WEEKLY, late=0.3, low=0.25, high=0.4)
    assert words("holds.days_but", days=monday) in told(plan, names, HOLDS, MISSES, missed)
    assert words("holds.open", where="Paspor baru, " + words.weekday(plan.week.grid.dates[3]) + " 09.00–10.00") in lines


def test_where_all_holds_one_sentence_says_so(plan, names):
    """No list of days, no miss."""
    lines = told(plan, names, HOLDS, WEEKLY)
    assert lines[1] == names.words("holds.all")
    assert len(lines) == 3
    assert "5" in lines[2]


def test_nothing_is_said_where_nothing_was_judged(plan, names):
    """A quick plan, or an office to which nobody comes."""
    assert told(plan, names) == []


def test_the_analyst_sees_every_stretch_that_does_not_hold(plan, names):
    """With interval and verdict, misses first; those that hold are counted."""
    found = judged_plan(plan, HOLDS, MISSES, OPEN, THIN, WEEKLY, visits=(OUT,))
    words, rows = names.words, holding_rows(found, names)
    assert [row[-1] for row in rows[1:]] == [words("holds.verdict.misses")] * 3 + [words("holds.verdict.open")]
    assert f"{words.percent(0.22, 1)} – {words.percent(0.26, 1)}" in {row[4] for row in rows}
    assert holding_summary(found, words) == words("holds.summary", cells=6, days=words.number(5000), holds=2, open=1,
                                                  misses=3)  # fmt: skip
