"""Shortages in a row are one."""

from datetime import date

import pytest

from report.places import Names
from report.shortfalls import joined, shortage_help
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


def test_a_shortage_of_open_counters_names_the_closed_ones(plan, words):
    """Nobody could help who has no counter to sit at; with the counters open it is officers who are named."""
    office = plan.office
    promise = office.promises[0]
    shortage = Shortage(
        promise=promise.id,
        day=plan.week.days[0].date,
        start=480,
        end=540,
        short=1,
        able=((office.officers[0].id, "off"),),
    )
    shut = tuple(counter.model_copy(update={"available": False}) for counter in office.counters)
    closed = shortage_help(shortage, Names(office.model_copy(update={"counters": shut}), words))
    fitting = [c.name for c in office.counters if office.counter_type(c.type).steps & promise.steps]
    assert closed == words("shortage.closed", counters=", ".join(fitting))
    assert office.officers[0].name in shortage_help(shortage, Names(office, words))
