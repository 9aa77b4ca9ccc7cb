"""`loket month`: the page, the data and the answers; what is published stays; refusals in words."""

import json
import shutil
from pathlib import Path

import pytest

import cli

ROOT = Path(__file__).parent.parent


@pytest.fixture
def office(tmp_path):
    """The small sample office in a folder of its own; it has no log."""
    shutil.copytree(ROOT / "configs", tmp_path / "configs")
    return tmp_path / "configs" / "ukk_small.yaml"


@pytest.mark.slow
def test_a_month_answers_each_request_and_writes_its_page(run, office, tmp_path):
    """Everybody asks for the same day: not all of it fits; the page names them, the data has all days."""
    from planning.config import load_config

    officers = load_config(office).config.office.officers
    leave = tmp_path / "cuti.csv"
    leave.write_text("petugas,mulai\n" + "".join(f"{o.name},2026-12-01\n" for o in officers), encoding="utf-8")
    code, out, _ = run("month", str(office), "--start", "2026-W49", "--weeks", "1", "--leave", str(leave),
                       "--out", str(tmp_path), "--seconds", "60", "--json")  # fmt: skip
    data = json.loads(out)
    assert code in (cli.DONE, cli.SHORT)
    assert [each["officer"] for each in data["leave"]] == [o.id for o in officers]
    assert {each["answer"] for each in data["leave"]} & {"clash", "alone"}
    folder = tmp_path / "2026-W49-1"
    assert json.loads((folder / "month.json").read_text(encoding="utf-8"))["days"] == data["days"]
    page = (folder / "month.html").read_text(encoding="utf-8")
    assert all(officer.name in page for officer in officers)
    granted = {each["officer"] for each in data["leave"] if each["answer"] == "fits"}
    away = {each["officer"] for each in data["days"] if each["date"] == "2026-12-01" and "away" in each}
    assert away == granted


def test_a_leave_file_of_something_else_is_refused_in_words(run, office, tmp_path):
    wrong = tmp_path / "cuti.csv"
    wrong.write_text("a,b\n1,2\n", encoding="utf-8")
    code, _, err = run("month", str(office), "--leave", str(wrong), "--out", str(tmp_path / "out"))
    assert code == 1
    assert "petugas" in err
    assert not (tmp_path / "out").exists()
