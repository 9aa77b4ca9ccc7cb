"""A refined roster is never called the best there is."""

from dataclasses import replace

import pytest

from report.pages import week_html
from report.refined import refinement_rows, status_words
from report.terminal import plan_lines
from tests.report.judged import REFINEMENT, judged_plan


@pytest.mark.parametrize(("accepted", "key"), [(1, "refined"), (0, "optimal")])
def test_what_the_solver_proved_is_said_of_its_own_roster_only(plan, words, accepted, key):
    """One accepted change, and the proof is of another roster."""
    proven = replace(plan, result=replace(plan.result, status="optimal"))
    found = replace(proven, refinement=replace(REFINEMENT, accepted=accepted))
    assert status_words(found, words) == words(f"status.{key}")
    said = " ".join(" ".join(plan_lines(found, words)).split())
    assert words(f"status.{key}") in said
    assert (words("status.optimal") in week_html(found, words)) is (accepted == 0)


def test_a_stopped_plan_is_called_so(plan, words):
    """Whatever had been refined by then."""
    stopped = replace(plan, result=replace(plan.result, status="stopped"), refinement=REFINEMENT)
    assert status_words(stopped, words) == words("status.stopped")


@pytest.mark.parametrize("ended", ["settled", "out_of_time", "stopped"])
def test_how_it_ended_is_said_without_a_claim(plan, words, ended):
    """No ending is called optimal."""
    found = replace(judged_plan(plan), refinement=replace(REFINEMENT, ended=ended))
    rows = dict(refinement_rows(found, words))
    text = rows[words("refined.ended")]
    assert text == words(f"refined.ended.{ended}")
    assert not {"optimal", "terbaik"} & set(text.casefold().split())


def test_a_quick_plan_was_not_refined(plan, words):
    """No rows, no heading."""
    assert refinement_rows(plan, words) == []
    assert words("refined.title") not in week_html(plan, words)
