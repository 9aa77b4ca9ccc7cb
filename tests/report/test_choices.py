"""Three plans in a table, the chosen one marked, and what goes from one to the next."""

import re
from dataclasses import replace

import pytest

from report.choices import choice_lines, how_to_choose, trades
from report.pages import week_html
from report.terminal import plan_lines
from report.terminal.table import WIDTH
from staffing.outcome import Difference
from tests.report.judged import MISSES, OPEN, REFINEMENT, THIN, judged_plan


def test_each_plan_is_a_row_and_one_is_marked(plan, words):
    """People who wait with their range, hours, half hours without a stand-in."""
    rows = choice_lines(judged_plan(plan), words)
    assert [row.is_chosen for row in rows] == [False, True, False]
    assert [row.back_office for row in rows] == [words.number(hours, 1) for hours in (38, 31, 26)]
    assert [row.weak for row in rows] == ["4", words.number(2.5, 1), words.number(2.5, 1)]
    assert rows[1].late == words("choice.late", mean=words.number(4, 1), low="2", high="8")


def test_a_trade_gives_both_sides(plan, words):
    """8 fewer who wait and 1.5 hours less without a stand-in for 7 hours less back office, then 2.8 for 5."""
    first, second = trades(judged_plan(plan), words)
    assert [words.number(-8, 1), words.number(-7), words.number(-1.5, 1)] == _numbers(first)
    assert [words.number(-2.8, 1), words.number(-5)] == _numbers(second)


def _numbers(told):
    return re.findall(r"[+\u2212][\d.,]*\d", told)


def _with(plan, *rows):
    """The judged plan with people who wait, minutes of back office and weak slots of its three plans."""
    judged = judged_plan(plan)
    return replace(judged, choices=tuple(
        replace(choice, late=Difference(late, 0, 3), back_office_minutes=minutes, weak_slots=weak)
        for choice, (late, minutes, weak) in zip(judged.choices, rows, strict=True)
    ))  # fmt: skip


def test_differences_are_those_of_the_rows(plan, words):
    """1.16 and 1.14 are read as 1.2 and 1.1: 0.1 fewer; 10.4 is read as 10, and 9.96 as 10.0: the same."""
    first, second = trades(_with(plan, (1.16, 1800, 2), (1.14, 1800, 2), (3, 1800, 2)), words)
    assert _numbers(first) == [words.number(-0.1, 1)]
    assert _numbers(second) == [f"+{words.number(1.9, 1)}"]
    first, _ = trades(_with(plan, (10.4, 1800, 2), (9.96, 1800, 2), (3, 1800, 2)), words)
    assert words("choice.no_difference") in first


def test_plans_that_read_the_same_are_no_choice(plan, words):
    """Other rosters with the same figures: that is said, nothing is traded, and no option of theirs is named."""
    two = _with(plan, (4, 2280, 5), (1.21, 1860, 5), (1.19, 1860, 5))
    assert words("choice.no_difference") in trades(two, words)[1]
    assert not _numbers(trades(two, words)[1])
    assert "--balance hemat" in how_to_choose(two, words)
    assert "--balance lega" not in how_to_choose(two, words)
    one = _with(plan, *[(1.2, 1860, 5)] * 3)
    assert (how_to_choose(one, words), trades(one, words)) == (words("choice.same"), [])


@pytest.mark.parametrize(("late", "said"), [((1.14, 1.1, 1.09), True), ((1.14, 1.1, 1.3), False)])
def test_plans_that_visitors_cannot_tell_apart_are_called_so(plan, words, late, said):
    """Three rows read 1.1 people and differ in back office alone; one of them reads 1.3."""
    three = _with(plan, *((one, minutes, 5) for one, minutes in zip(late, (2280, 1860, 1500), strict=True)))
    assert (words("choice.same_for_visitors") in how_to_choose(three, words)) is said
    assert words("choice.same") not in how_to_choose(three, words)


@pytest.mark.parametrize(("ended", "said"), [("settled", False), ("stopped", False), ("out_of_time", True)])
def test_a_search_that_ran_out_of_time_is_called_so(plan, words, ended, said):
    """Beside the table: with more time the plans may be others."""
    judged = replace(judged_plan(plan), refinement=replace(REFINEMENT, ended=ended))
    assert (words("choice.out_of_time") in how_to_choose(judged, words)) is said


def test_the_other_plans_can_be_had(plan, words):
    """The option is named for each plan that is not shown, and not for the one that is."""
    lean = how_to_choose(replace(judged_plan(plan), chosen="lean"), words)
    assert "--balance seimbang" in lean
    assert "--balance lega" in lean
    assert "--balance hemat" not in lean


def test_equal_plans_are_called_so(plan, words):
    """Where all three are one roster there is no other to plan and nothing to trade."""
    judged = judged_plan(plan)
    same = replace(judged, choices=tuple(replace(choice, roster=plan.roster) for choice in judged.choices))
    assert how_to_choose(same, words) == words("choice.same")
    assert trades(same, words) == []


def test_the_terminal_has_the_plans_in_its_width(plan, large_plan, words):
    """The chosen one is marked; no line of a plan with everything told is too wide."""
    lines = [line for made in (plan, large_plan) for line in plan_lines(judged_plan(made, MISSES, OPEN, THIN), words)]
    assert sum(line.startswith("▶ " + words("choice.balanced")) for line in lines) == 2
    assert max(map(len, lines)) <= WIDTH


def test_the_page_has_the_table_only_where_there_is_a_choice(plan, words):
    """A quick plan offers none."""
    assert words("choice.title") in week_html(judged_plan(plan), words)
    assert words("choice.title") not in week_html(plan, words)
