"""Spoken: days, times, names and sizes however they are typed."""

from datetime import date, timedelta

import pytest

from benchmarks.offices import lebong_like
from planning.spoken import When, counter_named, named, officer_named, read_factor, read_when, steps_named

MONDAY = date(2026, 11, 30)
DATES = [MONDAY + timedelta(n) for n in range(7)]


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("senin", When(day=MONDAY)), ("Jum'at", When(day=date(2026, 12, 4))), ("thu", When(day=date(2026, 12, 3))),
        ("2026-12-01", When(day=date(2026, 12, 1))), ("1/12/2026", When(day=date(2026, 12, 1))),
        ("09.00", When(minute=540)), ("9:05", When(minute=545)), ("13", When(minute=780)),
        ("09.00-11.00", When(minute=540, until=660)), ("senin 09.00", When(day=MONDAY, minute=540)),
        ("rabu 9-10", When()), ("", When()), (" ", When()), ("kapan", When()), ("25.00", When()), ("@", When()),
        ("09.00 09.00 09.00", When(minute=540)),
    ],
)  # fmt: skip
def test_days_and_times_are_read(text, when):
    """Or nothing is, and then nothing breaks."""
    assert read_when(text, DATES) == when


@pytest.mark.parametrize(
    ("text", "factor"),
    [("+30%", 1.3), ("30 %", 1.3), ("-20%", 0.8), ("x1,5", 1.5), ("+2,5%", 1.025), ("banyak", None), ("-120%", None),
     ("30", None), ("", None)],
)  # fmt: skip
def test_crowds_are_read(text, factor):
    """More, fewer, or times as many; never below nobody."""
    found = read_factor(text)
    assert found == factor if factor is None else found == pytest.approx(factor)


@pytest.mark.parametrize("text", ["p3", "P3", "petugas 3", " Petugas  3 ", "PETUGAS_3", "3"])
def test_an_officer_by_any_of_his_names(text):
    """Id, name, or the end of a name that no other has."""
    assert officer_named(text, lebong_like().office) == ("p3", ())


def test_a_name_that_nobody_has_finds_those_near():
    """And nothing where nothing is near."""
    office = lebong_like().office
    found, near = officer_named("Petugaz 3", office)
    assert found is None
    assert near[0] == "Petugas 3"
    assert officer_named("zzz", office) == (None, ())
    assert counter_named("L3", office)[0] == "l3"
    assert counter_named("L99", office)[0] is None


def test_steps_by_step_skill_or_service():
    """A skill stops every step that needs it, a service its whole route."""
    office = lebong_like().office
    assert steps_named("b", office)[0] == {"b"}
    assert steps_named("service_w", office)[0] == {"w"}
    assert steps_named("zzz", office)[0] == frozenset()


@pytest.mark.parametrize(
    ("told", "names", "found"),
    [("L3", ("L03", "L13"), "L03"), ("L03", ("L3", "L30"), "L3"), ("L3", ("L3", "L03"), "L3"),
     ("L10", ("L1", "L010"), "L010"), ("L", ("L0", "L00"), None), ("3", ("L03",), None)],
)  # fmt: skip
def test_zeros_before_a_number_are_not_needed(told, names, found):
    """What is written exactly so comes first; zeros within a number count."""
    assert named(told, [(name, name) for name in names])[0] == found
