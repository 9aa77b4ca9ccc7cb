"""The history before a week, from the file of the week."""

import numpy as np

from benchmarks.offices import lebong_like
from planning.results import RosterFile
from planning.rosterhistory import history_before
from scheduler.roster import History, Turns
from scheduler.rules.burdens import usual_burdens
from scheduler.turns import history_after
from tests.planning.levers.provenance import made
from tests.scheduler.repair.mornings import any_morning


def test_what_was_known_before_comes_back():
    """Turns before the week, whatever they were, are what the file leaves less what the week adds."""
    week, roster = lebong_like(), any_morning(1).roster
    rng = np.random.default_rng(0)
    counts = {
        o: {b: int(rng.integers(0, 9)) for b in ("lunch", "saturday", "priority")} for o in week.office.officer_ids
    }
    before = History(known=True, turns=tuple(Turns(officer=o, burdens=had) for o, had in counts.items()))
    burdens = usual_burdens(week.office)
    file = RosterFile(
        provenance=made(), roster=roster, history_after=history_after(week, roster, before, burdens)
    )  # fmt: skip
    found = history_before(file, week, burdens)
    assert {t.officer: t.burdens for t in found.turns} == counts
    assert not found.past
