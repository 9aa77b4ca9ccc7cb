"""Small offices in code, and counts drawn from known laws."""

from datetime import date

import numpy as np
import pytest

from forecast.counts import Counts
from forecast.intraday import ticket_masks
from forecast.synthetic import ServiceLaw, SyntheticOffice, draw
from office.days import CalendarEntry
from office.grid import SlotGrid
from office.office import Office
from office.services import Service
from office.streams import stream
from office.values import Span


def office_of(*services, hours="08.00-15.00", tickets="08.00-14.30", days="mon-fri"):
    """An office with these service ids (or Services) and nothing else of interest."""
    route = [{"step": "desk", "minutes": 10}]
    raw = [s if isinstance(s, Service) else {"id": s, "name": s, "route": route} for s in services]
    return Office.model_validate({
        "id": "small", "name": "Small", "skills": {"any": "Any"},
        "steps": [{"id": "desk", "name": "Desk", "skills": ["any"]}],
        "services": raw,
        "counter_types": [{"id": "desk", "steps": ["desk"]}],
        "counters": [{"id": "l1", "name": "L1", "type": "desk"}],
        "contracts": [{"id": "full"}],
        "officers": [{"id": "a", "name": "Petugas A", "skills": ["any"], "contract": "full"}],
        "hours": {"tickets": {"normal": {days: [tickets]}}, "service": {"normal": {days: [hours]}}},
        "breaks": {"normal": {"mon-fri": {"minutes": 60, "window": "11.30-13.30"}}},
    })  # fmt: skip


def grid_of(start, days, first="08.00", last="15.00", slot_minutes=30):
    """A grid of whole days."""
    return SlotGrid.spanning(start, start.fromordinal(start.toordinal() + days - 1),
                             Span(start=first, end=last), slot_minutes, "Asia/Jakarta")  # fmt: skip


def counts_of(calendar, grid, services, arrivals):
    """Counts of a log without any gap but the calendar's."""
    masks = ticket_masks(grid, calendar, services)
    works = np.array([[not day.has_outage(s) for day in grid.days_of(calendar)] for s in services])
    observed = (masks & works[:, :, None]).reshape(len(services), -1)
    arrivals = np.asarray(arrivals).reshape(len(services), -1)
    return Counts(grid, services, arrivals, np.zeros_like(arrivals), observed)


def streams(seed=1):
    """Named random numbers."""
    return lambda name: stream(seed, "test", name)


class World:
    """The builders above, as one fixture."""

    office = staticmethod(office_of)
    grid = staticmethod(grid_of)
    counts = staticmethod(counts_of)
    streams = staticmethod(streams)

    @staticmethod
    def drawn(laws, days, seed=0, entries=(), start=date(2026, 1, 5), **law):
        """Office, calendar, grid and counts of a synthetic office."""
        office = office_of(*(service.id for service in laws))
        calendar = office.calendar(entries)
        grid = grid_of(start, days)
        arrivals = draw(SyntheticOffice(tuple(laws), **law), calendar, grid, np.random.default_rng(seed))
        return office, calendar, counts_of(calendar, grid, office.service_ids, arrivals.counts)

    law = staticmethod(ServiceLaw)
    entry = staticmethod(lambda **parts: CalendarEntry(**parts))


@pytest.fixture
def world():
    """Builders of small offices and their counts."""
    return World
