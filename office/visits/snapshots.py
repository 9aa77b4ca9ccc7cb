"""Snapshots: tables that say how long a queue was at some time. They are no visits, though they look like it."""

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
_MOST, _SELDOM_TWICE = 0.7, 1.2
_FEWEST_MOMENTS, _FEWEST_SERVICES = 10, 3
_PARTS = ("dates", "seconds")


def queue_heading(columns: Columns) -> str:
    """The heading of a column of people waiting in a table without tickets and calls; empty when there is none."""
    if {"ticket", "called", "served", "left"} & columns.fields.keys():
        return ""
    return next((heading for heading in columns.headings if plain(heading) in _WAITING), "")


def is_full_table(body: Body, columns: Columns) -> bool:
    """Whether nearly every service stands at nearly every time, as when someone looks at all queues again and again.

    True without tickets when there are at least three services and ten times, most pairs of them have a row, and
    hardly any pair has two. Visitors do not come so regularly.
    """
    if "ticket" in columns.fields or "service" not in body.coded or not body.times:
        return False
    parts = {f"{field}_{part}": getattr(body.times[field].stamps, part) for field in body.times for part in _PARTS}
    moments = pd.DataFrame(parts).groupby(list(parts), sort=False).ngroup()
    pairs = pd.DataFrame({"moment": moments, "service": body.coded["service"].codes}).drop_duplicates()
    moments_seen, services_seen = pairs["moment"].nunique(), pairs["service"].nunique()
    is_large = moments_seen >= _FEWEST_MOMENTS and services_seen >= _FEWEST_SERVICES
    is_full = len(pairs) >= _MOST * moments_seen * services_seen
    return is_large and is_full and len(body.rows) <= _SELDOM_TWICE * len(pairs)
