"""Shortages: promises that the counter plan does not keep, who could help, and where each of them is."""

from scheduler.roster import Roster, Shortage
from scheduler.week import OfficeWeek


def find_shortages(week: OfficeWeek, roster: Roster) -> tuple[Shortage, ...]:
    """Promises not kept by officers at counters, merged over slots; earlier promises are served first."""
    raise NotImplementedError
