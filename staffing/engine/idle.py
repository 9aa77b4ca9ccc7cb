"""Who is idle: a list of officers for each set of steps, the longest idle first, equals by their number.

A visitor needs the first officer of few lists then, however many officers there are. A list belongs to one mask as
long as anybody holds that mask, so there are never more lists than officers.
"""

import numpy as np

from office.compiled import inner
from staffing.engine.masks import NO_STEP, has, ones
from staffing.hall import NOBODY, Hall


@inner
def give_mask(hall: Hall, o: int, mask: np.uint64) -> None:
    """The officer serves these steps from now on; if he is idle, he waits in the list of his new mask."""
    officer = hall.officers[o]
    idle = officer.hand == NOBODY
    if officer.team != NOBODY:
        if idle:
            step_out(hall, o)
        hall.teams[officer.team].members -= 1
    officer.mask = mask
    officer.team = NOBODY
    if mask != NO_STEP:
        officer.team = team_of(hall, mask)
        hall.teams[officer.team].members += 1
        if idle:
            step_in(hall, o)


@inner
def team_of(hall: Hall, mask: np.uint64) -> int:
    """The list of a mask; one that nobody uses any more, or a new one, if there is none."""
    state = hall.state[0]
    unused = state.teams
    for g in range(state.teams):
        if hall.teams[g].steps == mask:
            return g
        if hall.teams[g].members == 0:
            unused = g
    if unused == state.teams:
        state.teams += 1
    team = hall.teams[unused]
    team.steps, team.count, team.members, team.first, team.last = mask, ones(mask), 0, NOBODY, NOBODY
    return unused


@inner
def step_in(hall: Hall, o: int) -> None:
    """An officer with a mask becomes idle: he stands behind who has been idle for longer."""
    officer, state = hall.officers[o], hall.state[0]
    team = hall.teams[officer.team]
    state.idle += 1
    state.free |= officer.mask
    before, behind = team.last, int(np.int64(NOBODY))
    while before != NOBODY and is_behind(hall, before, o):
        before, behind = hall.officers[before].before, before
    officer.before, officer.behind = before, behind
    if before == NOBODY:
        team.first = o
    else:
        hall.officers[before].behind = o
    if behind == NOBODY:
        team.last = o
    else:
        hall.officers[behind].before = o


@inner
def is_behind(hall: Hall, o: int, other: int) -> bool:
    """Whether `o` has been idle for less long than the other officer, or as long with a higher number."""
    a, b = hall.officers[o].idle_since, hall.officers[other].idle_since
    return a > b or (a == b and o > other)


@inner
def step_out(hall: Hall, o: int) -> None:
    """An idle officer is idle no more."""
    officer, state = hall.officers[o], hall.state[0]
    team = hall.teams[officer.team]
    state.idle -= 1
    if officer.before == NOBODY:
        team.first = officer.behind
    else:
        hall.officers[officer.before].behind = officer.behind
    if officer.behind == NOBODY:
        team.last = officer.before
    else:
        hall.officers[officer.behind].before = officer.before
    if team.first == NOBODY:
        state.free = NO_STEP
        for g in range(state.teams):
            if hall.teams[g].first != NOBODY:
                state.free |= hall.teams[g].steps


@inner
def who_serves(hall: Hall, s: int) -> int:
    """The idle officer for a step: the fewest steps, then the longest idle, then the lowest number."""
    best, fewest = int(np.int64(NOBODY)), 65
    for g in range(hall.state[0].teams):
        team = hall.teams[g]
        if team.first == NOBODY or team.count > fewest or not has(team.steps, s):
            continue
        if team.count < fewest or is_behind(hall, best, team.first):
            best, fewest = team.first, team.count
    return best
