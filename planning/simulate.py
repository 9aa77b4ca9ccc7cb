"""Simulating: tries any roster on many possible weeks."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from planning.baselines import all_open
from planning.check import ReadRoster, read_roster
from planning.evaluation import Evaluation, evaluate
from planning.futures import draw_futures
from planning.givens import judged
from planning.inputs import Inputs
from planning.progress import Stage, Watch
from planning.rosterfile import check_names
from planning.weeksheet.halfdays import PlaceKind
from scheduler.roster import Roster, Shortage
from scheduler.shortages import find_shortages
from scheduler.staffplans import staff_plan
from scheduler.stand_ins import weak_slots
from scheduler.week import OfficeWeek
from staffing.judge import judge
from staffing.outcome import Difference, Outcome, by_service, compare
from staffing.simulation import simulate, trace
from staffing.waits import waits_of


@dataclass(frozen=True)
class Simulated:
    """A roster on sampled weeks, beside all counters open with staggered lunch on the same weeks."""

    week: OfficeWeek
    roster: Roster
    outcome: Outcome
    baseline: Outcome
    gain: Difference
    weak_slots: tuple[tuple[int, int], ...]
    models: tuple[str, ...]
    evaluation: Evaluation

    @cached_property
    def shortages(self) -> tuple[Shortage, ...]:
        """Promises that the roster does not keep."""
        return find_shortages(self.week, self.roster)

    def summary(self) -> dict[str, object]:
        """The figures as data; shares between 0 and 1, minutes, visitors a week."""
        late = self.outcome.late_by_path
        return {
            "week": self.roster.week,
            "paths": self.outcome.paths,
            "visitors_mean": float(self.outcome.visitors.sum(axis=(1, 2)).mean()),
            "share_in_time": self.outcome.share_in_time,
            "share_out_in_time": self.outcome.share_out_in_time,
            "mean_wait_minutes": self.outcome.mean_wait,
            "services": [asdict(service) for service in by_service(self.outcome)],
            "late_a_week": {"mean": float(late.mean()), "p10": float(np.quantile(late, 0.1)),
                            "p90": float(np.quantile(late, 0.9))},
            "left_a_week": float(self.outcome.left.sum() / max(self.outcome.paths, 1)),
            "baseline_share_in_time": self.baseline.share_in_time,
            "gain": {"mean": self.gain.mean, "low95": self.gain.low, "high95": self.gain.high},
            "overtime_minutes_a_week": float(self.outcome.overtime.sum(axis=(1, 2)).mean()),
            "seats_p95": self.evaluation.seats,
            "weak_slots": len(self.weak_slots),
            "shortages": [shortage.model_dump(mode="json") for shortage in self.shortages],
            **self.evaluation.summary(),
        }  # fmt: skip


def simulate_file(
    inputs: Inputs, path: Path, paths: int, seed: int, places: Mapping[str, PlaceKind], watch: Watch
) -> Simulated:
    """Judges the roster of a file by simulation.

    Raises
    ------
    RosterError
        If the file cannot be read or names what this office does not have.
    """
    read = roster_read(inputs, path, places)
    watch(Stage("judging"))
    week, roster = judged(inputs, read.roster, bool(read.edited))
    return simulate_roster(inputs, week, roster, paths, seed)


def roster_read(inputs: Inputs, path: Path, places: Mapping[str, PlaceKind]) -> ReadRoster:
    """A roster of this office from a file.

    Raises
    ------
    RosterError
        If the file cannot be read or names what this office does not have.
    """
    read = read_roster(path, places)
    check_names(read.roster, inputs.office, path)
    return read


def simulate_roster(inputs: Inputs, week: OfficeWeek, roster: Roster, paths: int, seed: int) -> Simulated:
    """A roster and the baseline of the same people and hours, on the same sampled weeks."""
    futures = draw_futures(inputs, week, "judging", paths, seed)
    visitors, plan = futures.visitors, staff_plan(week, roster)
    happened = trace(visitors, plan, week.office)
    outcome = judge(happened, visitors, plan, week.office)
    usual = simulate(visitors, staff_plan(week, all_open(week, roster)), week.office)
    evaluation = evaluate(outcome, waits_of(happened, visitors, week.office), week)
    weak = weak_slots(week, roster)
    gain = compare(outcome, usual)
    return Simulated(week, roster, outcome, usual, gain, weak, futures.forecast.models, evaluation)
