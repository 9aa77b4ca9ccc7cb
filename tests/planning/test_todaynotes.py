"""Notes on today's arrivals: implausible numbers, arrivals after now or at night, a file that ends early."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from office.problems import InputError
from planning.arrivalsfile import Seen, seen_in_file
from planning.inputs import gather
from planning.todaynotes import end_of, today_notes, usual_now
from report.problems import remedy, sentence
from report.words.catalogue import LANGUAGES, Words

MONDAY = date(2026, 8, 3)
TEN = 600


@pytest.fixture(scope="module")
def inputs():
    return gather(Path(__file__).parents[2] / "configs" / "ukk_small.yaml")


def seen(inputs, folder, *rows):
    path = folder / "today.csv"
    service = inputs.office.services[0].id
    lines = [f"{service},{MONDAY} {clock},{count}" for clock, count in rows]
    path.write_text("\n".join(["service,start,arrivals", *lines]) + "\n", encoding="utf-8")
    return seen_in_file(path, inputs)


def codes(inputs, found: Seen, now, most=100):
    office = inputs.office
    highest = np.full(len(office.services), most)
    notes = list(today_notes(found, now, inputs.calendar.day(MONDAY), office, None, highest))
    for note in notes:
        for language in LANGUAGES:
            words = Words(language)
            assert not sentence(note, words).startswith(words("problem.other", code=note.code, found=note.found))
            assert remedy(note, words)
    return [note.code for note in notes]


def test_a_usual_morning_needs_no_note(inputs, tmp_path):
    """Until now, within the hours, not more than ever: nothing to say, also of who queued before the doors opened."""
    assert codes(inputs, seen(inputs, tmp_path, ("07:30", 3), ("09:30", 5)), TEN) == []


@pytest.mark.parametrize(
    ("rows", "now", "code"),
    [
        ([("09:30", 201)], TEN, "today.implausible"),
        ([("09:30", 5), ("11:00", 2)], TEN, "today.after_now"),
        ([("03:00", 2), ("09:30", 5)], TEN, "today.outside_hours"),
        ([("08:00", 5)], TEN, "today.ends_early"),
        ([("09:30", 5)], 23 * 60, "today.over"),
    ],
)
def test_what_looks_like_a_mistake_is_told(inputs, tmp_path, rows, now, code):
    """Each by itself, with words in both languages."""
    assert codes(inputs, seen(inputs, tmp_path, *rows), now) == [code]


def test_a_past_day_is_over_and_today_goes_on(inputs, tmp_path):
    """Without a time: all of a day that is past, the last visitor's time today."""
    found, day = seen(inputs, tmp_path, ("09:30", 5)), inputs.calendar.day(MONDAY)
    assert usual_now(found, day, MONDAY) == found.last
    assert usual_now(found, day, date(2026, 8, 4)) == end_of(day) > found.last


def test_what_comes_in_is_named_so(inputs, tmp_path, monkeypatch):
    """A mistake in what comes in names stdin, no file that nobody made."""
    import io
    import sys
    from types import SimpleNamespace

    from commandline.today import STDIN, _seen

    wrong = io.BytesIO(b"service,start,arrivals\nnobody,2026-08-03 09:00,2\n")
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=wrong))
    with pytest.raises(InputError) as refused:
        _seen(inputs, STDIN)
    assert {problem.where.file for problem in refused.value.problems} == {"stdin"}
