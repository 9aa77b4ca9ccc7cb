"""Judging a roster from a file: by what it says itself and by the head's workbook, and the same with either."""

import json
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from benchmarks.offices import make_cost
from office.people import Absence
from office.visits.columns import letter
from planning.baselines import all_open
from planning.check import check_file
from planning.givens import judged, office_week
from planning.inputs import Inputs, gather
from planning.judgement import Checked
from planning.rosterfile import plan_file, roster_json
from planning.simulate import simulate_file
from report.places import place_words
from report.tables import week_xlsx
from report.words.catalogue import Words
from scheduler.roster import Duty, Roster
from tests.planning.test_book import write
from tests.planning.weeksheet.workbooks import with_cells
from tests.report.sample import sample_plan

ROOT = Path(__file__).parents[2]
CONFIG = ROOT / "configs" / "lebong.yaml"
INPUTS = gather(CONFIG)
WEEK = office_week(INPUTS, "2026-W49")
MONDAY, TUESDAY = WEEK.days[0].date, WEEK.days[1].date
WHO = "petugas_l"


def usual(out: tuple[str, ...] = ()) -> Roster:
    """Everybody works the first shift that he may, every counter is open; on Tuesday some are sent out."""
    shifts = tuple(
        WEEK.choices(officer, day)[0]
        for officer in WEEK.office.officers
        for day in WEEK.open_days
        if not (officer.id in out and day.date == TUESDAY)
    )
    away = tuple(Duty(officer=id, day=TUESDAY, start=450, end=960, activity="outside_duty") for id in out)
    bare = Roster(office="lebong", week="2026-W49", slot_minutes=30, assignments=shifts, duties=away)
    return all_open(WEEK, bare)


def saved(folder: Path, roster: Roster, edits: dict[tuple[str, date], str] | None = None) -> Path:
    """The roster as roster.json, or as a week.xlsx with some cells changed by hand."""
    sample, nobody = sample_plan(), np.zeros(WEEK.grid.shape)
    plan = replace(
        sample, week=WEEK, result=replace(sample.result, roster=roster, shortages=()), violations=(), actions=(),
        triggers=(), weak_slots=(), cost=make_cost(WEEK, 1.0, np.random.default_rng(1)),
        outcome=replace(sample.outcome, slot_visitors=nobody, slot_wait=nobody),
    )  # fmt: skip
    if edits is None:
        path = folder / "roster.json"
        path.write_bytes(roster_json(plan_file(plan)))
        return path
    path, first = folder / "week.xlsx", len(WEEK.office.letterhead.lines) + 4
    rows = {id: first + n for n, id in enumerate(WEEK.office.officer_ids)}
    cells = {f"{letter(1 + day.weekday())}{rows[officer]}": text for (officer, day), text in edits.items()}
    path.write_bytes(with_cells(week_xlsx(plan, Words("id")), cells))
    return path


def check(path: Path, book: Path | None = None) -> Checked:
    return check_file(CONFIG, path, book, (), place_words())


def told(checked: Checked, rule: str) -> list[tuple[str | None, float, float]]:
    return [(found.officer, found.amount, found.limit) for found in checked.violations if found.rule == rule]


@pytest.mark.parametrize("word", ["cuti", "sakit"])
def test_a_day_off_written_into_the_sheet_counts_with_and_without_the_book(tmp_path, word):
    """Who is away by the sheet owes no minutes that day, whether or not a workbook stands beside it."""
    sheet = saved(tmp_path, usual(), {(WHO, MONDAY): word})
    book = write(tmp_path / "isian.xlsx", {"away": []})
    assert told(check(sheet), "weekly_norm") == told(check(sheet, book), "weekly_norm") == []
    assert check(sheet).summary() == check(sheet, book).summary()


def test_leave_in_the_book_is_kept_by_the_sheet(tmp_path):
    """Who is away by the book and works by the sheet breaks the rule of leave."""
    book = write(tmp_path / "isian.xlsx", {"away": [["", "Petugas L", MONDAY, MONDAY, "Cuti"]]})
    path = saved(tmp_path, usual())
    assert told(check(path), "leave") == []
    assert told(check(path, book), "leave") == [(WHO, 1, 0)]


