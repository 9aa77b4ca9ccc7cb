"""Shortages in a row are one."""

from datetime import date

import pytest

from report.shortfalls import joined
from scheduler.roster import Shortage

DAY = date(2026, 11, 30)


def _short(start, short=1, promise="berkas", able=(("p1", "break"),)):
    return Shortage(promise=promise, day=DAY, start=start, end=start + 30, short=short, able=able)


@pytest.mark.parametrize(
    ("shortages", "spans"),
    [
        ([_short(480), _short(510)], [(480, 540)]),
        ([_short(480), _short(540)], [(480, 510), (540, 570)]),
        ([_short(480), _short(510, 2)], [(480, 510), (510, 540)]),
        ([_short(480), _short(480, promise="informasi"), _short(510)], [(480, 540), (480, 510)]),
    ],
)
def test_neighbours_of_one_promise_are_joined(shortages, spans):
    """Same promise, same size, no gap."""
    assert [(s.start, s.end) for s in joined(shortages)] == spans


def test_who_could_help_is_named_once():
    """As he is at the start of the stretch; who is able only later is named too."""
    (one,) = joined([_short(480), _short(510, able=(("p1", "counter"), ("p2", "standby")))])
    assert one.able == (("p1", "break"), ("p2", "standby"))
