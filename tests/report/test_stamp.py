"""Two sheets with the same code say the same."""

import subprocess
import sys
from datetime import date
from pathlib import Path

from report.stamp import code, stamp, title_of, week_title
from report.words.catalogue import Words
from scheduler.roster import Roster

ROOT = Path(__file__).parents[2]


def test_the_code_tells_rosters_apart(plan):
    """A single duty less gives another code."""
    other = Roster.model_validate({**plan.roster.model_dump(), "duties": plan.roster.duties[1:]})
    assert code(plan.roster) != code(other)


def test_the_code_is_the_same_everywhere(plan):
    """Sets are written in order: no process's own hashing gets in."""
    text = (
        "from report.stamp import code; from tests.report.sample import sample_plan; print(code(sample_plan().roster))"
    )
    run = subprocess.run([sys.executable, "-c", text], cwd=ROOT, capture_output=True, check=True, text=True)
    assert run.stdout.strip() == code(plan.roster)


def test_the_stamp_is_in_the_offices_own_time(plan):
    """09.15 UTC is 16.15 in Jakarta."""
    assert "16.15" in stamp(plan, Words("id")).made


def test_a_week_across_the_year_end_has_its_own_title():
    """ISO week 53 of 2026 ends in January 2027."""
    assert title_of("2026-W53", date(2027, 1, 3), Words("id")) == "Minggu 53 · 28 Des – 3 Jan 2027"
    assert title_of("2026-W53", date(2026, 12, 28), Words("id")) == "Minggu 53 · 28 Des 2026"


def test_the_title_ends_at_the_last_open_day(plan, large_plan):
    """Friday in an office closed at the weekend, Saturday in one that opens on it."""
    assert week_title(plan, Words("id")) == "Minggu 49 · 30 Nov – 4 Des 2026"
    assert week_title(large_plan, Words("id")) == "Minggu 49 · 30 Nov – 5 Des 2026"
