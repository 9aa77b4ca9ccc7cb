"""A visit log that our own engine lived through: what really happened is known, and so is who was where."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from office.office import Office
from staffing.simulation import trace
from staffing.staffplan import StaffPlan
from staffing.visitors import Visitors

COLUMNS = ("ticket", "service", "step", "counter", "officer")


@dataclass(frozen=True)
class Said:
    """What the log tells beside tickets and times."""

    steps: bool = True
    officers: bool = True
    counters: bool = True
    calls: bool = True


def made_log(visitors: Visitors, plan: StaffPlan, office: Office, said: Said = Said(), path: int = 0) -> pd.DataFrame:
    """The rows of one path in the normal form of `VisitLog`; officer o always sits at counter o."""
    happened = trace(visitors, plan, office)
    rows = [
        row
        for v in np.flatnonzero(visitors.cell % visitors.paths == path)
        for row in _rows(int(v), visitors, happened, office, said)
    ]
    frame = pd.DataFrame(rows, index=pd.Index(range(2, len(rows) + 2), name="row"))
    for column in COLUMNS:
        frame[column] = frame[column].astype("string").astype("category")
    frame["officer"] = frame["officer"].cat.set_categories(list(office.officer_ids))
    frame["counter"] = frame["counter"].cat.set_categories([counter.id for counter in office.counters])
    return frame


def _rows(v, visitors, happened, office, said):
    day = np.datetime64(visitors.grid.dates[int(visitors.cell[v] // visitors.paths)], "s")
    service = office.services[int(visitors.service[v])]
    for stop, entry in enumerate(service.route):
        officer = int(happened.by[v, stop])
        if officer < 0 and stop > 0:
            return
        begin = happened.begin[v, stop] if officer >= 0 and said.calls else np.nan
        left = begin + happened.minutes[v, stop]
        yield {
            "office": office.id, "ticket": f"{v}", "day": day, "service": service.id,
            "step": entry.step if said.steps else None, "priority": int(visitors.priority[v]),
            "arrived": _at(day, visitors.arrival[v]), "called": _at(day, begin), "served": _at(day, begin),
            "left": _at(day, left), "channel": "walk_in", "outcome": "served" if officer >= 0 else None,
            "counter": office.counters[officer].id if said.counters and officer >= 0 else None,
            "officer": office.officer_ids[officer] if said.officers and officer >= 0 else None,
        }  # fmt: skip


def _at(day, minute):
    """A moment to the second; NaT of nan."""
    if np.isnan(minute):
        return np.datetime64("NaT", "s")
    return day + np.timedelta64(round(60 * minute), "s")
