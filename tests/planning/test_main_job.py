"""The main job on real tickets: a bakery's till as an office with counters, week 2017-W15 with Good Friday."""

import json
import os
from datetime import date
from pathlib import Path
from threading import Event

import pytest

from planning.check import check_file
from planning.inputs import gather
from planning.plan import Effort, plan_week
from planning.rosterfile import plan_file, roster_json
from report.places import place_words
from report.tables import week_xlsx
from report.words.catalogue import Words

ROOT = Path(__file__).parent.parent.parent
CONFIG = ROOT / "configs" / "bakery.yaml"
DATA = Path(os.environ.get("LOKET_DATA", ROOT.parent / "shared" / "data"))
TICKETS = DATA / "visits" / "bakery_2016_2017" / "tickets.csv.gz"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not TICKETS.exists(), reason="the bakery tickets are not here; set LOKET_DATA"),
]


@pytest.fixture(scope="module")
def planned():
    """The bakery's week, from its tickets to a judged roster."""
    return plan_week(gather(CONFIG, TICKETS), "2017-W15", Effort(seconds=20), lambda stage: None, Event())


def test_no_hard_rule_is_broken_in_json_or_workbook(planned, tmp_path):
    """`loket check` finds no hard violation, from either file, and says the same of both."""
    json_path, sheet_path = tmp_path / "roster.json", tmp_path / "week.xlsx"
    json_path.write_bytes(roster_json(plan_file(planned)))
    sheet_path.write_bytes(week_xlsx(planned, Words("id")))
    from_json, from_sheet = (check_file(CONFIG, path, None, (), place_words()) for path in (json_path, sheet_path))
    assert [violation for violation in from_json.violations if violation.hard] == []
    assert json.dumps(from_json.summary(), default=str) == json.dumps(from_sheet.summary(), default=str)


def test_the_forecast_is_never_negative_and_zero_when_closed(planned):
    """Arrivals are 0 outside the ticket hours and on Good Friday, and some come on every open day."""
    arrivals = planned.forecast.arrivals.reshape(planned.forecast.paths, -1, *planned.week.grid.shape)
    assert arrivals.min() == 0
    for k, service in enumerate(planned.forecast.services):
        for d, day in enumerate(planned.week.days):
            outside = ~planned.week.grid.touches(day.tickets[service])
            assert arrivals[:, k, d, outside].sum() == 0
    is_open = [day.is_open for day in planned.week.days]
    assert is_open[date(2017, 4, 14).weekday()] is False
    assert (arrivals.sum(axis=(0, 1, 3)) > 0).tolist() == is_open


def test_every_paid_minute_has_an_activity(planned):
    """The duties of each assignment tile its span."""
    for assignment in planned.roster.assignments:
        duties = planned.roster.duties_of(assignment.officer, assignment.day)
        edges = [assignment.span.start, *(duty.end for duty in duties)]
        assert edges[:-1] == [duty.start for duty in duties]
        assert edges[-1] == assignment.span.end
