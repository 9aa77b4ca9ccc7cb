"""Retask: which work each back-office stretch of a seated week is spent on, with as few changes as can be."""

from collections.abc import Sequence

from office.office import Office
from scheduler.allocation.linear import Linear
from scheduler.roster import Duty, Roster

MISSING, OTHER = 10.0, 1.0
"""What a missing minute costs, and a stretch whose task is another than before."""
SECONDS = 5.0


def retasked(office: Office, duties: Sequence[Duty], before: Roster, wished: tuple[Duty, ...] = ()) -> tuple[Duty, ...]:
    """The same duties, with tasks for which as few minutes as possible are missing and few that are others than before.

    Only stretches that have a task get another; they are long enough for it and their officers have the skills. What
    is `wished` stays.
    """
    program = Linear()
    missing = {task.id: program.column(MISSING, high=task.week_minutes) for task in office.back_office}
    done: dict[str, list[tuple[int, float]]] = {task: [(column, 1.0)] for task, column in missing.items()}
    choices: dict[int, dict[str, int]] = {}
    for n, duty in enumerate(duties):
        if duty.activity == "back_office" and duty.task is not None:
            skills, had = office.officer(duty.officer).skills, _task_before(before, duty)
            fit = [t.id for t in office.back_office if t.skills <= skills and t.block_minutes <= duty.minutes]
            fit = [duty.task] if _holds(duty, wished) else fit
            choices[n] = {task: program.column(OTHER * (task != had), whole=True) for task in fit}
            program.row([(column, 1.0) for column in choices[n].values()], 1.0, 1.0)
            for task, column in choices[n].items():
                done[task].append((column, float(duty.minutes)))
    for asked in office.back_office:
        program.row(done[asked.id], low=float(asked.week_minutes))
    solved = program.solve(SECONDS, 0.0) if choices else None
    if solved is None:
        return tuple(duties)
    values = solved.values
    named = {n: max(fit, key=lambda task: values[fit[task]]) for n, fit in choices.items() if fit}
    return tuple(d.model_copy(update={"task": named[n]}) if n in named else d for n, d in enumerate(duties))


def _holds(duty: Duty, wished: tuple[Duty, ...]) -> bool:
    """Whether a stretch is, or contains, one that was wished for."""
    return any(
        (duty.officer, duty.day, duty.task) == (wish.officer, wish.day, wish.task)
        and duty.start <= wish.start
        and wish.end <= duty.end
        for wish in wished
    )


def _task_before(before: Roster, duty: Duty) -> str | None:
    """What most of the stretch was spent on."""
    shared = {
        other.task: min(other.end, duty.end) - max(other.start, duty.start)
        for other in before.duties_of(duty.officer, duty.day)
        if other.task is not None and other.start < duty.end and duty.start < other.end
    }
    return max(shared, key=lambda task: shared[task], default=None)
