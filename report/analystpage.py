"""For the analyst, folded: how the plan was made, how good it is, and how to make it again."""

from collections.abc import Iterator
from dataclasses import dataclass

from planning.results import WeekPlan
from report.backtestwords import short_model_name
from report.errorshares import error_shares
from report.gains import gain_rows
from report.holding import holding_rows, holding_summary
from report.named import named
from report.places import Names
from report.problems import sentence
from report.reasons import conflict_lines, score_rows
from report.refined import refinement_rows, status_words
from report.violations import violation_lines
from report.words.catalogue import Words
from staffing.outcome import by_service
from staffing.pricing import JUDGED_VISITORS

Row = tuple[str, ...]


@dataclass(frozen=True)
class AnalystPage:
    """Tables of texts; the first row of each is its heading."""

    facts: tuple[Row, ...]
    levels: tuple[Row, ...]
    score: tuple[Row, ...]
    refinement: tuple[Row, ...]
    baselines: tuple[Row, ...]
    holding_summary: str
    holding: tuple[Row, ...]
    services: tuple[Row, ...]
    accuracy: tuple[Row, ...]
    inputs: tuple[Row, ...]
    violations: tuple[str, ...]
    notes: tuple[str, ...]
    command: str
    is_repeatable: bool


def analyst_page(plan: WeekPlan, names: Names) -> AnalystPage:
    """How a plan was made."""
    words = names.words
    return AnalystPage(
        tuple(_facts(plan, words)), tuple(_levels(plan, words)), tuple(score_rows(plan.score, names)),
        tuple(refinement_rows(plan, words)),
        tuple(gain_rows(plan, words)), holding_summary(plan, words) if plan.certificate.days else "",
        tuple(holding_rows(plan, names)), tuple(_services(plan, names)),
        tuple(_accuracy(plan, words)),
        tuple(_inputs(plan, words)), 
        (*violation_lines(plan.violations, names), *conflict_lines(plan.conflict, names, plan.week)),
        tuple(sentence(note, words) for note in named(plan.notes, plan.office)),
        plan.provenance.command, plan.provenance.repeatable,
    )  # fmt: skip


def _facts(plan: WeekPlan, words: Words) -> Iterator[Row]:
    result, outcome = plan.result, plan.outcome
    yield words("analyst.status"), status_words(plan, words)
    yield words("analyst.gap"), _gap(result.gap, words)
    seconds = words("analyst.seconds_value", total=words.number(result.seconds, 1),
                    first=words.number(result.first_seconds, 1))  # fmt: skip
    yield words("analyst.seconds"), seconds
    yield words("analyst.seed"), str(result.seed)
    yield words("analyst.paths"), f"{words.number(plan.pricing_paths)} / {words.number(outcome.paths)}"
    yield words("analyst.share", minutes=plan.office.target.call_minutes), words.percent(outcome.share_in_time, 1)
    yield (
        words("analyst.share_out", minutes=plan.office.target.visit_minutes),
        words.percent(outcome.share_out_in_time, 1),
    )
    yield words("analyst.repair"), words("head.minutes", minutes=words.number(plan.cost.repair, 1))
    yield words("analyst.mean_wait"), words("head.minutes", minutes=words.number(outcome.mean_wait, 1))


def _levels(plan: WeekPlan, words: Words) -> Iterator[Row]:
    yield tuple(words(f"analyst.level.{key}") for key in ("name", "value", "bound", "gap", "tolerance", "seconds"))
    for level in plan.result.levels:
        value, bound, slack = (words.number(n, 1) for n in (level.value, level.bound, level.tolerance))
        seconds = words.number(level.seconds, 1)
        name = words(f"level.{level.name}")
        if level.name == "waiting":  # a score of the price tables: what visitors really wait stands beside it
            name = words("analyst.level.simulated", level=name, minutes=words.number(plan.waiting_simulated))
        yield name, value, bound, _gap(level.gap, words), slack, seconds


def _gap(gap: float | None, words: Words) -> str:
    """A dash where no bound is known."""
    return "–" if gap is None else words.percent(gap, 2)


def _services(plan: WeekPlan, names: Names) -> Iterator[Row]:
    """Each service against both promises; one with fewer than JUDGED_VISITORS a week is too thin to be judged."""
    words, target = names.words, plan.office.target
    yield (
        words("analyst.accuracy.service"), words("analyst.service.visitors"),
        words("analyst.service.called", minutes=target.call_minutes, share=words.percent(target.call_share)),
        words("analyst.service.out", minutes=target.visit_minutes, share=words.percent(target.visit_share)),
        words("analyst.service.wait"), words("analyst.service.verdict"),
    )  # fmt: skip
    shown = {service.id: service.name for service in plan.office.services}
    for found in by_service(plan.outcome):
        met = found.in_time >= target.call_share and found.out_in_time >= target.visit_share
        verdict = "thin" if found.visitors < JUDGED_VISITORS else "met" if met else "missed"
        yield (
            shown[found.service], words.number(found.visitors, 1), words.percent(found.in_time, 1),
            words.percent(found.out_in_time, 1), words.number(found.mean_wait, 1), words(f"analyst.verdict.{verdict}"),
        )  # fmt: skip


def _accuracy(plan: WeekPlan, words: Words) -> Iterator[Row]:
    yield tuple(words(f"analyst.accuracy.{key}") for key in ("service", "model", "wape", "naive", "floor", "days"))
    names = {service.id: service.name for service in plan.office.services}
    for a in plan.accuracy:
        yield (
            names.get(a.service, a.service), short_model_name(a.model, words), *error_shares(a, plan.forecast, words),
            words.number(a.days),
        )  # fmt: skip


def _inputs(plan: WeekPlan, words: Words) -> Iterator[Row]:
    made = plan.provenance
    for key in ("config", "calendar", "visits", "book", "overrides", "previous"):
        digest: str = getattr(made, f"{key}_hash")
        yield words(f"analyst.input.{key}"), digest[:16] or words("analyst.input.none")
    yield words("analyst.input.version"), made.version
