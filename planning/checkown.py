"""Checking an office's own roster: judged by all rules that it says enough for, and scored with the same numbers."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from office.problems import Problem
from planning.givens import judged
from planning.inputs import Inputs
from planning.judgement import Checked
from planning.ownroster.read import read_own
from planning.ownroster.tables import TEXT_FILES, read_tables
from planning.weeksheet.rows import SHEET
from scheduler.check import check
from scheduler.roster import Duty, Roster
from scheduler.rules import AnyRule
from scheduler.rules.fair_turns import FairTurns
from scheduler.score import Score, score
from scheduler.shortages import find_shortages
from scheduler.week import OfficeWeek

UNSEEN = frozenset({
    "break_window", "breaks_at_once", "counter_heads", "counters", "desk_weeks", "locked_cells", "paid_minutes",
    "promised_cover", "service_hours", "sitting", "skills", "stand_in", "stints",
})  # fmt: skip
"""Rules about counters and breaks, of which a roster of shifts says nothing."""
UNSEEN_BURDENS = frozenset({"lunch", "priority"})
WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")


def is_own(path: Path) -> bool:
    """Whether a roster file is the office's own: a text file, or a workbook without Loket's hidden sheet.

    Raises
    ------
    RosterError
        If it cannot be opened.
    """
    suffix = path.suffix.lower()
    return suffix in TEXT_FILES or (
        suffix in WORKBOOKS and SHEET not in {table.place.sheet for table in read_tables(path)}
    )


def check_own(inputs: Inputs, path: Path, week: str | None) -> Checked:
    """Judges who works when; of counters only what no seating at all could mend.

    Parameters
    ----------
    inputs
        The office's files; `rosters` of its config says how the file is read.
    path
        The roster.
    week
        ISO week; None where the file has only one.

    Raises
    ------
    RosterError
        With what was found and what is needed where the file cannot be read.
    """
    config = inputs.config
    own = read_own(path, inputs.office, config.roster.shifts, inputs.calendar, config.rosters, week)
    givens, roster = judged(inputs, own.roster, is_edited=False)
    past = (*givens.history.past, *own.earlier)
    givens = replace(givens, history=givens.history.model_copy(update={"past": past}))
    rules = tuple(map(_seen, config.roster.rules))
    violations = tuple(v for v in check(roster, givens, rules) if v.rule not in UNSEEN)
    lines = (line for line in score(violations, rules).lines if line.rule not in UNSEEN)
    unjudged = [rule.rule for rule in rules if rule.rule in UNSEEN]
    return Checked(
        week=givens,
        roster=roster,
        violations=violations,
        shortages=find_shortages(givens, everybody_serves(givens, roster)),
        edited=(),
        notes=(*own.notes, *_closed(givens, roster)),
        score=Score(tuple(lines)),
        unjudged=tuple(dict.fromkeys(unjudged)),
    )


def everybody_serves(week: OfficeWeek, roster: Roster) -> Roster:
    """Everybody on duty at a counter that does all he is able to, without breaks: what this keeps short stays short."""
    counter = week.office.counters[0].id
    able = {officer.id: week.office.able(officer.skills) for officer in week.office.officers}
    duties = tuple(
        Duty(officer=a.officer, day=a.day, start=a.span.start, end=a.span.end, activity="counter", counter=counter,
             steps=able[a.officer])
        for a in roster.assignments if able[a.officer]
    )  # fmt: skip
    return roster.model_copy(update={"duties": duties})


def _seen(rule: AnyRule) -> AnyRule:
    """The rule without turns of which the file says nothing."""
    if not isinstance(rule, FairTurns):
        return rule
    others = tuple(burden for burden in rule.others if burden.counters is None)
    return rule.model_copy(update={"burdens": rule.burdens - UNSEEN_BURDENS, "others": others})


def _closed(week: OfficeWeek, roster: Roster) -> Iterable[Problem]:
    """Work on days on which the office is closed."""
    closed = {day.date for day in week.days} - {day.date for day in week.open_days}
    for day in sorted(closed & {a.day for a in roster.assignments}):
        yield Problem("own.closed_day", found=f"{day}", params={"day": f"{day}"}, severity="warning")
