"""Synthetic offices: what is drawn follows the stated rates, and the oracle knows them."""

from datetime import date, timedelta

import numpy as np
import pytest

from benchmarks import lookalikes
from benchmarks.lookalikes import calendar_frame, counts_frame, days_of, draw, entries, law, oracle
from benchmarks.scoring import marked, read_truth, scores
from planning.calendarfile import read_calendar

FIRST = date(2025, 11, 3)


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (date(2026, 3, 20), "closed"),  # joint leave before Eid
        (date(2026, 3, 17), "eve"),
        (date(2026, 3, 25), "after"),
        (date(2026, 2, 23), "ramadan_early"),
        (date(2026, 3, 11), "ramadan_late"),
        (date(2026, 2, 4), "before_ramadan"),
        (date(2025, 10, 15), "ordinary"),
        (date(2025, 10, 19), "closed"),  # a Sunday
        (date(2026, 5, 29), "bridge"),  # the Friday after Eid al-Adha and its joint leave
    ],
)
def test_days_are_classed_by_the_calendar(day, kind):
    """Dates of the national calendar, without the office's own closures."""
    calendar = read_calendar(lookalikes.INDONESIA, {})
    assert days_of(law(1, FIRST), calendar, day, day + timedelta(1)).classes == (kind,)


@pytest.mark.parametrize("number", [0, 4])
def test_draws_have_the_stated_means(number):
    """Mean over many paths: the rates and, in the first service, two groups a month of 8 to 25."""
    office, calendar = law(number, FIRST), entries(number)
    days = days_of(office, calendar, FIRST, FIRST + timedelta(14))
    mean = draw(office, days, np.random.default_rng(0), 4000).mean(axis=0).sum(axis=-1)
    expected = days.rates.sum(axis=-1)
    expected[0] += np.where(expected[0] > 0, office.groups / 21 * 16.5, 0.0)
    assert mean == pytest.approx(expected, rel=0.1, abs=0.15)
    assert (mean[:, np.array(days.classes) == "closed"] == 0).all()


def test_the_oracle_covers_what_it_states(tmp_path):
    """Its randomised 80 % range holds 80 % of the days of all services, within chance."""
    hits, cells = 0.0, 0
    for number in range(0, 12, 2):
        office, calendar = law(number, FIRST), entries(number)
        path = tmp_path / f"{number}.csv"
        counts_frame(office, calendar, FIRST - timedelta(120), FIRST + timedelta(28)).to_csv(path, index=False)
        rows = marked(oracle(office, calendar, [FIRST], 28, "day"), read_truth(path, 60), 28)
        [score] = scores(rows[rows["mean"] > 0], len(rows))
        hits, cells = hits + score.randomised80[0] * score.cells, cells + score.cells
    assert hits / cells == pytest.approx(0.8, abs=0.05)


def test_the_calendar_file_is_read_back(tmp_path):
    """The file that is written holds the same closures and half days."""
    calendar, path = entries(3), tmp_path / "calendar.csv"
    calendar_frame(calendar).to_csv(path, index=False)
    read = read_calendar(path, {})
    told = {(e.start, e.kind, e.opens, e.closes) for e in read}
    assert told == {(e.start, e.kind, e.opens, e.closes) for e in calendar}
