"""The picture of waits says when they are longest; the page tells each day in a sentence."""

from dataclasses import replace

import pytest

from report.headpage import head_page
from report.pages import week_html
from report.places import Names
from report.plots import waits_picture
from tests.report.judged import judged_plan, waits_of


def test_the_title_names_the_hour_of_the_longest_waits(plan, words):
    """20 minutes on Tuesday at nine, 2 else."""
    picture = waits_picture(judged_plan(plan), words)
    tuesday = words.weekday(plan.week.grid.dates[1])
    assert picture.title == words("waits.longest", day=tuesday, start="09.00", end="10.00", minutes="20")


def test_hardly_any_waits_are_called_so(plan, words):
    """Where every hour's mean is under a minute."""
    calls = waits_of(plan)
    short = replace(plan, outcome=replace(plan.outcome, calls=replace(calls, minutes=calls.minutes / 100)))
    assert waits_picture(short, words).title == words("waits.hardly")


@pytest.mark.parametrize(("factor", "drawn"), [(1.0, True), (0.5, False)])
def test_the_target_is_drawn_where_waits_come_near_it(plan, words, factor, drawn):
    """20 of 30 minutes are near, 10 are not."""
    calls = waits_of(plan)
    found = replace(plan, outcome=replace(plan.outcome, calls=replace(calls, minutes=calls.minutes * factor)))
    assert (words("waits.limit") in waits_picture(found, words).svg) is drawn


def test_without_waits_by_hour_there_is_no_picture(plan, words):
    """Neither where nothing was kept nor where nobody comes."""
    calls = waits_of(plan)
    nobody = replace(plan, outcome=replace(plan.outcome, calls=replace(calls, visitors=0 * calls.visitors)))
    assert waits_picture(plan, words) is None
    assert waits_picture(nobody, words) is None
    assert words("waits.note") not in week_html(plan, words)
    assert week_html(judged_plan(plan), words).count("<svg") == 3


def test_a_day_is_a_sentence(plan, words):
    """Day, people with their range, longest wait, busiest hour; each open day once on the page."""
    page = head_page(judged_plan(plan), Names(plan.office, words))
    assert len(page.days) == len(plan.week.open_days)
    for line in page.days:
        assert [part for part in (line.day, line.middle, line.range, line.peak) if part not in line.told] == []
    html = week_html(plan, words)
    assert all(html.count(line.told) == 1 for line in page.days)
