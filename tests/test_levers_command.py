"""The levers' commands: what they say, and what they say where they cannot."""

import json
import shutil
from pathlib import Path

import pytest

import cli
from planning.config import load_config
from planning.givens import office_week
from planning.inputs import gather
from planning.results import RosterFile
from planning.rosterfile import roster_json
from scheduler.roster import Duty, History, Roster
from scheduler.week import OfficeWeek
from tests.planning.levers.provenance import made

ROOT = Path(__file__).parent.parent
WEEK = "2026-W49"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The small office with a planned week 49 in which everybody sits at the counters that he can, first come."""
    home = tmp_path_factory.mktemp("levers")
    shutil.copytree(ROOT / "configs", home / "configs")
    inputs = gather(home / "configs" / "ukk_small.yaml")
    week = office_week(inputs, WEEK)
    roster = _everybody_seated(week)
    target = home / "out" / WEEK / "roster.json"
    target.parent.mkdir(parents=True)
    target.write_bytes(roster_json(RosterFile(provenance=made(), roster=roster, history_after=History())))
    return home


def _everybody_seated(week: OfficeWeek) -> Roster:
    """The first shift of everybody; each takes the first counter at which he can do anything, or is on standby."""
    assignments, duties = [], []
    for day in week.open_days:
        free = [counter for counter in week.office.counters if counter.available]
        for officer in week.office.officers:
            if not (choices := week.choices(officer, day)):
                continue
            shift = choices[0].model_copy(update={"break_start": None, "break_minutes": 0})
            seat = next((c for c in free if week.office.served_at(officer.skills, c.type)), None)
            doing = {"activity": "standby"}
            if seat is not None:
                free.remove(seat)
                steps = week.office.served_at(officer.skills, seat.type)
                doing = {"activity": "counter", "counter": seat.id, "steps": steps}
            assignments.append(shift)
            duties.append(Duty(officer=officer.id, day=day.date, start=shift.span.start, end=shift.span.end, **doing))
    return Roster(office=week.office.id, week=WEEK, slot_minutes=week.grid.slot_minutes,
                  assignments=tuple(assignments), duties=tuple(duties))  # fmt: skip


@pytest.fixture
def run(capsys, folder, monkeypatch):
    """Runs a command on the small office; exit code, stdout and stderr."""
    monkeypatch.setenv("LOKET_LANG", "id")

    def call(command: str, *rest: str, plans: str = "out") -> tuple[int, str, str]:
        config = str(folder / "configs" / "ukk_small.yaml")
        with pytest.raises(SystemExit) as left:
            cli.main([command, config, "--plans", str(folder / plans), *rest])
        said = capsys.readouterr()
        return left.value.code, said.out, said.err

    return call


def test_quota_in_words_and_as_data(run, folder):
    """Every session of the named service has a number, the sum stands in the first line, and both speak alike."""
    service = load_config(folder / "configs" / "ukk_small.yaml").config.office.services[0]
    asked = ("--week", WEEK, "--bookable", service.id, "--walk-ins", "50%")
    code, out, _ = run("quota", *asked)
    assert code == cli.DONE
    data = json.loads(run("quota", *asked, "--json")[1])
    (week,) = data["weeks"]
    carried = sum(session["carried"] for day in week["days"] for session in day["sessions"])
    careful = sum(session["careful"] for day in week["days"] for session in day["sessions"])
    assert f"{carried} tempat janji temu" in out
    assert f"Sebaiknya berikan sampai {careful} tempat" in out
    assert "jadwal minggu 49" in out
    assert week["without_place"] <= week["visitors"]
    assert service.name in out
    assert data["services"][service.id]["walk_in_share"] == 0.5
    for day in week["days"]:
        for session in day["sessions"]:
            assert session["free"] == session["carried"] - session["booked"]


def test_spare_ranks_every_day_and_half_day(run):
    """Those that are refused come last and name why."""
    code, out, _ = run("spare", "--week", WEEK, "--people", "1")
    assert code == cli.DONE
    ways = json.loads(run("spare", "--week", WEEK, "--people", "1", "--json")[1])["ways"]
    assert [way["refused"] for way in ways] == sorted(way["refused"] for way in ways)
    assert len({(way["day"], way["part"]) for way in ways}) == len(ways)
    assert all(way["broken"] or not way["officers"] for way in ways if way["refused"])
    assert "petugas" in out


def test_cap_says_all_or_a_number(run):
    """In data each cap stands beside what is usual."""
    code, out, _ = run("cap", "--week", WEEK)
    caps = json.loads(run("cap", "--week", WEEK, "--json")[1])["caps"]
    assert code == cli.DONE
    assert all(cap["last_ticket"] >= 0 and cap["by"] in ("service", "work") for cap in caps)
    assert out.strip()


@pytest.mark.parametrize(
    ("command", "code", "word"),
    [
        (("quota", "--week", WEEK), cli.BAD_INPUT, "--bookable"),
        (("quota", "--week", WEEK, "--bookable", "tidak_ada"), cli.BAD_INPUT, "tidak_ada"),
        (("quota", "--week", WEEK, "--walk-ins", "banyak"), cli.USAGE, "banyak"),
        (("quota", "--week", "minggu"), cli.USAGE, "minggu"),
        (("spare", "--week", WEEK, "--people", "500"), cli.BAD_INPUT, "500"),
        (("spare", "--week", WEEK, "--people", "0"), cli.USAGE, "--people"),
        (("spare", "--week", WEEK, "--skills", "terbang"), cli.BAD_INPUT, "terbang"),
        (("cap", "--roster", __file__), cli.BAD_INPUT, "test_levers_command.py"),
    ],
)
def test_what_cannot_be_answered_is_told(run, command, code, word):
    """Each refusal names what was asked, with the exit code of its kind and no traceback."""
    left, out, err = run(*command)
    assert (left, out) == (code, "")
    assert word in err


def test_without_a_roster_it_says_what_is_needed(run):
    """An empty folder of plans."""
    code, _, err = run("cap", "--week", WEEK, plans="nothing")
    assert code == cli.BAD_INPUT
    assert "loket plan" in err


def test_another_weeks_roster_stands_in_and_is_told(run):
    """Week 50 has no plan: that of week 49 is used, and it is said."""
    code, _, err = run("cap", "--week", "2026-W50")
    assert code == cli.DONE
    assert WEEK in err
    assert "2026-W50" in err


def test_a_closed_week_is_told(run, folder):
    """A week that the calendar closes holds no lever."""
    calendar = next((folder / "configs" / "calendars").glob("indonesia.csv"))
    before = calendar.read_text(encoding="utf-8")
    head = before.splitlines()[0].split(",")
    row = {"start": "2026-12-14", "end": "2026-12-20", "kind": "closed"}
    calendar.write_text(before.rstrip("\n") + "\n" + ",".join(row.get(name, "") for name in head) + "\n", "utf-8")
    try:
        code, _, err = run("spare", "--week", "2026-W51")
    finally:
        calendar.write_text(before, encoding="utf-8")
    assert code == cli.BAD_INPUT
    assert "2026-W51" in err
