"""StaffPlan: who can serve what when, as arrays: all that a simulation knows of a roster."""

from dataclasses import dataclass

import numpy as np

from office.grid import SlotGrid
from office.office import Office
from staffing.routes import mask_of


@dataclass(frozen=True)
class DayStaff:
    """One day of a `StaffPlan`: who is where.

    Parameters
    ----------
    serves, kind, on_call, stand_in
        As `serves`, `counter_type`, `on_call` and `stand_in` of the plan, shape (officers, slots).
    rostered, shift_end
        As in the plan, shape (officers,).
    """

    serves: np.ndarray
    kind: np.ndarray
    on_call: np.ndarray
    stand_in: np.ndarray
    rostered: np.ndarray
    shift_end: np.ndarray

    def __post_init__(self) -> None:
        for name in ("kind", "on_call", "stand_in"):
            if getattr(self, name).shape != self.serves.shape:
                raise ValueError(f"{name} has shape {getattr(self, name).shape}, not {self.serves.shape}")
        for name in ("rostered", "shift_end"):
            if getattr(self, name).shape != self.serves.shape[:1]:
                raise ValueError(f"{name} has shape {getattr(self, name).shape}, not {self.serves.shape[:1]}")


@dataclass(frozen=True)
class StaffPlan:
    """A counter plan as masks. Bit i of a mask is step i of the office.

    Parameters
    ----------
    grid
        The slots.
    able
        Steps that each officer's skills allow, uint64, shape (officers,).
    serves
        Steps served at a counter, 0 when not at one, uint64, shape (days, officers, slots).
    counter_type
        Type of the counter that is held, -1 when none, int16, shape (days, officers, slots).
    on_call
        Whether the officer is on standby and may be called to a free counter, bool, same shape.
    stand_in
        Officer who takes this post if its holder does not come, and leaves his own for it where he has one; -1 when
        nobody, int16, same shape.
    rostered
        Whether the officer should come, bool, shape (days, officers).
    shift_end
        Minute at which the officer's shift ends, 0 when not rostered, int, shape (days, officers).
    type_steps
        Steps of each counter type, uint64, shape (types,).
    type_counters
        Available counters of each type, int, shape (types,).
    """

    grid: SlotGrid
    able: np.ndarray
    serves: np.ndarray
    counter_type: np.ndarray
    on_call: np.ndarray
    stand_in: np.ndarray
    rostered: np.ndarray
    shift_end: np.ndarray
    type_steps: np.ndarray
    type_counters: np.ndarray

    def __post_init__(self) -> None:
        officers = len(self.able)
        cells = (self.grid.days, officers, self.grid.slots)
        for name in ("serves", "counter_type", "on_call", "stand_in"):
            if getattr(self, name).shape != cells:
                raise ValueError(f"{name} has shape {getattr(self, name).shape}, not {cells}")
        for name in ("rostered", "shift_end"):
            if getattr(self, name).shape != cells[:2]:
                raise ValueError(f"{name} has shape {getattr(self, name).shape}, not {cells[:2]}")

    def of_day(self, day: int) -> DayStaff:
        """Who is where on one day of the grid."""
        return DayStaff(
            self.serves[day], self.counter_type[day], self.on_call[day], self.stand_in[day], self.rostered[day],
            self.shift_end[day],
        )  # fmt: skip


def nobody(office: Office, grid: SlotGrid) -> StaffPlan:
    """A plan in which nobody comes; out of order counters are left out."""
    cells = (grid.days, len(office.officers), grid.slots)
    counters = [counter.type for counter in office.counters if counter.available]
    kinds = office.counter_types
    return StaffPlan(
        grid=grid,
        able=np.array([mask_of(office, office.able(officer.skills)) for officer in office.officers], dtype=np.uint64),
        serves=np.zeros(cells, dtype=np.uint64),
        counter_type=np.full(cells, -1, dtype=np.int16),
        on_call=np.zeros(cells, dtype=bool),
        stand_in=np.full(cells, -1, dtype=np.int16),
        rostered=np.zeros(cells[:2], dtype=bool),
        shift_end=np.zeros(cells[:2], dtype=np.int64),
        type_steps=np.array([mask_of(office, kind.steps) for kind in kinds], dtype=np.uint64),
        type_counters=np.array([counters.count(kind.id) for kind in kinds], dtype=np.int64),
    )
