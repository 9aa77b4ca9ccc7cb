"""A backtest in words: what a terminal and a page say alike."""

import math
from collections.abc import Iterator, Sequence
from datetime import date

from forecast.backtest.result import LOKET, NAIVE, LevelName
from forecast.backtest.scoring import ORDINARY, RANGES, Part, Score, groups
from planning.backtest import Backtested
from report.words.catalogue import Words

Row = tuple[str, ...]
BANDS = {0.8: (0.77, 0.85), 0.95: (0.92, 0.98)}
"""Between which observed shares a stated range is called true."""
JUDGED_CELLS = 30
"""Fewer days or slots do not tell whether a range is true."""


def asked(done: Backtested, words: Words) -> str:
    """What was tried: source, origins, days ahead."""
    origins = done.result.origins
    return words.counted(
        "backtest.asked", len(origins), name=done.name, origins=len(origins), start=_day(origins[0], words),
        end=_day(origins[-1], words), days=done.result.horizon,
    )  # fmt: skip


def verdict(done: Backtested, words: Words) -> str:
    """The shown model's error of the whole office's days, and of single services; who was better, where any was."""
    office = done.scores.whole("office")
    many = len(done.result.services) > 1 and office in done.scores.parts("office")
    part = office if many else done.scores.whole("day")
    own, naive, floor = done.scores.of(done.shown, part), done.scores.of(NAIVE, part), done.scores.floor(part)
    if math.isnan(own.wape):
        return words("backtest.nobody_came")
    facts = {"model": model_name(done.shown, words), "wape": words.percent(own.wape, 1),
             "points": points(own.wape, floor.wape, words), "naive": words.percent(naive.wape, 1),
             "of": words("backtest.of_office" if many else "backtest.of_days")}  # fmt: skip
    gain = 1 - own.wape / naive.wape if naive.wape > 0 else 0.0
    told = (
        words("backtest.better", gain=words.percent(gain), **facts)
        if gain > 0
        else words("backtest.not_better", **facts)
    )
    return " ".join((told, *((_of_services(done, words),) if many else ()), *_others_better(done, part, words)))


def _of_services(done: Backtested, words: Words) -> str:
    """The error of each service by itself, summed: larger than the office's, where errors cancel out."""
    part = done.scores.whole("day")
    own, naive = done.scores.of(done.shown, part).wape, done.scores.of(NAIVE, part).wape
    return words("backtest.of_services", wape=words.percent(own, 1), naive=words.percent(naive, 1))


def _others_better(done: Backtested, part: Part, words: Words) -> Iterator[str]:
    """The model that came closest, where it is another and no baseline."""
    best = min((done.scores.of(m, part) for m in done.scores.models if m != NAIVE), key=lambda s: s.wape, default=None)
    if best is not None and best.wape < done.scores.of(done.shown, part).wape:
        yield words("backtest.other_better", model=model_name(best.model, words), wape=words.percent(best.wape, 1))


def model_rows(done: Backtested, level: LevelName, words: Words) -> list[Row]:
    """Heading, one row a model by wQL, and the noise floor; only the heading where nothing of it was scored."""
    part = done.scores.whole(level)
    heads = ("model", "wape", "above", "wql", "mase", "cover80", "cover95", "seconds")
    rows: list[Row] = [tuple(words(f"backtest.head.{key}") for key in heads)]
    if part not in done.scores.parts(level):
        return rows
    floor = done.scores.floor(part)
    scores = sorted((done.scores.of(m, part) for m in done.scores.models), key=lambda s: (math.isnan(s.wql), s.wql))
    for found in scores:
        rows.append((
            model_name(found.model, words), _percent(found.wape, words), points(found.wape, floor.wape, words),
            _percent(found.wql, words), _number(found.mase, words), cover(found, 0.8, words),
            cover(found, 0.95, words), words.number(done.scores.seconds[found.model], 1),
        ))  # fmt: skip
    rows.append((words("backtest.floor"), _percent(floor.wape, words), "",
                 _percent(floor.wql, words), "", "", "", ""))  # fmt: skip
    return rows


