"""Queues whose steady state is known. Read by Loket's benchmark and by the peers: knows neither.

Time is counted in mean services. Waits of visitors who give up count until then.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Model:
    """One queue.

    Parameters
    ----------
    servers
        Officers.
    rates
        Arrivals a mean service, by priority class, the one served first in front.
    cv
        Of the service times: exponential at 1, lognormal below.
    patience
        Mean patience, exponential; infinity where nobody gives up.
    exact
        Mean wait of each class by theory.
    source
        Which.
    """

    servers: int
    rates: tuple[float, ...]
    cv: float
    patience: float
    exact: tuple[float, ...]
    source: str


MODELS = {
    "M/M/5": Model(5, (4.0,), 1.0, float("inf"), (0.5541125541,), "Erlang C"),
    "M/LN/1": Model(1, (0.7,), 0.6, float("inf"), (1.5866666667,), "Pollaczek-Khinchine"),
    "M/M/5+M": Model(5, (5.5,), 1.0, 2.0, (0.37090,), "Erlang A"),
    "M/M/5 prio": Model(5, (0.8, 3.2), 1.0, float("inf"), (0.1319315605, 0.6596578025), "Cobham"),
}
