"""What a planned week consists of: the value that every sheet, page and file is made from."""

from dataclasses import dataclass, field
from typing import Literal

from forecast.counts import Counts
from forecast.distribution import Forecast
from office.office import Office
from office.problems import Problem
from office.provenance import Provenance
from office.values import Value
from scheduler.result import RosterResult
from scheduler.roster import History, Roster, Violation
from scheduler.week import OfficeWeek
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
    """A rule for the day, computed in advance: open a counter when more tickets than usual are out by a time."""

    day: int
    minute: int
    tickets: int
    counter: str


@dataclass(frozen=True)
class LastWeek:
    """What really happened in the last whole week of the visit log, as far as the log says."""

    week: str
    visitors: int
    late: float | None
    """Visitors who waited longer than the target for their first call; None when the log has no waits."""


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
    """roster.json: a roster, how it was made, and what the next week must know."""

    provenance: Provenance
    roster: Roster
    history_after: History
    levels: tuple[dict[str, str | float], ...] = ()
