"""Sentences for people name services by their names."""

from office.problems import Problem
from report.named import named
from report.problems import sentence


def test_services_are_named_not_numbered(plan, words):
    """Ids in lists and in facts become display names; what is no id stays."""
    notes = (
        Problem("forecast.start", found="a1, b", params={"services": 2}),
        Problem("forecast.model_left_out", found="prophet", params={"service": "a2", "reason": "not_finite"}),
    )
    start, left_out = (sentence(note, words) for note in named(notes, plan.office))
    assert "Paspor baru, Prioritas" in start
    assert "Penggantian paspor" in left_out


def test_what_a_file_says_stays(plan):
    """A quoted cell is shown as it stands, also if it happens to be an id."""
    quoted = Problem("visits.service_unknown", found="a1")
    assert named([quoted], plan.office) == (quoted,)