def office_rows(done: Backtested, words: Words) -> list[Row]:
    """The shown model's totals over all services: a day, the first week, the whole horizon."""
    heads = ("total", "number", "own", "naive", "floor", "own_wql", "cover80", "cover95")
    rows: list[Row] = [_heads(heads, done, words)]
    for level in (level.name for level in done.result.office):
        part = done.scores.whole(level)
        if part not in done.scores.parts(level):
            continue
        own = done.scores.of(done.shown, part)
        rows.append((
            words(f"backtest.total.{level}", days=done.result.horizon), words.number(own.cells),
            _percent(own.wape, words), _percent(done.scores.of(NAIVE, part).wape, words),
            _percent(done.scores.floor(part).wape, words), _percent(own.wql, words), cover(own, 0.8, words),
            cover(own, 0.95, words),
        ))  # fmt: skip
    return rows


def levels(done: Backtested) -> tuple[LevelName, ...]:
    """What tables of models are of: the office where it has several services, its days, its slots."""
    return ("office", "day", "slot") if len(done.result.services) > 1 and done.result.office else ("day", "slot")


def days_title(done: Backtested, level: LevelName, words: Words) -> str:
    """What a table of models is of, and how many numbers it rests on."""
    part = done.scores.whole(level)
    cells = done.scores.of(done.shown, part).cells if part in done.scores.parts(level) else 0
    facts = {"minutes": done.result.grid.slot_minutes, "days": done.result.horizon, "cells": words.number(cells)}
    key = {"day": "days", "slot": "slots"}.get(level, level)
    return words(f"backtest.{key}" if len(done.result.services) > 1 else f"backtest.{key}.one", **facts)


def ahead_rows(done: Backtested, level: LevelName, words: Words) -> list[Row]:
    """WAPE by days ahead: one row a model, and the floor."""
    spans = groups(done.result.horizon)
    parts = [Part(level, "", first, last) for first, last in spans]
    known = [part for part in parts if part in done.scores.parts(level)]
    rows: list[Row] = [
        (words("backtest.head.model"), *(words("backtest.span", first=p.first, last=p.last) for p in known))
    ]
    rows += [
        (model_name(model, words), *(_percent(done.scores.of(model, part).wape, words) for part in known))
        for model in done.scores.models
    ]
    rows.append((words("backtest.floor"), *(_percent(done.scores.floor(part).wape, words) for part in known)))
    return rows


def service_rows(done: Backtested, words: Words) -> list[Row]:
    """Each service: its visitors a day, the shown model against the best other, the baseline and the floor."""
    heads = ("service", "number", "mean", "own", "other", "naive", "floor", "cover80", "cover95")
    rows: list[Row] = [_heads(heads, done, words)]
    for service in done.result.services:
        part = done.scores.whole("day", service)
        if part not in done.scores.parts("day"):
            rows.append((done.service_names[service], *("–" for _ in heads[1:])))
            continue
        own, floor = done.scores.of(done.shown, part), done.scores.floor(part)
        rows.append((
            done.service_names[service], words.number(own.cells), words.number(own.visitors / own.cells, 1),
            _marked(own, done, words), _best_other(done, part, words),
            _percent(done.scores.of(NAIVE, part).wape, words), _percent(floor.wape, words), cover(own, 0.8, words),
            cover(own, 0.95, words),
        ))  # fmt: skip
    return rows


def marks(done: Backtested, words: Words) -> list[str]:
    """What the marks in the table of services mean, where there are any."""
    rows = service_rows(done, words)[1:]
    return [words(f"backtest.{key}") for key, mark in MARKS.items() if any(row[3].startswith(mark) for row in rows)]


