"""Unseen: kinds of coming days that the log never held, so that a usual effect stands in for the office's own."""

import numpy as np

from forecast.features import Features
from forecast.kinds import KINDS
from forecast.models.daily import DailyCounts
from office.problems import Problem

NOTED_DOUBT = 0.3
"""Kinds whose effects differ less from office to office are not worth a note."""


def never_seen(past: DailyCounts, coming: Features) -> tuple[Problem, ...]:
    """A note for each kind of coming open day that no known day was of.

    `percent` of a note is what is assumed instead, in percent of an ordinary day's visitors.
    """
    seen = (past.observed[:, :, None] & (past.features.classes > 0)).any(axis=(0, 1))
    comes = ((coming.classes > 0) & (coming.exposure > 0)[:, :, None]).any(axis=(0, 1))
    return tuple(
        Problem(f"forecast.never_seen.{name}", params={"percent": round(100 * np.exp(kind.usual))}, severity="note")
        for (name, kind), new in zip(KINDS.items(), np.asarray(comes & ~seen), strict=True)
        if new and kind.doubt >= NOTED_DOUBT
    )
