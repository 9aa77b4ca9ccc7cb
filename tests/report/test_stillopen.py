"""Still open: something is said exactly when the best way leaves something open, and only the able are named."""

import pytest

from report.places import Names
from report.stillopen import AWAY, still_open_lines
from report.words.catalogue import Words
from scheduler.repair.proposals import repair
from tests.scheduler.repair.mornings import any_morning


@pytest.fixture(scope="module", params=range(6))
def found(request):
    """What can be done about a bad morning made by lot."""
    return repair(any_morning(request.param).incident, lambda roster: None, None)


def _left(found):
    """What the best way leaves open on the days of the incident."""
    way = min((found.untouched, *found.proposals), key=lambda way: way.effect.uncovered)
    return [s for s in way.effect.shortages if s.day in {day.date for day in found.incident.days}]


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_reason_where_something_stays_open_and_none_elsewhere(found, language):
    """The first line says what was tried; each further one names its promise."""
    names = Names(found.incident.week.office, Words(language))
    lines, left = still_open_lines(found, names), _left(found)
    assert bool(lines) == bool(left)
    told = {names.promises[s.promise] for s in left}
    assert all(any(promise in line for promise in told) for line in lines[1:])


def test_only_who_is_able_and_there_is_named(found):
    """Nobody whose skills do not serve the promise, nobody who is away that day."""
    names, left = Names(found.incident.week.office, Words("id")), _left(found)
    there = {officer for s in left for officer, doing in s.able if doing not in AWAY}
    for officer in set(names.officers) - there:
        assert not any(f"{names.officers[officer]} (" in line for line in still_open_lines(found, names)[1:])
