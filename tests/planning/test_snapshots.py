"""Snapshots: a forecast comes back as it was, strangers are refused, and a comparison says what is what."""

import json
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from office.problems import InputError
from planning.inputs import gather
from planning.outlook import look_ahead
from planning.snapshots import compare, read_snapshot, snapshot_of, snapshot_text

CONFIGS = Path(__file__).parents[2] / "configs"


@pytest.fixture(scope="module")
def made():
    """A week of an office without a log, and its snapshot."""
    inputs = gather(CONFIGS / "ukk_small.yaml")
    outlook = look_ahead(inputs, "2026-W49", 1, 3, lambda _: None)
    return inputs, outlook, snapshot_of(outlook, inputs, 3)


def test_a_snapshot_comes_back_as_it_was(made, tmp_path):
    """Written, read, equal; its numbers are those of the paths."""
    inputs, outlook, snapshot = made
    path = tmp_path / "forecast.json"
    path.write_text(snapshot_text(snapshot), encoding="utf-8")
    assert read_snapshot(path, inputs.office.id) == snapshot
    daily = outlook.forecast.daily
    for d, day in enumerate(snapshot.days):
        for n, service in enumerate(outlook.forecast.services):
            numbers = day.services[service]
            assert numbers.mean == pytest.approx(daily[:, n, d].mean())
            assert numbers.mean == pytest.approx(numbers.booked + numbers.walk_in + numbers.events)
            assert numbers.q90 == np.quantile(daily[:, n, d], 0.9, method="inverted_cdf")
            assert numbers.q025 <= numbers.q10 <= numbers.q50 <= numbers.q90 <= numbers.q975
        assert day.office.mean == pytest.approx(sum(numbers.mean for numbers in day.services.values()))


def test_slots_add_up_to_their_day(made):
    """Means of a service's slots sum to the mean of its days."""
    _, outlook, snapshot = made
    for service in outlook.forecast.services:
        by_slot = sum(slot.services[service].mean for slot in snapshot.slots if service in slot.services)
        assert by_slot == pytest.approx(sum(day.services[service].mean for day in snapshot.days))


@pytest.mark.parametrize(
    ("change", "code"),
    [({"schema_version": 2}, "snapshot.version"), ({"kind": "roster"}, "snapshot.unreadable"),
     ({"office": "lain"}, "snapshot.other_office"), ({"days": 3}, "snapshot.wrong_value"),
     ({"rahasia": 1}, "snapshot.wrong_value")],
)  # fmt: skip
def test_strangers_are_refused(made, tmp_path, change, code):
    """Another version, another file, another office, a value that does not fit."""
    inputs, _, snapshot = made
    path = tmp_path / "forecast.json"
    path.write_text(json.dumps({**json.loads(snapshot_text(snapshot)), **change}), encoding="utf-8")
    with pytest.raises(InputError) as error:
        read_snapshot(path, inputs.office.id)
    assert [problem.code for problem in error.value.problems] == [code]


@pytest.mark.parametrize(
    "change",
    [{"mean": -5.0}, {"q10": 900}, {"booked": 50.0}, {"mean": 900.0, "walk_in": 900.0}],
    ids=["negative", "not ascending", "parts", "services"],
)
def test_numbers_that_cannot_be_are_refused(made, tmp_path, change):
    """Fewer than nobody, quantiles out of order, parts or services that do not sum to the whole; no days at all."""
    inputs, outlook, snapshot = made
    path, data = tmp_path / "forecast.json", json.loads(snapshot_text(snapshot))
    data["days"][next(d for d, day in enumerate(outlook.days) if day.is_open)]["office"] |= change
    for each in (data, {**data, "days": []}):
        path.write_text(json.dumps(each), encoding="utf-8")
        with pytest.raises(InputError) as error:
            read_snapshot(path, inputs.office.id)
        assert error.value.problems[0].code == "snapshot.wrong_value"


def test_what_is_no_json_is_refused(tmp_path):
    """Also a folder."""
    (tmp_path / "x.json").write_text("{", encoding="utf-8")
    for path in (tmp_path / "x.json", tmp_path):
        with pytest.raises(InputError):
            read_snapshot(path, "lebong")


def test_a_forecast_beside_itself_has_not_changed(made):
    """Change 0 on every open day; the office's row stands before its services'."""
    _, outlook, snapshot = made
    found = compare(snapshot, snapshot, None)
    assert {row.change for row in found.rows} == {0.0}
    assert {row.inside for row in found.rows} == {None}
    days = [day.date for day in outlook.days if day.is_open]
    services = len(outlook.forecast.services)
    assert [row.day for row in found.rows if not row.service] == days
    assert len(found.rows) == len(days) * (1 + services)


def test_without_anything_beside_it_there_is_no_comparison(made):
    """No later forecast and no log: refused. A later forecast of other weeks as well."""
    inputs, _, snapshot = made
    other = look_ahead(inputs, "2026-W51", 1, 3, lambda _: None)
    for new in (None, snapshot_of(other, inputs, 3)):
        with pytest.raises(InputError):
            compare(snapshot, new, None)


def test_what_came_is_inside_or_not(made):
    """A count in the old range is inside, one far above is not; days without a number are left open."""
    from forecast.counts import Counts

    _, outlook, snapshot = made
    grid = outlook.forecast.grid
    arrivals = np.zeros((len(outlook.forecast.services), *grid.shape), dtype=np.int64)
    observed = np.zeros(arrivals.shape, dtype=bool)
    first = next(d for d, day in enumerate(outlook.days) if day.is_open)
    observed[:, first : first + 2] = True
    for n, service in enumerate(outlook.forecast.services):
        arrivals[n, first, 0] = snapshot.days[first].services[service].q50
        arrivals[n, first + 1, 0] = 900
    shape = (len(arrivals), grid.size)
    counts = Counts(grid, outlook.forecast.services, arrivals.reshape(shape), np.zeros(shape, dtype=np.int64),
                    observed.reshape(shape))  # fmt: skip
    found = {(row.day, row.service): row for row in compare(snapshot, None, counts).rows}
    day = date.fromordinal(grid.dates[first].toordinal())
    service = outlook.forecast.services[0]
    assert found[day, service].inside is True
    assert found[day + timedelta(1), ""].inside is False
    assert found[day + timedelta(2), ""].inside is None
