"""M(t)/G/inf: how many would be at a counter if there were a counter for everybody."""

from collections.abc import Callable

import numpy as np


def busy_with_plenty(
    rates: np.ndarray, edges: np.ndarray, times: np.ndarray, within: Callable[[np.ndarray], np.ndarray]
) -> np.ndarray:
    """Mean number in service at some moments when nobody ever waits: m(t) = sum of rate x P(S > t - u) over the past.

    While the rate is constant from a to b, that part is rate x (E[min(S, t - a)] - E[min(S, t - b)]), exactly.

    Parameters
    ----------
    rates
        Arrivals a minute, at least 0, shape (stretches,).
    edges
        Minutes at which stretches begin and end, ascending, shape (stretches + 1,). Nobody comes before the first.
    times
        Moments, minutes, any shape.
    within
        E[min(S, x)] of the service time S for x >= 0, elementwise: `exponential_within` or `lognormal_within`.

    Returns
    -------
    numpy.ndarray
        Shape of `times`.

    Raises
    ------
    ValueError
        If edges do not ascend or do not fit the rates.

    References
    ----------
    .. [1] Eick, S. G., Massey, W. A. and Whitt, W. (1993). The physics of the M_t/G/inf queue. *Operations Research*
       41, 731-742.
    """
    if len(edges) != len(rates) + 1 or (np.diff(edges) <= 0).any():
        raise ValueError(f"{len(edges)} edges for {len(rates)} rates; they must ascend")
    lasted = within(np.maximum(np.asarray(times, dtype=float)[..., None] - edges, 0.0))
    return -np.diff(lasted, axis=-1) @ rates


def exponential_within(minutes: float) -> Callable[[np.ndarray], np.ndarray]:
    """E[min(S, x)] of an exponential service time of this mean."""
    return lambda x: -minutes * np.expm1(-np.asarray(x, dtype=float) / minutes)


def lognormal_within(minutes: float, cv: float) -> Callable[[np.ndarray], np.ndarray]:
    """E[min(S, x)] of a lognormal service time of this mean and coefficient of variation, above 0 both.

    With s^2 = log(1 + cv^2): mean x Phi(z - s) + x x (1 - Phi(z)), z = log(x / mean) / s + s / 2 [1]_.

    References
    ----------
    .. [1] Klugman, S. A., Panjer, H. H. and Willmot, G. E. (2012). *Loss Models*, 4th ed. Wiley, appendix A.5.
    """
    spread = np.sqrt(np.log1p(cv**2))

    def within(x: np.ndarray) -> np.ndarray:
        from scipy.special import ndtr

        with np.errstate(divide="ignore"):
            z = np.log(np.asarray(x, dtype=float) / minutes) / spread + spread / 2
        return minutes * ndtr(z - spread) + x * ndtr(-z)

    return within
