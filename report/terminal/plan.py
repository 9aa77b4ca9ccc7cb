"""After `loket plan`: is the week covered, what is to be expected, what could be done."""

from collections.abc import Sequence
from dataclasses import asdict

from planning.forecastnotes import as_data
from planning.judged import judged_data
from planning.results import WeekPlan
from report.actions import action_lines
from report.choices import choice_lines, how_to_choose
from report.coverage import coverage
from report.gains import gain_lines
from report.headpage import figures, head_page, head_sentence
from report.holding import holding_lines
from report.places import Names
from report.reasons import conflict_lines
from report.refined import status_words
from report.rules import rules_data
from report.shortfalls import joined, shortage_lines, weak_lines
from report.terminal.table import paragraphs, table
from report.unmet import unmet_line
from report.violations import beyond, breaches, violation_lines
from report.words.catalogue import Words
from scheduler.roster import Violation
from staffing.outcome import by_service

MOST_SHORTAGES, MOST_MISSES = 5, 3


def plan_lines(plan: WeekPlan, words: Words) -> list[str]:
    """The result, the week in a table, what is short, what to do."""
    if not plan.week.open_days:
        return paragraphs([head_sentence(plan, words)])
    names = Names(plan.office, words)
    hard = beyond((violation for violation in plan.violations if violation.hard), plan.result.shortages)
    actions = [f"{n}. {a.text}: {a.effect}" for n, a in enumerate(action_lines(plan, names), 1)]
    return [
        *paragraphs([_result(plan, hard, words), head_sentence(plan, words)]), "",
        *table(_days(plan, names)), "",
        *paragraphs(_figures(plan, words)),
        *paragraphs([*shortage_lines(plan, names, MOST_SHORTAGES), *weak_lines(plan, coverage(plan), names)]),
        *paragraphs([*violation_lines(hard, names), *conflict_lines(plan.conflict, names, plan.week)]),
        *paragraphs(_unmet(plan, names)),
        "", *paragraphs(holding_lines(plan, names, MOST_MISSES)),
        *paragraphs(gain_lines(plan, words)),
        *_choices(plan, words),
        "", *paragraphs([words("head.actions") + ":"] if actions else [words("head.no_actions")]),
        *paragraphs(actions, "  "),
        "", *paragraphs([words("plan.next")]),
    ]  # fmt: skip


def _result(plan: WeekPlan, hard: Sequence[Violation], words: Words) -> str:
    short, broken = len(joined(plan.result.shortages)), len(breaches(hard, plan.office.slot_minutes))
    seconds, status = words.number(plan.result.seconds, 1), status_words(plan, words)
    facts = {"week": int(plan.week.week[-2:]), "short": short, "broken": broken, "status": status, "seconds": seconds}
    return words("plan.done" if not short and not broken else "plan.short", **facts)


def _unmet(plan: WeekPlan, names: Names) -> list[str]:
    """Wishes that are not met, and how to ask what they would cost."""
    told = unmet_line(plan, names)
    return [f"{told} {names.words('unmet.ask')}"] if told else []


def _choices(plan: WeekPlan, words: Words) -> list[str]:
    """The three plans as a table, and how to have another of them."""
    rows = choice_lines(plan, words)
    if not rows:
        return []
    late = words("choice.terminal.late", minutes=plan.office.target.call_minutes)
    heads = [words("choice.plan"), late, words("choice.column.back_office"), words("choice.column.weak")]
    marked = ([f"{'▶' if row.is_chosen else ' '} {row.name}", row.late, row.back_office, row.weak] for row in rows)
    return ["", *table([heads, *marked]), *paragraphs([how_to_choose(plan, words)])]


def _days(plan: WeekPlan, names: Names) -> list[list[str]]:
    words = names.words
    heads = [words(f"head.{key}") for key in ("day", "expected", "range", "peak", "longest")]
    return [heads, *([d.day, d.middle, d.range, d.peak, d.longest] for d in head_page(plan, names).days)]


def _figures(plan: WeekPlan, words: Words) -> list[str]:
    return [
        f"{figure.value} {figure.label} ({', '.join(part for part in (figure.detail, figure.before) if part)})"
        for figure in figures(plan, words)
    ]


def plan_summary(plan: WeekPlan) -> dict[str, object]:
    """The plan's figures as data: visitors, late visitors, shortages, levels, status."""
    late = plan.outcome.late_by_path
    return {
        "office": plan.office.id, "week": plan.week.week, "status": plan.result.status, "gap": plan.result.gap,
        "seconds": plan.result.seconds, "first_seconds": plan.result.first_seconds, "seed": plan.result.seed,
        "visitors_mean": float(plan.forecast.office_daily.sum(axis=1).mean()), "late_mean": float(late.mean()),
        "services": [asdict(service) for service in by_service(plan.outcome)],
        "share_in_time": plan.outcome.share_in_time, "baseline_share_in_time": plan.baseline.share_in_time,
        "gain": {"mean": plan.gain.mean, "low95": plan.gain.low, "high95": plan.gain.high},
        "back_office_minutes": dict(plan.back_office_minutes), "weak_slots": len(plan.weak_slots),
        "levels": [{"name": v.name, "value": v.value, "bound": v.bound, "gap": v.gap, "unit": v.unit}
                   for v in plan.result.levels],
        "shortages": [shortage.model_dump(mode="json") for shortage in plan.result.shortages],
        "violations": [violation.model_dump(mode="json") for violation in plan.violations],
        "notes": as_data(plan.notes),
        **judged_data(plan),
        **rules_data(plan),
    }  # fmt: skip
