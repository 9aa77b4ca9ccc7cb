"""Faults that were planted are found, each as what it is; a clean office is left in peace."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from forecast.counts import Counts
from forecast.intraday import fit_profiles, hourly_rates, ticket_masks
from forecast.learn import by_days
from forecast.settings import FRONT_LOADED, ForecastSettings
from forecast.suspicious.finding import discoveries
from forecast.suspicious.look import look

START, DAYS, SLOTS = date(2025, 1, 6), 364, 14
MONDAY = 175


@pytest.fixture(scope="module")
def clean():
    """A year of 30, 12 and 3 visitors a day, days 15 % apart, without any fault."""
    from tests.forecast.conftest import World

    return World.drawn([World.law("a", 30.0), World.law("b", 12.0), World.law("c", 3.0)], DAYS, start=START, seed=3)


def _looked(world_parts, arrivals, entries=()):
    office, calendar, counts = world_parts
    arrivals = arrivals.reshape(counts.arrivals.shape)
    masks = ticket_masks(counts.grid, calendar, office.service_ids)
    observed = (masks & arrivals.reshape(masks.shape).any(axis=(0, 2))[:, None]).reshape(counts.observed.shape)
    seen = Counts(counts.grid, counts.services, arrivals, np.zeros_like(arrivals), observed)
    settings = ForecastSettings()
    profiles = fit_profiles(seen, settings.profile_visits, hourly_rates(seen.grid, FRONT_LOADED))
    return look(seen, calendar, by_days(seen, calendar, settings), profiles, settings)


def _cells(world_parts):
    _, _, counts = world_parts
    return counts.arrivals.reshape(3, *counts.grid.shape).copy()


def _found(findings):
    return [(finding.kind, (finding.start - START).days, finding.service) for finding in findings]


def test_a_clean_office_is_left_in_peace(clean):
    """Nothing is suspicious in a year of three services without faults."""
    assert _looked(clean, _cells(clean)) == ()


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(20))
def test_clean_offices_of_two_years_are_left_in_peace(world, seed):
    """One finding in twenty offices at most would be allowed by chance; here none may be certain."""
    parts = world.drawn([world.law("a", 25.0), world.law("b", 8.0), world.law("c", 2.0)], 728, seed=100 + seed)
    findings = _looked(parts, _cells(parts))
    assert len(findings) <= 1
    assert all(finding.sureness != "certain" for finding in findings)


def test_open_days_without_rows_are_one_run(clean):
    """Thursday to the next Monday: one finding with a calendar line for all of it."""
    cells = _cells(clean)
    cells[:, MONDAY + 3 : MONDAY + 8] = 0
    (finding,) = _looked(clean, cells)
    assert (finding.kind, finding.facts["days"], finding.sureness) == ("no_rows", 3, "certain")
    assert (finding.entry.start, finding.entry.end) == (finding.start, finding.end)
    assert finding.end - finding.start == timedelta(4)


def test_a_service_recorded_under_anothers_name_is_one_finding(clean):
    """Its end and the other's rise by as many belong together; a rise of other size stays by itself."""
    cells = _cells(clean)
    cells[2, 250:] += cells[1, 250:]
    cells[1, 250:] = 0
    merged = [finding for finding in _looked(clean, cells) if finding.kind in ("merged", "ended", "shift")]
    assert [(f.kind, f.service, f.facts["new"]) for f in merged] == [("merged", "b", "c")]
    alone = _cells(clean)
    alone[1, 250:] = 0
    assert [f.kind for f in _looked(clean, alone) if f.kind in ("merged", "ended")] == ["ended"]


def test_a_record_that_stops_is_told_with_its_hour(clean):
    """Nobody from 9.30 on: the hour, how many are missing, and an outage as proposal."""
    cells = _cells(clean)
    cells[:, MONDAY, 3:] = 0
    cells[:, MONDAY, 2] = 3
    (finding,) = _looked(clean, cells)
    assert (finding.kind, finding.service, finding.start) == ("stopped", "", START + timedelta(MONDAY))
    assert finding.facts["from"] == 570
    assert 10 < finding.facts["expected"] < 40
    assert finding.entry.kind == "outage"


