"""Looking through the past: all that deserves a look, in order of days."""

from datetime import timedelta

import numpy as np

from forecast.counts import Counts
from forecast.intraday import Profiles, ticket_masks
from forecast.models.daily import DailyCounts
from forecast.settings import ForecastSettings
from forecast.suspicious.breaks import breaks
from forecast.suspicious.closures import closures
from forecast.suspicious.doubles import doubles
from forecast.suspicious.finding import Finding
from forecast.suspicious.life import alive, life_findings, lives, merged
from forecast.suspicious.odd import odd_days
from forecast.suspicious.shifts import shifts
from forecast.suspicious.usual import usual
from office.days import Calendar

LEAST_DAYS = 28
"""Known days without which nothing can be called unusual."""


def look(
    counts: Counts, calendar: Calendar, days: DailyCounts, profiles: Profiles, settings: ForecastSettings
) -> tuple[Finding, ...]:
    """Everything that deserves a look; nothing is corrected.

    Parameters
    ----------
    counts
        The past.
    calendar
        The office's calendar.
    days, profiles
        The past by days, and how visitors come over a day.
    settings
        How to forecast.
    """
    exposure = days.features.exposure
    if counts.observed_days.any(axis=0).sum() < LEAST_DAYS:
        return ()
    born = lives(counts, exposure)
    known = usual(days, settings, counts.observed_days & alive(counts, born) & (exposure > 0))
    shares = profiles.shares(counts.grid, ticket_masks(counts.grid, calendar, counts.services))
    found = [*life_findings(counts, born), *closures(counts, calendar, known, exposure)]
    found += [*doubles(counts, known, shares)]
    doubled = {finding.start for finding in found if finding.kind in ("doubled", "copied")}
    found += [finding for finding in breaks(counts, known, shares) if finding.start not in doubled]
    found += [*shifts(counts, known, np.asarray(days.features.classes.any(axis=-1)))]
    found = merged(counts, found)
    explained = {
        f.start + timedelta(n) for f in found if f.entry is not None for n in range((f.end - f.start).days + 1)
    }
    found += [*odd_days(counts, known, explained)]
    return tuple(sorted(found, key=lambda finding: (finding.start, finding.service, finding.kind)))