@pytest.mark.parametrize(("sent", "with_book"), [(1, [(None, 1, 2)]), (2, []), (3, [])])
def test_officers_whom_an_event_of_the_book_takes_may_go(tmp_path, sent, with_book):
    """Without the book nobody knows of its event, and who goes breaks no rule; with it fewer than asked do."""
    event = [TUESDAY, TUESDAY, "layanan keliling", "Sekolah", 2]
    book = write(tmp_path / "isian.xlsx", {"events": [["", *event]]})
    path = saved(tmp_path, usual(WEEK.office.officer_ids[-sent:]))
    assert told(check(path), "outside_duty") == []
    assert told(check(path, book), "outside_duty") == with_book


def minutes(roster: Roster) -> tuple[Counter[tuple[str, date]], Counter[tuple[str, date]]]:
    """Minutes at counters, and minutes of them with a line for a stand-in, by officer and day."""
    seated, named = Counter(), Counter()
    for duty in roster.duties:
        seated[duty.officer, duty.day] += duty.minutes * (duty.activity == "counter")
    for line in roster.stand_ins:
        named[line.officer, line.day] += line.end - line.start
    return +seated, +named


def test_stand_ins_are_named_anew_after_an_edit(tmp_path):
    """Every minute at a counter has its line again, and nobody stands in who went on leave; simulated alike."""
    sheet = saved(tmp_path, usual(), {(WHO, MONDAY): "cuti", ("petugas_a", TUESDAY): "L3"})
    checked = check(sheet)
    simulated = simulate_file(INPUTS, sheet, 2, 1, place_words(), lambda stage: None)
    assert checked.edited
    for roster in (checked.roster, simulated.roster):
        seated, named = minutes(roster)
        assert seated == named
        assert not any(line.stand_in == WHO and line.day == MONDAY for line in roster.stand_ins)


def away(start: int, end: int, officer: str = WHO) -> Absence:
    """Leave from one day to another, counted from the week's Monday."""
    return Absence(officer=officer, start=MONDAY + timedelta(start), end=MONDAY + timedelta(end))


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (away(-9, -1), None),
        (away(-9, 0), away(0, 0)),
        (away(-9, 30), away(0, 6)),
        (away(6, 7), away(6, 6)),
        (away(7, 9), None),
    ],
)
def test_a_week_holds_no_absence_of_other_weeks(given, kept):
    """Only what touches the week, cut to it, goes into rosters and sheets; what is said twice stands once."""
    inputs: Inputs = replace(INPUTS, absences=(given,))
    listed = () if kept is None else (kept,)
    assert office_week(inputs, "2026-W49").absences == listed
    roster = usual().model_copy(update={"absences": (given,)})
    assert judged(inputs, roster, is_edited=False)[0].absences == listed


def test_the_command_judges_and_scores_without_any_solver(tmp_path):
    """`loket check`, run as it is, loads no solver, and its totals are the sums of its lines."""
    path = saved(tmp_path, usual())
    code = f"import sys; sys.argv = ['loket', 'check', {str(CONFIG)!r}, {str(path)!r}, '--json']; import cli\n"
    code += "try:\n cli.main()\nexcept SystemExit: pass\n"
    code += "print([name for name in ('ortools', 'highspy', 'scipy.optimize') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    told, _, loaded = done.stdout.strip().rpartition("\n")
    assert loaded == "[]"
    found = json.loads(told)
    for level, total in found["levels"].items():
        lines = [line for line in found["score"] if line["level"] == level]
        assert total == sum(line["count"] if level == "broken" else line["price"] for line in lines)
    assert sum(line["count"] for line in found["score"]) == len(found["violations"]) > 0


def test_sheet_and_json_are_scored_alike(tmp_path):
    """The same roster from XLSX and from JSON has the same violations and the same score."""
    sheet, file = check(saved(tmp_path, usual(), {})), check(saved(tmp_path, usual()))
    assert sheet.violations == file.violations != ()
    assert sheet.score == file.score