def kind_rows(done: Backtested, words: Words) -> list[Row]:
    """Each kind of day that was scored; only the heading where there is but one."""
    heads = ("kind", "number", "own", "other", "naive", "bias", "cover80")
    rows: list[Row] = [_heads(heads, done, words)]
    parts = [part for part in done.scores.parts("day") if part.kind]
    for part in parts if len(parts) > 1 else ():
        own = done.scores.of(done.shown, part)
        rows.append((
            kind_name(part.kind, words), words.number(own.cells), _percent(own.wape, words),
            _best_other(done, part, words), _percent(done.scores.of(NAIVE, part).wape, words),
            _signed(own.bias, words), cover(own, 0.8, words),
        ))  # fmt: skip
    return rows


MARKS = {"below_floor": "*", "naive_better": "!"}
"""Before the error of a service: luck of few days, and services for which the simplest forecast was better."""


def _marked(own: Score, done: Backtested, words: Words) -> str:
    """The error of a service, with a mark where it deserves a second look."""
    floor, naive = done.scores.floor(own.part).wape, done.scores.of(NAIVE, own.part).wape
    mark = MARKS["naive_better"] if naive < own.wape else MARKS["below_floor"] if own.wape < floor else ""
    return f"{mark} {_percent(own.wape, words)}".strip()


def _best_other(done: Backtested, part: Part, words: Words) -> str:
    """The best of the other models by name, picked afterwards."""
    others = [done.scores.of(m, part) for m in done.scores.models if m not in (done.shown, NAIVE)]
    best = min((other for other in others if math.isfinite(other.wape)), key=lambda s: s.wape, default=None)
    return f"{best.model} {_percent(best.wape, words)}" if best is not None else "–"


def _heads(keys: Sequence[str], done: Backtested, words: Words) -> Row:
    """Headings; the shown model goes by its name."""
    own = done.shown if done.shown != LOKET else short_model_name(LOKET, words)
    return tuple(words(f"backtest.head.{key}", model=own) for key in keys)


def model_name(model: str, words: Words) -> str:
    """The name that a model is asked for by, and what it does in two words where that is not the same."""
    told = short_model_name(model, words)
    return told if told.casefold() == model else f"{model} ({told})"


def short_model_name(model: str, words: Words) -> str:
    """What a model does in two words, where there is little room; its name where nobody has words for it."""
    key = f"model.{model}"
    return words(key) if words.has(key) else model


def kind_name(kind: str, words: Words) -> str:
    """What people call a kind of day."""
    return words("backtest.ordinary") if kind == ORDINARY else words(f"kind.{kind}")


def points(error: float, floor: float, words: Words) -> str:
    """``+4,6``: points of a percentage above the floor."""
    return _signed(error - floor, words) if math.isfinite(error - floor) else "–"


def cover(found: Score, stated: float, words: Words) -> str:
    """``84 %``, with ``<`` where the range is too narrow and ``>`` where it is too wide, beyond the play of chance."""
    held = found.cover80 if stated == RANGES[0] else found.cover95
    if not math.isfinite(held.share):
        return "–"
    low, high = BANDS[stated]
    mark = "<" if held.high < low else ">" if held.low > high else ""
    return f"{mark} {words.percent(held.share)}".strip() if found.cells >= JUDGED_CELLS else words.percent(held.share)


def is_shown(row: Row, done: Backtested, words: Words) -> bool:
    """Whether a row is that of the model looked at."""
    return row[0] == model_name(done.shown, words)


def _signed(share: float, words: Words) -> str:
    text = words.number(100 * share, 1)
    return f"+{text}" if share >= 0 and math.isfinite(share) else text if math.isfinite(share) else "–"


def _percent(share: float, words: Words) -> str:
    return words.number(100 * share, 1) if math.isfinite(share) else "–"


def _number(value: float, words: Words) -> str:
    return words.number(value, 2) if math.isfinite(value) else "–"


def _day(day: date, words: Words) -> str:
    return f"{words.short_day(day)} {day.year}"
