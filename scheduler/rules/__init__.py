"""One sentence of the labour code or house agreement a file: check and constraint side by side."""

from collections.abc import Container, Iterable
from typing import Annotated, Literal

from pydantic import Field

from scheduler.rules.base import Rule
from scheduler.rules.beside import Beside
from scheduler.rules.break_window import BreakWindow
from scheduler.rules.breaks_at_once import BreaksAtOnce
from scheduler.rules.consecutive_days import ConsecutiveDays
from scheduler.rules.consecutive_days_off import ConsecutiveDaysOff
from scheduler.rules.counter_heads import CounterHeads
from scheduler.rules.counters import Counters
from scheduler.rules.daily_rest import DailyRest
from scheduler.rules.days_off import DaysOff
from scheduler.rules.days_off_together import DaysOffTogether
from scheduler.rules.desk_weeks import DeskWeeks
from scheduler.rules.fair_turns import FairTurns
from scheduler.rules.free_on_call import FreeOnCall
from scheduler.rules.heads import Heads
from scheduler.rules.leave import Leave
from scheduler.rules.locked_cells import LockedCells
from scheduler.rules.locks import Locks
from scheduler.rules.off_around_leave import OffAroundLeave
from scheduler.rules.on_call import OnCallPosts
from scheduler.rules.one_shift import OneShift
from scheduler.rules.outside_duty import OutsideDuty
from scheduler.rules.overtime_pay import OvertimePay
from scheduler.rules.paid_minutes import PaidMinutes
from scheduler.rules.pairs import Pairs
from scheduler.rules.pay_by_hour import PayByHour
from scheduler.rules.presence import Presence
from scheduler.rules.promised_cover import PromisedCover
from scheduler.rules.same_start import SameStart
from scheduler.rules.sequence import Sequence
from scheduler.rules.service_hours import ServiceHours
from scheduler.rules.setup import Setup
from scheduler.rules.shift_count import ShiftCount
from scheduler.rules.shift_kinds import ShiftKinds
from scheduler.rules.sites import Sites
from scheduler.rules.sitting import Sitting
from scheduler.rules.skills import Skills
from scheduler.rules.stability import Stability
from scheduler.rules.stand_in import StandIn
from scheduler.rules.start_change import StartChange
from scheduler.rules.stints import Stints
from scheduler.rules.travel import Travel
from scheduler.rules.unavailable import Unavailable
from scheduler.rules.weekends import Weekends
from scheduler.rules.weekly_norm import WeeklyNorm
from scheduler.rules.weeks_in_a_row import WeeksInARow
from scheduler.rules.whole_weekends import WholeWeekends
from scheduler.rules.wishes import Wishes
from scheduler.rules.work_days import WorkDays
from scheduler.rules.work_minutes import WorkMinutes

AnyRule = Annotated[
    Leave
    | OutsideDuty
    | OneShift
    | DailyRest
    | WeeklyNorm
    | ConsecutiveDays
    | BreakWindow
    | Skills
    | Counters
    | ServiceHours
    | Sites
    | PaidMinutes
    | PromisedCover
    | StandIn
    | FairTurns
    | ShiftCount
    | WorkDays
    | WorkMinutes
    | DaysOff
    | ConsecutiveDaysOff
    | Weekends
    | WholeWeekends
    | Sequence
    | Unavailable
    | Wishes
    | Heads
    | ShiftKinds
    | SameStart
    | StartChange
    | OffAroundLeave
    | Locks
    | LockedCells
    | Stability
    | DaysOffTogether
    | Presence
    | BreaksAtOnce
    | Beside
    | Pairs
    | Travel
    | CounterHeads
    | Stints
    | Sitting
    | Setup
    | DeskWeeks
    | WeeksInARow
    | OnCallPosts
    | FreeOnCall
    | PayByHour
    | OvertimePay,
    Field(discriminator="rule"),
]
"""Any rule, told apart by its name: what the config's list of rules holds."""

BASIC_RULES: tuple[AnyRule, ...] = (
    Leave(),
    OutsideDuty(),
    OneShift(),
    BreakWindow(),
    Skills(),
    Counters(),
    ServiceHours(),
    Sites(),
    PaidMinutes(),
    OnCallPosts(),
    FreeOnCall(),
)
"""Rules without which a roster means nothing; they hold whether an office lists them or not."""

DEFAULT_RULES: tuple[AnyRule, ...] = (
    *BASIC_RULES,
    DailyRest(),
    WeeklyNorm(),
    ConsecutiveDays(),
    PromisedCover(),
    StandIn(),
    FairTurns(),
)
"""All rules with their usual numbers: what holds where an office says nothing else."""


Usual = Literal["daily_rest", "weekly_norm", "consecutive_days", "promised_cover", "stand_in", "fair_turns"]
"""Rules that hold unless an office says otherwise; those of `DEFAULT_RULES` that are not basic."""


def with_usual(rules: Iterable[AnyRule], without: Container[str] = ()) -> tuple[AnyRule, ...]:
    """Basic and usual rules, each with its usual numbers unless one given takes its place, and then the rules given.

    A rule given takes the place of the usual one of its name if it is about everybody and all work; one that `who` or
    `which` narrows stands beside it. Usual rules named in `without` are left out.
    """
    given = tuple(rules)
    replaced = {rule.rule for rule in given if not _is_narrowed(rule)}
    usual = (rule for rule in DEFAULT_RULES if rule.rule not in replaced and rule.rule not in without)
    return (*usual, *given)


def _is_narrowed(rule: Rule) -> bool:
    """Whether a rule is about some officers or some work only."""
    fields = type(rule).model_fields
    narrowing = (name for name in ("who", "which", "line") if name in fields)
    return any(getattr(rule, name) != fields[name].default for name in narrowing)


def complete(rules: Iterable[AnyRule]) -> tuple[AnyRule, ...]:
    """The rules given, and those basic ones that are not among them."""
    given = tuple(rules)
    named = {rule.rule for rule in given}
    return (*(rule for rule in BASIC_RULES if rule.rule not in named), *given)


__all__ = ["BASIC_RULES", "DEFAULT_RULES", "AnyRule", "Rule", "Usual", "complete", "with_usual"]
