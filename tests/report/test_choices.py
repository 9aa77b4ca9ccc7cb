"""Three plans in a table, the chosen one marked, and what goes from one to the next."""

from dataclasses import replace

from report.choices import choice_lines, how_to_choose, trades
from report.pages import week_html
from report.terminal import plan_lines
from report.terminal.table import WIDTH
from tests.report.judged import MISSES, OPEN, THIN, judged_plan


def test_each_plan_is_a_row_and_one_is_marked(plan, words):
    """People who wait with their range, hours, half hours without a stand-in."""
    rows = choice_lines(judged_plan(plan), words)
    assert [row.is_chosen for row in rows] == [False, True, False]
    assert [row.back_office for row in rows] == [words.number(hours, 1) for hours in (38, 31, 26)]
    assert [row.weak for row in rows] == ["8", "5", "5"]
    assert rows[1].late == words("choice.late", mean=words.number(4, 1), low="2", high="8")


def test_a_trade_gives_both_sides(plan, words):
    """8 fewer who wait for 7 hours less back office, then 2.8 for 5."""
    first, second = trades(judged_plan(plan), words)
    assert all(words.number(value, 1) in first for value in (-8, -7))
    assert all(words.number(value, 1) in second for value in (-2.8, -5))


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
