"""The analyst's desk on the command line: explained, overridden, compared, looked through."""

import gzip
import json
import shutil
from datetime import date
from pathlib import Path

import pytest

import cli
from planning.calendarfile import read_calendar
from planning.futures import draw_futures
from planning.givens import office_week
from planning.inputs import gather
from report.terminal.table import WIDTH

ROOT = Path(__file__).parent.parent
DAY = "2026-12-02"


@pytest.fixture
def office(tmp_path):
    """The small sample office in a folder of its own; it has no log."""
    shutil.copytree(ROOT / "configs", tmp_path / "configs")
    return tmp_path / "configs" / "ukk_small.yaml"


@pytest.fixture(scope="module")
def short_log(tmp_path_factory):
    """The last weeks of the sample log: enough to learn from, and quick."""
    path = tmp_path_factory.mktemp("log") / "kunjungan.csv"
    with gzip.open(ROOT / "sample_data" / "kunjungan.csv.gz", "rt", encoding="utf-8-sig") as file:
        head, *rows = file.readlines()
    kept = [row for row in rows if row[3:10] in ("09/2026", "10/2026", "11/2026") and row[:2].isdigit()]
    path.write_text(head + "".join(kept), encoding="utf-8")
    return path


def test_an_override_is_kept_shown_used_and_taken_back(run, office):
    """Beside the model's value in forecast and explanation, in the plan's own paths, and gone when taken back."""
    week, inputs = "2026-W49", gather(office)
    service = inputs.office.service_ids[0]
    before = draw_futures(inputs, office_week(inputs, week), "staffing", 200, 1).forecast
    code, out, _ = run("override", str(office), "--day", DAY, "--service", service, "--add", "+20", "--reason", "umrah")
    assert code == cli.DONE
    assert "+20" in out
    inputs = gather(office)
    after = draw_futures(inputs, office_week(inputs, week), "staffing", 200, 1).forecast
    more = after.daily.mean(axis=0) - before.daily.mean(axis=0)
    assert more[0, 2] == pytest.approx(20, abs=1)
    assert abs(more).sum() == pytest.approx(more[0, 2])
    told = json.loads(run("forecast", str(office), "--explain", DAY, "--json")[1])
    parts = [{part["kind"]: part["people"] for part in each["parts"]} for each in told["services"]]
    assert parts[0]["override"] == parts[-1]["override"] == 20
    assert run("override", str(office), "--day", DAY, "--service", service, "--remove")[0] == cli.DONE
    assert gather(office).overrides == ()


@pytest.mark.parametrize(
    ("arguments", "code", "word"),
    [
        (["--day", DAY, "--add", "5"], cli.USAGE, "--reason"),
        (["--day", DAY, "--reason", "x"], cli.USAGE, "--add"),
        (["--day", DAY, "--add", "5", "--factor", "2", "--reason", "x"], cli.USAGE, "2"),
        (["--day", "kemarin", "--add", "5", "--reason", "x"], cli.USAGE, "kemarin"),
        (["--day", DAY, "--service", "cuci", "--add", "5", "--reason", "x"], cli.BAD_INPUT, "cuci"),
        (["--day", DAY, "--remove"], cli.BAD_INPUT, DAY),
        (["--score"], cli.USAGE, "--score"),
        (["--factor", "2", "--reason", "x"], cli.USAGE, "--day"),
        (["--remove"], cli.USAGE, "--day"),
        (["--day", DAY, "--remove", "--add", "5", "--reason", "x"], cli.USAGE, "--remove"),
        (["--day", DAY, "--score"], cli.USAGE, "--score"),
    ],
)
def test_what_is_wrong_with_an_override_is_named(run, office, arguments, code, word):
    """And nothing is written."""
    found, out, err = run("override", str(office), *arguments)
    assert (found, out) == (code, "")
    assert word in err
    assert not list(office.parent.glob("*.koreksi.csv"))


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["--explain", DAY, "--save", "x.json"], "--save"),
        (["--explain", DAY, "--compare", "CONFIG"], "--compare"),
        (["--compare", "CONFIG"] * 3, "3"),
        (["--compare", "CONFIG", "--compare", "CONFIG", "--save", "x.json"], "--save"),
    ],
)
def test_wishes_that_do_not_go_together_are_refused(run, office, arguments, word):
    """Instead of dropping one of them without a word."""
    given = [str(office) if argument == "CONFIG" else argument for argument in arguments]
    code, out, err = run("forecast", str(office), *given)
    assert (code, out) == (cli.USAGE, "")
    assert word in err


def test_a_day_overridden_to_nobody_is_open(run, office):
    """The explanation shows the override, it does not call the office closed."""
    assert run("override", str(office), "--day", DAY, "--visitors", "0", "--reason", "listrik mati")[0] == cli.DONE
    code, out, _ = run("forecast", str(office), "--explain", DAY)
    assert code == cli.DONE
    assert "koreksi" in out
    assert "tutup" not in out


