"""Dirt: the mistakes that real ticket logs hold, put into the sample's rows at random places."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

ALIASES = {
    "L1": ("Loket 1", "L-1"), "L2": ("Loket 2", "L-2", "LOKET II"), "L3": ("Loket 3", "L-3", "LOKET III"),
    "L4": ("Loket 4", "L-4"), "L5": ("Loket 5", "LOKET V"), "L6": ("Loket 6",), "L7": ("Loket 7", "L 7"),
}  # fmt: skip
IMPOSSIBLE_DATES = ("31/02/2025", "30/02/2026", "31/11/2025", "00/00/0000", "45/06/2025")
MISTYPED = {"Paspor baru": "Paspor bru", "Penggantian paspor": "Pengantian paspr"}
TIMES = ("Waktu Ambil", "Waktu Panggil", "Mulai Layan", "Selesai")


@dataclass(frozen=True)
class Dirt:
    """How many rows of each kind: the first four are errors, the others are only noted."""

    impossible_dates: int = 22
    ends_before_start: int = 24
    no_ticket_time: int = 12
    mistyped_services: int = 9
    nine_hours: int = 14
    repeated: int = 35
    renamed_counters: int = 400
    dotted_times: int = 180
    missing_ends: int = 40


def dirty(rows: pd.DataFrame, dirt: Dirt, rng: np.random.Generator) -> pd.DataFrame:
    """The rows with mistakes; none of them gets two.

    Parameters
    ----------
    rows
        Texts, one row a visit and step.
    dirt
        How many of each kind.
    rng
        Chooses the places.
    """
    found = {heading: rows[heading].to_numpy(dtype=object, copy=True) for heading in rows.columns}
    whole = rng.permutation(np.flatnonzero((rows[list(TIMES)] != "").all(axis=1)))
    counts = (dirt.impossible_dates, dirt.ends_before_start, dirt.no_ticket_time, dirt.nine_hours,
              dirt.renamed_counters, dirt.dotted_times, dirt.missing_ends, dirt.repeated)  # fmt: skip
    *chosen, rest = np.split(whole, np.cumsum(counts))
    dates, swapped, untimed, long, renamed, dotted, open_ended, repeated = chosen
    mistyped = rest[np.isin(found["Layanan"][rest], list(MISTYPED))][: dirt.mistyped_services]
    starts = found["Mulai Layan"]

    found["Tanggal"][dates] = rng.choice(IMPOSSIBLE_DATES, len(dates))
    found["Waktu Ambil"][untimed] = "??:??"
    found["Layanan"][mistyped] = [MISTYPED[text] for text in found["Layanan"][mistyped]]
    found["Selesai"][swapped] = [_later(text, -2) for text in starts[swapped]]
    found["Selesai"][long] = [_later(text, +9) for text in starts[long]]
    found["Selesai"][open_ended] = ""
    found["Loket"][renamed] = [rng.choice(ALIASES[text]) for text in found["Loket"][renamed]]
    for heading in TIMES:
        found[heading][dotted] = [text.replace(":", ".") for text in found[heading][dotted]]
    table = pd.DataFrame(found)
    return pd.concat([table, table.iloc[repeated]]).sort_index(kind="stable").reset_index(drop=True)


def _later(text: str, hours: int) -> str:
    """A clock time some hours later."""
    return f"{int(text[:2]) + hours:02d}{text[2:]}"
