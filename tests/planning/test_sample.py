"""The sample log: as committed, readable with few errors, and true to the office that it comes from."""

import gzip
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from office.grid import SlotGrid
from office.visits.read import read_visits
from planning.config import load_config
from planning.sample import FIRST, LAST, ROOT, as_csv, sample_log, zipped
from planning.sampledirt import TIMES, Dirt, dirty
from planning.samplehabit import habit_plan

CONFIG = ROOT / "configs" / "lebong.yaml"
FILE = ROOT / "sample_data" / "kunjungan.csv.gz"


@pytest.fixture(scope="module")
def loaded():
    return load_config(CONFIG)


@pytest.fixture(scope="module")
def log(loaded):
    return read_visits(FILE, loaded.config.office, loaded.config.visits, loaded.calendar)


def test_the_committed_file_is_what_the_module_makes():
    """Line by line, but for a few seconds' rounding that another machine's arithmetic may turn over."""
    made = as_csv(sample_log(CONFIG)).splitlines()
    kept = gzip.decompress(FILE.read_bytes()).splitlines()
    assert len(made) == len(kept)
    assert sum(one != other for one, other in zip(made, kept, strict=True)) <= len(kept) / 1000
    assert len(FILE.read_bytes()) < 2_000_000


def test_equal_content_gives_equal_files():
    """No time stamp in the gzip header."""
    assert zipped(b"a") == zipped(b"a")
    assert zipped(b"a")[4:8] == bytes(4)


def test_it_is_read_with_a_few_errors_of_every_kind(log):
    """Below 1 % bad rows, one date format, no column about a person, the kinds of mistakes that the README names."""
    assert 0 < log.bad < 0.01 * log.rows
    assert log.date_formats["Tanggal"] == "d/m/y"
    assert log.dropped == ()
    codes = {problem.code for problem in log.problems}
    assert codes >= {
        "visits.order", "visits.date_impossible", "visits.time_unreadable", "visits.service_mistyped",
        "visits.repeated", "visits.long", "visits.never_called",
    }  # fmt: skip
    assert not {code for code in codes if code.endswith("_unknown")}


def test_closed_and_lost_days_have_no_rows(log, loaded):
    """The Eid closure of eleven days, the week without the machine, and every other closed day are empty."""
    days = set(log.frame["day"].dt.date)
    for start, end in (("2025-03-28", "2025-04-07"), ("2025-06-16", "2025-06-20")):
        assert not days & set(pd.date_range(start, end).date)
    assert all(loaded.calendar.day(day).is_open for day in days)
    opened = [day for day in loaded.calendar.days(FIRST, LAST) if day.is_open]
    assert len(days) == len(opened) - 5


def test_officers_did_what_they_may_where_it_can_be_done(log, loaded):
    """Every step was served by an officer with its skills, at a counter for it."""
    office = loaded.config.office
    served = log.frame.dropna(subset=["officer", "counter", "step"])
    assert len(served) > 0.99 * len(log.frame)
    for officer, counter, step in served[["officer", "counter", "step"]].drop_duplicates().itertuples(index=False):
        assert step in office.served_at(office.officer(officer).skills, office.counter(counter).type)


def test_service_times_are_the_offices(log, loaded):
    """Minutes from call to end by service and step have the mean of the YAML within 4 standard errors."""
    frame = log.frame.assign(minutes=(log.frame["left"] - log.frame["called"]).dt.total_seconds() / 60)
    frame = frame[frame["minutes"] < 480]
    for service in loaded.config.office.services:
        for entry in service.route:
            minutes = frame.loc[(frame["service"] == service.id) & (frame["step"] == entry.step), "minutes"]
            error = entry.minutes * entry.cv / np.sqrt(len(minutes))
            assert abs(minutes.mean() - entry.minutes) < 4 * error + 1 / 60, (service.id, entry.step)


def test_nobody_has_two_posts_and_everyone_eats(loaded):
    """A counter has one officer at a time; the officer can serve something there; an hour of lunch is free."""
    office = loaded.config.office
    grid = SlotGrid(FIRST, 28, 30, 450, 18, office.zone)
    days = grid.days_of(loaded.calendar)
    habit = habit_plan(office, grid, days)
    for d, day in enumerate(days):
        rule = office.breaks.on(day.date.weekday(), day.season)
        for t in range(grid.slots):
            held = habit.counter[d, :, t][habit.counter[d, :, t] >= 0]
            assert len(held) == len(set(held))
            assert (habit.plan.serves[d, :, t] > 0).sum() == len(held)
        if day.is_open:
            window = grid.slots_of(rule.window)
            free = habit.counter[d][:, window.start : window.stop] < 0
            need = -(-rule.minutes // 30)
            runs = [
                max((len(run) for run in "".join("x" if f else " " for f in row).split()), default=0) for row in free
            ]
            assert min(runs) >= need, day.date


def plain_rows(count=400):
    return pd.DataFrame(
        {
            "Tanggal": "03/02/2025", "Layanan": "Paspor baru", "Loket": "L3", "Waktu Ambil": "08:01:02",
            "Waktu Panggil": "08:02:03", "Mulai Layan": "08:02:30", "Selesai": "08:10:00", "Nomor": range(count),
        }
    )  # fmt: skip


def test_dirt_is_as_much_as_was_ordered():
    """Each kind is found as often as asked, in rows of its own; without any order nothing changes."""
    dirt = Dirt(3, 4, 5, 6, 7, 8, 9, 10, 11)
    rows = plain_rows()
    found = dirty(rows, dirt, np.random.default_rng(1))
    assert len(found) == 400 + 8
    unique = found.drop_duplicates()
    changed = (unique.set_index("Nomor") != rows.set_index("Nomor")).any(axis=1).sum()
    assert changed == 3 + 4 + 5 + 6 + 7 + 9 + 10 + 11
    assert (unique["Tanggal"] != "03/02/2025").sum() == 3
    assert (unique["Selesai"] == "06:02:30").sum() == 4
    assert (unique["Waktu Ambil"] == "??:??").sum() == 5
    assert (unique["Layanan"] != "Paspor baru").sum() == 6
    assert (unique["Selesai"] == "17:02:30").sum() == 7
    assert (unique["Loket"] != "L3").sum() == 9
    assert (unique[list(TIMES)] == unique[list(TIMES)].replace(":", ".", regex=True)).all(axis=1).sum() == 10
    assert (unique["Selesai"] == "").sum() == 11
    untouched = dirty(rows, Dirt(*[0] * 9), np.random.default_rng(1))
    pd.testing.assert_frame_equal(untouched, rows, check_dtype=False)


def test_the_readme_names_the_file():
    """What stands in sample_data is described there, and said to be invented."""
    text = (Path(ROOT) / "sample_data" / "README.md").read_text(encoding="utf-8")
    assert FILE.name in text
    assert "invented" in text
    assert "buatan" in text
