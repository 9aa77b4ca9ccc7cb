"""How the sample office has worked so far: a roster of habit, so that its past has waits to learn from."""

from dataclasses import dataclass

import numpy as np

from office.days import Day
from office.grid import SlotGrid
from office.office import Office
from office.values import Span
from staffing.routes import mask_of
from staffing.staffplan import StaffPlan


@dataclass(frozen=True)
class Habit:
    """One stretch of an ordinary day: who sits at which counter from when to when, and who stands in for him."""

    counter: str
    officer: str
    start: int
    end: int
    stand_in: str


def _stretch(counter: str, officer: str, hours: str, stand_in: str) -> Habit:
    span = Span.model_validate(hours)
    return Habit(counter, f"petugas_{officer}", span.start, span.end, f"petugas_{stand_in}")


USUAL = (
    _stretch("l1", "g", "08.00-12.00", "f"),
    _stretch("l1", "l", "12.00-13.00", "f"),
    _stretch("l1", "g", "13.00-15.30", "f"),
    _stretch("l2", "h", "08.00-12.00", "j"),
    _stretch("l2", "j", "12.00-13.00", "e"),
    _stretch("l2", "h", "13.00-15.30", "j"),
    _stretch("l3", "a", "08.00-12.00", "d"),
    _stretch("l3", "b", "12.00-13.00", "d"),
    _stretch("l3", "a", "13.00-15.30", "d"),
    _stretch("l4", "c", "08.30-11.00", "d"),
    _stretch("l5", "b", "08.00-12.00", "c"),
    _stretch("l5", "c", "12.00-14.00", "a"),
    _stretch("l5", "b", "14.00-15.30", "c"),
    _stretch("l6", "e", "08.00-12.00", "d"),
    _stretch("l6", "d", "12.00-13.00", "f"),
    _stretch("l6", "e", "13.00-15.30", "d"),
    _stretch("l7", "i", "08.00-12.00", "k"),
    _stretch("l7", "k", "12.00-13.00", "j"),
    _stretch("l7", "i", "13.00-15.30", "k"),
)
FRIDAY = (
    _stretch("l1", "g", "08.00-11.30", "f"),
    _stretch("l1", "l", "11.30-13.00", "f"),
    _stretch("l1", "g", "13.00-15.30", "f"),
    _stretch("l2", "h", "08.00-11.30", "j"),
    _stretch("l2", "j", "11.30-13.00", "e"),
    _stretch("l2", "h", "13.00-15.30", "j"),
    _stretch("l3", "a", "08.00-11.30", "d"),
    _stretch("l3", "b", "11.30-13.00", "d"),
    _stretch("l3", "a", "14.30-15.30", "d"),
    _stretch("l4", "c", "08.30-11.00", "d"),
    _stretch("l5", "b", "08.00-11.30", "c"),
    _stretch("l5", "c", "11.30-13.00", "a"),
    _stretch("l5", "a", "13.00-14.30", "c"),
    _stretch("l5", "b", "14.30-15.30", "c"),
    _stretch("l6", "e", "08.00-11.30", "d"),
    _stretch("l6", "e", "13.00-15.30", "d"),
    _stretch("l7", "i", "08.00-11.30", "k"),
    _stretch("l7", "k", "11.30-13.00", "j"),
    _stretch("l7", "i", "13.00-15.30", "k"),
)
TURNS = (("g", "l"), ("h", "j"), ("i", "k"), ("a", "b", "c"))
"""Officers who change places from week to week."""
SHIFT_END = 16 * 60


@dataclass(frozen=True)
class HabitPlan:
    """A StaffPlan and the counter of each post: index of the counter, -1 when none, shape (days, officers, slots)."""

    plan: StaffPlan
    counter: np.ndarray


def habit_plan(office: Office, grid: SlotGrid, days: tuple[Day, ...]) -> HabitPlan:
    """The posts of all days by habit; nobody works on closed days, and nobody leaves a post to stand in at another."""
    shape = (grid.days, len(office.officers), grid.slots)
    counter, stand_in = np.full(shape, -1, dtype=np.int16), np.full(shape, -1, dtype=np.int16)
    index = {officer: i for i, officer in enumerate(office.officer_ids)}
    desk = {desk.id: i for i, desk in enumerate(office.counters)}
    for d, day in enumerate(days):
        works = grid.touches(day.service)
        for habit in FRIDAY if day.date.weekday() == 4 else USUAL:
            inside = np.flatnonzero(works & (grid.minutes >= habit.start) & (grid.minutes < habit.end))
            holder = index[_turned(habit.officer, day)]
            counter[d, holder, inside] = desk[habit.counter]
            stand_in[d, holder, inside] = index[_turned(habit.stand_in, day)]
    busy = np.take_along_axis(counter, np.maximum(stand_in, 0).astype(np.int64), axis=1) >= 0
    stand_in[busy] = -1
    return HabitPlan(_as_plan(office, grid, counter, stand_in, days), counter)


def _turned(officer: str, day: Day) -> str:
    """Who has an officer's place in the week of a day."""
    letter = officer.removeprefix("petugas_")
    turn = next((turn for turn in TURNS if letter in turn), (letter,))
    week = day.date.toordinal() // 7
    return f"petugas_{turn[(turn.index(letter) + week) % len(turn)]}"


def _as_plan(
    office: Office, grid: SlotGrid, counter: np.ndarray, stand_in: np.ndarray, days: tuple[Day, ...]
) -> StaffPlan:
    kinds = [kind.id for kind in office.counter_types]
    type_of = np.array([kinds.index(desk.type) for desk in office.counters], dtype=np.int16)
    able = np.array([mask_of(office, office.able(officer.skills)) for officer in office.officers], dtype=np.uint64)
    type_steps = np.array([mask_of(office, kind.steps) for kind in office.counter_types], dtype=np.uint64)
    kind = np.where(counter >= 0, type_of[counter], np.int16(-1))
    is_open = np.array([day.is_open for day in days])
    rostered = np.broadcast_to(is_open[:, None], counter.shape[:2]).copy()
    return StaffPlan(
        grid=grid,
        able=able,
        serves=np.where(counter >= 0, able[None, :, None] & type_steps[kind], np.uint64(0)),
        counter_type=kind,
        on_call=np.zeros(counter.shape, dtype=bool),
        stand_in=stand_in,
        rostered=rostered,
        shift_end=np.where(rostered, SHIFT_END, 0),
        type_steps=type_steps,
        type_counters=np.array([sum(desk.type == kind for desk in office.counters) for kind in kinds]),
    )
