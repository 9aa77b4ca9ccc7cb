"""What a planned week consists of: the value that every sheet, page and file is made from."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from pydantic import Field, JsonValue

from forecast.counts import Counts
from forecast.distribution import Forecast
from office.office import Office
from office.problems import Problem
from office.provenance import Provenance
from office.values import Value
from scheduler.reasons.statement import Statement
from scheduler.result import RosterResult
from scheduler.roster import History, Roster, Violation
from scheduler.rules.locked_cells import Cell
from scheduler.score import Score
from scheduler.week import OfficeWeek
from staffing.certificate import Certificate
from staffing.cost import StaffingCost
from staffing.outcome import Difference, Outcome


@dataclass(frozen=True)
class Accuracy:
    """Errors of the last held-out weeks of one service: the model's and the naive baseline's, WAPE as shares.

    `days` is how many days were scored, `floor` the error left if the rate were known and counts Poisson.
    """

    service: str
    model: str
    wape: float
    naive_wape: float
    floor: float
    days: int


@dataclass(frozen=True)
class Action:
    """Something the head could do, and what it would change by simulation on the same futures.

    `kind` names the sentence in the catalogue (`action.<kind>`), `params` its facts. Late visitors are means a week;
    `minutes_before` and `minutes_after` are minutes a week that one absence leaves uncovered, where that is the point.
    """

    kind: Literal["shift_bookings", "open_counter", "train"]
    params: dict[str, str | int | float]
    late_before: float
    late_after: float
    minutes_before: float = 0.0
    minutes_after: float = 0.0


@dataclass(frozen=True)
class Trigger:
    """A rule for the day, computed in advance and judged on days that it was not chosen on.

    Parameters
    ----------
    day
        Index of the day.
    minute
        When the tickets that are out are counted.
    tickets
        The rule is followed when more than so many are out (`open`), or fewer (`release`).
    counter
        The counter that is opened, or whose officer may do back office.
    kind
        Which of the two.
    late, low, high
        Visitors fewer (`open`) or more (`release`) who wait too long on such a day, with the 95 % interval.
    share
        Of all such weekdays, how many are such days.
    minutes
        Back office that is gained on such a day in blocks that are long enough.
    """

    day: int
    minute: int
    tickets: int
    counter: str
    kind: Literal["open", "release"] = "open"
    late: float = 0.0
    low: float = 0.0
    high: float = 0.0
    share: float = 0.0
    minutes: int = 0


@dataclass(frozen=True)
class Cap:
    """The last ticket of a day that can be finished, on usual days or when very many come.

    Parameters
    ----------
    day
        Index of the day.
    service
        Id; None for all tickets together.
    by
        By the close of service, or by the end of the day's last shift.
    number
        The last ticket whose holder is out in time on 9 of 10 such days; 0 where not even the first is.
    minute
        When it is taken on such days, the median; None where there is none.
    expected
        Tickets of a usual day, mean.
    is_needed
        Whether tickets beyond it are given out and not finished on days as crowded as usual already.
    """

    day: int
    service: str | None
    by: Literal["service", "work"]
    number: int
    minute: int | None
    expected: float
    is_needed: bool = False


@dataclass(frozen=True)
class LastWeek:
    """What really happened in the last whole week of the visit log, as far as the log says."""

    week: str
    visitors: int
    late: float | None
    """Visitors who waited longer than the target for their first call; None when the log has no waits."""


ChoiceName = Literal["lean", "balanced", "ample"]
"""*Hemat*: most back office while hardly more wait too long; *seimbang*; *lega*: fewest who wait too long."""


@dataclass(frozen=True)
class Choice:
    """One of the plans that the head may choose from: same people, same hours.

    Parameters
    ----------
    name
        Which.
    roster
        Its roster.
    late
        Visitors a week who wait too long for the first call, on fresh weeks, with the 80 % range of single weeks.
    back_office_minutes
        Of the week, in blocks that are long enough.
    weak_slots
        Half hours (slots) in which one absence leaves a promise uncovered.
    """

    name: ChoiceName
    roster: Roster
    late: Difference
    back_office_minutes: int
    weak_slots: int


BaselineName = Literal["past", "all_open", "erlang"]


@dataclass(frozen=True)
class Baseline:
    """What the same people and hours would get on the same weeks without planning.

    `past` is the office's own earlier roster, `all_open` all counters with staggered lunch, `erlang` pooled Erlang C
    staffing with cover; `gain` is by how much the plan's share in time is higher.
    """

    name: BaselineName
    outcome: Outcome
    gain: Difference


Ended = Literal["settled", "out_of_time", "stopped"]


@dataclass(frozen=True)
class Refinement:
    """How the solver's roster was refined by simulation.

    Parameters
    ----------
    late_before, late_after
        Visitors a week who wait too long, means on the paths of the search.
    wait_before, wait_after
        Minutes that all wait for the first call, means a week on the same paths.
    tried, accepted
        Day plans that were simulated, and those that were better.
    seconds
        Wall time.
    ended
        Why it ended: nothing better nearby, no time left, or stopped.
    """

    late_before: float
    late_after: float
    wait_before: float
    wait_after: float
    tried: int
    accepted: int
    seconds: float
    ended: Ended


@dataclass(frozen=True)
class Edition:
    """Which edition of a week's papers it is, from 1, and the days that are otherwise than in the one before."""

    number: int = 1
    changed: tuple[date, ...] = ()


