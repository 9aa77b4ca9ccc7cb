"""The tidy frame: the normal form of a visit log, as a table."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from office.office import Office
from office.visits.body import Body
from office.visits.codes import Codes
from office.visits.columns import TIMES
from office.visits.format import VisitField
from office.visits.meanings import CHANNELS, OUTCOMES

COLUMNS: tuple[VisitField, ...] = (
    "office", "ticket", "day", "service", "step", "priority", "arrived", "called", "served", "left", "counter",
    "officer", "channel", "outcome",
)  # fmt: skip


def frame_of(
    kept: np.ndarray, body: Body, codes: Codes, times: Mapping[VisitField, np.ndarray], office: Office
) -> pd.DataFrame:
    """The rows at `kept` in normal form, indexed by the row that a spreadsheet shows; see `VisitLog`."""
    own = np.array([service.priority for service in office.services], dtype=np.int8)
    service, priority = codes.service[kept], codes.priority[kept]
    columns: dict[VisitField, object] = {
        "office": _category(np.zeros(len(kept), dtype=np.int32), (office.id,)),
        "ticket": _tickets(kept, body),
        "day": times["arrived"][kept].astype("datetime64[D]").astype("datetime64[s]"),
        "service": _category(service, office.service_ids),
        "step": _category(codes.step[kept], office.step_ids),
        "priority": np.where(priority >= 0, priority, own[service]).astype(np.int8),
        **{field: times[field][kept] for field in TIMES},
        "counter": _category(codes.counter[kept], [counter.id for counter in office.counters]),
        "officer": _category(codes.officer[kept], office.officer_ids),
        "channel": _category(codes.channel[kept], CHANNELS),
        "outcome": _category(codes.outcome[kept], OUTCOMES),
    }
    return pd.DataFrame({name: columns[name] for name in COLUMNS}, index=pd.Index(body.rows[kept], name="row"))


def ticket_codes(body: Body) -> np.ndarray:
    """For each row the index of its ticket's text, -1 where it has none."""
    if "ticket" not in body.coded:
        return np.full(len(body.rows), -1, dtype=np.int32)
    column = body.coded["ticket"]
    filled = np.array([bool(text) for text in column.texts], dtype=bool)
    return np.where(filled[column.codes], column.codes, -1).astype(np.int32)


def _tickets(kept: np.ndarray, body: Body) -> pd.Categorical:
    codes = ticket_codes(body)[kept]
    texts = body.coded["ticket"].texts if "ticket" in body.coded else ()
    used = np.unique(codes[codes >= 0])
    places = np.full(len(texts) + 1, -1, dtype=np.int32)
    places[used] = np.arange(len(used), dtype=np.int32)
    return _category(places[codes], [texts[i] for i in used])


def _category(codes: np.ndarray, names: Sequence[str]) -> pd.Categorical:
    return pd.Categorical.from_codes(np.maximum(codes, -1), categories=pd.Index(list(names), dtype="str"))
