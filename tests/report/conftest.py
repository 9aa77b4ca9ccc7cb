"""Planned weeks for the tests of sheets and pages."""

import pytest

from planning.results import WeekPlan
from report.places import Names
from report.words.catalogue import LANGUAGES, Words
from tests.report.sample import LARGE, LEBONG, sample_plan


@pytest.fixture(scope="session")
def plan() -> WeekPlan:
    """A small office's week with leave, a holiday, shortages and weak slots."""
    return sample_plan(LEBONG)


@pytest.fixture(scope="session")
def large_plan() -> WeekPlan:
    """Twenty counters, forty-five officers, two shifts, Saturday."""
    return sample_plan(LARGE)


@pytest.fixture(params=LANGUAGES)
def words(request: pytest.FixtureRequest) -> Words:
    """Each language."""
    return Words(request.param)


@pytest.fixture
def names(plan: WeekPlan, words: Words) -> Names:
    """Display names of the small office."""
    return Names(plan.office, words)
