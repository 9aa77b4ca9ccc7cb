"""forecast/unseen.py"""

from datetime import date

import numpy as np

from forecast.features import features
from forecast.kinds import KINDS
from forecast.learn import by_days
from forecast.settings import ForecastSettings
from forecast.unseen import never_seen
from report.words.catalogue import LANGUAGES, Words


def test_kinds_of_days_that_the_log_never_held_are_named(world):
    """Ramadan comes and the log is of autumn only; once it is in the log nothing is said."""
    ramadan = world.entry(start=date(2026, 2, 19), end=date(2026, 3, 20), kind="ramadan")
    for start, named in ((date(2025, 9, 1), ["forecast.never_seen.ramadan_start"]), (date(2026, 1, 5), [])):
        _, calendar, counts = world.drawn([world.law("a", 9)], 63, start=start, entries=[ramadan])
        days = by_days(counts, calendar, ForecastSettings())
        coming = features(calendar, world.grid(date(2026, 2, 23), 4).dates, ["a"], np.ones((1, 4)))
        notes = never_seen(days, coming)
        assert [note.code for note in notes] == named
        assert [note.params["percent"] for note in notes] == [55] * len(named)  # exp(-0.6)


def test_every_kind_has_its_words():
    """In both languages: its name, what is assumed, and what to try."""
    keys = ("problem.forecast.never_seen.{}", "remedy.forecast.never_seen.{}", "kind.{}")
    for words in map(Words, LANGUAGES):
        assert all(words.has(key.format(kind)) for kind in KINDS for key in keys)
