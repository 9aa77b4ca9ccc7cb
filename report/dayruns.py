"""Days in words: neighbours put together."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from report.words.catalogue import Words


def spell_days(days: Sequence[date], words: Words) -> str:
    """``Senin–Kamis, Sabtu``: weekdays in order, runs of three or more joined by a dash."""
    numbered = enumerate(sorted(days))
    runs = [[day for _, day in run] for _, run in groupby(numbered, key=lambda pair: pair[1].toordinal() - pair[0])]
    parts = []
    for run in runs:
        names = [words.weekday(day) for day in run]
        parts += names if len(names) < 3 else [f"{names[0]}–{names[-1]}"]
    return ", ".join(parts)


def spell_by_days(told: Sequence[tuple[date, str]], words: Words) -> str:
    """``Senin–Kamis 07.30–16.00; Jumat 07.30–16.30``: days of which the same is told, together."""
    same: dict[str, list[date]] = {}
    for day, text in told:
        same.setdefault(text, []).append(day)
    return "; ".join(f"{spell_days(days, words)} {text}" for text, days in same.items())
