"""A replayed week as a page: the error in a sentence, pictures by day and hour, every part in a table."""

from dataclasses import dataclass

from planning.replay.result import Replayed
from report.plots.canvas import Picture
from report.plots.replayed import beside_picture
from report.stamp import title_of
from report.templating import render
from report.terminal.replay import granted, headline, off_lines, part_rows
from report.words.catalogue import Words


@dataclass(frozen=True)
class ReplayPage:
    """Texts, the table (the first row is the heading) and pictures of the page."""

    office: str
    week: str
    sentence: str
    more: tuple[str, ...]
    pictures: tuple[Picture, ...]
    rows: tuple[list[str], ...]
    granted: tuple[str, ...]


def replay_html(replayed: Replayed, words: Words) -> str:
    """A past week beside its model, for whoever asks whether the model is to be trusted."""
    return render("replay.html", words, page=replay_page(replayed, words))


def replay_page(replayed: Replayed, words: Words) -> ReplayPage:
    """The page of a replayed week."""
    week = replayed.week
    sentence, *more = headline(replayed, words)
    last = week.open_days[-1].date if week.open_days else week.days[-1].date
    days = [part for part in replayed.parts if part.day is not None]
    hours = [part for part in replayed.parts if part.start is not None]
    named = [words.weekday(week.days[part.day or 0].date) for part in days]
    clock = [words.clock(part.start or 0) for part in hours]
    return ReplayPage(
        week.office.name, title_of(week.week, last, words), sentence, (*more, *off_lines(replayed, words)),
        (beside_picture(days, named, "late", words), beside_picture(hours, clock, "wait", words)),
        tuple(part_rows(replayed, words)), (words("replay.marks"), *granted(replayed, words)),
    )  # fmt: skip
