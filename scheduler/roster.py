"""Roster: a decided week. Who works which shift, and what each paid minute is spent on."""

from collections import defaultdict
from datetime import date
from functools import cached_property
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, PositiveInt, field_serializer, model_validator
from pydantic_core import PydanticCustomError

from office.people import Absence
from office.values import Minute, Slug, Span, Value
from office.weeks import monday_of, week_of

Activity = Literal["counter", "back_office", "standby", "assembly", "break", "outside_duty"]
Whereabouts = Activity | Literal["leave", "off_duty", "off"]
"""Where an officer is: at an activity, away, or off because he has no shift then."""


class Assignment(Value):
    """An officer works a shift on a day; the break starts at `break_start`, or there is none."""

    officer: Slug
    day: date
    shift: Slug
    span: Span
    break_start: Minute | None = None
    break_minutes: Minute = 0

    @property
    def minutes(self) -> int:
        """Paid minutes: the shift without its break."""
        return self.span.minutes - (self.break_minutes if self.break_start is not None else 0)

    def on_break(self, start: int, end: int) -> bool:
        """Whether any minute from `start` to `end` falls into the break."""
        if self.break_start is None:
            return False
        return start < self.break_start + self.break_minutes and self.break_start < end


class Duty(Value):
    """A stretch of one officer's day spent on one activity.

    `counter` and `steps` say where and for what at a counter, `task` which back-office work or assembly.
    """

    officer: Slug
    day: date
    start: Minute
    end: Minute
    activity: Activity
    counter: Slug | None = None
    steps: frozenset[Slug] = frozenset()
    task: Slug | None = None

    @field_serializer("steps", when_used="json")
    def _in_order(self, steps: frozenset[str]) -> list[str]:
        return sorted(steps)

    @model_validator(mode="after")
    def _counter_work_has_a_counter(self) -> "Duty":
        if self.start >= self.end or (self.activity == "counter") != (self.counter is not None and bool(self.steps)):
            raise PydanticCustomError("duty", "{activity} from {start} to {end}", {"activity": self.activity,
                                      "start": self.start, "end": self.end})  # fmt: skip
        return self

    @property
    def minutes(self) -> int:
        """Length in minutes."""
        return self.end - self.start


class StandIn(Value):
    """Who takes a post for a stretch of the day if its holder does not come; None when nobody can."""

    officer: Slug
    day: date
    start: Minute
    end: Minute
    counter: Slug
    stand_in: Slug | None


class Turns(Value):
    """How often an officer has had each burden, and what the next week must know about his last one.

    `credits` are thousandths of turns for days on which he was away: what the others took on the mean. Who came later
    begins with what the others had by then; `last_end` is None where the last day's end is not known.
    """

    officer: Slug
    burdens: dict[Slug, int] = Field(default_factory=dict)
    credits: dict[Slug, int] = Field(default_factory=dict)
    last_day: date | None = None
    last_end: Minute | None = None
    days_in_row: int = 0
    desk: Slug | None = None
    """The counter at which he sat longest in the week before, in so many weeks in a row:"""
    desk_weeks: int = 0


class History(Value):
    """What earlier rosters leave behind: rest, days in a row and turns. Unknown when no earlier roster was given."""

    known: bool = False
    turns: tuple[Turns, ...] = ()
    past: tuple[Assignment, ...] = ()
    """What was worked on the days before, as far back as rules look; outside duty has the shift ``outside_duty``."""
    on_call: tuple[Assignment, ...] = ()
    """The same for days on call."""

    def of(self, officer: str) -> Turns:
        """The turns of an officer; empty when nothing is known."""
        return next((t for t in self.turns if t.officer == officer), Turns(officer=officer))


class Roster(Value):
    """A decided week of one office. The duties of an assignment tile its span without holes or overlaps."""

    office: Slug
    week: Annotated[str, AfterValidator(lambda week: week_of(monday_of(week)))]
    slot_minutes: PositiveInt
    assignments: tuple[Assignment, ...]
    duties: tuple[Duty, ...]
    stand_ins: tuple[StandIn, ...] = ()
    absences: tuple[Absence, ...] = ()
    on_call: tuple[Assignment, ...] = ()
    """Who is on call at home: the shift is the post, and nothing of it counts as work."""

    @cached_property
    def _assignments(self) -> dict[tuple[str, date], list[Assignment]]:
        found: dict[tuple[str, date], list[Assignment]] = defaultdict(list)
        for assignment in self.assignments:
            found[assignment.officer, assignment.day].append(assignment)
        return dict(found)

    @cached_property
    def _duties(self) -> dict[tuple[str, date], list[Duty]]:
        found: dict[tuple[str, date], list[Duty]] = defaultdict(list)
        for duty in sorted(self.duties, key=lambda duty: duty.start):
            found[duty.officer, duty.day].append(duty)
        return dict(found)

    @cached_property
    def _at_counters(self) -> dict[date, list[Duty]]:
        found: dict[date, list[Duty]] = defaultdict(list)
        for duty in self.duties:
            if duty.activity == "counter":
                found[duty.day].append(duty)
        return dict(found)

    def assignments_of(self, officer: str, day: date) -> tuple[Assignment, ...]:
        """What an officer works on a day; more than one only in a roster that breaks a rule."""
        return tuple(self._assignments.get((officer, day), ()))

    def duties_of(self, officer: str, day: date) -> tuple[Duty, ...]:
        """An officer's stretches of a day, by their start."""
        return tuple(self._duties.get((officer, day), ()))

    def at_counters(self, day: date) -> tuple[Duty, ...]:
        """All stretches at counters on a day."""
        return tuple(self._at_counters.get(day, ()))

    def duty_at(self, officer: str, day: date, start: int, end: int) -> Duty | None:
        """The stretch that covers the whole slot from `start` to `end`; None when there is none."""
        return next((d for d in self.duties_of(officer, day) if d.start <= start and end <= d.end), None)


SEVERAL = ","
RuleLevel = Literal["broken", "uncovered", "no_stand_in", "cost", "turns", "wishes", "changes"]
"""Levels of scheduler.result that a rule may count in."""
Unit = Literal[
    "minutes", "days", "officers", "turns", "counters", "steps", "shifts", "weekends", "kinds", "wishes", "rupiah",
]  # fmt: skip
"""What is counted beyond a limit."""


class Violation(Value):
    """A broken rule: which, by whom, when, how much was found and how much is allowed.

    `others` are officers of the same breach besides `officer`; `end` is where a stretch ends that begins at `start`.
    `level` is where its rule counts, `hard` tells law from wish; `amount` beyond `limit` is measured in `unit`; several
    ids in `subject` are parted by `SEVERAL`. `charge` is what a wish counts in its level; None: as much as it lies
    beyond the limit.
    """

    rule: Slug
    hard: bool
    level: RuleLevel = "broken"
    officer: Slug | None = None
    day: date | None = None
    others: tuple[Slug, ...] = ()
    start: Minute | None = None
    end: Minute | None = None
    subject: str = ""
    amount: float
    limit: float
    unit: Unit
    charge: int | None = None

    @property
    def price(self) -> float:
        """What it counts in the level of its rule."""
        return abs(self.amount - self.limit) if self.charge is None else self.charge


class Shortage(Value):
    """A stretch in which a promise is not kept: how many are short, who could help, and where each of them is."""

    promise: Slug
    day: date
    start: Minute
    end: Minute
    short: PositiveInt
    able: tuple[tuple[Slug, Whereabouts], ...] = ()
