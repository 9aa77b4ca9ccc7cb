"""Shift design: what is offered, what the demand curve sees, and when other shifts are worth a word."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from office.hours import Seasonal
from office.values import Span
from planning.levers.effect import Effect, effect_of
from planning.shiftdesign import ShiftReport, ShiftSet, moved, ways_of
from report.terminal.shifts import shift_lines
from report.words.catalogue import LANGUAGES, Words
from tests.planning.tiny import tiny_week

WEEK = tiny_week()
(DAY,) = WEEK.shifts


def offered(week=WEEK):
    return tuple(moved(SimpleNamespace(office=week.office), week.shifts))


def times(shift):
    return {weekday: (span.start, span.end) for weekday, span in shift.hours.normal}


def test_shifts_are_moved_by_whole_slots_and_stay_as_long():
    """Earlier and later, each once, never the present times, and as long on each weekday as before."""
    present, all_times = times(DAY), [times(shift) for shift in offered()]
    assert present not in all_times
    assert len({str(t) for t in all_times}) == len(all_times) > 4
    for new in all_times:
        by = {new[weekday][0] - present[weekday][0] for weekday in present}
        assert len(by) == 1
        assert by.pop() % WEEK.grid.slot_minutes == 0
        assert {w: e - s for w, (s, e) in new.items()} == {w: e - s for w, (s, e) in present.items()}
    assert len({shift.id for shift in offered()}) == len(offered())


def test_a_shift_that_midnight_cuts_is_not_offered():
    """Nothing starts before midnight or ends after it."""
    assert all(start >= 0 and end <= 1440 for shift in offered() for start, end in times(shift).values())


def test_ways_work_inside_the_shift_and_not_in_the_break():
    """Slots at work lie wholly inside the span; with a break there are as many fewer as it touches."""
    for way in ways_of(WEEK, (DAY,)):
        day = WEEK.days[way.day]
        span = DAY.on(day.date.weekday(), day.season)
        starts = WEEK.grid.minutes[way.works]
        assert (starts >= span.start).all()
        assert (starts + WEEK.grid.slot_minutes <= span.end).all()
        rule = WEEK.break_rule(day)
        whole = (WEEK.grid.minutes >= span.start) & (WEEK.grid.minutes + WEEK.grid.slot_minutes <= span.end)
        assert way.works.sum() <= whole.sum()
        assert (
            rule is None
            or not day.is_open
            or way.works.sum() < whole.sum()
            or not rule.window.overlap(span.start, span.end)
        )


def a_set(late, waiting, uncovered=0, shifts=(DAY,)):
    return ShiftSet(shifts, (2.0,) * len(shifts), late, waiting, uncovered)


SAME = Effect(5.0, 5.0, 0.0, 0.0)
FEWER, MORE = Effect(5.0, 2.0, -4.0, -2.0), Effect(5.0, 8.0, 2.0, 4.0)
PRESENT = a_set(SAME, Effect(300.0, 300.0, 0.0, 0.0))


@pytest.mark.parametrize(
    ("late", "waiting", "uncovered", "helps"),
    [
        (FEWER, Effect(300, 290, -20, 0), 0, True),
        (FEWER, Effect(300, 290, -20, 0), 30, False),
        (SAME, Effect(300, 269, -40, -22), 0, True),
        (SAME, Effect(300, 271, -38, -20), 0, False),
        (SAME, Effect(300, 200, -210, 10), 0, False),
        (MORE, Effect(300, 100, -210, -190), 0, False),
        (SAME, SAME, 0, False),
    ],
)
def test_only_what_simulation_shows_speaks_for_other_shifts(late, waiting, uncovered, helps):
    """Fewer late, or a tenth less waiting, beyond chance; never more late or more promises broken."""
    tried = a_set(late, waiting, uncovered)
    report = ShiftReport(WEEK, PRESENT, (tried,))
    assert report.helps(tried) is helps
    assert (report.best is tried) is helps


def test_the_smallest_set_wins_unless_more_shifts_save_visitors():
    """Half a late visitor is what a further shift must save."""
    small = a_set(Effect(5.0, 2.0, -4, -2), SAME)
    nearly = a_set(Effect(5.0, 1.6, -4, -2), SAME)
    better = a_set(Effect(5.0, 1.4, -4, -2), SAME)
    assert ShiftReport(WEEK, PRESENT, (small, nearly)).best is small
    assert ShiftReport(WEEK, PRESENT, (small, better)).best is better


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_stay_or_gives_lines_to_copy(language):
    """Without a gain nothing is to be copied; with one the lines hold each new shift's times."""
    words, new = Words(language), offered()[0]
    stay = shift_lines(ShiftReport(WEEK, PRESENT, ()), words)
    none = shift_lines(ShiftReport(WEEK, PRESENT, (a_set(SAME, SAME, shifts=(new,)),)), words)
    some = shift_lines(ShiftReport(WEEK, PRESENT, (a_set(FEWER, SAME, shifts=(DAY, new)),)), words)
    assert not any("id:" in line for line in (*stay, *none))
    assert f"    - id: {new.id}" in some
    assert f"    - id: {DAY.id}" in some
    assert words.number(3.0, 1) in some[0]


def test_paired_counts_make_the_effects():
    """What the report calls shown is what the paths show."""
    before = np.arange(100.0)
    assert effect_of(before, before - 1).is_shown
    assert not effect_of(before, before).is_shown


def test_a_day_without_service_has_no_ways():
    """Closed days are worked by nobody."""
    days = (replace(WEEK.days[0], service=()), *WEEK.days[1:])
    closed = replace(WEEK, days=days)
    assert {way.day for way in ways_of(closed, (DAY,))} == {way.day for way in ways_of(WEEK, (DAY,))} - {0}


@pytest.mark.parametrize(("language", "days"), [("id", "Senin–Kamis 07.30–16.00; Jumat"), ("en", "Monday–Thursday")])
def test_weekdays_of_shifts_are_told_in_the_readers_words(language, days):
    """In the table; keys of the config stand only in lines to copy. It says why figures differ from a plan's."""
    hours = Seasonal[Span].model_validate({"normal": {"fri": "07.30-16.30", "mon-thu": "07.30-16.00"}})
    words, shift = Words(language), DAY.model_copy(update={"hours": hours})
    report = ShiftReport(WEEK, a_set(SAME, SAME, shifts=(shift,)), (a_set(SAME, SAME, shifts=(shift,)),))
    told = "\n".join(shift_lines(report, words))
    assert days in told
    assert "mon-thu" not in told
    assert "loket plan" in told
