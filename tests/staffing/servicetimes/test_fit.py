"""Laws from dirty logs: known truth, known dirt, and what an office may rely on."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.dirtylogs import Soil, Truth, dirty_log, gamma, lognormal, tailed
from staffing.durations import Written
from staffing.servicetimes.fit import fit_times

DIRT = Soil(unclosed=0.08, forgotten=0.04, clicked=0.06, together=0.04)


@pytest.fixture(scope="module")
def office():
    from tests.staffing.conftest import make_office

    routes = {
        "baru": [{"step": "berkas", "minutes": 5, "cv": 0.5}, {"step": "foto", "minutes": 12, "cv": 0.5}],
        "ganti": [{"step": "berkas", "minutes": 4, "cv": 0.45}],
        "langka": [{"step": "berkas", "minutes": 5, "cv": 0.5}],
        "sepi": [{"step": "lain", "minutes": 20, "cv": 0.6}],
    }
    steps = {"berkas", "foto", "lain"}
    return make_office(routes, [steps] * 4, [steps], [0] * 4)


def law_of(times, service, step):
    return next(each for each in times.steps if (each.service, each.step) == (service, step))


@pytest.mark.parametrize("by_call", [False, True])
@pytest.mark.parametrize("whole_minutes", [False, True])
def test_the_true_law_is_found_in_dirt(office, by_call, whole_minutes):
    """22 % dirt, a tail, and written minutes a third off: mean within 4 %, P95 within 10 %, cv within 12 %."""
    laws = {
        ("baru", "berkas"): lognormal(6.5, 0.5),
        ("baru", "foto"): tailed(9.0, 0.4),
        ("ganti", "berkas"): gamma(5.2, 0.5),
    }
    truth = Truth(laws, [1, 1, 1], busy=0.7, spread=0.05)
    soil = Soil(**(vars(DIRT) | {"by_call": by_call, "whole_minutes": whole_minutes}))
    times = fit_times(dirty_log(office, truth, soil, 9000, np.random.default_rng(11)), office)
    for key in laws:
        mean, cv, p95 = truth.figures(key)
        found = law_of(times, *key)
        assert found.source == "log"
        assert found.law.mean == pytest.approx(mean, rel=0.04)
        assert found.law.quantile(0.95) == pytest.approx(p95, rel=0.10)
        assert found.law.cv == pytest.approx(cv, rel=0.12)
        assert sum(found.aside.values()) > 0.1 * found.used


def test_thin_services_borrow_and_silent_steps_stay_as_written(office):
    """All at the step takes 30 % longer: a service of which ten were seen does too; another step is as written."""
    laws = {("baru", "berkas"): lognormal(6.5, 0.5), ("ganti", "berkas"): lognormal(5.2, 0.45),
            ("langka", "berkas"): lognormal(6.5, 0.5), ("sepi", "lain"): lognormal(40, 0.5)}  # fmt: skip
    frame = dirty_log(office, Truth(laws, [50, 50, 0.2, 0.3]), Soil(), 4000, np.random.default_rng(2))
    times = fit_times(frame, office)
    rare, quiet = law_of(times, "langka", "berkas"), law_of(times, "sepi", "lain")
    assert rare.used < 30
    assert rare.source == "shared"
    assert rare.shared > 0.25
    assert rare.law.mean == pytest.approx(6.5, rel=0.15)
    assert quiet.used < 30
    assert (quiet.source, quiet.own, quiet.shared) == ("written", 0, 0)
    assert quiet.law.mean == pytest.approx(20)


def test_what_is_not_known_is_drawn_as_written(office):
    """A silent step draws bit for bit what the office's file says; a known one draws its law."""
    laws = {("baru", "berkas"): lognormal(6.5, 0.5)}
    times = fit_times(dirty_log(office, Truth(laws, [1]), Soil(), 2000, np.random.default_rng(3)), office)
    quiet, known = office.service("sepi"), office.service("baru")
    one, other = np.random.default_rng(1), np.random.default_rng(1)
    assert np.array_equal(times.draw(quiet, 0, 50, one), Written().draw(quiet, 0, 50, other))
    drawn = times.draw(known, 0, 200_000, np.random.default_rng(2))
    assert drawn.mean() == pytest.approx(law_of(times, "baru", "berkas").law.mean, rel=0.01)


def test_after_a_change_only_the_new_level_counts(office):
    """Photos take 9 minutes, from a day on 12: the change is dated, and the law is the new one."""
    rng = np.random.default_rng(4)
    old = dirty_log(office, Truth({("baru", "foto"): lognormal(9, 0.4)}, [1]), DIRT, 4000, rng)
    new = dirty_log(office, Truth({("baru", "foto"): lognormal(12, 0.4)}, [1]), DIRT, 3000, rng)
    shift = old["day"].max() - new["day"].min() + pd.Timedelta(days=1)
    for name in ("day", "arrived", "called", "served", "left"):
        new[name] = (new[name] + shift).astype("datetime64[s]")
    frame = pd.concat([old, new], ignore_index=True)
    frame["ticket"] = frame["ticket"].astype("category")
    for name in ("office", "channel", "outcome"):
        frame[name] = frame[name].astype("category")
    times = fit_times(frame, office)
    assert len(times.drifts) == 1
    drift = times.drifts[0]
    assert abs((drift.since - new["day"].min().date()).days) <= 3
    assert drift.factor == pytest.approx(12 / 9, rel=0.08)
    assert law_of(times, "baru", "foto").law.mean == pytest.approx(12, rel=0.05)