@dataclass(frozen=True)
class WeekPlan:
    """One planned week: inputs, forecast, roster, verdict.

    Parameters
    ----------
    week
        All givens, with `office`, days, grid, shifts and absences.
    forecast, cost
        The distribution of arrivals and what waiting costs, on the week's grid.
    result
        The roster with its levels, status and shortages.
    violations
        What the checker says of the roster, hard and soft.
    outcome
        The counter plan simulated on fresh paths.
    baseline, gain
        All counters open with staggered lunch, same people and hours, on the same fresh paths; by how much the plan's
        share in time is higher.
    weak_slots
        (day index, slot) in which one absence leaves a promise uncovered.
    back_office_minutes
        Minutes of back office in blocks of at least the task's length, by task id.
    history_after
        Turns, rest and days in a row that the next week starts from.
    counts
        Arrivals of the past; None without a log.
    notes
        Facts a reader must know (no history given, calendar without this year, bad rows), as Problems of severity note.
    pricing_paths
        How many sampled weeks priced the roster; those that judge it are others.
    certificate
        In which hours the target holds on the fresh paths.
    choices, chosen
        The plans to choose from and the one that `result` holds; none after a quick plan.
    baselines
        What the same people and hours would get without planning.
    refinement
        How the solver's roster was refined; None after a quick plan.
    caps
        The last ticket of each day that can be finished; none where all that may come can be.
    score
        What the roster counts in each level, rule by rule.
    conflict
        One smallest set of hard inputs that cannot hold together, where some do not.
    edition
        Which edition of the week's papers it is.
    """

    week: OfficeWeek
    forecast: Forecast
    cost: StaffingCost
    result: RosterResult
    violations: tuple[Violation, ...]
    outcome: Outcome
    baseline: Outcome
    gain: Difference
    weak_slots: tuple[tuple[int, int], ...]
    back_office_minutes: dict[str, int]
    actions: tuple[Action, ...]
    triggers: tuple[Trigger, ...]
    last_week: LastWeek | None
    accuracy: tuple[Accuracy, ...]
    history_after: History
    provenance: Provenance
    notes: tuple[Problem, ...]
    pricing_paths: int
    counts: Counts | None = field(default=None, repr=False)
    certificate: Certificate = field(default_factory=lambda: Certificate((), 0))
    choices: tuple[Choice, ...] = ()
    chosen: ChoiceName = "balanced"
    baselines: tuple[Baseline, ...] = ()
    refinement: Refinement | None = None
    caps: tuple[Cap, ...] = ()
    score: Score = field(default_factory=lambda: Score(()))
    conflict: tuple[Statement, ...] = ()
    edition: Edition = Edition()

    @property
    def office(self) -> Office:
        """The office that is planned."""
        return self.week.office

    @property
    def roster(self) -> Roster:
        """The roster of the week."""
        return self.result.roster

    @property
    def waiting_simulated(self) -> float:
        """Minutes a week that all visitors together wait, at all stops, by simulation: the mean over paths.

        What the level "waiting" estimates from the tables.
        """
        return float((self.outcome.wait + self.outcome.later_wait).sum(axis=(1, 2)).mean())


class RosterFile(Value):
    """roster.json: a roster, how it was made, what was found of it, and what the next week must know."""

    provenance: Provenance
    roster: Roster
    history_after: History
    levels: tuple[dict[str, str | float], ...] = ()
    judged: dict[str, JsonValue] = Field(default_factory=dict)
    """See `planning.judged`."""
    locked: tuple[Cell, ...] = ()
    """Cells that somebody wrote into the file by hand, for `loket plan --keep`."""
