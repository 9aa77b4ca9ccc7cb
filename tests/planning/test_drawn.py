"""planning/drawn.py: forecasts of coming weeks that are kept"""

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from forecast.counts import Counts
from forecast.distribution import Forecast
from office.grid import SlotGrid
from office.problems import Place, Problem
from planning.drawn import ANEW, PARTS, DrawnOnDisk, text_of
from planning.futures import draw_futures
from planning.givens import office_week
from planning.inputs import gather

GRID = SlotGrid(date(2026, 11, 30), 2, 30, 480, 3)


@pytest.fixture
def drawn():
    """Few visitors, some parts of many, notes with everything that a fact can hold."""
    rng = np.random.default_rng(3)
    booked, walk_in, events = (rng.poisson(mean, (4, 2, 6)) for mean in (0.1, 3.0, 300.0))
    notes = (
        Problem("a.b", Place("f", row=3, path="x"), "y", ("1", "2"), {"n": 1, "x": 1.5, "t": "1"}, severity="note"),
        Problem("c"),
    )
    return Forecast(GRID, ("a", "b"), booked, walk_in, events, ("m", "questionnaire"), notes)


def recalled(folder, drawn, text="rests"):
    """What a folder gives, and how often it was drawn for that."""
    calls = []
    found = DrawnOnDisk(folder).recall(text, GRID, lambda: calls.append(1) or drawn)
    return found, len(calls)


def test_another_run_gets_the_same_forecast_without_drawing(tmp_path, drawn):
    """All numbers, types, names and notes come back; what rests on something else is drawn."""
    assert recalled(tmp_path, drawn)[1] == 1
    again, calls = recalled(tmp_path, drawn)
    assert calls == 0
    for part in PARTS:
        assert np.array_equal(getattr(again, part), getattr(drawn, part))
        assert getattr(again, part).dtype == np.int64
    assert (again.grid, again.services, again.models, again.notes) == (GRID, drawn.services, drawn.models, drawn.notes)
    assert recalled(tmp_path, drawn, "other")[1] == 1


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04half", b"no file of numbers"])
def test_a_damaged_file_is_drawn_again(tmp_path, drawn, content):
    """Half a file is no forecast, and is replaced."""
    recalled(tmp_path, drawn)
    (path,) = tmp_path.glob("*.npz")
    path.write_bytes(content)
    assert recalled(tmp_path, drawn)[1] == 1
    assert recalled(tmp_path, drawn)[1] == 0


def test_a_folder_that_cannot_be_made_keeps_nothing(tmp_path, drawn):
    """A file stands where the folder should be."""
    (tmp_path / "file").write_text("")
    assert [recalled(tmp_path / "file", drawn)[1] for _ in range(2)] == [1, 1]


def test_text_does_not_depend_on_the_order_of_sets():
    """The same office is the same text in every process; arrays count with type, shape and numbers."""
    names = [f"n{i}" for i in range(50)]
    assert text_of({"a": frozenset(names)}) == text_of({"a": frozenset(reversed(names))})
    flat = np.arange(6)
    texts = [text_of([array]) for array in (flat, flat.reshape(2, 3), flat.astype(np.int32), flat + 1)]
    assert len(set(texts)) == 4


def test_text_of_counts_is_of_what_was_counted():
    """Sums that were read meanwhile change nothing; each field does, notes too."""
    grid, none = SlotGrid(date(2026, 11, 2), 7, 30, 480, 4), np.zeros((1, 28), int)
    counts = Counts(grid, ("a",), none, none, none == 0)
    text = text_of([counts])
    assert counts.daily.shape == counts.observed_days.shape == (1, 7)
    assert text_of([counts]) == text
    others = (
        replace(counts, grid=replace(grid, zone="Asia/Makassar")),
        replace(counts, arrivals=none + 1),
        replace(counts, notes=(Problem("c", params={"n": 1}),)),
        replace(counts, knows_channel=True),
    )
    assert len({text, *(text_of([other]) for other in others)}) == 5


def test_a_forecast_rests_on_the_code_that_names_its_streams(tmp_path, drawn, monkeypatch):
    """Other code in any of the three packages: another file."""
    asked = []
    monkeypatch.setattr("planning.drawn.code_of", lambda *packages: f"{asked.extend(packages)}")
    recalled(tmp_path, drawn)
    assert {package.__name__ for package in asked} == {"forecast", "office", "planning"}


def test_what_is_kept_is_what_would_be_drawn(tmp_path):
    """A kept week gives the same visitors; another seed, office or crowd gives others."""
    anew = replace(gather(Path("configs/ukk_small.yaml")), drawn=ANEW)
    kept = replace(anew, drawn=DrawnOnDisk(tmp_path))
    week = office_week(anew, "2026-W49")
    one, *others = (draw_futures(each, week, "judging", 40, 1) for each in (anew, kept, kept))
    for other in others:
        assert np.array_equal(one.forecast.arrivals, other.forecast.arrivals)
        assert np.array_equal(one.visitors.arrival, other.visitors.arrival)
    assert len(list(tmp_path.glob("*.npz"))) == 1
    assert not np.array_equal(draw_futures(kept, week, "judging", 40, 2).forecast.arrivals, one.forecast.arrivals)
    assert len(list(tmp_path.glob("*.npz"))) == 2
