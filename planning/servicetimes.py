"""Service times: what the visit log tells about minutes at the counter, for planning and for the analyst."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import timedelta

from office.office import Office
from office.problems import InputError, Param, Problem
from planning.inputs import Inputs
from staffing.servicetimes.drift import Drift
from staffing.servicetimes.times import ServiceTimes, StepTimes

NEWS_DAYS = 60
"""A change of level is news until so many days of the log after it was seen."""
YEAR_DAYS = 365
FAR = 0.1
"""What is written fits the log if it is no further from it than this share of it, or than chance may be."""
MUCH_ASIDE = 0.2
"""From this share of a step's rows set aside on, the reader is told to look at how tickets are closed."""
EXCUSED = frozenset({"not_served"})
"""Reasons that are no fault of the log."""


@dataclass(frozen=True)
class LookedTimes:
    """An office's service times with what deserves a word."""

    office: Office
    times: ServiceTimes
    notes: tuple[Problem, ...]

    def summary(self, officers: bool = False) -> dict[str, object]:
        """The figures as data, minutes and shares; officers' factors only where the office's head asks."""
        times = self.times
        return {
            "office": self.office.id,
            "first": times.first,
            "last": times.last,
            "steps": [_data(each) for each in times.steps],
            "set_aside": dict(times.aside),
            "changes": [asdict(drift) for drift in times.drifts],
            **({"officers": _speeds(self.office, times)} if officers else {}),
        }


def look_at_times(inputs: Inputs) -> LookedTimes:
    """Everything that the log tells about minutes at the counter; a log without any is told in words.

    Raises
    ------
    InputError
        If no log was read.
    """
    if inputs.times is None:
        raise InputError(Problem("times.no_log"))
    return LookedTimes(inputs.office, inputs.times, tuple(_remarks(inputs.office, inputs.times)))


def time_notes(inputs: Inputs) -> tuple[Problem, ...]:
    """For a plan: which steps' minutes come from the log, which from the office's file, and fresh changes of level."""
    times = inputs.times
    if times is None:
        return ()
    heard = {each.step for each in times.steps if each.source != "written"}
    steps = [step for step in inputs.office.steps if any(each.step == step.id for each in times.steps)]
    log = ", ".join(step.name for step in steps if step.id in heard)
    written = ", ".join(step.name for step in steps if step.id not in heard)
    code = "times.partly" if log and written else "times.from_log" if log else "times.from_file"
    source = Problem(code, params={"log": log, "written": written}, severity="note")
    return (source, *(_changed(drift, inputs.office) for drift in fresh_drifts(times)))


def fresh_drifts(times: ServiceTimes) -> tuple[Drift, ...]:
    """Changes that are news."""
    return seen_within(times, NEWS_DAYS)


def seen_within(times: ServiceTimes, days: int) -> tuple[Drift, ...]:
    """Changes that were seen in the last so many days of the log."""
    if times.last is None:
        return ()
    return tuple(drift for drift in times.drifts if drift.seen > times.last - timedelta(days))


def apart(each: StepTimes) -> bool:
    """Whether the log says clearly other mean minutes than the office's file: by `FAR` and by two standard errors."""
    if each.source == "written":
        return False
    chance = 2 * each.law.cv / max(each.used, 1) ** 0.5
    return abs(each.written_mean / each.law.mean - 1) > max(FAR, chance)


def _remarks(office: Office, times: ServiceTimes) -> Iterator[Problem]:
    if not times.used:
        yield Problem("times.nothing", severity="warning")
        return
    yield from (_changed(drift, office) for drift in fresh_drifts(times))
    if "no_step" in times.aside:
        yield Problem("times.no_step", params={"rows": times.aside["no_step"]}, severity="note")
    for step in office.steps:
        parts = [each for each in times.steps if each.step == step.id]
        lost = sum(n for each in parts for why, n in each.aside.items() if why not in EXCUSED)
        rows = lost + sum(each.used for each in parts)
        if lost > MUCH_ASIDE * rows:
            params: dict[str, Param] = {"rows": lost, "share": round(100 * lost / rows)}
            yield Problem("times.much_aside", found=step.name, params=params, severity="note")


def _changed(drift: Drift, office: Office) -> Problem:
    params: dict[str, Param] = {
        "since": f"{drift.since}",
        "before": round(drift.before, 1),
        "after": round(drift.after, 1),
    }
    return Problem("times.changed", found=office.step(drift.step).name, params=params, severity="note")


def _data(each: StepTimes) -> Mapping[str, object]:
    law = each.law
    return {
        "service": each.service, "step": each.step, "source": each.source, "used": each.used, "bounded": each.bounded,
        "set_aside": dict(each.aside), "mean": law.mean, "median": law.quantile(0.5), "cv": law.cv,
        "p95": law.quantile(0.95), "long_share": long_share(each), "written_mean": each.written_mean,
        "written_cv": each.written_cv, "weight_own": each.own, "weight_step": each.shared,
        "weight_written": 1 - each.own - each.shared,
    }  # fmt: skip


def long_share(each: StepTimes) -> float:
    """Share of services that take more than three times as long as half of all do: the tail."""
    return each.law.beyond(3 * each.law.quantile(0.5))


def _speeds(office: Office, times: ServiceTimes) -> list[Mapping[str, object]]:
    speeds = times.speeds
    columns = zip(office.officers, speeds.factor, speeds.low, speeds.high, speeds.count, strict=True)
    return [
        {"officer": officer.id, "services": int(count), "factor": float(factor), "low80": float(low),
         "high80": float(high)}
        for officer, factor, low, high, count in columns
    ]  # fmt: skip
