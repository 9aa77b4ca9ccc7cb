"""forecast/learn.py"""

from datetime import date

from forecast.features import CLASSES
from forecast.learn import learn, nothing
from forecast.settings import ForecastSettings
from report.words.catalogue import LANGUAGES, Words


def test_kinds_of_days_that_the_log_never_held_are_named(world):
    """Ramadan comes and the log is of autumn only; once it is in the log nothing is said."""
    ramadan = world.entry(start=date(2026, 2, 19), end=date(2026, 3, 20), kind="ramadan")
    for start, named in ((date(2025, 9, 1), ["forecast.never_seen.ramadan_early"]), (date(2026, 1, 5), [])):
        _, calendar, counts = world.drawn([world.law("a", 9)], 63, start=start, entries=[ramadan])
        learnt = learn(counts, calendar, ForecastSettings())
        coming = learnt.features(world.grid(date(2026, 2, 23), 7))
        assert [note.code for note in learnt.never_seen(coming)] == named


def test_every_kind_has_its_sentence():
    """In both languages, and what to try."""
    for words in map(Words, LANGUAGES):
        assert all(
            words.has(f"{part}.forecast.never_seen.{kind}") for kind in CLASSES for part in ("problem", "remedy")
        )


def test_nothing_is_a_past_without_days(world):
    """With the slots of the plan."""
    grid = world.grid(date(2026, 2, 23), 7)
    found = nothing(("a", "b"), grid)
    assert found.daily.shape == (2, 0)
    assert found.grid.slots == grid.slots
