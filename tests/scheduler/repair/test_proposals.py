"""Proposals: what has been stays, other days stay, laws that were kept are kept, the paper speaks first."""

from functools import cache

import pytest

from scheduler.check import check
from scheduler.repair.changes import Absent, CounterDown, Outage
from scheduler.repair.proposals import MOST, finished, repair
from scheduler.rules import DEFAULT_RULES
from tests.scheduler.repair.mornings import any_morning

SEEDS = range(9)


@cache
def _repaired(seed):
    morning = any_morning(seed)
    return morning, repair(morning.incident, lambda roster: None, None)


def _minutes(roster, officer, day):
    """What an officer does in each minute of a day."""
    doing = {}
    for duty in roster.duties_of(officer, day):
        for minute in range(duty.start, duty.end):
            assert minute not in doing
            doing[minute] = (duty.activity, duty.counter)
    return doing


@pytest.mark.parametrize("seed", SEEDS)
def test_what_has_been_and_other_days_stay(seed):
    """Before the hour and on other days each minute is as the incident leaves it; other days keep their stand-ins."""
    morning, found = _repaired(seed)
    incident = morning.incident
    for proposal in found.proposals:
        for day in (d.date for d in morning.week.days):
            for officer in morning.week.office.officer_ids:
                before, after = _minutes(incident.hit, officer, day), _minutes(proposal.roster, officer, day)
                frozen = incident.begins(day) if day == morning.day else 1440
                assert {m: w for m, w in before.items() if m < frozen} == {m: w for m, w in after.items() if m < frozen}
        others = [s for s in proposal.roster.stand_ins if s.day != morning.day]
        assert sorted(others, key=str) == sorted((s for s in morning.roster.stand_ins if s.day != morning.day), key=str)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_law_breaks_that_the_incident_does_not_break_itself(seed):
    """The checker finds no hard breach in a proposal that the untouched day does not have."""
    morning, found = _repaired(seed)
    week = morning.incident.week
    known = {v for v in check(morning.incident.hit, week, DEFAULT_RULES) if v.hard}
    for proposal in found.proposals:
        assert {v for v in check(proposal.roster, week, DEFAULT_RULES) if v.hard} <= known


@pytest.mark.parametrize("seed", SEEDS)
def test_no_more_stays_open_than_if_nobody_reacts(seed):
    """Rearranging never opens more of a promise; at most three ways, the paper first, then fewer changes first."""
    _, found = _repaired(seed)
    assert len(found.proposals) <= MOST
    others = [p for p in found.proposals if p.way != "paper"]
    assert all(p.effect.uncovered <= found.before.uncovered for p in others)
    assert [p.way for p in found.proposals[1:]].count("paper") == 0
    counts = [len(p.effect.changed) for p in others]
    assert counts == sorted(counts)


@pytest.mark.parametrize("seed", SEEDS)
def test_nobody_sits_where_nothing_works(seed):
    """No counter that is down is held, and no step that is out of order is served, in any proposal."""
    morning, found = _repaired(seed)
    begins = morning.incident.begins(morning.day)
    for proposal in found.proposals:
        for change in morning.incident.changes:
            for duty in proposal.roster.at_counters(morning.day):
                if isinstance(change, CounterDown | Outage) and change.span.overlap(max(duty.start, begins), duty.end):
                    if isinstance(change, CounterDown):
                        assert duty.counter != change.counter or duty.start < begins
                    else:
                        assert not duty.steps & change.steps or duty.start < begins


@pytest.mark.parametrize("seed", SEEDS)
def test_the_first_proposal_is_what_the_paper_says(seed):
    """Of one absence: in each slot in which the paper names somebody who is there, he sits at the post."""
    morning = any_morning(seed, is_one_absence=True)
    found = repair(morning.incident, lambda roster: None, None)
    named = list(_named_slots(morning))
    assert bool(named) == (bool(found.proposals) and found.proposals[0].way == "paper")
    for officer, counter, start, end in named:
        assert found.proposals[0].roster.duty_at(officer, morning.day, start, end).counter == counter


def _named_slots(morning):
    """Who is to sit where by the paper, slot by slot, from the hour on."""
    grid, (absent,) = morning.week.grid, morning.incident.changes
    for post in morning.roster.stand_ins:
        if (post.officer, post.day) == (absent.officer, absent.day) and post.stand_in is not None:
            for start in grid.minutes.tolist():
                end = start + grid.slot_minutes
                if max(post.start, morning.incident.begins(post.day)) <= start and end <= post.end:
                    yield post.stand_in, post.counter, start, end


@pytest.mark.parametrize("seed", SEEDS)
def test_stand_ins_are_named_anew_for_the_rest_of_the_day(seed):
    """Each post of a proposal has its stand-ins, nobody who is missing is one, nobody stands in for himself."""
    morning, found = _repaired(seed)
    begins = morning.incident.begins(morning.day)
    for proposal in found.proposals:
        named = [s for s in proposal.roster.stand_ins if s.day == morning.day and s.start >= begins]
        assert all(s.stand_in != s.officer for s in named)
        gone = {c.officer for c in morning.incident.changes if isinstance(c, Absent)}
        assert not gone & ({s.stand_in for s in named} | {s.officer for s in named})
        assert finished(morning.incident, proposal.roster) == proposal.roster


@pytest.mark.parametrize("seed", SEEDS)
def test_everybody_whose_day_differs_is_counted(seed):
    """Minute by minute against the wall, whoever or whatever changed it; hours that an officer misses do not count."""
    morning, found = _repaired(seed)
    published, day = morning.incident.published, morning.day
    for way in (found.published, found.untouched, *found.proposals):
        differing = set()
        for officer in morning.week.office.officer_ids:
            before, after = _minutes(published, officer, day), _minutes(way.roster, officer, day)
            gone = morning.incident.missed(officer, day)
            there = (m for m in {*before, *after} if not any(part.start <= m < part.end for part in gone))
            if any(before.get(m) != after.get(m) for m in there):
                differing.add(officer)
        assert way.effect.people == differing
    assert not found.published.effect.people
