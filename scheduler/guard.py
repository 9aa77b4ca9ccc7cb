"""Guard: what one slot's promises lose when an officer leaves his post, and whether another mends it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from office.days import Day
from scheduler.cover import promise_need, unmet
from scheduler.roster import Activity, Duty
from scheduler.week import OfficeWeek

Steps = frozenset[str]
NOBODY: Steps = frozenset()


@dataclass
class Guard:
    """One day's counter plan slot by slot.

    Parameters
    ----------
    week, day
        The givens, and the day that is looked at.
    at
        Each officer's duty in each slot that it fills whole.
    need
        Officers that each promise asks for, int, shape (promises, slots).
    """

    week: OfficeWeek
    day: Day
    at: dict[tuple[str, int], Duty]
    need: np.ndarray
    _known: dict[tuple[int, Steps, Steps, Steps], tuple[int, ...]] = field(default_factory=dict)

    def activity(self, officer: str, slot: int) -> Activity | None:
        """What an officer does in the whole of a slot; None when nothing, or several things."""
        duty = self.at.get((officer, slot))
        return None if duty is None else duty.activity

    def own(self, officer: str, slot: int) -> Steps:
        """Steps that an officer serves at his own counter."""
        duty = self.at.get((officer, slot))
        return NOBODY if duty is None else duty.steps

    def is_promised(self, holder: str, slot: int) -> bool:
        """Whether a promise is open, or further open, when the holder's post is empty."""
        return not self._holds(slot, self.own(holder, slot), NOBODY, NOBODY)

    def is_kept(self, holder: str, slot: int, stand_in: str, serves: Steps) -> bool:
        """Whether all promises are kept as before when the stand-in leaves what he does and serves these steps."""
        return self._holds(slot, self.own(holder, slot), self.own(stand_in, slot), serves)

    def _holds(self, slot: int, without: Steps, moved: Steps, serves: Steps) -> bool:
        now = self._short(slot, NOBODY, NOBODY, NOBODY)
        then = self._short(slot, without, moved, serves)
        return all(after <= before for before, after in zip(now, then, strict=True))

    def _short(self, slot: int, without: Steps, moved: Steps, serves: Steps) -> tuple[int, ...]:
        """Officers that each promise is short of when two posts are empty and another is held."""
        key = (slot, without, moved, serves)
        if key not in self._known:
            posts = [duty.steps for (_, at), duty in self.at.items() if at == slot and duty.activity == "counter"]
            for steps in (without, moved):
                if steps:
                    posts.remove(steps)
            asked = [int(need) for need in self.need[:, slot]]
            self._known[key] = unmet(self.week.office.promises, asked, [*posts, serves])
        return self._known[key]


def make_guard(week: OfficeWeek, day: Day, duties: Iterable[Duty]) -> Guard:
    """The guard of one day from everybody's duties."""
    index, length = week.index(day.date), week.grid.slot_minutes
    at = {
        (duty.officer, slot): duty
        for duty in duties
        if duty.day == day.date
        for slot, start in enumerate(week.grid.minutes.tolist())
        if duty.start <= start and start + length <= duty.end
    }
    need = [promise_need(week, promise)[index] for promise in week.office.promises]
    return Guard(week, day, at, np.array(need, dtype=int).reshape(len(need), week.grid.slots))
