"""Visitors: counts are kept, times lie where tickets are issued, and streams stay apart."""

import numpy as np
import pytest

from staffing.visitors import draw_visitors

ROUTES = {
    "paspor": [{"step": "berkas", "minutes": 5, "cv": 0.5}, {"step": "foto", "minutes": 12, "cv": 0.6}],
    "ambil": [{"step": "ambil", "minutes": 4, "cv": 0.0}],
}


@pytest.fixture
def office(build):
    return build.office(ROUTES, [{"berkas", "foto", "ambil"}] * 3, [{"berkas", "foto", "ambil"}], [0, 0, 0])


def draw(build, office, arrivals, seed=1, opens=480, closes=960, **more):
    grid = build.grid(days=2, slots=16)
    return draw_visitors(
        arrivals, grid, office, build.days(office, grid, opens, closes), np.random.default_rng(seed), **more
    )  # fmt: skip


def some_arrivals(seed=0, paths=5):
    return np.random.default_rng(seed).poisson(1.5, (paths, 2, 32))


def test_every_arrival_becomes_one_visitor_in_its_slot(build, office):
    """Counted back by path, service and slot, visitors are the arrivals; sorted by ticket time within (day, path)."""
    arrivals = some_arrivals()
    found = draw(build, office, arrivals)
    day, path = np.divmod(found.cell, 5)
    slot = day * 16 + ((found.arrival - 480) // 30).astype(int)
    back = np.zeros_like(arrivals)
    np.add.at(back, (path, found.service, slot), 1)
    np.testing.assert_array_equal(back, arrivals)
    for a, b in zip(found.first[:-1], found.first[1:], strict=True):
        assert (np.diff(found.arrival[a:b]) >= 0).all()


def test_moments_are_uniform_in_their_slot(build, office):
    """Without a door crowd the moment in the slot has the mean and variance of a uniform one."""
    found = draw(build, office, some_arrivals(paths=400), door_share=0.0)
    inside = (found.arrival - 480) % 30
    error = 30 / np.sqrt(12 * found.count)
    assert abs(inside.mean() - 15) < 4 * error
    assert inside.var() == pytest.approx(75, rel=0.03)


@pytest.mark.parametrize("opens", [480, 495])
def test_the_door_crowd_stands_there_when_tickets_begin(build, office, opens):
    """A share of the first ticket slot comes at opening, even inside a slot; nobody before, later all apart."""
    found = draw(build, office, some_arrivals(paths=300), opens=opens, door_share=0.4)
    first_slot = found.arrival < 510
    assert found.arrival.min() == opens
    assert (found.arrival[first_slot] == opens).mean() == pytest.approx(0.4, abs=0.05)
    assert len(np.unique(found.arrival[~first_slot])) == (~first_slot).sum()


def test_no_service_stands_first_at_the_door(build, office):
    """Of a door crowd of two services each is as often first; a lower priority number goes before both."""
    arrivals = np.zeros((400, 2, 32), dtype=int)
    arrivals[:, :, 0] = 3
    found = draw(build, office, arrivals, door_share=1.0)
    firsts = found.service[found.first[:400]]
    assert abs(firsts.mean() - 0.5) < 4 * 0.5 / np.sqrt(400)
    urgent = office.model_copy(
        update={"services": (office.services[0], office.services[1].model_copy(update={"priority": 0}))}
    )
    found = draw(build, urgent, arrivals, door_share=1.0)
    assert (found.service[found.first[:400]] == 1).all()


def test_booked_visitors_come_around_their_time_and_wait_from_it(build, office):
    """Due is the appointment or a later ticket; the arrival scatters around the slot's start, not before opening."""
    arrivals = np.full((200, 2, 32), 1)
    found = draw(build, office, arrivals, booked=arrivals)
    assert found.arrival.min() >= 480
    assert (found.due >= found.arrival).all()
    assert (found.due[found.due > found.arrival] % 30 == 0).all()
    late_ones = found.arrival[found.due >= 510]
    assert (late_ones - np.round(late_ones / 30) * 30).std() == pytest.approx(6.0, rel=0.05)


def test_the_booked_are_told_from_the_others(build, office):
    """Path by path, service by service and slot by slot as many appointments as were given."""
    arrivals = some_arrivals() + 1
    known = np.minimum(arrivals - 1, 2)
    found = draw(build, office, arrivals, booked=known)
    day, path = np.divmod(found.cell, 5)
    slot = day * 16 + np.clip((found.due - 480) // 30, 0, 15).astype(int)
    shown = np.zeros_like(arrivals)
    np.add.at(shown, (path[~found.booked], found.service[~found.booked], slot[~found.booked]), 1)
    np.testing.assert_array_equal(shown, arrivals - known)
    assert found.booked.sum() == known.sum()
    assert not draw(build, office, arrivals).booked.any()


def test_a_service_added_behind_changes_no_other(build, office):
    """The first two services and the officers' absences stay the same numbers."""
    more = build.office(
        ROUTES | {"info": [{"step": "ambil", "minutes": 6}]}, [{"berkas", "foto", "ambil"}] * 3,
        [{"berkas", "foto", "ambil"}], [0],
    )  # fmt: skip
    arrivals = some_arrivals()
    with_info = np.concatenate([arrivals, np.full((5, 1, 32), 2)], axis=1)
    one, other = draw(build, office, arrivals), draw(build, more, with_info)
    kept = other.service < 2
    np.testing.assert_array_equal(one.arrival, other.arrival[kept])
    np.testing.assert_array_equal(one.minutes, other.minutes[kept])
    np.testing.assert_array_equal(one.present, other.present)


def test_absences_come_at_the_offices_rate(build):
    """10 % of 12,000 officer-days are absent within 4 standard errors; a rate of 0 means nobody."""
    office = build.office(ROUTES, [{"berkas", "foto", "ambil"}] * 3, [{"berkas"}], [0], absence_rate=0.1)
    found = draw(build, office, np.zeros((2000, 2, 32), dtype=int))
    assert abs((~found.present).mean() - 0.1) < 4 * np.sqrt(0.09 / 12_000)
    assert found.count == 0
    never = build.office(ROUTES, [{"berkas", "foto", "ambil"}], [{"berkas"}], [0], absence_rate=0.0)
    assert draw(build, never, np.zeros((50, 2, 32), dtype=int)).present.all()


def test_shapes_that_do_not_fit_are_refused(build, office):
    """Arrivals of another number of services or slots, more booked than come."""
    with pytest.raises(ValueError, match="arrivals"):
        draw(build, office, np.zeros((5, 3, 32), dtype=int))
    with pytest.raises(ValueError, match="arrivals"):
        draw(build, office, np.zeros((5, 2, 32), dtype=int), booked=np.ones((5, 2, 32), dtype=int))


def rework_office(build, most=1, **more):
    """Three stops; from the last some are sent back to the first, from the second to itself."""
    route = [
        {"step": "a", "minutes": 5},
        {"step": "b", "minutes": 4, "rework": 0.2},
        {"step": "c", "minutes": 3, "rework": 0.3, "rework_to": "a", "rework_most": most},
    ]
    routes = {"s": route, "t": [{"step": "a", "minutes": 2}]}
    return build.office(routes, [{"a", "b", "c"}], [{"a", "b", "c"}], [0], **more)


@pytest.mark.parametrize(
    ("most", "calls"),
    [
        (1, [1 + 0.3, 1.2 + 0.3 * (1 + 0.2 * 0.8), 1 + 0.3]),
        (2, [1 + 0.3 + 0.09, 1.2 + 0.3 * (1 + 0.2 * 0.8) + 0.09 * (1 + 0.2 * 0.64), 1 + 0.3 + 0.09]),
    ],
)
def test_who_is_sent_back_goes_the_way_again(build, most, calls):
    """Calls per visitor by enumeration: a round more with 0.3, and b twice with 0.2 as long as it has not happened."""
    office = rework_office(build, most)
    arrivals = np.full((4000, 2, 32), 1)
    found = draw(build, office, arrivals)
    ways, service = found.ways.stop[found.way], found.service
    ours = ways[service == 0]
    assert np.bincount(ours[ours >= 0]) / len(ours) == pytest.approx(calls, abs=0.01)
    assert (ways[service == 1] >= 0).sum(axis=1).max() == 1
    assert (found.ways.service[found.way] == service).all()
    assert ((ways >= 0) == (found.minutes > 0)).all()


def test_rework_and_patience_change_nothing_else_of_a_draw(build):
    """Arrivals, first minutes at each stop and presence are those of the office without them."""
    route = [{"step": "a", "minutes": 5}, {"step": "b", "minutes": 4}, {"step": "c", "minutes": 3}]
    plain = {"s": route, "t": [{"step": "a", "minutes": 2}]}
    arrivals = np.full((20, 2, 32), 1)
    without = draw(build, build.office(plain, [{"a", "b", "c"}], [{"a", "b", "c"}], [0]), arrivals)
    office = rework_office(build)
    services = (office.services[0].model_copy(update={"patience": 20.0}), office.services[1])
    found = draw(build, office.model_copy(update={"services": services}), arrivals)
    for name in ("arrival", "due", "service", "booked", "present", "first"):
        np.testing.assert_array_equal(getattr(found, name), getattr(without, name))
    np.testing.assert_array_equal(found.minutes[:, 0], without.minutes[:, 0])
    assert np.isinf(found.patience[found.service == 1]).all()
    patience = found.patience[found.service == 0]
    assert abs(patience.mean() - 20) < 4 * 20 / np.sqrt(len(patience))
    assert without.patience is None
    assert without.way is None
