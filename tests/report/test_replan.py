"""The ways out on the terminal: who changes although nobody is moved is explained, and nothing else is."""

from typing import Any, cast

import pytest

from planning.replan import Replanned
from report.places import Names
from report.terminal.replan import MOST_NAMED, replan_lines
from report.words.catalogue import Words
from scheduler.repair.proposals import repair
from tests.scheduler.repair.mornings import any_morning

LOTS = range(12)


@pytest.fixture(scope="module")
def found():
    """What can be done about bad mornings made by lot; the terminal asks for nothing of the office's files."""
    ways = [repair(any_morning(lot).incident, lambda roster: None, None) for lot in LOTS]
    return [Replanned(cast("Any", None), each, 0.0, (), cast("Any", None)) for each in ways]


@pytest.mark.parametrize("language", ["id", "en"])
def test_people_who_change_in_number_0_are_explained(found, language):
    """By name, beside the table, exactly where it counts any."""
    words, seen = Words(language), set()
    key = words("replan.by_itself", officers="|").split("|")[0]
    for each in found:
        people = each.repair.untouched.effect.people
        if each.repair.proposals:
            text = " ".join(line.strip() for line in replan_lines(each, words))
            assert (key in text) == bool(people)
            seen.add(bool(people))
            names = Names(each.incident.week.office, words)
            told = text.partition(key)[2]
            assert all(names.officers[o] in told for o in sorted(people)[:MOST_NAMED])
    assert seen == {True, False}
