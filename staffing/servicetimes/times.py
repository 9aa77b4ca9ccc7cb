"""ServiceTimes: what a log tells about minutes at the counter; the values of the fit."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

import numpy as np

from office.services import Service
from staffing.durations import Written
from staffing.servicetimes.drift import Drift
from staffing.servicetimes.effects import Speeds
from staffing.servicetimes.law import Law
from staffing.servicetimes.stays import Why

Source = Literal["log", "shared", "written"]
"""What the minutes of a service at a step rest on: mostly its own part of the log, more on other services at the same
step and on what is written, or on the office's file alone."""
SPEAKS = 30
"""Services of a step, all together, from which on the log speaks; below, the office's file does. A service with as
many of its own speaks for itself, one with fewer leans on the others more than on itself."""


@dataclass(frozen=True)
class StepTimes:
    """One service at one step.

    Parameters
    ----------
    service, step
        Their ids.
    law
        The distribution of minutes that planning uses.
    used, bounded
        Services in the log that tell the law, and how many of them only as an upper bound.
    aside
        Rows set aside, by reason; only reasons that occur.
    written_mean, written_cv
        What the office's file says.
    own, shared
        Weights of the service's own log and of other services at the step in the mean; the rest is what is written.
    sample
        Minutes of the exactly known services, for pictures; shape (exact,).
    heard
        Whether the log says enough about the step to speak at all.
    """

    service: str
    step: str
    law: Law
    used: int
    bounded: int
    aside: Mapping[Why, int]
    written_mean: float
    written_cv: float
    own: float
    shared: float
    sample: np.ndarray = field(repr=False)
    heard: bool = True

    @property
    def source(self) -> Source:
        """What the minutes mostly rest on."""
        if not self.heard:
            return "written"
        return "log" if self.used >= SPEAKS else "shared"


@dataclass(frozen=True)
class ServiceTimes:
    """All services at their steps, changes of level, officers' speeds. Draws service times: it is a `Durations`.

    Parameters
    ----------
    steps
        In the order of services and their routes. A pair that the log says too little about is there, with what is
        written.
    aside
        Rows set aside that name no step, or one that their service does not have, by reason.
    drifts
        Changes of level, by day.
    speeds
        Of the office's officers; only for its head.
    first, last
        Days of the log's first and last used service; None where nothing is used.
    """

    steps: tuple[StepTimes, ...]
    aside: Mapping[Why, int]
    drifts: tuple[Drift, ...]
    speeds: Speeds = field(repr=False)
    first: date | None
    last: date | None

    @cached_property
    def _laws(self) -> Mapping[tuple[str, str], Law]:
        return {(each.service, each.step): each.law for each in self.steps if each.source != "written"}

    def draw(self, service: Service, stop: int, count: int, rng: np.random.Generator) -> np.ndarray:
        """As `Durations.draw`; where the log says too little, what the office's file says."""
        law = self._laws.get((service.id, service.route[stop].step))
        return Written().draw(service, stop, count, rng) if law is None else law.draw(count, rng)

    @property
    def used(self) -> int:
        """Services of the log that tell a law."""
        return sum(each.used for each in self.steps)
