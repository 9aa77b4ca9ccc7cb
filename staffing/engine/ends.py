"""Which officer finishes next: a tournament over the ends of services, the lower number first at equal times."""

from office.compiled import inner
from staffing.hall import Hall


@inner
def set_end(hall: Hall, o: int, end: float) -> None:
    """The service of an officer ends then; his matches are played again up to the first that changes nothing."""
    hall.officers[o].ends = end
    i = (len(hall.officers) + o) // 2
    while i > 0:
        a, b = hall.winner[2 * i], hall.winner[2 * i + 1]
        won = a if hall.officers[a].ends <= hall.officers[b].ends else b
        if won == hall.winner[i] and won != o:
            return
        hall.winner[i] = won
        i //= 2


@inner
def who_ends(hall: Hall) -> int:
    """The officer whose service ends first; any of those without a visitor when nobody has one."""
    return hall.winner[1]
