"""Baselines: what the office would get from the same people and hours without planning."""

from scheduler.roster import Roster
from scheduler.week import OfficeWeek


def all_open(week: OfficeWeek, roster: Roster) -> Roster:
    """All counters open, staggered lunch: the shifts of `roster`, posts by maximum matching, the rest back office."""
    raise NotImplementedError
