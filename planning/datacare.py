"""Data care: the past looked through for days that are not what they seem; nothing is corrected."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from forecast.counts import Counts
from forecast.intraday import fit_profiles, hourly_rates
from forecast.learn import by_days
from forecast.settings import FRONT_LOADED
from forecast.suspicious.finding import Finding
from forecast.suspicious.look import look
from office.office import Office
from office.problems import Problem
from planning.inputs import Inputs
from planning.progress import Stage, Watch

RECENT_DAYS = 182
"""Days before a forecast that are looked through for its note."""
TOLD_DAYS = 56
"""Findings of so many last days are told there: older ones have been seen."""


@dataclass(frozen=True)
class DataCare:
    """What deserves a look in an office's visit log, in order of days."""

    office: Office
    days: int
    findings: tuple[Finding, ...]

    def summary(self) -> dict[str, object]:
        """The findings as data."""
        return {"office": self.office.id, "days": self.days, "findings": [_data(each) for each in self.findings]}


def _data(finding: Finding) -> Mapping[str, object]:
    return {
        "kind": finding.kind, "start": f"{finding.start}", "end": f"{finding.end}", "service": finding.service or None,
        "sureness": finding.sureness, "chance": finding.chance, "facts": dict(finding.facts),
        "proposal": finding.entry.model_dump(mode="json") if finding.entry is not None else None,
    }  # fmt: skip


def look_through(inputs: Inputs, watch: Watch) -> DataCare:
    """Everything in the visit log that deserves a look.

    Parameters
    ----------
    inputs
        What the files say.
    watch
        Called as the work goes on.
    """
    watch(Stage("counting"))
    counts = inputs.counts
    if counts is None:
        return DataCare(inputs.office, 0, ())
    watch(Stage("forecasting"))
    known = int(counts.observed_days.any(axis=0).sum())
    return DataCare(inputs.office, known, _findings(inputs, counts))


def care_notes(inputs: Inputs) -> tuple[Problem, ...]:
    """A note that days of the last weeks look suspicious, and how many; none where all is well."""
    if inputs.counts is None:
        return ()
    recent = _last_days(inputs.counts, RECENT_DAYS)
    first = recent.grid.days - TOLD_DAYS
    told = [f for f in _findings(inputs, recent) if (f.end - recent.grid.start).days >= first]
    if not told:
        return ()
    days = len({finding.start for finding in told})
    return (
        Problem(
            "datacare.suspicious",
            found=f"{told[0].start}",
            params={"days": days, "first": f"{told[0].start}"},
            severity="note",
        ),
    )


def _last_days(counts: Counts, days: int) -> Counts:
    """The counts of the last `days` days at most."""
    skipped = max(0, counts.grid.days - days)
    grid = replace(counts.grid, start=counts.grid.dates[skipped], days=counts.grid.days - skipped)
    cut = slice(skipped * counts.grid.slots, None)
    return replace(
        counts, grid=grid, arrivals=counts.arrivals[:, cut], booked=counts.booked[:, cut],
        observed=counts.observed[:, cut], unoffered=None,
    )  # fmt: skip


def _findings(inputs: Inputs, counts: Counts) -> tuple[Finding, ...]:
    settings = inputs.config.forecast
    hours = settings.questionnaire.hours if settings.questionnaire is not None else FRONT_LOADED
    profiles = fit_profiles(counts, settings.profile_visits, hourly_rates(counts.grid, hours))
    return look(counts, inputs.calendar, by_days(counts, inputs.calendar, settings), profiles, settings)
