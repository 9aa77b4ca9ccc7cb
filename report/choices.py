"""The plans that the head may choose from, as rows: who waits too long, back office, half hours without a stand-in."""

from dataclasses import dataclass
from itertools import pairwise

from planning.results import Choice, WeekPlan
from report.words.catalogue import Words


@dataclass(frozen=True)
class ChoiceLine:
    """One plan: its name, what it is for, its three figures, and whether the pages show it."""

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
            words.number(choice.back_office_minutes / 60, 1), words.number(choice.weak_slots),
            choice.name == plan.chosen,
        )
        for choice in plan.choices if plan.week.open_days
    ]  # fmt: skip


def _late(choice: Choice, words: Words) -> str:
    low, high = words.number(choice.late.low), words.number(choice.late.high)
    digits = 0 if choice.late.mean >= 10 else 1
    return words("choice.late", mean=words.number(choice.late.mean, digits), low=low, high=high)


def trades(plan: WeekPlan, words: Words) -> list[str]:
    """What goes from one plan to the next: people who wait too long against hours of back office."""
    return [
        words(
            "choice.trade", one=words(f"choice.{one.name}"), other=words(f"choice.{other.name}"),
            late=_signed(other.late.mean - one.late.mean, words),
            hours=_signed((other.back_office_minutes - one.back_office_minutes) / 60, words),
        )
        for one, other in pairwise(plan.choices) if one.roster != other.roster
    ]  # fmt: skip


def how_to_choose(plan: WeekPlan, words: Words) -> str:
    """The option that makes another of the plans; or that there is no other."""
    if all(choice.roster == plan.roster for choice in plan.choices):
        return words("choice.same")
    others = (words(f"choice.{choice.name}.option") for choice in plan.choices if choice.name != plan.chosen)
    return words("choice.how", options=words("choice.or").join(f"--balance {other}" for other in others))


def _signed(value: float, words: Words) -> str:
    shown = words.number(value, 1)
    return f"+{shown}" if round(value, 1) > 0 else shown
