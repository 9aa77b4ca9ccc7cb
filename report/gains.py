"""What planning gains: people who wait less than without it, with the same people, shifts and hours."""

from planning.results import Baseline, WeekPlan
from report.words.catalogue import Words

SHOWN_FROM = 0.5
"""People a week below which a difference is none that a week could show."""


def baselines_of(plan: WeekPlan) -> tuple[Baseline, ...]:
    """All baselines of a plan; a quick one has only that with all counters open."""
    return plan.baselines or (Baseline("all_open", plan.baseline, plan.gain),)


def gain_lines(plan: WeekPlan, words: Words) -> list[str]:
    """A sentence a baseline: how many fewer wait too long in a week, or that no change can be shown; none of nobody."""
    if not plan.outcome.visitors.any():
        return []
    lines = [_line(baseline, plan, words) for baseline in baselines_of(plan)]
    known = {baseline.name for baseline in plan.baselines}
    return lines + ([words("gain.no_past")] if known and "past" not in known else [])


def is_shown(baseline: Baseline, plan: WeekPlan) -> bool:
    """Whether the interval leaves 0 out and the difference is one of people."""
    gain = baseline.gain
    return not gain.low <= 0 <= gain.high and abs(late_before(baseline) - late_after(plan)) >= SHOWN_FROM


def late_before(baseline: Baseline) -> float:
    """Visitors a week who wait too long without planning."""
    return float(baseline.outcome.late_by_path.mean())


def late_after(plan: WeekPlan) -> float:
    """Visitors a week who wait too long by the plan."""
    return float(plan.outcome.late_by_path.mean())


def _line(baseline: Baseline, plan: WeekPlan, words: Words) -> str:
    before, after = late_before(baseline), late_after(plan)
    key = "same" if not is_shown(baseline, plan) else "fewer" if after < before else "more"
    digits = 0 if min(before, after) >= 10 else 1
    before, after = round(before, digits), round(after, digits)
    return words(
        f"gain.{key}", name=words(f"gain.{baseline.name}"), minutes=plan.office.target.call_minutes,
        count=words.number(abs(before - after), digits), before=words.number(before, digits),
        after=words.number(after, digits),
    )  # fmt: skip


def gain_rows(plan: WeekPlan, words: Words) -> list[tuple[str, ...]]:
    """For the analyst: the share in time of each baseline and the plan's gain over it with its interval."""
    rows = [tuple(words(f"gain.column.{head}") for head in ("name", "share", "late", "gain"))]
    for baseline in baselines_of(plan):
        mean, low, high = (words.number(100 * end, 2) for end in
                           (baseline.gain.mean, baseline.gain.low, baseline.gain.high))  # fmt: skip
        rows.append((
            words(f"gain.{baseline.name}.analyst"), words.percent(baseline.outcome.share_in_time, 1),
            words.number(late_before(baseline), 1), words("gain.points", mean=mean, low=low, high=high),
        ))  # fmt: skip
    return rows
