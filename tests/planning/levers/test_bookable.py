"""Which services take appointments, and who comes to them without."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from office.bookings import Booking
from office.problems import InputError
from planning.givens import office_week
from planning.inputs import gather
from planning.levers.bookable import Bookable, bookable, without_appointment
from planning.levers.places import chosen
from staffing.visitors import Visitors
from tests.planning.tiny import arrivals, tiny_case, tiny_roster, tiny_week

ROOT = Path(__file__).parents[3]
SAMPLE = next((ROOT / "sample_data").glob("kunjungan.csv*"))


@pytest.fixture(scope="module")
def lebong():
    inputs = gather(ROOT / "configs" / "lebong.yaml", SAMPLE)
    return inputs, office_week(inputs, "2026-W49")


def test_the_log_tells_who_books(lebong):
    """Services of whose visitors at least 5 % came by appointment lately, counted in the CSV by another hand."""
    inputs, week = lebong
    rows = pd.read_csv(SAMPLE, sep=";", encoding="utf-8-sig", dtype=str)
    first = rows.drop_duplicates(["Tanggal", "Nomor Antrean"]).tail(3000)
    share = (first["Kanal"] == "M-Paspor").groupby(first["Layanan"]).mean()
    names = {service.name: service.id for service in inputs.office.services}
    asked = {names[name] for name, part in share.items() if name in names and part >= 0.05}
    found = bookable(inputs, week)
    assert set(found.services) == asked
    for name, part in share.items():
        if names.get(name) in asked:
            assert found.walk_ins[names[name]] == pytest.approx(1 - part, abs=0.06)
    assert found.notes == ()


def test_names_and_shares_that_are_given_go_first(lebong):
    """A named service alone, and the share that the head knows."""
    inputs, week = lebong
    found = bookable(inputs, week, ["bap"], 0.25)
    assert (found.services, found.walk_ins) == (("bap",), {"bap": 0.25})


def test_without_any_log_all_are_taken_to_walk_in(lebong):
    """Cautious, and it is said; without a name there is nothing to compute."""
    _, week = lebong
    inputs = gather(ROOT / "configs" / "lebong.yaml")
    found = bookable(inputs, week, ["paspor_baru"])
    assert found.walk_ins == {"paspor_baru": 1.0}
    assert [note.code for note in found.notes] == ["quota.all_walk_in"]
    with pytest.raises(InputError) as refused:
        bookable(inputs, week)
    assert refused.value.problems[0].code == "quota.no_bookable"
    with pytest.raises(InputError) as unknown:
        bookable(inputs, week, ["visa"])
    assert unknown.value.problems[0].code == "levers.unknown_service"


def _offered(share: float) -> Bookable:
    return Bookable(("service_a",), {"service_a": share}, None)  # type: ignore[arg-type]


@pytest.mark.parametrize("share", [0.0, 0.3, 1.0])
def test_only_the_walk_ins_share_stays(share):
    """Of 2,100 walk-ins of the bookable service about its share; others all; of those booked nobody beside all."""
    week = tiny_week((("one", "ab"), ("one", "ab")), ("ab", "ab"))
    come = arrivals(week, (0, 480, 900, 0, 1), (0, 480, 900, 1, 1), paths=150)
    case = tiny_case(week, tiny_roster(week), come, arrivals(week, (0, 480, 510, 0, 1), paths=150))
    left = without_appointment(case.futures, _offered(share), np.random.default_rng(1))
    count = np.bincount(left.service, minlength=2)
    assert count[1] == 14 * 150
    everybody = 14 * 150 + (0 if share == 1 else 150)
    assert count[0] == pytest.approx(share * everybody, abs=4 * np.sqrt(everybody * share * (1 - share)) + 1e-9)


def test_chosen_visitors_keep_their_paths():
    """Every second visitor: counts by path are those of the marks."""
    week = tiny_week()
    case = tiny_case(week, tiny_roster(week), arrivals(week, (0, 480, 900, 0, 1), (2, 480, 900, 0, 2), paths=30))
    visitors: Visitors = case.futures.visitors
    marks = np.arange(visitors.count) % 3 != 0
    some = chosen(visitors, marks)
    np.testing.assert_array_equal(some.cell, visitors.cell[marks])
    np.testing.assert_array_equal(some.arrival, visitors.arrival[marks])


def test_cancelled_appointments_make_no_service_bookable(lebong):
    """A list that holds only what was given back says nothing."""
    _, week = lebong
    inputs = gather(ROOT / "configs" / "lebong.yaml")
    booking = Booking(day=week.days[0].date, minute=540, service="bap", count=1)
    for status, found in (("open", ("bap",)), ("cancelled", None)):
        given = replace(inputs, bookings=(booking.model_copy(update={"status": status}),))
        if found is None:
            with pytest.raises(InputError):
                bookable(given, week)
        else:
            assert bookable(given, week).services == found
