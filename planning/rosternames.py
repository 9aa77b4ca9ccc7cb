"""Names in a roster that its office does not have: it was renamed in the YAML since, or the file was edited."""

from collections.abc import Iterator

from office.office import Office
from office.problems import Place, Problem
from scheduler.roster import Roster


def unknown_names(roster: Roster, office: Office, place: Place) -> tuple[Problem, ...]:
    """Every officer, counter, step and back-office work that the office lacks, once each, and slots of another length.

    Parameters
    ----------
    roster
        From a file.
    office
        Whose roster it is said to be.
    place
        The file.
    """
    declared = {
        "officer": set(office.officer_ids),
        "counter": {counter.id for counter in office.counters},
        "step": set(office.step_ids),
        "task": {work.id for work in office.back_office},
        "on_call": {post.id for post in office.on_call},
    }
    used = {kind: {name for of, name in _names(roster) if of == kind} for kind in declared}
    problems = [
        Problem(f"roster.unknown_{kind}", place, name, () if kind == "officer" else tuple(sorted(known)))
        for kind, known in declared.items()
        for name in sorted(used[kind] - known)
    ]
    if roster.slot_minutes != office.slot_minutes:
        problems.append(Problem("roster.other_slots", place, str(roster.slot_minutes), (str(office.slot_minutes),)))
    return tuple(problems)


def own_stand_ins(roster: Roster, place: Place | None = None) -> tuple[Problem, ...]:
    """A note on each officer who is his own stand-in somewhere: nobody takes that post if he does not come."""
    named = sorted({post.officer for post in roster.stand_ins if post.stand_in == post.officer})
    return tuple(Problem("roster.own_stand_in", place or Place(), name, severity="note") for name in named)


def _names(roster: Roster) -> Iterator[tuple[str, str]]:
    """What is named, and of which kind it is."""
    for assignment in roster.assignments:
        yield "officer", assignment.officer
    for duty in roster.duties:
        yield "officer", duty.officer
        yield from (("step", step) for step in duty.steps)
        if duty.counter is not None:
            yield "counter", duty.counter
        if duty.activity == "back_office" and duty.task is not None:
            yield "task", duty.task
    for held in roster.on_call:
        yield from (("officer", held.officer), ("on_call", held.shift))
    for post in roster.stand_ins:
        yield from (("officer", post.officer), ("counter", post.counter))
        if post.stand_in is not None:
            yield "officer", post.stand_in
