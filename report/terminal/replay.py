"""After `loket replay`: what the model says of a past week beside what happened, and where it is off."""

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from report.problems import sentence
from report.terminal.table import paragraphs, table
from report.words.catalogue import Words

if TYPE_CHECKING:
    from planning.replay.beside import Beside, Part
    from planning.replay.result import Replayed, ReplayedWeeks

MOST_OFF = 3
FEWEST_MINUTES = 1.0
"""Errors of mean waits below which nobody needs to look into them."""
FEWEST_WEEKS = 20
"""Weeks from which on it can be said whether ranges hold what they state."""
STATED, MARGIN = 0.8, 0.05
"""Share of weeks that the range should hold, and how far from it is good however many weeks there are."""
Figure = Literal["late", "wait"]
FIGURES: tuple[Figure, ...] = ("late", "wait")


def replay_lines(replayed: "Replayed", words: Words) -> list[str]:
    """The error in one sentence, then services, days and hours, where it is off, and what was taken for granted."""
    return [
        *paragraphs(headline(replayed, words)), "",
        *table(part_rows(replayed, words)), "",
        *paragraphs([words("replay.marks"), *off_lines(replayed, words), *granted(replayed, words)]),
    ]  # fmt: skip


def part_rows(replayed: "Replayed", words: Words) -> list[list[str]]:
    """Each part and the whole week: what happened beside the model."""
    keys = ("part", "visitors", "really", "model", "range", "wait_really", "wait_model", "wait_range", "mark")
    rows = [[words(f"replay.{key}") for key in keys]]
    rows += [_row(part_name(replayed, part, words), part, words) for part in replayed.parts]
    return [*rows, _row(words("replay.whole"), replayed.all, words)]


def headline(replayed: "Replayed", words: Words) -> Iterator[str]:
    """How many the model thinks waited too long and how many did; minutes; what logged service times leave of it."""
    late, wait = replayed.all.late, replayed.all.wait
    number, minutes = int(replayed.week.week[-2:]), replayed.week.office.target.call_minutes
    verdict = words("replay.inside" if late.inside else "replay.above" if late.real > late.high else "replay.below")
    visitors = words.number(replayed.all.visitors)
    yield words("replay.late", week=number, minutes=minutes, model=words.number(late.mean), range=_range(late, words),
                real=words.number(late.real), visitors=visitors, verdict=verdict)  # fmt: skip
    yield words("replay.wait", model=words.number(wait.mean, 1), range=_range(wait, words, 1),
                real=words.number(wait.real, 1))  # fmt: skip
    again, waited = replayed.as_logged
    yield words("replay.logged", late=words.number(again), wait=words.number(waited, 1),
                known=words.percent(replayed.known_minutes))  # fmt: skip


def part_name(replayed: "Replayed", part: "Part", words: Words) -> str:
    """The service, the day, or the hour."""
    if part.service is not None:
        return replayed.week.office.service(part.service).name
    if part.day is not None:
        date = replayed.week.days[part.day].date
        return f"{words.weekday(date)} {words.short_day(date)}"
    return f"{words.clock(part.start or 0)}–{words.clock(part.end or 0)}"


def _row(name: str, part: "Part", words: Words) -> list[str]:
    late, wait = part.late, part.wait
    return [
        name, words.number(part.visitors), words.number(late.real), words.number(late.mean, 1), _range(late, words),
        words.number(wait.real, 1), words.number(wait.mean, 1), _range(wait, words, 1),
        ("!" if not late.inside else "") + ("*" if not wait.inside else ""),
    ]  # fmt: skip


def _range(figure: "Beside", words: Words, digits: int = 0) -> str:
    low, high = words.number(figure.low, digits), words.number(figure.high, digits)
    return low if low == high else f"{low}–{high}"


