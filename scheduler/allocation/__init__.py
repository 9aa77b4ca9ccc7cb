"""Allocation: officers to physical counters, so that every paid minute of the week has an activity."""

from dataclasses import dataclass

from scheduler.master import Master
from scheduler.roster import Duty
from scheduler.week import OfficeWeek
from staffing.cost import StaffingCost


@dataclass(frozen=True)
class Allocation:
    """Everybody's duties, and what it took to make them readable.

    Parameters
    ----------
    duties
        They tile the span of every assignment; outside duty of `Master.fixed` is among them.
    moves
        Times that an officer goes from one counter to another within a day.
    short
        Stints at a counter under one hour that no break, block or edge of the day forces.
    lost_waiting
        Expected waiting minutes that longer stints cost against the master's posts, by the cost table.
    uncovered
        Officer-slots of promised cover that the master's posts kept and these duties do not; 0 unless posts ask for
        more officers or counters than there are.
    seconds
        Wall time.
    """

    duties: tuple[Duty, ...]
    moves: int
    short: int
    lost_waiting: float
    uncovered: int
    seconds: float


def allocate(
    week: OfficeWeek,
    cost: StaffingCost,
    master: Master,
    seconds: float = 10.0,
    workers: int = 2,
    seed: int = 0,
) -> Allocation:
    """Who sits at which counter in which slot.

    Keeps the cover of the master's posts: for every promise in full, for every priced set of steps unless a stint
    under one hour can be spared for less waiting than it costs. Few moves, the same counter before and after lunch.
    Outside service hours officers on duty do back office without a task (preparing and closing).

    Parameters
    ----------
    week
        The givens.
    cost
        Waiting by officers: the price of leaving the master's posts.
    master
        Shifts, breaks, blocks and posts. Locked days may stand in `Master.fixed` with all their duties.
    seconds
        Time for the whole week. There is always a plan; with more time it has fewer moves.
    workers
        Days that are solved side by side. The result does not depend on it.
    seed
        Of the solver.
    """
    raise NotImplementedError
