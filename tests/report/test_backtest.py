"""What a terminal, a page and pictures say of a finished backtest."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from forecast.backtest.origins import OriginPlan
from forecast.backtest.result import NAIVE
from forecast.backtest.scoring import Cover
from planning.backtest import CountsSource, Wanted, backtest_counts
from report.backtestpage import backtest_files
from report.backtestwords import cover, kind_rows, marks, model_rows, office_rows, service_rows, verdict
from report.plots.backtest import calibration_picture, comparison_picture
from report.terminal.backtest import BOLD, PLAIN, backtest_lines
from report.words.catalogue import LANGUAGES, Words

NAME = "Layanan <b>dengan</b> nama yang panjang sekali & dua tanda"


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    """Two services over twelve weeks, a holiday in the horizon, one model and the baseline."""
    folder = tmp_path_factory.mktemp("backtest")
    generator = np.random.default_rng(4)
    days = [day for day in (date(2026, 1, 5) + timedelta(n) for n in range(84)) if day.weekday() < 6]
    rows = [f'"{name}",{day} {hour:02d}:00,{generator.poisson(rate)}'
            for name, rate in ((NAME, 6), ("B", 3)) for day in days for hour in (8, 9, 10)]  # fmt: skip
    path, calendar = folder / "counts.csv", folder / "calendar.csv"
    path.write_text("service,start,arrivals\n" + "\n".join(rows))
    calendar.write_text("start,end,kind\n2026-03-10,,public_holiday\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LOKET_CACHE", str(folder / "cache"))
        wanted = Wanted(OriginPlan(None, 2, 7, 14), ("count_regression",), 1)
        return backtest_counts(CountsSource(path, calendar=calendar), wanted, lambda stage: None)


@pytest.fixture(params=LANGUAGES)
def words(request):
    return Words(request.param)


def test_every_model_stands_in_the_table_and_the_floor_below(done, words):
    """By wQL, the best first; the baseline says what it is."""
    rows = model_rows(done, "day", words)
    assert len(rows) == 1 + len(done.scores.models) + 1
    assert rows[1][0].startswith("count_regression (")
    assert words("model.seasonal_naive") in rows[2][0]
    assert rows[-1][0] == words("backtest.floor")
    assert all(len(row) == len(rows[0]) for row in rows)


def test_services_go_by_the_files_own_names(done, words):
    """Both of them, with visitors a day."""
    rows = service_rows(done, words)
    assert [row[0] for row in rows[1:]] == ["B", NAME]
    assert float(rows[2][2].replace(",", ".")) == pytest.approx(18, abs=4)


def test_kinds_of_days_have_names(done, words):
    """The days beside the holiday are scored apart."""
    names = [row[0] for row in kind_rows(done, words)[1:]]
    assert words("backtest.ordinary") in names
    assert {words("kind.eve"), words("kind.after")} <= set(names)


def test_the_sentence_says_who_wins(done, words):
    """Better than the baseline by so many percent, or not."""
    assert verdict(done, words).startswith("count_regression")
    swapped = {NAIVE: "count_regression", "count_regression": NAIVE}
    scores = replace(done.scores, scores=tuple(replace(s, model=swapped[s.model]) for s in done.scores.scores))
    worse = verdict(replace(done, scores=scores), words)
    assert worse != verdict(done, words)
    assert worse.split("{")[0].startswith("count_regression")


def test_the_headline_is_the_offices_and_names_what_is_summed(done, words):
    """The totals of all services first, services apart beside it, both as they stand in the scores."""
    office, apart = (done.scores.of(done.shown, done.scores.whole(level)).wape for level in ("office", "day"))
    assert office < apart
    told = verdict(done, words)
    assert told.index(words.percent(office, 1)) < told.index(words.percent(apart, 1))
    rows = office_rows(done, words)
    assert [row[0] for row in rows[1:]] == [words("backtest.total.office"), words("backtest.total.office_week"),
                                            words("backtest.total.office_horizon", days=14)]  # fmt: skip
    assert [row[1] for row in rows[1:]] == ["23", "2", "2"]  # two of twelve open days, less the holiday
    assert rows[0][2] == "count_regression"


def test_a_better_model_is_named_and_luck_is_called_luck(done, words):
    """Where another came closer the sentence says so; below the floor and behind the baseline there are marks."""
    assert words("backtest.other_better", model="x", wape="y").split("x")[0] not in verdict(done, words)
    other = replace(done.scores, models=(*done.scores.models, "ets"), scores=(
        *done.scores.scores, *(replace(s, model="ets", wape=s.wape / 2) for s in done.scores.scores
                               if s.model == "count_regression")))  # fmt: skip
    better = replace(done, scores=other)
    assert "ets" in verdict(better, words)
    assert all("ets" in row[4] for row in service_rows(better, words)[1:])
    lucky = replace(done.scores, scores=tuple(replace(s, wape=s.wape / 100) if s.model != NAIVE else s
                                              for s in done.scores.scores))  # fmt: skip
    assert marks(replace(done, scores=lucky), words) == [words("backtest.below_floor")]


@pytest.mark.parametrize(
    ("share", "low", "high", "cells", "mark"),
    [
        (0.80, 0.76, 0.84, 100, ""),
        (0.70, 0.66, 0.769, 100, "<"),
        (0.70, 0.66, 0.771, 100, ""),
        (0.90, 0.851, 0.95, 100, ">"),
        (0.90, 0.849, 0.95, 100, ""),
        (1.00, 1.0, 1.0, 3, ""),
        (np.nan, np.nan, np.nan, 0, ""),
    ],
)
def test_a_range_is_marked_only_beyond_chance(done, words, share, low, high, cells, mark):
    """A miss counts when the interval excludes the band of 77 to 85 %, and enough was scored."""
    one = done.scores.of(done.shown, done.scores.whole("day"))
    told = cover(replace(one, cover80=Cover(share, low, high, share), cells=cells), 0.8, words)
    assert told.rstrip("0123456789 %").strip() in (mark, "–")
    assert (told[0] in "<>") is bool(mark)


def test_the_terminal_fits_and_marks_one_row_a_table(done, words):
    """100 columns; the row of the model looked at is bold."""
    lines = backtest_lines(done, words)
    assert max(len(line.replace(BOLD, "").replace(PLAIN, "")) for line in lines) <= 100
    assert sum(line.startswith(BOLD) for line in lines) == 4


def test_pictures_are_the_same_each_time_and_speak(done, words):
    """Same input, same bytes; SVG with a title for those who cannot see it."""
    for draw in (comparison_picture, calibration_picture):
        one, again = draw(done, words), draw(done, words)
        assert (one.svg, one.png) == (again.svg, again.png)
        assert one.png.startswith(b"\x89PNG")
        assert 'role="img"' in one.svg


def test_the_page_stands_alone_and_no_name_becomes_markup(done, words):
    """Nothing is loaded from elsewhere, names are escaped, both pictures are inside, ids of the two never clash."""
    files = backtest_files(done, words)
    page = files["backtest.html"].decode()
    assert "&lt;b&gt;dengan" in page
    assert "<b>dengan" not in page
    assert page.count("<svg") == 2
    assert "<script" not in page
    assert 'src="http' not in page
    assert set(files) == {"backtest.html", "backtest.svg", "backtest.png", "calibration.svg", "calibration.png"}