def test_a_slow_officer_is_seen_and_the_others_are_drawn_together(office):
    """One of four takes half as long again; with little data the factor is nearer to 1 and its range wider."""
    truth = Truth({("baru", "berkas"): lognormal(6, 0.5)}, [1], factors={2: 1.5})
    much = fit_times(dirty_log(office, truth, Soil(), 6000, np.random.default_rng(5)), office).speeds
    little = fit_times(dirty_log(office, truth, Soil(), 60, np.random.default_rng(5)), office).speeds
    relative = much.factor / np.exp(np.log(np.delete(much.factor, 2)).mean())
    assert relative[2] == pytest.approx(1.5, rel=0.05)
    assert np.delete(relative, 2) == pytest.approx(1.0, abs=0.04)
    assert abs(np.log(little.factor[2])) < abs(np.log(much.factor[2]))
    assert (little.high / little.low)[2] > (much.high / much.low)[2]


def test_officers_alike_have_no_speeds(office):
    """Differences that chance explains are none."""
    truth = Truth({("baru", "berkas"): lognormal(6, 0.5)}, [1])
    speeds = fit_times(dirty_log(office, truth, Soil(), 600, np.random.default_rng(8)), office).speeds
    assert speeds.factor == pytest.approx(1.0, abs=0.05)


@pytest.mark.parametrize("rows", [0, 1, 2, 29])
def test_a_log_that_says_too_little_changes_nothing(office, rows):
    """Empty, one row, below the rule of 30: everything is as written, and nothing fails."""
    truth = Truth({("baru", "berkas"): lognormal(9, 0.5)}, [1])
    frame = dirty_log(office, truth, Soil(), 200, np.random.default_rng(6)).iloc[:rows]
    times = fit_times(frame, office)
    assert {each.source for each in times.steps} == {"written"}
    assert (times.used, times.drifts) == (rows, ())
    assert (times.first is None) == (rows == 0)


@pytest.mark.parametrize("lost", [["left"], ["called", "served"], ["called", "served", "left"], ["officer"], ["step"]])
def test_a_log_without_a_column_is_no_failure(office, lost):
    """Without ends or beginnings nothing is known, and every row says why; without officers the rest still speaks."""
    truth = Truth({("baru", "berkas"): lognormal(6, 0.5), ("ganti", "berkas"): lognormal(5, 0.5)}, [1, 1])
    frame = dirty_log(office, truth, Soil(), 2000, np.random.default_rng(7))
    kinds = frame.dtypes
    for name in lost:
        frame[name] = pd.Series([None] * len(frame)).astype(kinds[name])
    times = fit_times(frame, office)
    if "officer" in lost:
        assert law_of(times, "baru", "berkas").law.mean == pytest.approx(6, rel=0.06)
    elif "step" in lost:
        assert law_of(times, "ganti", "berkas").law.mean == pytest.approx(5, rel=0.08)
        assert times.aside == {"no_step": int((frame["service"] == "baru").sum())}
    else:
        assert times.used == 0
        assert {why for each in times.steps for why in each.aside} == {"no_start" if "called" in lost else "unclosed"}


CLOCKS = st.one_of(st.none(), st.integers(8 * 3600, 17 * 3600))
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["baru", "ganti", "langka", "sepi"]), st.sampled_from(["berkas", "foto", "lain", None]),
        st.sampled_from(["o0", "o1", None]), CLOCKS, CLOCKS, CLOCKS, st.sampled_from([None, "absent", "served"]),
    ),
    max_size=60,
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS)
def test_any_log_gives_laws_and_loses_no_row(office, log, rows):
    """Whatever stands in it, in any order of times: laws are above 0, and every row is used or has a reason."""

    def clock(second):
        return None if second is None else f"{second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}"

    listed = [
        {"service": s, "step": step, "officer": o, "arrived": "08:00:00", "called": clock(c), "served": clock(b),
         "left": clock(e), "outcome": outcome}
        for s, step, o, c, b, e, outcome in rows
    ]  # fmt: skip
    times = fit_times(log(office, listed), office)
    told = times.used + sum(times.aside.values()) + sum(sum(each.aside.values()) for each in times.steps)
    assert told == len(rows)
    for each in times.steps:
        assert 0 < each.law.mean < 480
        assert each.law.cv < 3
        assert 0 <= each.own + each.shared <= 1 + 1e-9
