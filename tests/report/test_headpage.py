"""The head's figures agree with what the other pages and commands say."""

from dataclasses import replace

import numpy as np
import pytest

from office.people import Absence
from office.problems import Problem
from report.away import away_lines
from report.headpage import figures, head_page
from report.pages import week_html
from report.places import Names
from report.terminal import plan_lines
from scheduler.roster import Roster


def test_people_who_wait_long_are_the_mean_of_the_sampled_weeks(plan, words):
    """Of weeks with 0, 0 and 17 late visitors the mean is 6 (the median would be 0)."""
    late = np.zeros((3, 7, 1), dtype=int)
    late[2, 0, 0] = 17
    outcome = replace(plan.outcome, late_call=late, visitors=late + 20)
    assert figures(replace(plan, outcome=outcome), words)[1].value == "6"


def test_the_head_sees_overrides_and_the_forecasts_own_number(plan, words):
    """What the analyst overrode stands among the notes, with the service's name; the figure is the paths' mean."""
    service = plan.office.services[0]
    facts = {"service": service.id, "model": 8.0, "value": 30.0, "day": "2026-12-02", "reason": "umrah"}
    note = Problem("forecast.overridden", found="2026-12-02", params=facts, severity="note")
    page = head_page(replace(plan, notes=(note,)), Names(plan.office, words))
    assert any("umrah" in told and service.name in told for told in page.notes)
    mean = float(plan.forecast.office_daily.sum(axis=1).mean())
    assert figures(plan, words)[0].value == words.number(mean)


@pytest.mark.parametrize(
    ("done", "hours"), [((1200, 600), 30.0), ((1500, 600), 30.0), ((1500, 300), 25.0), ((1110, 600), 28.5)]
)
def test_more_than_enough_of_one_task_hides_no_lack_of_another(plan, words, done, hours):
    """Asked are 20 and 10 hours; each counts up to what is asked."""
    minutes = dict(zip(("persetujuan", "arsip"), done, strict=True))
    assert figures(replace(plan, back_office_minutes=minutes), words)[2].value == words.number(hours, 1)


def test_who_is_away_and_what_is_closed_is_listed(plan, names, words):
    """Each absence with its reason and days, each counter that nobody holds with its days."""
    text = "\n".join(away_lines(plan, names))
    for absence in plan.roster.absences:
        assert f"{names.officers[absence.officer]} ({words(f'doing.{absence.kind}')}" in text
    assert f"L6 ({words.weekday(plan.week.days[1].date)})" in text
    assert set(away_lines(plan, names)) <= set(head_page(plan, names).notes)


def test_nothing_is_listed_where_nobody_is_away(plan, names):
    """No line without absences and with every counter held each day."""
    week = replace(plan.week, absences=())
    first = plan.roster.at_counters(plan.week.days[0].date)[0]
    held = [first.model_copy(update={"counter": c.id, "day": d.date}) for c in plan.office.counters
            for d in week.open_days]  # fmt: skip
    roster = Roster(office=plan.roster.office, week=plan.roster.week, slot_minutes=30, assignments=(), duties=held)
    full = replace(plan, week=week, result=replace(plan.result, roster=roster))
    assert list(away_lines(full, names)) == []
    away = replace(full, week=replace(week, absences=(Absence(officer="p1", start=first.day, end=first.day),)))
    assert len(list(away_lines(away, names))) == 1


def test_no_action_that_helps_is_one_sentence(plan, words):
    """On the page and in the terminal."""
    bare = replace(plan, actions=(replace(plan.actions[0], late_after=plan.actions[0].late_before),))
    assert words("head.no_actions") in week_html(bare, words)
    assert "".join(words("head.no_actions").split()) in "".join("".join(plan_lines(bare, words)).split())
    assert words("head.actions") + ":" not in plan_lines(bare, words)


def test_the_longest_wait_is_explained(plan, words):
    """A line below the table says what the column is."""
    assert words("head.longest_note") in week_html(plan, words)


def test_levels_without_a_bound_have_a_dash(plan, words):
    """Where not all levels were reached no gap is printed; sampled weeks of pricing and judging stand apart."""
    from report.analystpage import analyst_page
    from report.places import Names

    class Unreached(type(plan.result)):
        gap = None

    result = Unreached(**{name: getattr(plan.result, name) for name in plan.result.__dataclass_fields__})
    page = analyst_page(replace(plan, result=result), Names(plan.office, words))
    facts = dict(page.facts)
    assert facts[words("analyst.gap")] == "–"
    assert facts[words("analyst.paths")] == f"150 / {plan.outcome.paths}"


def test_the_waiting_score_stands_beside_simulated_minutes(plan, words):
    """The level is called a score; the mean of simulated waiting minutes a week is printed with it."""
    html = week_html(plan, words)
    waits = plan.outcome.wait.sum() + plan.outcome.later_wait.sum()
    simulated = words.number(float(waits / plan.outcome.paths))
    row = words("analyst.level.simulated", level=words("level.waiting"), minutes=simulated)
    assert row in html
    assert {"id": "skor menunggu", "en": "waiting score"}[words.language] in row
