"""Features: what is special about a day, as numbers that a regression can use."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

import numpy as np

from forecast.kinds import KINDS, Special, Surroundings
from forecast.names import named_days
from office.days import Calendar

CLASSES: Mapping[str, Special] = {name: kind.is_so for name, kind in KINDS.items()}
"""Kinds of days. Days of a kind share one effect: a holiday that the log never held has the effect of its kind."""

BROUGHT = ("event", "mobile_service")
"""Kinds whose visitors may be announced in the calendar; then they are a part of their own."""


@dataclass(frozen=True)
class Features:
    """What is special about some days, for each service.

    Parameters
    ----------
    dates
        The days, in order.
    classes
        Whether a day is of a kind, 0 or 1, shape (services, days, kinds), kinds in the order of `CLASSES`.
    exposure
        The part of a usual day's visitors that the ticket hours admit, shape (services, days): 1 for usual hours,
        0 when closed.
    names
        Holidays and events that come back, and the days beside them, such as ``natal`` and ``natal -1``: the same
        for past and coming days of one calendar.
    named
        Whether a day is one of these, 0 or 1, shape (days, names).
    """

    dates: tuple[date, ...]
    classes: np.ndarray
    exposure: np.ndarray
    names: tuple[str, ...] = ()
    named: np.ndarray = field(default_factory=lambda: np.zeros((0, 0)))

    def __post_init__(self) -> None:
        if not self.names:
            object.__setattr__(self, "named", np.zeros((len(self.dates), 0)))

    @cached_property
    def weekday(self) -> np.ndarray:
        """0 = Monday ... 6 = Sunday, shape (days,)."""
        return np.array([day.weekday() for day in self.dates], dtype=int)

    @cached_property
    def ordinal(self) -> np.ndarray:
        """Days on one common count, shape (days,), float."""
        return np.array([day.toordinal() for day in self.dates], dtype=float)

    def first_days(self, days: int) -> "Features":
        """The first `days` days."""
        return self.part(0, days)

    def part(self, start: int, end: int) -> "Features":
        """The days from `start` up to but without `end`."""
        classes, exposure = self.classes[:, start:end], self.exposure[:, start:end]
        return Features(self.dates[start:end], classes, exposure, self.names, self.named[start:end])

    def followed(self, later: "Features") -> "Features":
        """These days and later ones of the same calendar and services."""
        return Features(
            self.dates + later.dates,
            np.concatenate([self.classes, later.classes], axis=1),
            np.concatenate([self.exposure, later.exposure], axis=1),
            self.names,
            np.concatenate([self.named, later.named]),
        )

    def without_brought(self, brought: np.ndarray) -> "Features":
        """The same days without the effect of events whose visitors are drawn apart.

        Parameters
        ----------
        brought
            Where that is so, bool, shape (services, days).
        """
        kinds = np.isin(list(CLASSES), BROUGHT)
        return replace(self, classes=np.where(brought[:, :, None] & kinds, 0.0, self.classes))


def features(calendar: Calendar, dates: Sequence[date], services: Sequence[str], exposure: np.ndarray) -> Features:
    """What the calendar says about some days.

    Parameters
    ----------
    calendar
        The office's calendar.
    dates
        The days.
    services
        Ids along the service axis.
    exposure
        See `Features`.
    """
    if not dates:
        return Features((), np.zeros((len(services), 0, len(CLASSES))), exposure)
    around = Surroundings.of(calendar, dates)
    at = around.at(dates)
    classes = np.array(
        [[is_so(around, service)[at] for is_so in CLASSES.values()] for service in services], dtype=float
    )
    names, named = named_days(around)
    shape = (len(services), len(CLASSES), len(dates))
    return Features(tuple(dates), classes.reshape(shape).swapaxes(1, 2), exposure, names, named[at])
