"""A stand-in for the office behind outside counts, of which nothing but services and hours is known."""

from office.days import Calendar
from office.grid import SlotGrid
from office.hours import ByWeekday, Seasonal
from office.office import Office
from office.people import BreakRule, Contract, Officer
from office.services import Counter, CounterType, Step
from office.values import Span

DESK = "counter"
"""The one step of every service of counts from outside (`forecast.outside`)."""


def stand_in_office(calendar: Calendar, grid: SlotGrid) -> Office:
    """The smallest office with these services and hours; a forecast looks at nothing else."""
    desk = frozenset({DESK})
    rule = BreakRule(minutes=60, window=Span(start=12 * 60, end=13 * 60))
    return Office(
        id="outside",
        name="outside",
        zone=grid.zone,
        slot_minutes=grid.slot_minutes,
        skills={DESK: DESK},
        steps=(Step(id=DESK, name=DESK, skills=desk),),
        services=calendar.services,
        counter_types=(CounterType(id=DESK, steps=desk),),
        counters=(Counter(id=DESK, name=DESK, type=DESK),),
        contracts=(Contract(id=DESK),),
        officers=(Officer(id=DESK, name=DESK, skills=desk, contract=DESK),),
        hours=calendar.hours,
        breaks=Seasonal[BreakRule](normal=ByWeekday[BreakRule]({"mon-sun": rule})),
    )
