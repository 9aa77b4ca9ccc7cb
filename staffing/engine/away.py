"""Who is away between two stops: a heap of who comes back first, the earlier ticket at equal times."""

from office.compiled import inner
from staffing.hall import NEVER, Hall


@inner
def go_away(hall: Hall, v: int, back: float) -> None:
    """A visitor goes away until then."""
    away, i = hall.away, hall.state[0].away
    hall.state[0].away += 1
    hall.people[v].back = back
    while i > 0 and is_sooner(hall, v, away[(i - 1) // 2]):
        away[i] = away[(i - 1) // 2]
        i = (i - 1) // 2
    away[i] = v


@inner
def next_back(hall: Hall) -> float:
    """When the next visitor comes back."""
    return hall.people[hall.away[0]].back if hall.state[0].away > 0 else NEVER


@inner
def come_back(hall: Hall) -> int:
    """Who comes back first is away no more."""
    away = hall.away
    first = away[0]
    hall.state[0].away -= 1
    n, i = hall.state[0].away, 0
    v = away[n]
    while 2 * i + 1 < n:
        child = 2 * i + 1
        if child + 1 < n and is_sooner(hall, away[child + 1], away[child]):
            child += 1
        if not is_sooner(hall, away[child], v):
            break
        away[i] = away[child]
        i = child
    away[i] = v
    return first


@inner
def is_sooner(hall: Hall, v: int, other: int) -> bool:
    """Whether a visitor comes back before another one."""
    a, b = hall.people[v].back, hall.people[other].back
    return a < b or (a == b and v < other)