def test_a_day_imported_twice_is_all_even(clean):
    """Every number doubled."""
    cells = _cells(clean)
    cells[:, MONDAY] *= 2
    (finding,) = _looked(clean, cells)
    assert (finding.kind, finding.start) == ("doubled", START + timedelta(MONDAY))


def test_a_copied_day_names_the_day_it_repeats(clean):
    """The later of two equal days, with the earlier one."""
    cells = _cells(clean)
    cells[:, MONDAY + 7] = cells[:, MONDAY]
    (finding,) = _looked(clean, cells)
    assert (finding.kind, finding.start) == ("copied", START + timedelta(MONDAY + 7))
    assert finding.facts["other"] == f"{START + timedelta(MONDAY)}"


@pytest.mark.parametrize(("share", "found"), [(0.5, True), (0.95, False)])
def test_a_level_that_halves_and_stays_is_a_shift(clean, share, found):
    """Half as many from some Monday on is found within a week of it; a twentieth fewer is not."""
    cells, rng = _cells(clean), np.random.default_rng(1)
    cells[:, MONDAY:] = rng.binomial(cells[:, MONDAY:], share)
    findings = [finding for finding in _looked(clean, cells) if finding.kind == "shift"]
    assert bool(findings) is found
    if found:
        assert findings[0].service == ""
        assert abs((findings[0].start - START).days - MONDAY) <= 7
        assert findings[0].facts["percent"] == pytest.approx(-50, abs=10)


def test_a_service_under_another_name_is_one(clean):
    """b ends as c begins with as many visitors: renamed, and neither ended nor started."""
    cells = _cells(clean)
    cells[2, :MONDAY], cells[2, MONDAY:] = 0, cells[1, MONDAY:]
    cells[1, MONDAY:] = 0
    kinds = _found(_looked(clean, cells))
    assert ("renamed", MONDAY - 3, "b") in kinds
    assert not {"ended", "started"} & {kind for kind, *_ in kinds}


@pytest.mark.parametrize(("days", "kind", "at"), [(slice(MONDAY, None), "ended", MONDAY - 3),
                                                  (slice(0, MONDAY), "started", MONDAY)])  # fmt: skip
def test_a_service_that_ends_or_begins_inside_the_log(clean, days, kind, at):
    """Its last or first day; its empty days are no odd days."""
    cells = _cells(clean)
    cells[1, days] = 0
    assert (kind, at, "b") in _found(_looked(clean, cells))
    assert all(found not in ("low", "high") for found, *_ in _found(_looked(clean, cells)))


def test_a_group_is_a_busy_day_with_its_people(clean):
    """Sixty people more in one service: the office's day, proposed as an event with about sixty visitors."""
    cells = _cells(clean)
    cells[0, MONDAY, 4] += 90
    (finding,) = _looked(clean, cells)
    assert (finding.kind, finding.start) == ("high", START + timedelta(MONDAY))
    assert finding.entry.kind == "event"
    assert 60 <= finding.entry.visitors <= 110


def test_a_day_without_anybody_of_a_large_service_is_odd(clean):
    """Nobody where 30 are usual, while the other services go on; nothing where 3 are usual."""
    cells = _cells(clean)
    cells[0, MONDAY] = 0
    cells[2, MONDAY + 7] = 0
    findings = _looked(clean, cells)
    assert {finding.start for finding in findings} == {START + timedelta(MONDAY)}
    assert all(finding.kind == "low" for finding in findings)


def test_a_short_or_empty_log_says_nothing(clean):
    """Fewer than 28 known days tell nothing."""
    office, calendar, counts = clean
    short = replace(counts.first_days(20))
    cells = short.arrivals.reshape(3, 20, -1)
    assert _looked((office, calendar, short), cells) == ()


def test_discoveries_follow_benjamini_and_hochbergs_example():
    """The fifteen p-values of their paper, section 4.3: four are found at 5 %."""
    chances = np.array([0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719,
                        0.6528, 0.7590, 1.0])  # fmt: skip
    assert discoveries(chances, 0.05).sum() == 4
    assert not discoveries(np.array([np.nan, 0.5]), 0.05).any()
