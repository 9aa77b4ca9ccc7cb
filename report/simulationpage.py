"""The simulated week as a page: waits, people waiting, counters, last tickets; officers for the head alone."""

from dataclasses import dataclass

from planning.simulate import Simulated
from report.evaluated import (
    Row,
    comparison,
    day_table,
    group_table,
    hour_table,
    last_ticket_lines,
    shortage_note,
    start_note,
)
from report.plots.canvas import Picture
from report.plots.loads import occupancy_picture, queue_picture
from report.plots.waits import waits_picture
from report.stamp import title_of
from report.templating import render
from report.terminal.simulation import rest, result
from report.words.catalogue import Words


@dataclass(frozen=True)
class SimulationPage:
    """Texts, tables (the first row is the heading) and pictures of the page."""

    office: str
    week: str
    sentence: str
    notes: tuple[str, ...]
    exactly: str
    waits: Picture | None
    hours: tuple[Row, ...]
    queue: Picture
    occupancy: Picture
    days: tuple[Row, ...]
    tickets: tuple[str, ...]
    groups: tuple[Row, ...]
    figures: tuple[str, ...]
    officers: tuple[Row, ...]


def simulation_html(simulated: Simulated, words: Words) -> str:
    """A tried roster for whoever decides on it."""
    return render("simulation.html", words, page=simulation_page(simulated, words))


def simulation_page(simulated: Simulated, words: Words) -> SimulationPage:
    """The page of a simulated week."""
    week = simulated.week
    last = week.open_days[-1].date if week.open_days else week.days[-1].date
    return SimulationPage(
        week.office.name, title_of(week.week, last, words), _sentence(simulated, words),
        (*start_note(simulated, words), *shortage_note(simulated, words), comparison(simulated, words)),
        result(simulated, words),
        waits_picture(simulated, words),
        tuple(hour_table(simulated.evaluation.everybody, None, words)), queue_picture(simulated, words),
        occupancy_picture(simulated, words), tuple(day_table(simulated, words)),
        tuple(last_ticket_lines(simulated, words)), tuple(group_table(simulated, words)),
        tuple(rest(simulated, words)), _officers(simulated, words),
    )  # fmt: skip


def _sentence(simulated: Simulated, words: Words) -> str:
    """How many are called in time, and how many are not."""
    outcome, target = simulated.outcome, simulated.week.office.target
    return words("simulation.headline", share=words.percent(outcome.share_in_time), minutes=target.call_minutes,
                 wanted=words.percent(target.call_share),
                 late=words.number(float(outcome.late_by_path.mean())))  # fmt: skip


def _officers(simulated: Simulated, words: Words) -> tuple[Row, ...]:
    """Each officer's overtime and how much of his time at counters he has a visitor."""
    names = {officer.id: officer.name for officer in simulated.week.office.officers}
    heads = [words(f"simulation.{key}") for key in ("officer", "overtime_short", "occupied")]
    rows = [
        [names[each.officer],
         words("simulation.up_to", mean=words.number(each.overtime), high=words.number(each.overtime_high)),
         words.percent(each.occupied) if each.occupied is not None else "–"]
        for each in simulated.evaluation.officers
    ]  # fmt: skip
    return (heads, *rows)
