"""What was found of a plan by simulation, as data for files: certificate, choices, baselines, refinement."""

from dataclasses import asdict

from planning.results import Baseline, Choice, WeekPlan
from staffing.certificate import Cell


def judged_data(plan: WeekPlan) -> dict[str, object]:
    """Numbers, texts, lists and dicts only; days as dates, times as minutes of the day, shares between 0 and 1."""
    found = plan.certificate
    return {
        "certificate": {
            "days": found.days, "cells": [_cell(cell, plan) for cell in found.cells],
            "visits": [_cell(cell, plan) for cell in found.visits],
        },
        "choices": [_choice(choice, plan) for choice in plan.choices],
        "baselines": [_baseline(baseline) for baseline in plan.baselines],
        "refinement": _refinement(plan),
        "score": plan.score.data(),
        "conflict": [
            {"code": s.code, "officer": s.officer, "day": None if s.day is None else f"{s.day}", "subject": s.subject}
            for s in plan.conflict
        ],
    }  # fmt: skip


def _refinement(plan: WeekPlan) -> dict[str, object] | None:
    """How the roster was refined; of a repeatable plan without its seconds, which differ from run to run."""
    if plan.refinement is None:
        return None
    unlike = {"seconds"} if plan.provenance.repeatable else set()
    return {key: value for key, value in asdict(plan.refinement).items() if key not in unlike}


def _cell(cell: Cell, plan: WeekPlan) -> dict[str, object]:
    day = None if cell.day is None else plan.week.grid.dates[cell.day].isoformat()
    return asdict(cell) | {"day": day, "verdict": cell.verdict, "missed_by": cell.missed_by}


def _choice(choice: Choice, plan: WeekPlan) -> dict[str, object]:
    return {
        "name": choice.name, "chosen": choice.name == plan.chosen,
        "late_a_week": {"mean": choice.late.mean, "low80": choice.late.low, "high80": choice.late.high},
        "back_office_minutes": choice.back_office_minutes, "weak_slots": choice.weak_slots,
    }  # fmt: skip


def _baseline(baseline: Baseline) -> dict[str, object]:
    return {
        "name": baseline.name, "share_in_time": baseline.outcome.share_in_time,
        "late_a_week": float(baseline.outcome.late_by_path.mean()),
        "gain": {"mean": baseline.gain.mean, "low95": baseline.gain.low, "high95": baseline.gain.high},
    }  # fmt: skip
