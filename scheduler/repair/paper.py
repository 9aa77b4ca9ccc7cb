"""Paper: the stand-ins that hang on the wall take the posts that are empty, as everybody expects they will."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from scheduler.repair.edits import Stint, with_stints
from scheduler.repair.incident import Incident
from scheduler.roster import Roster, StandIn
from scheduler.week import OfficeWeek

ASKED = ("standby", "back_office", "counter")
"""What somebody may be called away from."""


def follow_paper(incident: Incident, day: date, base: Roster) -> Roster:
    """The base roster with the published stand-ins of a day at the posts of those who are missing.

    A stand-in who is missing himself, rests or already stands in for a more important promise takes no post; neither
    is one taken at a counter that cannot be used.
    """
    return with_stints(incident.week, base, day, paper_stints(incident, day))


def paper_stints(incident: Incident, day: date) -> list[Stint]:
    """Who stands in where and when, by the published paper."""
    taken: dict[str, dict[int, str]] = defaultdict(dict)
    for post in sorted(_posts(incident, day), key=lambda post: (_rank(incident.week, post), post.start)):
        for slot in _empty_slots(incident, post):
            if _can_come(incident, post, slot) and slot not in taken[post.stand_in or ""]:
                taken[post.stand_in or ""][slot] = post.counter
    return [stint for officer, seats in taken.items() for stint in stretches(incident.week, officer, seats)]


def stretches(week: OfficeWeek, officer: str, seats: dict[int, str]) -> Iterator[Stint]:
    """Counters by slot as stretches."""
    length, stint = week.grid.slot_minutes, None
    for slot in sorted(seats):
        start = int(week.grid.minutes[slot])
        if stint is not None and (stint.end, stint.counter) == (start, seats[slot]):
            stint = Stint(officer, stint.start, start + length, seats[slot])
            continue
        if stint is not None:
            yield stint
        stint = Stint(officer, start, start + length, seats[slot])
    if stint is not None:
        yield stint


def _posts(incident: Incident, day: date) -> Iterator[StandIn]:
    named = (post for post in incident.published.stand_ins if post.day == day)
    yield from (post for post in named if post.stand_in is not None and incident.missed(post.officer, day))


def _rank(week: OfficeWeek, post: StandIn) -> int:
    """The place of the first promise that the counter serves; after all of them where it serves none."""
    steps = week.office.counter_type(week.office.counter(post.counter).type).steps
    return next((n for n, promise in enumerate(week.office.promises) if promise.steps & steps), 99)


def _empty_slots(incident: Incident, post: StandIn) -> Iterator[int]:
    """Slots of a post that can still be changed and in which its holder is missing."""
    grid, free = incident.week.grid, incident.free(post.day)
    missed = incident.missed(post.officer, post.day)
    for slot, start in enumerate(grid.minutes.tolist()):
        end = start + grid.slot_minutes
        if post.start <= start and end <= post.end and free[slot] and any(m.overlap(start, end) for m in missed):
            yield slot


def _can_come(incident: Incident, post: StandIn, slot: int) -> bool:
    grid, office = incident.week.grid, incident.week.office
    start = int(grid.minutes[slot])
    duty = incident.hit.duty_at(post.stand_in or "", post.day, start, start + grid.slot_minutes)
    if duty is None or duty.activity not in ASKED:
        return False
    steps = office.served_at(office.officer(duty.officer).skills, office.counter(post.counter).type)
    is_open = incident.open_counters(post.day).get(post.counter)
    serves = steps - incident.stopped(post.day, start, start + grid.slot_minutes)
    return is_open is not None and bool(is_open[slot]) and bool(serves)
