"""Provenance of rosters made in tests."""

from datetime import UTC, datetime

from office.provenance import Provenance


def made() -> Provenance:
    """By nobody, at no time that matters."""
    return Provenance(version="0", created_at=datetime(2026, 11, 24, tzinfo=UTC), seed=1)
