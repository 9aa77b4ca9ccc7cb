"""Notes on locked cells: each that cannot be held is said once, with what is in its way, in both languages."""

from planning.locknotes import lock_notes
from planning.ruleadvice import rule_advice
from report.named import named
from report.problems import sentence
from report.words.catalogue import Words
from scheduler.rules.locked_cells import Cell, LockedCells
from tests.planning.test_check import INPUTS, WEEK


def cell(officer: str, day: str, hours: str, **what) -> Cell:
    return Cell(officer=officer, day=day, hours=hours, **what)


GOOD = cell("petugas_a", "2026-12-02", "09.00-11.00", counter="l5")
TAKEN = cell("petugas_b", "2026-12-02", "10.00-12.00", counter="l5")
UNABLE = cell("petugas_k", "2026-12-03", "08.00-10.00", counter="l3")
LATER = cell("petugas_k", "2027-01-05", "08.00-10.00", counter="l3")
RULE = LockedCells(cells=(GOOD, TAKEN, UNABLE, LATER))


def test_each_refused_cell_of_the_week_is_told_with_names():
    """Those of other weeks are no matter; the cell in the way is named."""
    notes = named(lock_notes(WEEK, (RULE,)), INPUTS.office)
    assert [note.code for note in notes] == ["lock.counter_twice", "lock.skills"]
    for language in ("id", "en"):
        told = [sentence(note, Words(language)) for note in notes]
        assert "Petugas B" in told[0]
        assert "Petugas A" in told[0]
        assert "Petugas K" in told[1]
        assert "petugas_" not in "".join(told)


def test_a_config_that_contradicts_itself_is_told_when_it_is_read():
    """Two officers at a counter at once; cells that only touch do not contradict."""
    found = [problem for _, problem in rule_advice(INPUTS.office, INPUTS.config.roster.shifts, (RULE,))]
    assert [problem.code for problem in found] == ["config.cells_contradict"]
    after = TAKEN.model_copy(update={"hours": cell("petugas_b", "2026-12-02", "11.00-12.00", counter="l5").hours})
    rule = LockedCells(cells=(GOOD, after))
    assert not list(rule_advice(INPUTS.office, INPUTS.config.roster.shifts, (rule,)))
    assert not lock_notes(WEEK, (rule,))
