"""Fitting: counts are made linear about the rates found so far, again and again; odd days and jumps are told apart."""

from dataclasses import dataclass, replace

import numpy as np

from forecast.models.dynamic.columns import YEARLY, Prior
from forecast.models.dynamic.habits import HabitPrior, Habits
from forecast.models.dynamic.history import History
from forecast.models.dynamic.solving import Linear, likelihood_of, look_back, solve

FREEDOM = 5.0
"""Days' noise has the tails of Student's t with so many degrees of freedom: an odd day does not move the level."""
PASSES = 4
SEARCHES = (12, 6)
"""Steps in each search for habits; counts are made linear anew before each."""
FARTHEST_DOWN, FARTHEST_UP = 7.0, 5.0
"""Log rates are kept within these distances of the base."""
LARGEST_STEP = 2.0
"""A pass changes no day's log rate by more."""
SMALL_RATE = 20.0
"""Below this many visitors a day, one day's count says little of its rate: passes begin half way to the mean."""
CLEAR_JUMP = 7.0
"""Standardised evidence from which the level is believed to have jumped."""
SETTLED_DAYS = 7
"""Known days on either side of a jump without which it is taken for odd days."""
MOST_JUMPS = 4
JUMP_VARIANCE = 4.0
SMALL_STEP = 1e-6
"""Of values of habits: slopes of their likelihood are taken over it."""


@dataclass(frozen=True)
class Fit:
    """What was learnt of one service.

    Parameters
    ----------
    base
        Log of the visitors of a usual full day.
    last
        The last known day, float ordinal.
    values
        Where `habits` came from, see `Habits.of`.
    habits
        How it moves.
    effects
        Effects of all columns, shape (columns,).
    state
        The moving part on the last known day, shape (10,).
    """

    base: float
    last: float
    values: np.ndarray
    habits: Habits
    effects: np.ndarray
    state: np.ndarray


@dataclass(frozen=True)
class Passing:
    """Log rates found so far, less the base, what each day counts for, and the jumps; all shape (n,)."""

    rates: np.ndarray
    trust: np.ndarray
    jumps: np.ndarray


def fit(history: History, prior: Prior, habit_prior: HabitPrior) -> Fit:
    """Habits by penalised likelihood, then effects and moving part.

    The likelihood is that of a Poisson count whose log rate has a day's own noise besides, made linear about the
    rates found so far (Breslow and Clayton 1993, *Journal of the American Statistical Association* 88, 9-25).

    Parameters
    ----------
    history
        Known days; at least one with a visitor.
    prior, habit_prior
        What is thought of effects and habits before.
    """
    values = habit_prior.middle
    passing = _begin(history)
    for steps in SEARCHES:
        passing = _pass(history, passing, Habits.of(values), prior)
        values = _search(history, _linear(history, passing), values, prior, habit_prior, steps)
        passing = _with_jumps(history, passing, Habits.of(values), prior)
    passing = _pass(history, passing, Habits.of(values), prior)
    habits = Habits.of(values)
    solved = solve(history, _linear(history, passing), habits, prior)
    base = float(np.log(history.mean))
    return Fit(base, float(history.ordinal[-1]), values, habits, solved.effects, solved.state)


def _begin(history: History) -> Passing:
    """Each day's own log rate, drawn half way to the mean where counts are small."""
    little = min(1.0, history.mean) / 2
    rates = np.log((history.visitors + little) / (history.exposure * (history.mean + little)))
    days = len(rates)
    return Passing(rates * (0.5 if history.mean < SMALL_RATE else 1.0), np.ones(days), np.zeros(days))


def _linear(history: History, passing: Passing) -> Linear:
    """Counts y made linear about means m: log m + (y - m) / m, with variance 1 / m (McCullagh and Nelder 1989, 2.5)."""
    means = history.exposure * history.mean * np.exp(passing.rates)
    observed = passing.rates + (history.visitors - means) / means
    return Linear(observed, 1 / means, passing.trust, passing.jumps)


def _pass(history: History, passing: Passing, habits: Habits, prior: Prior, times: int = PASSES) -> Passing:
    """Finds rates and trust anew, several times.

    A day's trust is the expected precision of Student's t noise (Lange, Little and Taylor 1989, *Journal of the
    American Statistical Association* 84, 881-896).
    """
    for _ in range(times):
        linear = _linear(history, passing)
        seen = look_back(history, solve(history, linear, habits, prior), habits)
        rates = np.clip(linear.observed - seen.noise, -FARTHEST_DOWN, FARTHEST_UP)
        rates = passing.rates + np.clip(rates - passing.rates, -LARGEST_STEP, LARGEST_STEP)
        passing = Passing(rates, (FREEDOM + 1) / (FREEDOM + seen.own), passing.jumps)
    return passing


def _with_jumps(history: History, passing: Passing, habits: Habits, prior: Prior) -> Passing:
    """Gives the level room where it jumped, one jump after another, most evident first.

    Evidence of a jump and of an odd day are the auxiliary residuals of Harvey and Koopman (1992), *Journal of Business
    and Economic Statistics* 10, 377-389.
    """
    for _ in range(MOST_JUMPS):
        settled = _plain(_pass(history, passing, habits, prior, 2))
        seen = look_back(history, solve(history, _linear(history, settled), habits, prior), habits)
        evidence = np.abs(seen.jump)
        evidence[:SETTLED_DAYS] = 0.0
        evidence[max(0, len(evidence) - SETTLED_DAYS + 1) :] = 0.0
        at = int(evidence.argmax())
        near = np.abs(seen.outlying[max(0, at - SETTLED_DAYS) : at + SETTLED_DAYS]).max()
        if evidence[at] < max(CLEAR_JUMP, near):
            break
        jumps = passing.jumps.copy()
        jumps[at] = JUMP_VARIANCE
        passing = replace(passing, jumps=jumps)
    return passing


def _plain(passing: Passing) -> Passing:
    """The same rates, every day trusted alike."""
    return replace(passing, trust=np.ones(len(passing.trust)))


def _search(
    history: History, linear: Linear, values: np.ndarray, prior: Prior, habit_prior: HabitPrior, steps: int
) -> np.ndarray:
    """The likeliest habits, from `values` on, shape (7,).

    Effects of kinds and names stay as they are meanwhile: they hardly bear on habits and would take most of the time.
    """
    from scipy.optimize import minimize

    effects = solve(history, linear, Habits.of(values), prior).effects[YEARLY:]
    linear = replace(linear, observed=linear.observed - history.columns[:, YEARLY:] @ effects)
    history = replace(history, columns=np.ascontiguousarray(history.columns[:, :YEARLY]))
    prior = Prior(prior.mean[:YEARLY], prior.doubt[:YEARLY])

    likelihoods = likelihood_of(history, linear, prior)

    steps_aside = SMALL_STEP * np.vstack([np.zeros(len(values)), np.eye(len(values))])

    def loss_and_slope(values: np.ndarray) -> tuple[float, np.ndarray]:
        tried = values + steps_aside
        penalties = np.array([habit_prior.penalty(one) for one in tried])
        losses = penalties - likelihoods([Habits.of(one) for one in tried])
        return float(losses[0]), (losses[1:] - losses[0]) / SMALL_STEP

    found = minimize(
        loss_and_slope, values, jac=True, method="L-BFGS-B", bounds=habit_prior.bounds, options={"maxiter": steps}
    )
    return np.asarray(found.x)
