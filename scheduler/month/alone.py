"""A week alone: the same week as if no other were near, so that no month can do better in it."""

from dataclasses import replace

from scheduler.problem import RosterProblem
from scheduler.roster import History
from scheduler.rules import AnyRule
from scheduler.rules.consecutive_days import ConsecutiveDays

OF_A_WEEK = frozenset({
    "leave", "outside_duty", "one_shift", "break_window", "skills", "counters", "service_hours", "paid_minutes",
    "weekly_norm", "promised_cover", "stand_in", "daily_rest",
})  # fmt: skip
"""Rules that say nothing of other weeks, or nothing more where these are not known."""


def alone(problem: RosterProblem) -> RosterProblem:
    """The problem without history and without rules that reach across weeks.

    Every week of a lawful month is a roster of this problem: it keeps all rules that are left, since these speak of
    its own days only, and locks stay. What a level costs in the month is therefore the sum of what it costs in rosters
    of the weeks alone, each at least the least of its own problem: the sum of these is a bound of the month.
    """
    kept = tuple(rule for rule in problem.rules if _speaks_of_one_week(rule))
    return replace(problem, week=replace(problem.week, history=History()), rules=kept)


def _speaks_of_one_week(rule: AnyRule) -> bool:
    return rule.rule in OF_A_WEEK or (isinstance(rule, ConsecutiveDays) and rule.least == 1)
