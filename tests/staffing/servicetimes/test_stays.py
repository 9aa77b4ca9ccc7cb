"""Which rows tell how long a service took, and why the others do not."""

import numpy as np
import pytest

from staffing.servicetimes.stays import REASONS, USED, stays_of


@pytest.fixture
def office(build):
    """One service of two steps, one of a single step, one of two steps by the same officer."""
    routes = {
        "dua": [{"step": "a", "minutes": 5}, {"step": "b", "minutes": 10}],
        "satu": [{"step": "a", "minutes": 4}],
        "bilik": [{"step": "a", "minutes": 6}, {"step": "b", "minutes": 2, "same_officer": True}],
    }
    return build.office(routes, [{"a", "b"}] * 3, [{"a", "b"}], [0, 0, 0])


def reasons(stays):
    """Reasons by row, None for a used one."""
    return [None if why == USED else REASONS[why] for why in stays.why]


def row(called, left, officer="o0", service="satu", step="a", **more):
    return {"service": service, "step": step, "officer": officer, "arrived": "08:00:00", "called": called,
            "served": called, "left": left} | more  # fmt: skip


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({}, None),
        ({"outcome": "absent"}, "not_served"),
        ({"service": "dua", "step": None}, "no_step"),
        ({"step": "b"}, "other_step"),
        ({"called": None, "served": None}, "no_start"),
        ({"left": None}, "unclosed"),
    ],
)
def test_a_row_is_used_or_says_why_not(office, log, change, why):
    """Each lack has a name of its own; the row beside it is not touched."""
    rows = [row("09:00:00", "09:04:00") | change, row("09:30:00", "09:35:30")]
    stays = stays_of(log(office, rows), office)
    assert reasons(stays) == [why, None]
    assert stays.minutes[-1] == 5.5


def test_the_next_call_ends_a_service(office, log):
    """A service left open over the next one is not believed; clocks of a minute's difference are."""
    rows = [row("09:00:00", "18:00:00"), row("09:10:00", "09:15:00"), row("09:20:00", "09:26:00"),
            row("09:25:10", "09:30:00"), *(row(f"1{h}:00:00", f"1{h}:05:00") for h in range(6))]  # fmt: skip
    assert reasons(stays_of(log(office, rows), office)) == ["overtaken"] + [None] * 9
    alone = [rows[0] | {"officer": "o1"}, *rows[1:]]
    assert reasons(stays_of(log(office, alone), office))[0] is None


def test_closed_in_one_go(office, log):
    """Three that end within five seconds tell nothing, not even the last; clicks one by one are not that."""
    rows = [row("09:00:00", "09:31:00"), row("09:10:00", "09:31:02"), row("09:20:00", "09:31:04"),
            *(row(f"1{h}:00:00", f"1{h}:05:00") for h in range(8))]  # fmt: skip
    assert reasons(stays_of(log(office, rows), office)) == ["together"] * 3 + [None] * 8
    clicks = [row("09:00:00", "09:00:01"), row("09:00:01", "09:00:03"), row("09:00:03", "09:00:04")]
    assert "together" not in reasons(stays_of(log(office, clicks), office))


def test_a_system_that_closes_by_calling(office, log):
    """Ends at the next call are upper bounds where nobody waited, and exact where somebody did."""
    calls = [f"{9 + n // 6:02d}:{n % 6}0:00" for n in range(40)]
    rows = [row(calls[n], calls[n + 1], arrived=calls[n] if n % 2 else "08:00:00") for n in range(39)]
    stays = stays_of(log(office, rows), office)
    assert stays.used.all()
    assert stays.bounded[:38].tolist() == [n % 2 == 0 for n in range(38)]
    assert not stays.bounded[38]


def test_an_honest_log_has_no_bounds(office, log):
    """Where idle officers close their services before they call, ends that meet a call are exact."""
    rows = [
        row(f"{9 + n // 6:02d}:{n % 6}0:01", f"{9 + n // 6:02d}:{n % 6}5:00", arrived="08:00:00") for n in range(40)
    ]
    assert not stays_of(log(office, rows), office).bounded.any()


def test_whole_visits_belong_to_the_only_step_or_are_split(office, log):
    """One step: all of it. One officer, nothing between: 6 to 2 as written. Waits may lie between: refused."""
    rows = [row("09:00:00", "09:08:01", step=None), row("10:00:00", "10:08:00", service="bilik", step=None),
            row("11:00:00", "11:08:00", service="dua", step=None)]  # fmt: skip
    stays = stays_of(log(office, rows), office)
    told = [(int(k), int(i), round(float(m), 2), why) for k, i, m, why in
            zip(stays.service, stays.step, stays.minutes, reasons(stays), strict=True)]  # fmt: skip
    assert told == [(1, 0, 8.02, None), (2, 0, 6.0, None), (2, 1, 2.0, None), (0, -1, 8.0, "no_step")]


def test_time_at_the_counter_begins_with_the_call(office, log):
    """Walking to the counter counts up to three minutes; who came later had been called before."""
    rows = [row("09:00:00", "09:10:00") | {"served": "09:02:00"}, row("10:00:00", "10:30:01") | {"served": "10:20:00"}]
    assert stays_of(log(office, rows), office).minutes == pytest.approx([10.0, 13 + 1 / 60])


def test_whole_minutes_are_spread_out_fairly(office, log):
    """A clock without seconds: stays keep their mean, none is 0, and the same log gives the same numbers."""
    rows = [
        row(f"{9 + n // 12:02d}:{n % 12 * 5:02d}:00", f"{9 + n // 12:02d}:{n % 12 * 5 + n % 4:02d}:00")
        for n in range(80)
    ]
    frame = log(office, rows)
    minutes = stays_of(frame, office).minutes
    assert (minutes > 0).all()
    assert minutes.mean() == pytest.approx(1.5, abs=0.12)
    assert np.array_equal(minutes, stays_of(frame, office).minutes)


def test_nothing_at_all(office, log):
    """An empty log has no stays."""
    assert len(stays_of(log(office, [row("09:00:00", "09:04:00")]).iloc[:0], office).minutes) == 0
