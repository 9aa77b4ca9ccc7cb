"""The log's service times in planning: where they come from, what they change, what is said about them."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from benchmarks.dirtylogs import Soil, Truth, dirty_log, lognormal
from office.problems import InputError
from office.visits.log import VisitLog
from planning.futures import draw_futures
from planning.givens import office_week
from planning.inputs import gather
from planning.servicetimes import fresh_drifts, look_at_times, time_notes
from staffing.durations import Written
from staffing.servicetimes.times import ServiceTimes

ROOT = Path(__file__).parents[2]
WEEK = "2026-W49"
BERKAS = ("paspor_baru", "berkas")


@pytest.fixture(scope="module")
def lebong():
    """The sample office with its log."""
    return gather(ROOT / "configs" / "lebong.yaml", ROOT / "sample_data" / "kunjungan.csv.gz")


@pytest.fixture(scope="module")
def bare():
    """The sample office without a log."""
    return gather(ROOT / "configs" / "lebong.yaml")


def with_log(bare, frame):
    return replace(bare, log=VisitLog(frame))


def short_log(bare, rows=900, laws=None):
    truth = Truth(laws or {BERKAS: lognormal(7.5, 0.5)}, [1], busy=0.03)
    return dirty_log(bare.office, truth, Soil(unclosed=0.05), rows, np.random.default_rng(1))


def test_the_sample_log_gives_back_what_it_was_drawn_from(lebong):
    """The sample's visitors were drawn from the written minutes: every mean within 6 %, P95 within 12 %."""
    for each in lebong.times.steps:
        s = np.sqrt(np.log1p(each.written_cv**2))
        assert each.source == "log"
        assert each.law.mean == pytest.approx(each.written_mean, rel=0.06)
        assert each.law.quantile(0.95) == pytest.approx(each.written_mean * np.exp(1.645 * s - s * s / 2), rel=0.12)


@pytest.mark.slow
def test_the_sample_week_hardly_changes(lebong):
    """The log was drawn from what is written: the same visitors bring the same work, within 3 % in all."""
    given = office_week(lebong, WEEK)
    found = draw_futures(lebong, given, "judging", 400, 1).visitors
    written = replace(lebong)
    written.__dict__["times"] = None
    as_written = draw_futures(written, given, "judging", 400, 1).visitors
    assert np.array_equal(found.arrival, as_written.arrival)
    assert found.minutes[:, 0].sum() == pytest.approx(as_written.minutes[:, 0].sum(), rel=0.03)


def test_a_plan_draws_from_the_log(bare):
    """Visitors of a step that the log knows take its minutes, others at it lean on these, the rest is as without."""
    given = office_week(bare, WEEK)
    inputs = with_log(bare, short_log(bare))
    inputs.__dict__["counts"] = None  # the same forecast with and without the log
    one, other = (draw_futures(each, given, "staffing", 60, 1).visitors for each in (bare, inputs))
    assert np.array_equal(one.arrival, other.arrival)
    ids = bare.office.service_ids
    known, leaning = one.service == ids.index("paspor_baru"), one.service == ids.index("penggantian")
    silent = np.array([entry[0].step != "berkas" for entry in (s.route for s in bare.office.services)])[one.service]
    assert np.array_equal(one.minutes[silent], other.minutes[silent])
    assert np.array_equal(one.minutes[:, 1:], other.minutes[:, 1:])
    assert other.minutes[known, 0].mean() / one.minutes[known, 0].mean() == pytest.approx(1.5, rel=0.06)
    assert 1.2 < other.minutes[leaning, 0].mean() / one.minutes[leaning, 0].mean() < 1.5


def test_without_a_log_the_file_speaks(bare):
    """No log: written minutes, no note, and the command says that it needs one."""
    assert isinstance(bare.durations, Written)
    assert time_notes(bare) == ()
    with pytest.raises(InputError, match=r"times\.no_log"):
        look_at_times(bare)


def test_notes_say_which_step_rests_on_what(bare, lebong):
    """All from the log, some, none: each has a sentence with the steps' names."""
    part, none = with_log(bare, short_log(bare)), with_log(bare, short_log(bare).iloc[:5])
    notes = {name: time_notes(each)[0] for name, each in (("all", lebong), ("part", part), ("none", none))}
    assert {name: note.code for name, note in notes.items()} == {
        "all": "times.from_log", "part": "times.partly", "none": "times.from_file",
    }  # fmt: skip
    assert notes["part"].params["log"] == "Pemeriksaan berkas"
    assert "Biometrik dan wawancara" in notes["part"].params["written"]


def test_a_fresh_change_is_news_and_an_old_one_is_not(bare):
    """What was seen in the last weeks stands in the plan; what is two years old only in the table."""
    old = short_log(bare, 900)
    new = short_log(bare, 700, {BERKAS: lognormal(11.0, 0.5)})
    for name in ("day", "arrived", "called", "served", "left"):
        new[name] = (new[name] + (old["day"].max() - new["day"].min()) + pd.Timedelta(days=1)).astype("datetime64[s]")
    frame = pd.concat([old, new], ignore_index=True)
    frame = frame.astype(dict.fromkeys(("ticket", "office", "channel", "outcome"), "category"))
    inputs = with_log(bare, frame)
    assert len(inputs.times.drifts) == 1
    far = replace(inputs.times, last=date(2030, 1, 1))
    assert fresh_drifts(far) == ()
    near = replace(inputs.times, last=inputs.times.drifts[0].seen)
    assert fresh_drifts(near) == inputs.times.drifts


def test_officers_stay_out_of_what_is_shared(lebong):
    """Neither the summary nor a note tells of officers, unless the head asks."""
    looked = look_at_times(lebong)
    codes = {officer.id for officer in lebong.office.officers}
    assert "officers" not in looked.summary()
    assert not any(code in str(looked.summary()) for code in codes)
    assert {row["officer"] for row in looked.summary(officers=True)["officers"]} == codes


@pytest.mark.parametrize("lost", [["left"], ["called", "served"]])
def test_a_log_without_times_is_told_in_words(bare, lost):
    """Nothing can be learnt, everything stays as written, and a warning says what the log needs."""
    frame = short_log(bare).assign(**dict.fromkeys(lost, pd.NaT)).astype(dict.fromkeys(lost, "datetime64[s]"))
    looked = look_at_times(with_log(bare, frame))
    assert [note.code for note in looked.notes] == ["times.nothing"]
    assert isinstance(looked.times, ServiceTimes)


def test_much_dirt_is_told(bare):
    """Where a fifth of a step's rows say nothing, the reader is told to look at how tickets are closed."""
    soil = Soil(unclosed=0.3)
    frame = dirty_log(bare.office, Truth({BERKAS: lognormal(5, 0.5)}, [1]), soil, 600, np.random.default_rng(2))
    notes = look_at_times(with_log(bare, frame)).notes
    assert [(note.code, note.found) for note in notes] == [("times.much_aside", "Pemeriksaan berkas")]
    assert notes[0].params["share"] == pytest.approx(30, abs=6)
