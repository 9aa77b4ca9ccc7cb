"""Queues that cannot grow without end, by impatience or by a full room: M/M/c+M (Erlang A), M/M/c/K, and both at once.

One birth and death process has them all: whoever finds n inside raises n at the arrival rate if there is room, and n
falls at min(n, c) / service + max(n - c, 0) / patience. Without patience and room see `staffing.erlang`.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

TAIL = 1e-17
"""Part of the probability that may lie behind the states which are counted."""


@dataclass(frozen=True)
class LimitedQueue:
    """An M/M/c queue with patience, with a limited room, or with both, in steady state.

    Parameters
    ----------
    servers
        Open counters c, at least 1.
    arrivals
        Visitors a minute, above 0.
    minutes
        Mean service time, above 0.
    patience
        Mean minutes after which a waiting visitor leaves, above 0; infinite when nobody does.
    room
        Visitors inside at most, those in service included; who comes to a full room is lost. None means no limit.

    Raises
    ------
    ValueError
        If a number lies outside its range, or neither patience nor room holds the queue.

    References
    ----------
    .. [1] Mandelbaum, A. and Zeltyn, S. (2007). Service engineering in action: the Palm/Erlang-A queue. *Advances in
       Services Innovations*, 17-45.
    .. [2] Gross, D. and Harris, C. M. (1998). *Fundamentals of Queueing Theory*, 3rd ed. Wiley, sections 2.1 and 2.5.
    """

    servers: int
    arrivals: float
    minutes: float
    patience: float = np.inf
    room: int | None = None

    def __post_init__(self) -> None:
        if self.servers < 1 or not (self.arrivals > 0 and self.minutes > 0 and self.patience > 0):
            raise ValueError(f"{self.servers} servers, {self.arrivals} a minute of {self.minutes} min: all above 0")
        if self.room is not None and self.room < self.servers:
            raise ValueError(f"room for {self.room} with {self.servers} servers")
        if self.room is None and not np.isfinite(self.patience):
            raise ValueError("neither patience nor room limits the queue")

    @cached_property
    def inside(self) -> np.ndarray:
        """Probability of n visitors inside, n = 0, 1, ... up to the room or until what is left is below `TAIL`."""
        if self.room is not None:
            return _normed(self._logs(self.room + 1))
        states = 2 * self.servers + 64
        while True:
            logs = self._logs(states)
            shrinks = self.arrivals / self._leaving(np.array([states]))[0]
            if shrinks < 1 and logs[-1] - logs.max() < np.log(TAIL * (1 - shrinks)):
                return _normed(logs)
            states *= 2

    @property
    def lost(self) -> float:
        """Share of the visitors who find the room full."""
        return 0.0 if self.room is None else float(self.inside[-1])

    @property
    def waits(self) -> float:
        """Share of the visitors who come in that have to wait."""
        return float(self._found[self.servers :].sum())

    @property
    def waiting(self) -> float:
        """Mean number of visitors who wait."""
        return float(self._queue @ self.inside[self.servers :])

    @property
    def present(self) -> float:
        """Mean number of visitors inside."""
        return float(np.arange(len(self.inside)) @ self.inside)

    @property
    def abandons(self) -> float:
        """Share of the visitors who come in that leave before they are called."""
        return self.waiting / self.patience / self._entering

    @property
    def mean_wait(self) -> float:
        """Mean minutes that a visitor who comes in waits, until called or gone (Little's law)."""
        return self.waiting / self._entering

    @property
    def occupancy(self) -> float:
        """Share of the time for which a server is busy."""
        return (self.present - self.waiting) / self.servers

    def served_within(self, limit: float) -> float:
        """Share of the visitors who come in that are called within `limit` minutes.

        Who finds n >= c waits, if patient, a sum of exponentials of rates c mu + k theta, k = 0..n - c: with
        theta > 0 it is -log(B) / theta of a Beta(c mu / theta, n - c + 1) variable B, for the moments of e^(-theta W)
        are products of (c mu + k theta) / (c mu + (k + s) theta); and B itself is the chance to have been patient.
        """
        from scipy.special import betainc, gammainc

        found = self._found
        steps = np.arange(1, len(found) - self.servers + 1)
        if np.isfinite(self.patience):
            strength = self.servers * self.patience / self.minutes
            patient = strength / (strength + steps)
            called = patient * betainc(steps, strength + 1, -np.expm1(-limit / self.patience))
        else:
            called = gammainc(steps, self.servers * limit / self.minutes)
        return float(found[: self.servers].sum() + found[self.servers :] @ called)

    def waits_beyond(self, limit: float) -> float:
        """Share of the visitors who come in that still wait after `limit` minutes, neither called nor gone."""
        from scipy.special import betaincc, gammaincc

        found = self._found[self.servers :]
        steps = np.arange(1, len(found) + 1)
        if not np.isfinite(self.patience):
            return float(found @ gammaincc(steps, self.servers * limit / self.minutes))
        strength = self.servers * self.patience / self.minutes
        uncalled = betaincc(steps, strength, -np.expm1(-limit / self.patience))
        return float(np.exp(-limit / self.patience) * found @ uncalled)

    @property
    def _entering(self) -> float:
        """Visitors a minute who come in."""
        return self.arrivals * (1 - self.lost)

    @property
    def _found(self) -> np.ndarray:
        """Probability that a visitor who comes in finds n inside."""
        return self.inside if self.room is None else self.inside[:-1] / (1 - self.lost)

    @property
    def _queue(self) -> np.ndarray:
        return np.arange(len(self.inside) - self.servers)

    def _leaving(self, inside: np.ndarray) -> np.ndarray:
        """Departures a minute with so many inside."""
        waiting = np.maximum(inside - self.servers, 0)
        return (inside - waiting) / self.minutes + waiting / self.patience

    def _logs(self, states: int) -> np.ndarray:
        """Logarithms of the probabilities of 0..states - 1, up to a constant; they do not overflow, products do."""
        steps = np.log(self.arrivals) - np.log(self._leaving(np.arange(1, states)))
        return np.concatenate([[0.0], np.cumsum(steps)])


def _normed(logs: np.ndarray) -> np.ndarray:
    weights = np.exp(logs - logs.max())
    return weights / weights.sum()
