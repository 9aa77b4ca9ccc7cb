"""What became of past appointments, from files to the screen."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from office.bookings import Booking
from office.problems import InputError
from planning.bookings import judge_bookings
from planning.inputs import gather
from report.terminal.bookings import booking_lines
from report.terminal.table import WIDTH
from report.words.catalogue import Words

ROOT = Path(__file__).parents[2]
LOG = ROOT / "sample_data" / "kunjungan.csv.gz"


@pytest.fixture(scope="module")
def inputs(tmp_path_factory):
    """The sample log, and six appointments for new passports on every weekday of half a year, booked twice."""
    days = [date(2026, 1, 5) + timedelta(n) for n in range(180)]
    lines = [
        f"{day},08.30,paspor_baru,{day - timedelta(lead)},3,8" for day in days if day.weekday() < 5 for lead in (2, 20)
    ]
    path = tmp_path_factory.mktemp("bookings") / "janji.csv"
    path.write_text("\n".join(["tanggal,jam,layanan,dipesan,jumlah,kuota", *lines]), encoding="utf-8")
    return gather(ROOT / "configs" / "lebong.yaml", LOG, bookings=path)


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_report_says_fill_and_show_rates(inputs, language):
    """One line a weekday and notice; the quota of 8 is filled to three quarters on open days, fewer on closed ones."""
    report = judge_bookings(inputs)
    summary = report.summary()
    assert [cell["fill"]["share"] for cell in summary["weekdays"]] == [0.75] * 5
    assert [cell["notices"] for cell in summary["notices"]] == [["days_1_3"], ["days_15"]]
    assert set(summary["show_rates"]) == set(inputs.office.service_ids)
    lines = booking_lines(report, Words(language))
    assert max(map(len, lines)) <= WIDTH
    assert sum("75" in line for line in lines) >= 5


def test_without_appointments_of_the_past_there_is_nothing_to_say(inputs):
    """No list at all; a list of days that the log does not hold."""
    from dataclasses import replace

    with pytest.raises(InputError) as error:
        judge_bookings(replace(inputs, bookings=()))
    assert error.value.problems[0].code == "bookings.nothing"
    ahead = Booking(day=date(2030, 1, 7), minute=540, service="paspor_baru", count=1)
    with pytest.raises(InputError) as error:
        judge_bookings(replace(inputs, bookings=(ahead,)))
    assert error.value.problems[0].code == "bookings.not_in_log"


def test_the_file_stands_in_place_of_the_workbook(inputs):
    """A day and service that the file names is not counted twice."""
    from planning.inputs import _together

    one = Booking(day=date(2026, 1, 5), minute=540, service="a", count=2)
    same, other = one.model_copy(update={"minute": 600}), one.model_copy(update={"service": "b"})
    assert _together((one,), (same, other)) == (one, other)