def off_lines(replayed: "Replayed", words: Words) -> Iterator[str]:
    """The parts that are furthest off; people first, then minutes."""
    late = [part for part in replayed.off if not part.late.inside][:MOST_OFF]
    waits = [part for part in replayed.off if part.late.inside and abs(part.wait.error) >= FEWEST_MINUTES]
    for part in late:
        yield words("replay.off_late", part=part_name(replayed, part, words), model=words.number(part.late.mean, 1),
                    range=_range(part.late, words), real=words.number(part.late.real))  # fmt: skip
    for part in waits[: MOST_OFF - len(late)]:
        yield words("replay.off_wait", part=part_name(replayed, part, words), model=words.number(part.wait.mean, 1),
                    range=_range(part.wait, words, 1), real=words.number(part.wait.real, 1))  # fmt: skip
    if not late and not waits:
        yield words("replay.nothing_off")


def granted(replayed: "Replayed", words: Words) -> Iterator[str]:
    """What the replay rests on, and what it could not know."""
    yield words(f"replay.staff.{replayed.staff}")
    yield words("replay.times")
    if replayed.never_called:
        yield words("replay.never_called", count=words.number(replayed.never_called))
    if replayed.excused:
        yield words("replay.excused", count=words.number(replayed.excused))
    if replayed.unplaced:
        yield words(f"replay.unplaced.{replayed.staff}", count=words.number(replayed.unplaced))


def replayed_weeks_lines(replayed: "ReplayedWeeks", words: Words) -> list[str]:
    """Each week beside what happened; in how many the stated range held; weeks that were left out."""
    keys = ("week", "visitors", "really", "model", "range", "wait_really", "wait_model", "wait_range", "mark")
    rows = [[words(f"replay.{key}") for key in keys]]
    rows += [_row(each.week.week, each.all, words) for each in replayed.weeks]
    sources = sorted({each.staff for each in replayed.weeks})
    return [
        *paragraphs(_covered(replayed, words)), "",
        *table(rows), "",
        *paragraphs([words("replay.marks"), *(words(f"replay.staff.{source}") for source in sources),
                     words("replay.times")]),
        *paragraphs(f"{week}: {sentence(problem, words)}" for week, problem in replayed.left_out),
    ]  # fmt: skip


def _covered(replayed: "ReplayedWeeks", words: Words) -> Iterator[str]:
    count = len(replayed.weeks)
    yield words("replay.covered", inside=replayed.covered("late")[0], weeks=count)
    yield words("replay.covered_wait", inside=replayed.covered("wait")[0], weeks=count)
    real, model = (sum(getattr(each.all.late, name) for each in replayed.weeks) for name in ("real", "mean"))
    yield words("replay.sum", real=words.number(real), model=words.number(model))
    if count < FEWEST_WEEKS:
        yield words("replay.few_weeks", weeks=FEWEST_WEEKS)
        return
    yield words("replay.asked", weeks=count, least=math.ceil(count * (STATED - spread(count))))
    wrong = [words(f"replay.{fault}.{what}") for what in FIGURES if (fault := misfit(replayed, what)) is not None]
    yield from [*wrong, words("replay.untrue")] if wrong else [words("replay.true")]


def spread(weeks: int) -> float:
    """How far from `STATED` the share of so many weeks may lie: two standard errors of a share, at least `MARGIN`."""
    return max(MARGIN, 2 * (STATED * (1 - STATED) / weeks) ** 0.5)


def misfit(replayed: "ReplayedWeeks", what: Figure) -> Literal["narrow", "edge", "wide"] | None:
    """What is wrong with the range of a figure, None if nothing is.

    A range with its ends holds 8 of 10 weeks or more, so too few inside is a fault. Too many may be due to small whole
    numbers, so for that, and for weeks on the very ends, the randomised share is asked.
    """
    inside, share = replayed.covered(what)
    count = len(replayed.weeks)
    low, high = STATED - spread(count), STATED + spread(count)
    if inside < low * count:
        return "narrow"
    return "edge" if share < low else "wide" if share > high else None
