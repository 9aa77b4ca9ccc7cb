"""A replay in sentences: the error first, where it is off, what it rests on."""

from dataclasses import replace

import pytest

from office.problems import Problem
from planning.replay.beside import Beside, Part
from planning.replay.result import Replayed, ReplayedWeeks
from report.replaypage import replay_html, replay_page
from report.terminal.replay import replay_lines, replayed_weeks_lines
from report.terminal.table import WIDTH


def figure(real, mean=10.0, low=7.0, high=14.0):
    """A figure of a week; a real 10 lies in the middle of the model."""
    return Beside(real, mean, low, high, 0.4, 0.6)


def part(real=10.0, wait=5.0, **where):
    """A part of a week with a real number of late visitors and mean wait."""
    place = {"service": None, "day": None, "start": None, "end": None} | where
    return Part(**place, visitors=163, late=figure(real), wait=figure(wait, 5.0, 4.0, 6.5))


@pytest.fixture
def replayed(plan):
    """A week in which one day had many more late visitors, and one hour longer waits."""
    parts = (part(service=plan.office.service_ids[0]), part(31.0, day=1), part(wait=9.0, start=540, end=600))
    return Replayed(plan.week, "officers", 1000, part(15.0), parts, (14, 5.2), 0.97, 3, 2, 7)


def told(lines):
    """The text in one line."""
    return " ".join(" ".join(lines).split())


def test_the_first_sentence_is_the_error(replayed, words):
    """What the model thinks, its range, what happened, and on which side it lay."""
    text = told(replay_lines(replayed, words)[:2])
    assert all(number in text for number in ("10", "7–14", "15", "163"))
    assert words("replay.above") in text
    for real, verdict in [(10.0, "inside"), (2.0, "below")]:
        again = told(replay_lines(replace(replayed, all=part(real)), words))
        assert words(f"replay.{verdict}") in again


def test_what_is_off_is_named(replayed, words):
    """The day and the hour, not the service that is inside; and nothing where nothing is."""
    text = told(replay_lines(replayed, words))
    day = words.weekday(replayed.week.days[1].date)
    off = [
        words(f"replay.{key}", part="|", model="", range="", real="").split("|")[0] for key in ("off_late", "off_wait")
    ]
    assert f"{off[0]}{day}" in text
    assert f"{off[1]}09.00–10.00" in text
    calm = replace(replayed, parts=replayed.parts[:1])
    assert words("replay.nothing_off") in told(replay_lines(calm, words))


def test_what_could_not_be_known_is_said(replayed, words):
    """Nobody called them, they were absent, their officer is unknown; each only where there are some."""
    keys = ("never_called", "excused", "unplaced.officers")
    text = told(replay_lines(replayed, words))
    sure = told(replay_lines(replace(replayed, never_called=0, excused=0, unplaced=0), words))
    for key, count in zip(keys, (2, 3, 7), strict=True):
        sentence = words(f"replay.{key}", count=count)
        assert sentence in text
        assert sentence not in sure


def weeks_of(replayed, count, **faults):
    """So many weeks that fit, but for the faults: figure -> (weeks, what it is there; else it is in the middle)."""
    fair = Beside(10.0, 10.0, 7.0, 14.0, 0.0, 1.0)
    weeks = []
    for n in range(count):
        change = {what: odd if n < some else IN_THE_MIDDLE for what, (some, odd) in faults.items()}
        weeks.append(replace(replayed, all=replace(replayed.all, **{"late": fair, "wait": fair, **change})))
    return ReplayedWeeks(tuple(weeks), ())


OUTSIDE = Beside(30.0, 10.0, 7.0, 14.0, 1.0, 1.0)
ON_THE_EDGE = Beside(0.0, 3.0, 0.0, 6.0, 0.0, 0.12)
IN_THE_MIDDLE = Beside(10.0, 10.0, 7.0, 14.0, 0.4, 0.6)


@pytest.mark.parametrize(("weeks", "key"), [(4, "few_weeks"), (30, "true")])
def test_few_weeks_prove_nothing(replayed, words, weeks, key):
    """From twenty weeks on the range is called true or not."""
    assert words(f"replay.{key}", weeks=20) in told(replayed_weeks_lines(weeks_of(replayed, weeks), words))


@pytest.mark.parametrize("what", ["late", "wait"])
@pytest.mark.parametrize(
    ("odd", "fault"), [(OUTSIDE, "narrow"), (ON_THE_EDGE, "edge"), (IN_THE_MIDDLE, "wide")]
)  # fmt: skip
def test_either_figure_can_make_the_range_untrue(replayed, words, what, odd, fault):
    """Never inside, always on the end, or always in the middle in thirty weeks: what is wrong of which is told."""
    text = told(replayed_weeks_lines(weeks_of(replayed, 30, **{what: (30, odd)}), words))
    assert words(f"replay.{fault}.{what}") in text
    assert words("replay.untrue") in text
    assert words("replay.true") not in text


@pytest.mark.parametrize("what", ["late", "wait"])
@pytest.mark.parametrize(("outside", "key"), [(7, "true"), (8, "untrue")])
def test_the_verdict_follows_the_lines_above_it(replayed, words, what, outside, key):
    """Of 20 weeks 16 are stated and two standard errors are 3.6: 13 inside are fair, 12 are not, and that is said."""
    text = told(replayed_weeks_lines(weeks_of(replayed, 20, **{what: (outside, OUTSIDE)}), words))
    assert words("replay.asked", weeks=20, least=13) in text
    assert words(f"replay.{key}") in text


def test_marks_are_explained(replayed, words):
    """What stands in the last column, below the table and on the page."""
    assert words("replay.marks") in told(replay_lines(replayed, words))
    assert words("replay.marks") in replay_page(replayed, words).granted


def test_weeks_left_out_are_told_with_their_reason(replayed, words):
    """The code's own sentence, and no line wider than the terminal."""
    problem = Problem("replay.no_staff", found="2026-W41")
    lines = replayed_weeks_lines(ReplayedWeeks((replayed,), (("2026-W41", problem),)), words)
    assert words("problem.replay.no_staff", found="2026-W41")[:30] in told(lines)
    assert max(map(len, [*lines, *replay_lines(replayed, words)])) <= WIDTH


def test_the_page_has_pictures_and_every_part(replayed, words):
    """Days and hours that lie inside are counted in the titles; nothing is fetched and no name becomes markup."""
    office = replayed.week.office.model_copy(update={"name": "<b>Kantor</b>"})
    page = replay_page(replayed, words)
    assert [picture.title for picture in page.pictures] == [
        words("replay.plot.late", inside=0, parts=1), words("replay.plot.wait", inside=0, parts=1),
    ]  # fmt: skip
    assert len(page.rows) == len(replayed.parts) + 2
    text = replay_html(replace(replayed, week=replace(replayed.week, office=office)), words)
    assert "<script" not in text
    assert "<b>Kantor" not in text
    assert text.count("<svg") == 2
