"""What planning gains: a large office against all counters open, a small one with its stand-ins and back office.

`large`: demand scaled so that all counters open with staggered lunch serves 70 to 85 % of visitors in time; the same
people and hours then work by the plan, judged on 1,000 fresh paths. `lebong`: its week from the sample log.
"""

import sys
from dataclasses import replace
from pathlib import Path
from threading import Event
from time import perf_counter

from forecast.settings import ServiceGuess
from planning.config import Config
from planning.inputs import Inputs, gather
from planning.plan import Effort, plan_week
from planning.results import WeekPlan
from scheduler.stand_ins import without_stand_in

ROOT = Path(__file__).parent.parent
WEEK, SEED, SECONDS = "2026-W49", 1, 90.0
DEMAND = 1.0
"""Factor on the large office's questionnaire."""


def scaled(inputs: Inputs, factor: float, is_vague: bool = False) -> Inputs:
    """The same office with `factor` times as many visitors expected by its questionnaire; vague without its ranges."""
    questionnaire = inputs.config.forecast.questionnaire
    assert questionnaire is not None
    guesses = {
        service: ServiceGuess(
            visitors=guess.visitors * factor,
            low=None if guess.low is None or is_vague else guess.low * factor,
            high=None if guess.high is None or is_vague else guess.high * factor,
        )
        for service, guess in questionnaire.services.items()
    }
    forecast = inputs.config.forecast.model_copy(
        update={"questionnaire": questionnaire.model_copy(update={"services": guesses})}
    )
    config: Config = inputs.config.model_copy(update={"forecast": forecast})
    return replace(inputs, config=config)


def timed(inputs: Inputs) -> tuple[WeekPlan, float]:
    """A planned week and the seconds it took, start to end."""
    began = perf_counter()
    planned = plan_week(inputs, WEEK, Effort(SEED, SECONDS), lambda stage: None, Event())
    return planned, perf_counter() - began


def large(is_vague: bool = False) -> bool:
    """Prints the gain on the large office; whether the lower end of its interval is above 0.

    A vague questionnaire names no ranges: days scatter more then, and crowded ones are beyond all counters.
    """
    planned, seconds = timed(scaled(gather(ROOT / "configs" / "large.yaml"), DEMAND, is_vague))
    gain = planned.gain
    usual, ours = planned.baseline.share_in_time, planned.outcome.share_in_time
    vague = ", no ranges in the questionnaire" if is_vague else ""
    print(
        f"large, demand x {DEMAND}{vague}: {planned.outcome.visitors.sum() / planned.outcome.paths:.0f} visitors a week"
    )
    asked = " (to lie between 70 and 85 %)" if is_vague else ""
    print(f"  all counters open, staggered lunch   {usual:7.2%} in time{asked}")
    print(f"  the plan, same people and hours      {ours:7.2%} in time")
    print(f"  difference {gain.mean:+.2%}, 95 % interval {gain.low:+.2%} to {gain.high:+.2%}, 1,000 fresh paths")
    print(f"  {_solver(planned)}; {seconds:.0f} s from inputs to verdict")
    return (not is_vague or 0.70 <= usual <= 0.85) and gain.low > 0


def lebong() -> bool:
    """Prints the small office's week with every promised post that nobody can stand in for; whether promises hold."""
    planned, seconds = timed(gather(ROOT / "configs" / "lebong.yaml", ROOT / "sample_data" / "kunjungan.csv.gz"))
    bare = without_stand_in(planned.week, planned.roster)
    named = sum(post.stand_in is not None for post in planned.roster.stand_ins)
    print(f"lebong: {planned.outcome.visitors.sum() / planned.outcome.paths:.0f} visitors a week")
    print(f"  in time {planned.outcome.share_in_time:.2%}; all counters open {planned.baseline.share_in_time:.2%}")
    print(f"  stretches of posts with a named stand-in: {named}; promised ones without: {len(bare)}")
    for post in bare:
        print(f"    {post.day} {post.start // 60:02d}.{post.start % 60:02d}-{post.end // 60:02d}.{post.end % 60:02d}"
              f" {post.counter} {post.officer}")  # fmt: skip
    print(f"  half hours in which one absence breaks a promise: {len(planned.weak_slots)}")
    asked = {task.id: task.week_minutes for task in planned.office.back_office}
    for task, minutes in planned.back_office_minutes.items():
        print(f"  back office {task}: {minutes / 60:.1f} of {asked[task] / 60:.1f} h in blocks of 90 min or more")
    print(f"  {_solver(planned)}; {seconds:.0f} s from inputs to verdict")
    return not planned.result.shortages


def _solver(planned: WeekPlan) -> str:
    result = planned.result
    gap = "unknown" if result.gap is None else f"{result.gap:.1%}"
    return f"status {result.status}, largest gap {gap}, solver {result.seconds:.0f} s, seed {result.seed}"


if __name__ == "__main__":
    sys.exit(not all([large(), large(is_vague=True), lebong()]))
