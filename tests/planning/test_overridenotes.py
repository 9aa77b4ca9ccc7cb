"""An override of a closed or a past day is told at once."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from forecast.overrides import Override
from planning.config import load_config
from planning.overridenotes import override_day_notes

CONFIGS = Path(__file__).parents[2] / "configs"


@pytest.mark.parametrize(
    ("day", "codes"),
    [
        (date(2026, 12, 2), []),
        (date(2026, 12, 6), ["override.closed_day"]),
        (date(2026, 11, 18), ["override.past_day"]),
        (date(2026, 11, 15), ["override.closed_day", "override.past_day"]),
    ],
)
@pytest.mark.parametrize("service", [None, 0])
def test_the_day_is_looked_at(day, codes, service):
    """A Wednesday to come is fine; Sundays are closed, for the office and for a service."""
    loaded = load_config(CONFIGS / "ukk_small.yaml")
    name = None if service is None else loaded.config.office.service_ids[service]
    made = datetime(2026, 11, 24, tzinfo=UTC)
    override = Override(day=day, service=name, visitors=5, reason="x", made_at=made)
    assert [note.code for note in override_day_notes(override, loaded.calendar, made.date())] == codes
