"""Paid minutes: no hole, no overlap, nothing outside."""

import pytest

from scheduler.rules.paid_minutes import PaidMinutes
from tests.scheduler.rules.tables import MON, TUE, at, does, given, roster_of, works

TOLD = (
    does("assembly", MON, "07.30-08.00"),
    at("l1", MON, "08.00-12.00"),
    does("break", MON, "12.00-13.00"),
    does("standby", MON, "13.00-14.30"),
    does("back_office", MON, "14.30-16.00"),
)


def wrong(*parts) -> float:
    return sum(violation.amount for violation in PaidMinutes().violations(roster_of(*parts), given()))


def test_a_day_told_in_full_is_kept():
    """Assembly, counter, break, standby and back office tile 07.30 to 16.00."""
    assert wrong(works(MON), *TOLD) == 0


@pytest.mark.parametrize("missing", range(len(TOLD)))
def test_every_minute_is_told(missing):
    """Whatever is left out is missing minute by minute."""
    assert wrong(works(MON), *TOLD[:missing], *TOLD[missing + 1 :]) == TOLD[missing].minutes


@pytest.mark.parametrize(
    ("extra", "minutes"),
    [
        (does("standby", MON, "09.00-09.01"), 1),
        (does("standby", MON, "16.00-16.01"), 1),
        (does("break", MON, "09.00-09.10"), 10),
        (does("standby", TUE, "09.00-10.00"), 60),
        (does("outside_duty", MON, "07.30-16.00"), 510),
        (does("outside_duty", TUE, "07.30-16.00"), 0),
    ],
)
def test_no_minute_is_told_twice_or_outside(extra, minutes):
    """One minute double, outside the shift or on a day off is wrong; outside duty stands alone."""
    assert wrong(works(MON), *TOLD, extra) == minutes


def test_the_break_is_at_its_time():
    """An hour of break at 13.00 instead of 12.00: two hours are wrong."""
    moved = [d.model_copy(update={"start": 780, "end": 840}) if d.activity == "break" else d for d in TOLD]
    moved[3] = does("standby", MON, "12.00-13.00")
    assert wrong(works(MON), *moved, does("standby", MON, "14.00-14.30")) == 120


def test_nobody_sits_at_a_counter_during_an_assembly():
    """Half an hour at a counter while all gather is told."""
    assert wrong(works(MON), at("l1", MON, "07.30-08.00"), *TOLD[1:]) == 30
