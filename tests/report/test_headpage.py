"""The head's figures agree with what the other pages and commands say."""

import re
from dataclasses import replace

import numpy as np
import pytest

from office.people import Absence
from office.problems import Problem
from report.away import away_lines
from report.choices import choice_lines
from report.headpage import figures, head_page, head_sentence
from report.pages import week_html
from report.places import Names
from report.terminal import plan_lines
from scheduler.roster import Roster
from tests.report.judged import judged_plan


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
    ("done", "hours", "more", "less"),
    [((1200, 600), 30, 0, 0), ((1530, 600), 35.5, 5.5, 0), ((1500, 300), 30, 5, 5), ((1110, 600), 28.5, 0, 1.5)],
)
def test_more_than_enough_of_one_task_hides_no_lack_of_another(plan, words, done, hours, more, less):
    """Asked are 20 and 10 hours; the figure is all that is done, beside it what is more than asked, and what lacks."""
    minutes = dict(zip(("persetujuan", "arsip"), done, strict=True))
    figure = figures(replace(plan, back_office_minutes=minutes), words)[2]
    assert figure.value == words.number(hours, 1)
    beside = [text for text in (words.hours(60 * more), words.hours(60 * less)) if text != "0"]
    assert re.findall(r"\d+(?:[.,]\d+)?", figure.detail) == ["30", *beside]


def test_the_figure_of_back_office_is_that_of_the_chosen_plan(plan, words):
    """However much more than asked: box and table of plans say the same."""
    judged = judged_plan(plan)
    ample = replace(judged, back_office_minutes={"persetujuan": 1680, "arsip": 600}, chosen="lean")
    (row,) = (row for row in choice_lines(ample, words) if row.is_chosen)
    assert figures(ample, words)[2].value == row.back_office == words.number(38, 1)


def test_time_without_a_stand_in_is_told_in_hours(plan, words):
    """Five half hours are 2.5 hours, two are one."""
    told = {"id": "{} jam tanpa pengganti", "en": "{} without a stand-in"}[words.language]
    many, one = (head_sentence(replace(plan, weak_slots=((0, 1),) * count), words) for count in (5, 2))
    assert told.format({"id": "2,5", "en": "2.5 hours"}[words.language]) in many
    assert told.format({"id": "1", "en": "1 hour"}[words.language]) in one


def test_the_head_reads_that_time_ran_out(plan, words):
    """What is short may be so for want of time; that stands with what is short."""
    note = Problem("plan.out_of_time", params={"seconds": 240}, severity="note")
    notes = head_page(replace(plan, notes=(note,)), Names(plan.office, words)).notes
    assert any("--seconds 240" in told for told in notes)


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


def test_a_closed_week_is_told_as_closed_and_nothing_else(plan, words):
    """No people, no busiest day, no promise kept and no proof of a week in which nobody comes."""
    days = tuple(replace(day, service=(), tickets={}) for day in plan.week.days)
    closed = replace(plan, week=replace(plan.week, days=days))
    sentence = words("plan.closed", week=49)
    assert " ".join(" ".join(plan_lines(closed, words)).split()) == sentence == head_sentence(closed, words)
    assert figures(closed, words) == ()
