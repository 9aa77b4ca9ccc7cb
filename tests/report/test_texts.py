"""Texts for a messenger: one's own week, no one else's."""

import re

from planning.weeksheet.halfdays import day_cell
from report.texts import officer_texts


def _times(text: str) -> list[str]:
    """Lines of duties, set in, with their times."""
    return [line.strip()[:11] for line in text.splitlines() if re.match(r"  \d\d\.\d\d–", line)]


def test_a_text_holds_exactly_ones_own_duties(plan, words):
    """Times of every stretch of the officer's own, in order, and no other line of times."""
    for officer, text in officer_texts(plan, words).items():
        own = [d for day in plan.week.days for d in plan.roster.duties_of(officer, day.date)]
        assert _times(text) == [f"{words.clock(d.start)}–{words.clock(d.end)}" for d in own]


def test_a_text_names_others_only_as_stand_ins(plan, words):
    """Another officer's name stands only where he would take over."""
    for officer, text in officer_texts(plan, words).items():
        stand_ins = {s.stand_in for s in plan.roster.stand_ins if s.officer == officer}
        named = {o.id for o in plan.office.officers if re.search(rf"{o.name}\b", text)}
        assert named <= stand_ins | {officer}


def test_days_away_are_said(plan, words):
    """Leave and outside duty stand on their days."""
    texts = officer_texts(plan, words)
    for absence in plan.roster.absences:
        assert words(f"doing.{absence.kind}") in texts[absence.officer]
    assert all(words("place.closed") in text for text in texts.values())


def test_one_text_an_officer(plan, words):
    """Everybody has one, also who does not work this week."""
    assert tuple(officer_texts(plan, words)) == plan.office.officer_ids
    assert day_cell(plan.roster, "p7", plan.week.days[1].date, ()).morning.kind == "leave"