def test_a_comparison_can_be_saved(run, office, tmp_path):
    """Today's forecast lies in the file, beside the comparison on the screen."""
    old, new = tmp_path / "old.json", tmp_path / "new.json"
    ask = ("forecast", str(office), "--week", "2026-W49", "--weeks", "1", "--out", str(tmp_path / "out"))
    assert run(*ask, "--save", str(old))[0] == cli.DONE
    code, out, _ = run("forecast", str(office), "--compare", str(old), "--save", str(new))
    assert code == cli.DONE
    assert "new.json" in out
    assert json.loads(new.read_text())["days"] == json.loads(old.read_text())["days"]


def test_a_forecast_saved_is_compared_with_what_came(run, short_log, tmp_path):
    """A week of the past forecast from what was known before it, then beside the log: range, actual, verdict."""
    config, out = str(ROOT / "configs" / "lebong.yaml"), tmp_path / "out"
    assert (
        run("forecast", config, str(short_log), "--week", "2026-W46", "--weeks", "1", "--out", str(out))[0] == cli.DONE
    )
    files = {path.name for path in out.iterdir()}
    assert {"forecast.json", "forecast.html", "forecast.svg", "forecast.png"} <= files
    code, text, _ = run("forecast", config, str(short_log), "--compare", str(out / "forecast.json"))
    assert code == cli.DONE
    assert max(map(len, text.splitlines())) <= WIDTH
    told = json.loads(run("forecast", config, str(short_log), "--compare", str(out / "forecast.json"), "--json")[1])
    days = [row for row in told["rows"] if row["service"] is None]
    assert len(days) == 5
    assert all(row["actual"] > 0 and row["change"] == 0 for row in days)
    assert run("forecast", str(ROOT / "configs" / "ukk_small.yaml"), "--compare", str(out / "forecast.json"))[0] == 1


def test_an_explanation_fits_the_terminal_and_adds_up(run, short_log):
    """Every number of the waterfall, as shown, sums to the last one."""
    code, out, _ = run("forecast", str(ROOT / "configs" / "lebong.yaml"), str(short_log), "--explain", "2026-11-23")
    assert code == cli.DONE
    assert max(map(len, out.splitlines())) <= WIDTH
    lines = out.splitlines()
    table = lines[lines.index("") + 1 :]
    rows = [line.rstrip(" █░") for line in table[: table.index("")] if "─" not in line]
    numbers = [int(row.split()[-1].replace("−", "-")) for row in rows]
    assert sum(numbers[:-1]) == numbers[-1]
    assert run("forecast", str(ROOT / "configs" / "lebong.yaml"), "--explain", "2026-11-22")[0] == cli.DONE


def test_a_past_override_is_scored_against_the_model(run, short_log, tmp_path):
    """What came is known: an override equal to it is nearer than the model."""
    shutil.copytree(ROOT / "configs", tmp_path / "configs")
    config = tmp_path / "configs" / "lebong.yaml"
    counts = gather(config, short_log).counts
    at = (date(2026, 11, 18) - counts.grid.start).days
    came = int(counts.daily[:, at].sum())
    (tmp_path / "configs" / "lebong.koreksi.csv").write_text(
        "day,service,visitors,add,factor,reason,made_at\n"
        f"2026-11-18,,{came},,,tahu,2026-11-12T00:00:00+00:00\n2026-11-17,,500,,,ngawur,2026-11-12T00:00:00+00:00\n"
        "2026-11-16,,5,,,terlambat,2026-11-20T00:00:00+00:00\n",
        encoding="utf-8",
    )
    told = json.loads(run("override", str(config), str(short_log), "--score", "--json")[1])
    assert [(score["day"], score["gain"] > 0) for score in told["scores"]] == [
        ("2026-11-17", False),
        ("2026-11-18", True),
    ]


def test_a_lost_day_is_found_and_its_calendar_line_can_be_read(run, short_log, tmp_path):
    """One open day lacks every row: `loket data` says so and proposes an outage, changing nothing."""
    lines = short_log.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith("20/10/2026")]
    log, proposals = tmp_path / "log.csv", tmp_path / "usul.csv"
    log.write_text("".join(kept), encoding="utf-8")
    config = str(ROOT / "configs" / "lebong.yaml")
    code, out, _ = run("data", config, str(log), "--write-calendar", str(proposals))
    assert code == cli.DONE
    assert max(len(line) for line in out.splitlines() if ",outage," not in line) <= WIDTH
    entries = read_calendar(proposals, {})
    assert (date(2026, 10, 20), "outage") in {(entry.start, entry.kind) for entry in entries}
    assert all(entry.estimated and entry.note.startswith("USUL") for entry in entries)
    assert log.read_text(encoding="utf-8") == "".join(kept)
