"""Roster history: what was known before a week, read back from the file of that week."""

from collections.abc import Sequence
from datetime import date, timedelta

from planning.results import RosterFile
from scheduler.roster import Assignment, History, Turns
from scheduler.rules.burdens import Burden
from scheduler.turns import week_credits, week_turns
from scheduler.week import OfficeWeek


def history_before(file: RosterFile, week: OfficeWeek, burdens: Sequence[Burden]) -> History:
    """The history that the week of a file began with: what the file leaves behind less what the week adds.

    The end of the last day before is known as far as the file carries earlier days.
    """
    monday = week.days[0].date
    past = tuple(a for a in file.history_after.past if a.day < monday)
    on_call = tuple(a for a in file.history_after.on_call if a.day < monday)
    added = week_turns(week, file.roster, burdens)
    credited = week_credits(week, file.roster, burdens)
    turns = tuple(
        _less(t, added.get(t.officer, {}), credited.get(t.officer, {}), past) for t in file.history_after.turns
    )
    return History(known=bool(file.history_after.turns), turns=turns, past=past, on_call=on_call)


def _less(turns: Turns, added: dict[str, int], credited: dict[str, int], past: Sequence[Assignment]) -> Turns:
    mine = sorted((a for a in past if a.officer == turns.officer), key=lambda a: (a.day, a.span.end))
    days = {a.day for a in mine}
    last = mine[-1] if mine else None
    return Turns(
        officer=turns.officer,
        burdens={id: max(0, count - added.get(id, 0)) for id, count in turns.burdens.items()},
        credits={id: max(0, count - credited.get(id, 0)) for id, count in turns.credits.items()},
        last_day=last.day if last else None,
        last_end=last.span.end if last else None,
        days_in_row=_in_row(days, last.day) if last else 0,
    )


def _in_row(days: set[date], last: date) -> int:
    count = 0
    while last - timedelta(count) in days:
        count += 1
    return count
