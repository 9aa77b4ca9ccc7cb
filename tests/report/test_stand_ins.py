"""Who stands in where: the words agree with the count of weak slots."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_bipartite_matching

from report.daypage import day_pages
from report.places import Names
from report.stand_ins import replacements
from report.texts import officer_texts
from scheduler.cover import promise_need


def _without_names(plan):
    """The same week with no stand-in named anywhere."""
    bare = tuple(s.model_copy(update={"stand_in": None}) for s in plan.roster.stand_ins)
    roster = plan.roster.model_copy(update={"stand_ins": bare})
    return replace(plan, result=replace(plan.result, roster=roster))


def _kept(plan, day, slot, absent=None):
    """Oracle: how many promised officers can be found among those at counters (maximum matching, by scipy)."""
    grid, index = plan.week.grid, plan.week.index(day.date)
    start = int(grid.minutes[slot])
    there = [d.steps for d in plan.roster.at_counters(day.date) if d.start <= start < d.end and d.officer != absent]
    asked = [p for p in plan.office.promises for _ in range(promise_need(plan.week, p)[index, slot])]
    edges = np.array([[bool(steps & p.steps) for steps in there] for p in asked]).reshape(len(asked), len(there))
    return int((maximum_bipartite_matching(csr_array(edges)) >= 0).sum())


def test_nobody_yet_is_said_in_weak_slots_only(plan):
    """Whoever is named or not: nobody yet lies in weak slots, a swap of places outside them."""
    bare = _without_names(plan)
    seen = set()
    for day in bare.week.open_days:
        weak = {slot for d, slot in bare.weak_slots if d == bare.week.index(day.date)}
        for part in replacements(bare, day):
            slots = set(bare.week.grid.slots_of(part.span))
            seen.add(part.help)
            assert part.help != "nobody" or slots <= weak
            assert part.help != "rearranged" or not slots & weak
    assert seen == {"nobody", "rearranged", "unpromised"}


def test_what_no_promise_needs_is_left_alone(plan):
    """Somebody is missed exactly where fewer promises are kept without the holder; never at what nobody promised."""
    bare = _without_names(plan)
    for day in bare.week.open_days:
        parts = replacements(bare, day)
        assert {part.help for part in parts if part.counter == "l7"} <= {"unpromised"}
        for part, slot in [(p, s) for p in parts for s in bare.week.grid.slots_of(p.span)]:
            missed = _kept(bare, day, slot, part.officer) < _kept(bare, day, slot)
            assert (part.help != "unpromised") is missed


def test_parts_fill_every_stretch(plan):
    """Nothing is lost or told twice: minutes add up to those of the roster's stand-ins."""
    for day in plan.week.open_days:
        asked = sum(s.end - s.start for s in plan.roster.stand_ins if s.day == day.date)
        assert sum(part.span.minutes for part in replacements(plan, day)) == asked


@pytest.mark.parametrize("weak", [False, True])
def test_pages_and_texts_tell_the_same(plan, words, weak):
    """With no weak slot neither day page nor text says nobody yet; with all slots weak both do."""
    grid = plan.week.grid
    slots = tuple((d, s) for d in range(grid.days) for s in range(grid.slots)) if weak else ()
    bare = replace(_without_names(plan), weak_slots=slots)
    told = {entry.name for page in day_pages(bare, Names(plan.office, words))
            for row in page.rows for entry in row.stand_ins}  # fmt: skip
    text = "\n".join(officer_texts(bare, words).values())
    assert (words("help.nobody") in told) is (words("help.nobody") in text) is weak
    assert (words("help.rearranged") in told) is (words("help.rearranged") in text) is (not weak)
