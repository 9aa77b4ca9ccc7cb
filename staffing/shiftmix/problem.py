"""ShiftMix: the question how many officers of which skills should work which shifts of a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from office.office import Office
from staffing.routes import mask_of, routes_of
from staffing.visitors import Visitors

CELL_MINUTES = 60


@dataclass(frozen=True)
class Group:
    """Officers of the same skills.

    Parameters
    ----------
    name
        For reports.
    steps
        Ids of the steps that each of them serves.
    pay
        Of one officer and slot at a counter, whole and above 0, in any unit.
    most
        How many there can be, 0 or more.
    """

    name: str
    steps: frozenset[str]
    pay: int
    most: int


@dataclass(frozen=True)
class Target:
    """What a mix must reach on average over the paths.

    Parameters
    ----------
    share
        Of the visitors of each service and hour of arrival, how many may be late, between 0 and 1.
    slack
        Late visitors allowed beyond that in every cell, as a share of the fullest cell's visitors: cells with few
        visitors would else decide by their noise.
    overtime_minutes
        How long after the last slot the last visitor may leave, mean over the paths.
    """

    share: float = 0.2
    slack: float = 0.003
    overtime_minutes: float = 20.0


@dataclass(frozen=True)
class ShiftMix:
    """One day to be staffed at the least pay. A mix is an int array of officers, shape (groups, shifts).

    Parameters
    ----------
    office
        Steps, routes, when a visitor is late; its officers and counters do not matter.
    groups
        Who could work; each officer works at most one shift.
    shifts
        Slots at a counter of each shift, bool, shape (shifts, slots).
    visitors
        One day on many paths.
    target
        What must be reached; besides, in every slot somebody at a counter serves each step that visitors come for.

    Raises
    ------
    ValueError
        If there are more days than one, no groups, shifts that do not stand on the visitors' grid or have no slot, or a
        group serves nothing, costs nothing or has a negative size.
    """

    office: Office
    groups: tuple[Group, ...]
    shifts: np.ndarray
    visitors: Visitors
    target: Target = Target()

    def __post_init__(self) -> None:
        grid = self.visitors.grid
        if grid.days != 1 or self.visitors.paths < 1:
            raise ValueError(f"{grid.days} days on {self.visitors.paths} paths; one day is staffed, on 1 path or more")
        if self.shifts.ndim != 2 or self.shifts.shape[1] != grid.slots or not self.shifts.any(axis=1).all():
            raise ValueError(f"shifts of shape {self.shifts.shape}; each needs {grid.slots} slots, one of them worked")
        if not self.groups:
            raise ValueError("there are no groups")
        for group in self.groups:
            if not group.steps or group.pay < 1 or group.most < 0:
                raise ValueError(
                    f"group {group.name}: steps {sorted(group.steps)}, pay {group.pay}, {group.most} people"
                )

    @cached_property
    def masks(self) -> np.ndarray:
        """Steps that each group serves, uint64, shape (groups,)."""
        return np.array([mask_of(self.office, group.steps) for group in self.groups], dtype=np.uint64)

    @cached_property
    def most(self) -> np.ndarray:
        """Officers that there can be of each group, int, shape (groups,)."""
        return np.array([group.most for group in self.groups], dtype=np.int64)

    @cached_property
    def pay(self) -> np.ndarray:
        """Of one officer of each group on each shift, int, shape (groups, shifts)."""
        return np.outer([group.pay for group in self.groups], self.shifts.sum(axis=1)).astype(np.int64)

    @cached_property
    def cell(self) -> np.ndarray:
        """Index service x hours + hour of arrival of each visitor, int, shape (visitors,)."""
        hour = (self.visitors.arrival - self.visitors.grid.first) // CELL_MINUTES
        return self.visitors.service * self.hours + np.clip(hour, 0, self.hours - 1).astype(np.int64)

    @property
    def hours(self) -> int:
        """Hours of arrival that are judged by themselves."""
        return -(-self.visitors.grid.slots * self.visitors.grid.slot_minutes // CELL_MINUTES)

    @property
    def cells(self) -> int:
        """Services x hours."""
        return len(self.office.services) * self.hours

    @cached_property
    def expected(self) -> np.ndarray:
        """Visitors of each cell, mean over the paths, shape (cells,)."""
        return np.bincount(self.cell, minlength=self.cells) / self.visitors.paths

    @cached_property
    def allowed(self) -> np.ndarray:
        """Late visitors that each cell may have, mean over the paths, shape (cells,)."""
        return self.target.share * self.expected + self.target.slack * self.expected.max(initial=0.0)

    @cached_property
    def steps(self) -> tuple[int, ...]:
        """Indices of the steps on the routes of those who come."""
        on_routes = routes_of(self.office, self.visitors.ways).step[np.unique(self.visitors.route)]
        return tuple(int(step) for step in np.unique(on_routes) if step >= 0)

    def able(self, steps: Iterable[int]) -> np.ndarray:
        """Groups that serve any of the steps, bool, shape (groups,)."""
        return np.asarray(self.masks & np.uint64(sum(1 << step for step in steps)), dtype=np.bool_)

    def cost(self, mix: np.ndarray) -> int:
        """Pay of a mix."""
        return int((self.pay * mix).sum())

    def uncovered(self, mix: np.ndarray) -> np.ndarray:
        """Whether nobody at a counter serves a step in a slot, bool, shape (steps that visitors come for, slots)."""
        duty = mix @ self.shifts.astype(np.int64)
        return np.array([duty[self.able((step,))].sum(axis=0) == 0 for step in self.steps]).reshape(-1, duty.shape[1])
