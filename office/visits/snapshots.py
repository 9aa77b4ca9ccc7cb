"""Snapshots: tables that say how long a queue was at some time. They are no visits, though they look like it."""

import numpy as np
import pandas as pd

from office.visits.body import Body
from office.visits.columns import Columns
from office.visits.names import plain

_WAITING = frozenset(
    map(
        plain,
        (
            "liczba klw kolejce", "liczba klientów w kolejce", "liczba osób w kolejce", "people waiting", "waiting",
            "queue length", "number waiting", "in queue", "jumlah antrean", "jumlah antrian", "sisa antrean",
            "sisa antrian", "jumlah menunggu", "menunggu", "panjang antrean", "panjang antrian",
        ),
    )
)  # fmt: skip
_FULL_TABLE = 0.9
_FEWEST = 3


def queue_heading(columns: Columns) -> str:
    """The heading of a column of people waiting in a table without tickets and calls; empty when there is none."""
    if {"ticket", "called", "served", "left"} & columns.fields.keys():
        return ""
    return next((heading for heading in columns.headings if plain(heading) in _WAITING), "")


def is_full_table(body: Body, columns: Columns) -> bool:
    """Whether every service stands at every time exactly once, as when someone looks at all queues again and again.

    True when at least three services and three times make nine tenths of a full table of their pairs, and no ticket
    is named.
    """
    if "ticket" in columns.fields or "service" not in body.coded or not body.times:
        return False
    time = body.times.get("arrived") or next(iter(body.times.values()))
    moments = time.stamps.dates.astype(np.int64) * 200_000 + time.stamps.seconds
    pairs = pd.DataFrame({"moment": moments, "service": body.coded["service"].codes}).drop_duplicates()
    size = pairs["moment"].nunique() * pairs["service"].nunique()
    few = min(pairs["moment"].nunique(), pairs["service"].nunique())
    return few >= _FEWEST and len(pairs) == len(body.rows) and len(pairs) >= _FULL_TABLE * size
