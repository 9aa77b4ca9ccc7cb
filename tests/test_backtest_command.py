"""`loket backtest`: tables, JSON, predictions and page; bad histories end in an error or a sensible forecast."""

import json
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import cli

ROOT = Path(__file__).parent.parent
START = date(2026, 1, 5)
QUICK = ("--models", "count_regression", "--origins", "2", "--horizon-days", "14")
"""One model of its own and the baseline: the pool is tested where it is built."""


@pytest.fixture
def run(capsys, monkeypatch, tmp_path):
    """Runs one command; returns exit code, stdout and stderr, in English, without colours."""
    monkeypatch.setenv("LOKET_LANG", "en")
    monkeypatch.setenv("LOKET_CACHE", str(tmp_path / "cache"))

    def call(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as left:
            cli.main(["backtest", *arguments, "--out", str(tmp_path / "out")])
        said = capsys.readouterr()
        return left.value.code, said.out, said.err

    return call


def arrivals(days=84, rate=4.0, services=("Paspor baru", "Pengambilan"), seed=1):
    """Counts of five hours on Mondays to Fridays, as a table."""
    generator = np.random.default_rng(seed)
    rows = [
        (service, f"{START + timedelta(day)} {hour:02d}:00", int(generator.poisson(rate)))
        for service in services
        for day in range(days)
        for hour in range(8, 13)
        if (START + timedelta(day)).weekday() < 5
    ]
    return pd.DataFrame(rows, columns=["service", "start", "arrivals"])


@pytest.fixture
def written(tmp_path):
    """Writes a table where the command can read it."""

    def write(table):
        path = tmp_path / "counts.csv"
        table.to_csv(path, index=False)
        return str(path)

    return write


def test_a_counts_file_becomes_tables_json_predictions_and_a_page(run, written, tmp_path):
    """The same scores in all of them; predictions hold the models that were asked for, by the file's own names."""
    path, predictions = written(arrivals()), tmp_path / "p.csv"
    code, out, err = run("--counts", path, *QUICK, "--predictions", str(predictions))
    assert code == cli.DONE
    assert "Traceback" not in err
    assert max(map(len, out.replace("\x1b[1m", "").replace("\x1b[0m", "").splitlines())) <= 100
    assert {p.name for p in (tmp_path / "out").iterdir()} == {
        "backtest.html", "backtest.svg", "backtest.png", "calibration.svg", "calibration.png",
    }  # fmt: skip
    table = pd.read_csv(predictions)
    assert table.columns.tolist() == [
        "origin", "service", "start", "model", "level", "mean", "q025", "q10", "q20", "q30", "q40", "q50", "q60",
        "q70", "q80", "q90", "q975",
    ]  # fmt: skip
    assert set(table["model"]) == {"count_regression"}
    assert set(table["service"]) == {"Paspor baru", "Pengambilan"}
    assert len(table) == 2 * 2 * 14 * (1 + 24)

    told = json.loads(run("--counts", path, *QUICK, "--json")[1])
    assert told["schema_version"] == 1
    part = {"level": "day", "service": None, "days_ahead": [1, 14], "kind": None}
    (score,) = (s for s in told["scores"] if s["model"] == "count_regression" and s | part == s)
    assert f"{100 * score['wape']:.1f}" in out
    assert {s["model"] for s in told["scores"]} == {"count_regression", "seasonal_naive"}
    assert len(told["hashes"]["counts"]) == 64
    assert {s["level"] for s in told["office"]["scores"]} == {"office", "office_week", "office_horizon"}
    command = f"loket backtest --counts {path} --models count_regression --origins 2 --horizon-days 14"
    assert command in (tmp_path / "out" / "backtest.html").read_text(encoding="utf-8")
    assert "origin 2 of 2" in err

    days = table[table["level"] == "day"].merge(_daily(path), on=["service", "start"])
    assert (days["arrivals"] - days["q50"]).abs().sum() / days["arrivals"].sum() == pytest.approx(
        score["wape"], abs=1e-5
    )
    hours = table[table["level"] == "slot"].groupby(["origin", "service", table["start"].str[:10]])["mean"].sum()
    wholes = table[table["level"] == "day"].set_index(["origin", "service", "start"])["mean"]
    assert hours.to_numpy() == pytest.approx(wholes.reindex(hours.index).to_numpy(), abs=0.02)


def _daily(path):
    """Arrivals a day of a counts file."""
    table = pd.read_csv(path)
    return table.assign(start=table["start"].str[:10]).groupby(["service", "start"], as_index=False)["arrivals"].sum()


def test_the_same_seed_gives_the_same_predictions(run, written, tmp_path):
    """Byte for byte; another seed gives others."""
    path = written(arrivals(60))
    files = [tmp_path / name for name in ("a.csv", "b.csv", "c.csv")]
    for file, seed in zip(files, ("1", "1", "2"), strict=True):
        asked = ("--origins", "1", "--seed", seed, "--predictions", str(file))
        assert run("--counts", path, *QUICK, *asked)[0] == cli.DONE
    one, again, other = (file.read_bytes() for file in files)
    assert one == again != other


@pytest.mark.slow
def test_an_offices_own_log_is_tested_by_its_calendar(run):
    """The sample office."""
    office, log = ROOT / "configs" / "lebong.yaml", ROOT / "sample_data" / "kunjungan.csv.gz"
    code, out, err = run(str(office), "--visits", str(log), *QUICK)
    assert (code, "Traceback" in err) == (cli.DONE, False)
    assert "Paspor baru" in out


@pytest.mark.parametrize(
    ("arguments", "code", "word"),
    [
        ([], cli.USAGE, "--counts"),
        (["--visits", __file__], cli.USAGE, "YAML"),
        (["--visits", __file__, "--counts", __file__], cli.USAGE, "--visits"),
        (["--bookings", __file__, "--counts", __file__], cli.USAGE, "--bookings"),
        (["--counts", "none.csv"], cli.USAGE, "none.csv"),
        (["--counts", __file__], cli.BAD_INPUT, "headings"),
        ([str(ROOT / "configs" / "lebong.yaml")], cli.BAD_INPUT, "--visits"),
        ([str(ROOT / "configs" / "lebong.yaml"), "--country", "ID"], cli.USAGE, "--country"),
        (["GOOD", "--models", "prohpet"], cli.USAGE, "prohpet"),
        (["GOOD", "--first-origin", "2026-01-05"], cli.BAD_INPUT, "history"),
        (["GOOD", "--first-origin", "2027-01-05"], cli.BAD_INPUT, "after the end"),
        (["GOOD", "--first-origin", "soon"], cli.USAGE, "soon"),
        (["GOOD", "--horizon-days", "80"], cli.BAD_INPUT, "94"),
        (["GOOD", "--horizon-days", "0"], cli.USAGE, "91"),
        (["GOOD", "--slot-minutes", "20"], cli.USAGE, "30"),
        (["GOOD", "--zone", "Mars"], cli.USAGE, "Mars"),
        (["GOOD", "--country", "XX"], cli.USAGE, "XX"),
        (["GOOD", "--calendar", __file__], cli.BAD_INPUT, "test_backtest_command.py"),
    ],
)
def test_what_cannot_be_asked_is_said(run, written, arguments, code, word):
    """A usage error or bad input that names the culprit; never a traceback, nothing on stdout."""
    path = written(arrivals(60))
    given = [part for argument in arguments for part in (["--counts", path] if argument == "GOOD" else [argument])]
    found, out, err = run(*given)
    assert (found, out) == (code, "")
    assert word in err
    assert "Traceback" not in err


def changed(change):
    """A good table with something done to it."""
    table = arrivals()
    day = pd.to_datetime(table["start"]).dt.date
    return change(table, day)


GAP = changed(lambda t, day: t[(day < START + timedelta(28)) | (day > START + timedelta(45))])
ZEROS = changed(lambda t, day: t.assign(arrivals=0))
ONE_VISIT = changed(lambda t, day: t.assign(arrivals=(t.index == 50).astype(int)))
ONE_ROW = changed(lambda t, day: t.head(1))
NEGATIVE = changed(lambda t, day: t.assign(arrivals=t["arrivals"].where(t.index != 7, -3)))
JUMP = changed(lambda t, day: t.assign(arrivals=t["arrivals"].where(day != START + timedelta(42), t["arrivals"] * 10)))
BEGINS = changed(lambda t, day: t[(t["service"] != "Pengambilan") | (day > START + timedelta(45))])
ENDS = changed(lambda t, day: t[(t["service"] != "Pengambilan") | (day < START + timedelta(45))])
TWICE = changed(lambda t, day: pd.concat([t, t.iloc[10:12]]))


@pytest.mark.parametrize(
    ("table", "arguments", "word"),
    [
        pytest.param(GAP, (), "no row at all", id="gap"),
        pytest.param(ONE_VISIT, (), "not a single visitor", id="one visit"),
        pytest.param(JUMP, (), "imported twice", id="10x jump"),
        pytest.param(BEGINS, (), "not offered yet", id="begins"),
        pytest.param(ENDS, (), "no visitors after", id="ends"),
    ],
)
def test_odd_histories_give_a_sensible_forecast_with_a_warning(run, written, tmp_path, table, arguments, word):
    """Finite, not negative, in order, of the size of what the history holds; and the oddity is told."""
    predictions = tmp_path / "p.csv"
    code, _, err = run("--counts", written(table), *QUICK, *arguments, "--predictions", str(predictions))
    assert code == cli.DONE
    assert word in " ".join(err.split())
    _is_sensible(pd.read_csv(predictions), table)


def _is_sensible(found, table):
    quantiles = found.filter(regex=r"^q\d+").to_numpy()
    assert np.isfinite(found["mean"]).all()
    assert (found["mean"] >= 0).all()
    assert (np.diff(quantiles, axis=1) >= 0).all()
    assert quantiles.min() >= 0
    day = found[found["level"] == "day"]
    usual = table.groupby(table["start"].str[:10])["arrivals"].sum().max()
    assert day["mean"].max() <= 2 * usual + 1


@pytest.mark.parametrize(
    ("table", "word"),
    [
        pytest.param(ZEROS, "Not a single day", id="all zeros"),
        pytest.param(ONE_ROW, "hold 1 of", id="one row"),
        pytest.param(NEGATIVE, "negative", id="negative"),
        pytest.param(TWICE, "imported twice", id="duplicated"),
    ],
)
def test_impossible_histories_are_refused(run, written, table, word):
    """With what is wrong and what to try; nobody at all means that no hour is ever open, so nothing can be scored."""
    code, out, err = run("--counts", written(table), *QUICK)
    assert (code, out) == (cli.BAD_INPUT, "")
    assert word in " ".join(err.split())


def test_a_clock_change_is_no_oddity(run, written, tmp_path):
    """London in October: the hour that is lived twice is added up, the day stays a day of 24 slots."""
    table = arrivals(84)
    shifted = pd.to_datetime(table["start"]) + pd.Timedelta(days=230)
    table["start"] = shifted.dt.strftime("%Y-%m-%d %H:%M")
    sunday = pd.DataFrame({"service": "Pengambilan", "start": ["2026-10-25 01:00"] * 2, "arrivals": [2, 3]})
    predictions = tmp_path / "p.csv"
    code, _, err = run(
        "--counts", written(pd.concat([table, sunday])), *QUICK, "--zone", "Europe/London",
        "--predictions", str(predictions),
    )  # fmt: skip
    assert code == cli.DONE
    assert "lived twice" in " ".join(err.split())
    _is_sensible(pd.read_csv(predictions), table)


def test_counts_of_the_last_century_are_welcome(run, written, tmp_path):
    """1999, with a calendar and a first origin of that year."""
    table = arrivals(84)
    start = pd.to_datetime(table["start"]) - (pd.Timestamp(START) - pd.Timestamp(1999, 1, 4))
    calendar = tmp_path / "calendar.csv"
    calendar.write_text("start,end,kind\n1999-02-26,,public_holiday\n")
    path = written(table.assign(start=start.dt.strftime("%Y-%m-%d %H:%M")))
    predictions = tmp_path / "p.csv"
    code, _, err = run(
        "--counts", path, *QUICK, "--first-origin", "1999-02-22", "--calendar", str(calendar), "--country", "IL",
        "--predictions", str(predictions),
    )  # fmt: skip
    assert code == cli.DONE, err
    found = pd.read_csv(predictions)
    closed = found[(found["start"].str[:10] == "1999-02-26")]
    assert closed["mean"].max() == closed["q975"].max() == 0
