"""A tried roster in tables, sentences and on its page."""

from dataclasses import replace

import numpy as np
import pytest

from report.evaluated import (
    comparison,
    day_name,
    day_table,
    group_table,
    hour_table,
    last_ticket_lines,
    load_table,
    shortage_note,
    unserved_note,
)
from report.plots.loads import occupancy_picture, queue_picture
from report.shortfalls import joined
from report.simulationpage import simulation_html
from report.terminal import simulation_lines
from scheduler.shortages import find_shortages
from tests.report.evaluations import made_simulated


@pytest.fixture
def simulated(plan):
    """The small office, tried out."""
    return made_simulated(plan)


def test_last_tickets_are_told_by_day_and_half(simulated, words):
    """A limit with its number and time, a day on which not even the first is sure, and the calm ones in one line."""
    lines = list(last_ticket_lines(simulated, words))
    days = len(simulated.evaluation.days)
    assert len(lines) == days + 2  # every morning has a limit; one afternoon is hopeless, the others are calm
    assert all(words.number(40 + day.day) in " ".join(lines) for day in simulated.evaluation.days)
    assert "10.55" in lines[0]
    assert "12.00" in lines[0]
    assert lines[-1].count("80") == days - 1


def test_tables_have_a_row_for_everything(simulated, words):
    """Hours, days, groups and a day's hours, each row as wide as its heading."""
    told = simulated.evaluation
    tables = [
        (hour_table(told.everybody, None, words), 3), (day_table(simulated, words), len(told.days)),
        (group_table(simulated, words), len(told.groups)), (load_table(told, told.days[0], words), 4),
    ]  # fmt: skip
    for rows, count in tables:
        assert len(rows) == count + 1
        assert {len(row) for row in rows} == {len(rows[0])}


def test_the_terminal_says_no_officer_by_name(simulated, words):
    """Officers' figures are for the head alone, who has the page."""
    text = "\n".join(simulation_lines(simulated, words, detailed=True))
    names = [officer.name for officer in simulated.week.office.officers]
    assert not any(name in text for name in names)
    page = simulation_html(simulated, words)
    assert all(name in page for name in names)


def test_details_are_shown_when_asked_for(simulated, words):
    """The short answer says how to have them."""
    short, long = (simulation_lines(simulated, words, detailed=detailed) for detailed in (False, True))
    assert "--detail" in " ".join(short)
    assert len(long) > len(short) + len(simulated.evaluation.groups)
    lane = words("simulation.group.priority")
    assert lane in "\n".join(long)
    assert lane not in "\n".join(short)


def test_the_page_stands_alone(simulated, words):
    """No network, no script, no template left open; names cannot become markup."""
    office = simulated.week.office.model_copy(update={"name": "<b>Kantor</b>"})
    page = simulation_html(replace(simulated, week=replace(simulated.week, office=office)), words)
    assert "<script" not in page
    assert "http" not in page.replace("http://www.w3.org", "")
    assert "<b>Kantor" not in page
    assert "{{" not in page
    assert page.count("<svg") >= 2


def test_pictures_say_where_it_is_fullest(simulated, words):
    """The title is a sentence with the number that matters."""
    assert words.number(6.0, 1) in queue_picture(simulated, words).title
    assert words.percent(0.83) in occupancy_picture(simulated, words).title


def test_a_week_without_days_has_a_page(simulated, words):
    """All days closed: empty tables, pictures that say so."""
    empty = replace(simulated.evaluation, days=())
    page = simulation_html(replace(simulated, evaluation=empty), words)
    assert words("simulation.plot.no_queue") in page
    assert words("simulation.plot.no_posts") in page


def terminal(simulated, words):
    """What is told, in one line."""
    return " ".join(" ".join(simulation_lines(simulated, words)).split())


def test_seats_and_the_last_visitor_are_those_of_the_day_that_needs_most(simulated, words):
    """The sentence never says less than a row of the table above it."""
    first, *others = simulated.evaluation.days
    days = (replace(first, seats=47, last_out=1001.0), *others)
    told = terminal(replace(simulated, evaluation=replace(simulated.evaluation, days=days)), words)
    assert words("simulation.seats", seats=words.number(47)) in told
    name = day_name(simulated, first.day, words)
    assert words("simulation.last_visitor", out="16.41", day=name) in told


def test_shortages_are_told_before_any_comparison(simulated, words):
    """As many as `loket check` lists; silence where every promise is kept."""
    bare = replace(simulated, roster=simulated.roster.model_copy(update={"duties": ()}))
    count = len(joined(find_shortages(bare.week, bare.roster)))
    assert count > 1
    told = terminal(bare, words)
    note = words("simulation.shortages", count=count)
    assert note in told
    assert told.index(note) < told.index(" ".join(comparison(bare, words).split()))
    assert note in simulation_html(bare, words)
    assert len(bare.summary()["shortages"]) >= count
    kept = replace(bare, week=replace(bare.week, office=bare.week.office.model_copy(update={"promises": ()})))
    assert shortage_note(kept, words) == []


def test_who_is_not_served_is_named(simulated, words):
    """How many a week, which day and service most of all; silence where hardly anybody."""
    told = terminal(simulated, words)
    first = simulated.week.office.services[0].name
    assert words("simulation.unserved", count=words.number(1.3, 1), where="|").split("|")[0] in told
    assert f"{first} ({words.number(1.2, 1)})" in told
    nobody = replace(simulated, evaluation=replace(simulated.evaluation, unserved=()))
    assert unserved_note(nobody, words) == []


def test_columns_that_differ_have_names_that_differ(simulated, words):
    """The longest wait of a bad day and of a bad week, and a clock time and a share of people who are out."""
    by_day, by_week = day_table(simulated, words)[0], group_table(simulated, words)[0]
    assert set(by_day[2:]) & set(by_week[2:]) == set()


def test_who_leaves_uncalled_is_told_where_anybody_does(simulated, words):
    """Offices whose visitors lose patience; silence elsewhere."""
    left = np.ones(simulated.outcome.visitors.shape, dtype=int)
    impatient = replace(simulated, outcome=replace(simulated.outcome, left=left))
    sentence = words("simulation.left", count="|").split("|")[0]
    assert sentence in " ".join(" ".join(simulation_lines(impatient, words)).split())
    assert sentence not in " ".join(" ".join(simulation_lines(simulated, words)).split())
