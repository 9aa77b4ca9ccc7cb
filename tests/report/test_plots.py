"""Pictures say their finding and are the same each time."""

import re
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from report.coverage import crowds
from report.plots import coverage_picture, forecast_picture

ROOT = Path(__file__).parents[2]


def test_the_same_forecast_gives_the_same_picture(plan, words):
    """Byte by byte, drawn twice in one process."""
    assert forecast_picture(plan.forecast, words) == forecast_picture(plan.forecast, words)


def test_the_same_picture_in_another_process():
    """No address, hash or date of the process gets into the picture."""
    code = (
        "from report.plots import coverage_picture; from report.words.catalogue import Words;"
        "from tests.report.sample import sample_plan; import hashlib;"
        "print(hashlib.sha256(coverage_picture(sample_plan(), Words('id')).svg.encode()).hexdigest())"
    )
    runs = {
        subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True).stdout for _ in "ab"
    }
    assert len(runs) == 1


def test_the_title_names_the_busiest_day(plan, words):
    """The day with the largest mean, as the title says."""
    busiest = plan.week.grid.dates[int(plan.forecast.office_daily.mean(axis=0).argmax())]
    assert words.weekday(busiest) in forecast_picture(plan.forecast, words).title


def test_the_title_and_the_list_of_days_say_the_same_number(plan, words):
    """The mean, also where most weeks have fewer than it."""
    walk_in = plan.forecast.walk_in.copy()
    walk_in[: len(walk_in) // 10] *= 5
    skewed = replace(plan, forecast=replace(plan.forecast, walk_in=walk_in))
    busiest = int(skewed.forecast.office_daily.mean(axis=0).argmax())
    listed = crowds(skewed)[busiest].middle
    assert listed != int(np.median(skewed.forecast.office_daily[:, busiest]))
    assert f" {listed} " in forecast_picture(skewed.forecast, words).title


def test_the_coverage_picture_says_whether_anything_is_short(plan, words):
    """Enough all week, or where it is short most; a promise that is short is never called enough."""
    covered = replace(plan, result=replace(plan.result, shortages=()))
    assert coverage_picture(covered, words).title == words("plot.covered")
    first = plan.result.shortages[0]
    told = words("plot.short", day=words.weekday(first.day), time=words.clock(first.start), count=first.short)
    assert coverage_picture(plan, words).title == told


def test_axes_have_units(plan, words):
    """The forecast's axis says people a day, the coverage's officers."""
    assert words("plot.visitors_a_day") in forecast_picture(plan.forecast, words).svg
    assert words("plot.officers") in coverage_picture(plan, words).svg


def test_actuals_stand_on_their_weekday(plan, words):
    """A dot for a Monday of the past adds one marker; a Sunday, which is not shown, adds none."""

    def marks(day: date) -> int:
        return len(re.findall("<use", forecast_picture(plan.forecast, words, [(day, 40)]).svg))

    assert marks(date(2026, 11, 23)) > marks(date(2026, 11, 22))


def test_a_picture_is_whole_svg_and_png(plan, words):
    """No document head that a page could not hold; PNG for files."""
    picture = forecast_picture(plan.forecast, words)
    assert picture.svg.startswith('<svg role="img" aria-label="')
    assert picture.svg.rstrip().endswith("</svg>")
    assert "<metadata" not in picture.svg
    assert picture.png.startswith(b"\x89PNG")


def test_a_closed_week_can_be_drawn(plan, words):
    """Nobody expected: a picture without bars and a title that says so."""
    zero = np.zeros_like(plan.forecast.walk_in)
    empty = replace(plan.forecast, walk_in=zero)
    assert forecast_picture(empty, words).title == words("plot.nothing_expected")
    assert plan.week.grid.dates[0] + timedelta(6) == plan.week.grid.dates[-1]
