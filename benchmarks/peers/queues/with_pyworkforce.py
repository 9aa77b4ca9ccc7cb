"""pyworkforce: officers that Erlang C asks for."""

from time import perf_counter

import numpy as np
from pyworkforce.queuing import ErlangC


def positions(given):
    """Officers for each row (tickets a slot, minutes a ticket, target minutes, share, minutes a slot), and seconds."""
    start = perf_counter()
    found = [
        ErlangC(transactions=tickets, aht=minutes, asa=target, interval=slot).required_positions(service_level=share)
        for tickets, minutes, target, share, slot in given["rows"].tolist()
    ]
    seconds = perf_counter() - start
    return {"officers": np.array([row["raw_positions"] for row in found]), "seconds": np.array(seconds)}
