"""StaffPlan: who can serve what when, as arrays: all that a simulation knows of a roster."""

from dataclasses import dataclass

import numpy as np

from office.grid import SlotGrid


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
