"""Swapping: whether two officers may change places, what speaks against it, and what it does."""

from datetime import date
from time import perf_counter

from office.problems import InputError, Param, Problem
from planning.replan import Published, Replanned, searched, told_measure
from planning.spoken import officer_named, read_when
from scheduler.repair.changes import Asked
from scheduler.repair.effect import Judge
from scheduler.repair.incident import make_incident
from scheduler.repair.proposals import Proposal, Repair, finished
from scheduler.repair.swap import Place, Unable, both_work, swapped, unable
from scheduler.week import OfficeWeek


def swap(published: Published, officer: str, other: str, day: str | None, this_day: date, seed: int) -> Replanned:
    """What becomes of the week when two officers change places.

    Parameters
    ----------
    published
        The week on the wall.
    officer, other
        Who, each with a day behind ``@`` where they swap different days.
    day
        The day where none stands there.
    this_day
        The date of today: meant where no day is named at all and it lies in the week.
    seed
        Of the simulated visitors.

    Raises
    ------
    InputError
        If somebody or a day is unknown, if there is nothing to swap, or one of them cannot hold the other's counter.
    """
    began = perf_counter()
    one, two = _places(published, officer, other, day, this_day)
    week, roster = published.week, published.roster
    _check_able(published, one, two)
    asked = tuple(dict.fromkeys(Asked(day=when) for _, when in (one, two)))
    rules = published.inputs.config.roster.rules
    incident = make_incident(week, rules, roster, asked, min(one[1], two[1]), 0)
    scorers, notes = searched(published.inputs, week, incident, seed)
    measure, judge = told_measure(incident, scorers), Judge(incident)
    changed = finished(incident, swapped(week, roster, one, two))
    way = Proposal("swap", changed, judge.effect(changed), measure(changed))
    untouched = Proposal("none", roster, judge.effect(roster), measure(roster))
    found = Repair(incident, untouched, untouched, (way,))
    return Replanned(published, found, perf_counter() - began, (*published.origin.notes, *notes), published.inputs)


def _places(published: Published, officer: str, other: str, day: str | None, this_day: date) -> tuple[Place, Place]:
    """Who on which day."""
    week, problems = published.week, []
    dates = [each.date for each in week.days]
    usual = read_when(day, dates).day if day is not None else this_day if this_day in dates else None
    if day is not None and usual is None:
        problems.append(Problem("replan.day", found=day))
    days = [read_when(text.partition("@")[2], dates).day for text in (officer, other)]
    first = next((when for when in days if when is not None), usual)
    places = []
    for text, when in zip((officer, other), days, strict=True):
        id, near = officer_named(text.partition("@")[0], week.office)
        at = when or first
        if id is None:
            code = "replan.officer" if near else "replan.officer_unlike"
            problems.append(Problem(code, found=text.partition("@")[0], allowed=near))
        elif at is None:
            problems.append(Problem("replan.which_day", found=text, params={"week": week.week}))
        elif at not in dates:
            problems.append(Problem("replan.other_week", found=text, params={"day": f"{at}", "week": week.week}))
        else:
            places.append((id, at))
    if not problems and places[0][0] == places[1][0]:
        problems.append(Problem("swap.same", found=week.office.officer(places[0][0]).name))
    if problems:
        raise InputError(*problems)
    return places[0], places[1]


def _check_able(published: Published, one: Place, two: Place) -> None:
    week, roster = published.week, published.roster
    if not roster.assignments_of(*one) and not roster.assignments_of(*two):
        raise InputError(Problem("swap.nothing", params={"day": f"{one[1]}"}))
    taken = [
        Problem("swap.works_already", found=week.office.officer(officer).name, params={"day": f"{day}"})
        for officer, day in both_work(roster, one, two)
    ]
    counters = [_refused(week, each) for each in unable(week, roster, one, two)]
    if taken or counters:
        raise InputError(*taken, *counters)


def _refused(week: OfficeWeek, each: Unable) -> Problem:
    office = week.office
    params: dict[str, Param] = {"counter": office.counter(each.counter).name, "day": f"{each.day}"}
    return Problem("swap.unable", found=office.officer(each.officer).name, params=params)
