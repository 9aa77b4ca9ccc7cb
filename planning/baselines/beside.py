"""What stands beside a plan: the same people and hours without planning, on the same visitors."""

from collections.abc import Iterator

from planning.baselines.all_counters import all_open
from planning.baselines.erlang import erlang_cover
from planning.baselines.past import past_roster
from planning.baselines.posts import past_days
from planning.futures import Futures
from planning.inputs import Inputs
from planning.results import Baseline, BaselineName
from scheduler.roster import Roster
from scheduler.staffplans import staff_plan
from scheduler.week import OfficeWeek
from staffing.outcome import Outcome, compare
from staffing.simulation import simulate


def baselines(
    inputs: Inputs, week: OfficeWeek, roster: Roster, futures: Futures, outcome: Outcome
) -> tuple[Baseline, ...]:
    """The office's own past roster, all counters open, pooled Erlang C and cover.

    Parameters
    ----------
    inputs
        The latest earlier roster or the visit log, for the past.
    week, roster
        The plan, whose people, shifts and hours all of them have.
    futures, outcome
        The visitors on which the plan was judged, and what it made of them.

    Returns
    -------
    tuple of Baseline
        In this order; without ``past`` where neither an earlier roster nor the log says who sat where.
    """
    return tuple(
        Baseline(name, found, compare(outcome, found))
        for name, other in _rosters(inputs, week, roster, futures)
        for found in (simulate(futures.visitors, staff_plan(week, other), week.office),)
    )


def _rosters(
    inputs: Inputs, week: OfficeWeek, roster: Roster, futures: Futures
) -> Iterator[tuple[BaselineName, Roster]]:
    past = past_days(inputs, week)
    if past:
        yield "past", past_roster(week, roster, past)
    yield "all_open", all_open(week, roster)
    yield "erlang", erlang_cover(week, roster, futures.visitors)
