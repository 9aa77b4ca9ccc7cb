"""Erlang's formulas against published tables and other people's packages."""

import numpy as np
import pytest

from staffing.erlang import erlang_b, erlang_c, fewest_servers, mean_wait, wait_exceeds


@pytest.mark.parametrize(
    ("servers", "load", "expected"),
    [
        (1, 5, 0.8333333333),
        (10, 20, 0.5379631686),
        (190, 200, 0.0886968439),
        (30, 25, 0.052603172228),
        (10, 5, 0.018384570337),
        (100, 90, 0.026957380464),
    ],
)
def test_erlang_b_has_the_published_values(servers, load, expected):
    """Blocking as R's queueing package and two other test collections have it."""
    assert erlang_b(servers, load) == pytest.approx(expected, abs=1e-10)


@pytest.mark.parametrize(
    ("servers", "load", "expected"),
    [
        (5, 4, 0.5541125541),
        (12, 10, 0.4493882243),
        (6, 5, 0.5875164505),
        (110, 100, 0.2370075003),
        (14, 10, 0.1741319336),
        (25, 20, 0.209103),
    ],
)
def test_erlang_c_has_the_published_values(servers, load, expected):
    """Waiting as R's queueing package has it."""
    assert erlang_c(servers, load) == pytest.approx(expected, abs=1e-6 if servers == 25 else 1e-10)


@pytest.mark.parametrize(
    ("servers", "load", "queue"), [(5, 4, 2.2164502165), (12, 10, 2.246941121), (55, 50, 3.845473), (4, 1.8, 0.105164)]
)
def test_mean_wait_obeys_littles_law(servers, load, queue):
    """Lq of published tables = arrivals per minute x wait; with services of 3 minutes."""
    assert load / 3 * mean_wait(servers, load, 3.0) == pytest.approx(queue, abs=1e-5)


def test_one_server_is_m_m_1():
    """C(1, a) = a and Wq = a / (mu - lambda) in closed form."""
    load = np.array([0.1, 0.5, 0.9])
    assert erlang_c(1, load) == pytest.approx(load)
    assert mean_wait(1, load, 2.0) == pytest.approx(2 * load / (1 - load))
    assert wait_exceeds(1, load, 2.0, 5.0) == pytest.approx(load * np.exp(-(1 - load) * 5 / 2))


def test_overload_waits_for_ever():
    """At and above one erlang a server everybody waits, without limit; just below not."""
    assert erlang_c(2, np.array([2.0, 3.0])).tolist() == [1.0, 1.0]
    assert mean_wait(2, np.array([2.0, 3.0]), 1.0).tolist() == [np.inf, np.inf]
    assert np.isfinite(mean_wait(2, 1.999, 1.0))


def test_fewest_servers_is_where_a_known_calculator_stands():
    """100 calls in 30 min of 3 min, 80 % in 20 s: 14 agents, service level .888350; none without load."""
    load = np.array([10.0, 0.0])
    assert fewest_servers(load, 3.0, 1 / 3, 0.8).tolist() == [14, 0]
    assert 1 - wait_exceeds(14, 10.0, 3.0, 1 / 3) == pytest.approx(0.888350, abs=1e-6)
    assert 1 - wait_exceeds(13, 10.0, 3.0, 1 / 3) < 0.8


@pytest.mark.parametrize(
    ("servers", "load", "minutes"), [(0, 1.0, 1.0), (1, -0.1, 1.0), (1, np.nan, 1.0), (1, 0.5, 0.0)]
)
def test_nonsense_is_refused(servers, load, minutes):
    """No server, a negative load, a service without time."""
    with pytest.raises(ValueError, match=r"server|load|service"):
        mean_wait(servers, load, minutes)
