"""The plans that the head may choose from, as rows: who waits too long, back office, half hours without a stand-in."""

from dataclasses import dataclass
from itertools import pairwise

from planning.results import Choice, WeekPlan
from report.words.catalogue import Words


@dataclass(frozen=True)
class ChoiceLine:
    """One plan: its name, what it is for, its three figures as printed, and whether the pages show it."""

    name: str
    what: str
    late: str
    back_office: str
    weak: str
    is_chosen: bool


def choice_lines(plan: WeekPlan, words: Words) -> list[ChoiceLine]:
    """A row a plan, from most back office to fewest who wait; none after a quick plan or in a closed week."""
    return [
        ChoiceLine(
            words(f"choice.{choice.name}"), words(f"choice.{choice.name}.what"), _late(choice, words),
            words.number(choice.back_office_minutes / 60, 1),
            words.hours(choice.weak_slots * plan.week.grid.slot_minutes),
            choice.name == plan.chosen,
        )
        for choice in plan.choices if plan.week.open_days
    ]  # fmt: skip


def _late(choice: Choice, words: Words) -> str:
    low, high = words.number(choice.late.low), words.number(choice.late.high)
    return words("choice.late", mean=words.number(choice.late.mean, _digits(choice)), low=low, high=high)


def _digits(choice: Choice) -> int:
    """Decimals of people who wait: none where they are many."""
    return 0 if choice.late.mean >= 10 else 1


def _figures(choice: Choice, plan: WeekPlan) -> dict[str, float]:
    """A plan's figures as its row prints them: differences are those of what is read."""
    return {
        "late": round(choice.late.mean, _digits(choice)),
        "back_office": round(choice.back_office_minutes / 60, 1),
        "weak": choice.weak_slots * plan.week.grid.slot_minutes / 60,
    }


def _differences(one: Choice, other: Choice, plan: WeekPlan) -> dict[str, float]:
    """By how much each figure of the other is higher, where it is not the same; none of the same roster."""
    if one.roster == other.roster:
        return {}
    before, after = _figures(one, plan), _figures(other, plan)
    changes = {name: round(after[name] - before[name], 2) for name in before}
    return {name: change for name, change in changes.items() if change}


def trades(plan: WeekPlan, words: Words) -> list[str]:
    """What goes from one plan to the next, in the figures of their rows; or that nothing does."""
    return [_trade(one, other, plan, words) for one, other in pairwise(plan.choices)] if _differ(plan) else []


def _trade(one: Choice, other: Choice, plan: WeekPlan, words: Words) -> str:
    changes = _differences(one, other, plan).items()
    parts = [words(f"choice.change.{name}", change=_signed(name, change, words)) for name, change in changes]
    told = ", ".join(parts) or words("choice.no_difference")
    return words("choice.trade", one=words(f"choice.{one.name}"), other=words(f"choice.{other.name}"), changes=told)


def _differ(plan: WeekPlan) -> bool:
    """Whether any two neighbouring plans differ in what is printed of them."""
    return any(_differences(one, other, plan) for one, other in pairwise(plan.choices))


def how_to_choose(plan: WeekPlan, words: Words) -> str:
    """The option that makes another of the plans, or that there is no other; and whether the search was cut short."""
    ended = plan.refinement.ended if plan.refinement is not None else "settled"
    short = [words("choice.out_of_time")] if ended == "out_of_time" else []
    return " ".join([_options(plan, words), *short])


def _options(plan: WeekPlan, words: Words) -> str:
    chosen = next((choice for choice in plan.choices if choice.name == plan.chosen), None)
    others = [choice for choice in plan.choices if chosen is not None and _differences(chosen, choice, plan)]
    if not others:
        return words("choice.same")
    options = words("choice.or").join(f"--balance {words(f'choice.{other.name}.option')}" for other in others)
    late = {_figures(choice, plan)["late"] for choice in plan.choices}
    same = [words("choice.same_for_visitors")] if len(late) == 1 else []
    return " ".join([*same, words("choice.how", options=options)])


def _signed(name: str, value: float, words: Words) -> str:
    shown = words.number(value, 1) if name == "late" else words.hours(60 * value)
    return f"+{shown}" if value > 0 else shown
