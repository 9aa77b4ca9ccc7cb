"""A finished backtest as data, for other programs."""

from importlib.metadata import version

import numpy as np

from forecast.backtest.scoring import Cover, Floor, Part, Score
from planning.backtest import Backtested

DIGITS = 6


def summary(done: Backtested) -> dict[str, object]:
    """Settings, hashes, every score, floors, calibration and seconds; unknown numbers are null.

    ``scores`` sums the errors of services; ``office`` holds those of the totals over all services, a day, over the
    first week and over the whole horizon.
    """
    result, scores = done.result, done.scores
    return {
        "version": version("loket"),
        "command": done.command or None,
        "source": done.source,
        "name": done.name,
        "origins": [day.isoformat() for day in result.origins],
        "horizon_days": result.horizon,
        "slot_minutes": result.grid.slot_minutes,
        "zone": result.grid.zone,
        "seed": done.wanted.seed,
        "services": [{"id": id, "name": done.service_names[id]} for id in result.services],
        "models": list(scores.models),
        "shown": done.shown,
        "scores": [_score(score, done) for score in scores.scores if not _of_office(score.part)],
        "floors": [_floor(floor, done) for floor in scores.floors if not _of_office(floor.part)],
        "office": {
            "scores": [_score(score, done) for score in scores.scores if _of_office(score.part)],
            "floors": [_floor(floor, done) for floor in scores.floors if _of_office(floor.part)],
        },
        "calibration": {
            level: {
                "stated": list(found.stated),
                "observed": _numbers(found.observed),
                "low90": _numbers(found.low),
                "high90": _numbers(found.high),
                "pit_density": _numbers(found.histogram),
            }
            for level, found in done.calibrations.items()
        },
        "seconds": {
            "all": round(done.seconds, 3),
            "models": {model: round(found, 4) for model, found in scores.seconds.items()},
        },
        "settings": done.settings.model_dump(mode="json"),
        "hashes": dict(done.hashes),
    }


def _of_office(part: Part) -> bool:
    return part.level.startswith("office")


def _score(score: Score, done: Backtested) -> dict[str, object]:
    return {
        "model": score.model,
        **_part(score.part, done),
        **{name: _number(getattr(score, name)) for name in ("wape", "wql", "mase", "bias")},
        "coverage80": _cover(score.cover80),
        "coverage95": _cover(score.cover95),
        "cells": score.cells,
        "visitors": score.visitors,
    }


def _floor(floor: Floor, done: Backtested) -> dict[str, object]:
    return {**_part(floor.part, done), "wape": _number(floor.wape), "wql": _number(floor.wql)}


def _part(part: Part, done: Backtested) -> dict[str, object]:
    service = done.service_names[part.service] if part.service else None
    return {"level": part.level, "service": service, "days_ahead": [part.first, part.last], "kind": part.kind or None}


def _cover(cover: Cover) -> dict[str, float | None]:
    return {
        "pit": _number(cover.share),
        "low90": _number(cover.low),
        "high90": _number(cover.high),
        "plain": _number(cover.plain),
    }


def _numbers(values: np.ndarray) -> list[float | None]:
    return [_number(float(value)) for value in values]


def _number(value: float) -> float | None:
    return round(float(value), DIGITS) if np.isfinite(value) else None
