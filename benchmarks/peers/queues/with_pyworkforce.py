"""pyworkforce: officers that Erlang C asks for."""

import numpy as np
from pyworkforce.queuing import ErlangC


def positions(given):
    """Officers for each row: tickets a slot, minutes a ticket, target minutes, share, minutes a slot."""
    found = [
        ErlangC(transactions=tickets, aht=minutes, asa=target, interval=slot).required_positions(service_level=share)
        for tickets, minutes, target, share, slot in given["rows"].tolist()
    ]
    return {"officers": np.array([row["raw_positions"] for row in found])}
