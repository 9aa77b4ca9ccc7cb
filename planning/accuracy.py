"""What the past says of the forecast, and how the last week went."""

from datetime import date, timedelta

import numpy as np
import pandas as pd

from forecast.backtest.origins import OriginPlan, origins
from forecast.backtest.past import LogPast
from forecast.backtest.result import LOKET, NAIVE
from forecast.backtest.run import Candidate, backtest
from forecast.backtest.scoring import Scores, score
from office.streams import stream
from office.weeks import week_of
from planning.inputs import Inputs
from planning.results import Accuracy, LastWeek
from scheduler.week import OfficeWeek

SCORED_WEEKS = 8
"""History without which nothing is scored: what is left would be too short to learn from."""
SEED = 1
"""Errors of the past are the same in every run."""
MISSING_SHARE = 0.2
"""Share of uncalled visits, of those not absent or cancelled, above which the log does not tell who waited too long."""


def accuracy_of(inputs: Inputs) -> tuple[Accuracy, ...]:
    """Errors of each service's last weeks, model against naive baseline and noise floor; none without a longer log.

    The model has the appointments that had been booked before each week; the baseline has none.
    """
    counts, settings = inputs.counts, inputs.config.forecast
    if counts is None or counts.grid.days < 7 * SCORED_WEEKS:
        return ()
    weeks = origins(OriginPlan(count=settings.holdout_weeks, step=7, horizon=7), counts.grid)
    past = LogPast(counts, inputs.calendar, inputs.office, inputs.bookings)
    result = backtest(
        past, weeks, 7, [Candidate(name, settings) for name in (LOKET, NAIVE)],
        lambda origin: lambda name: stream(SEED, "accuracy", inputs.office.id, f"{origin}", name),
        lambda place, model: None, inputs.memory,
    )  # fmt: skip
    scores = score(result, stream(SEED, "accuracy", inputs.office.id))
    names = dict(zip(counts.services, result.speakers[LOKET][-1], strict=True))
    return tuple(_accuracy(scores, service, names[service]) for service in counts.services)


def _accuracy(scores: Scores, service: str, model: str) -> Accuracy:
    part = scores.whole("day", service)
    if part not in scores.parts("day"):
        return Accuracy(service=service, model=model, wape=0.0, naive_wape=0.0, floor=0.0, days=0)
    own, naive, floor = scores.of(LOKET, part), scores.of(NAIVE, part), scores.floor(part)
    wape, naive_wape, least = np.nan_to_num([own.wape, naive.wape, floor.wape])  # 0 where nobody came
    return Accuracy(
        service=service, model=model, wape=float(wape), naive_wape=float(naive_wape), floor=float(least), days=own.cells
    )


def last_week_of(inputs: Inputs, week: OfficeWeek) -> LastWeek | None:
    """The last whole week of the log before the planned one; None when the log holds no such week."""
    if inputs.log is None or inputs.log.frame.empty:
        return None
    frame = inputs.log.frame
    last = _last_whole_week(inputs, min(frame["day"].max().date(), week.days[0].date - timedelta(1)))
    sunday = last + timedelta(6 - last.weekday())
    whole = _rows(frame, sunday - timedelta(6), sunday)
    if whole.empty:
        return None
    return LastWeek(week=week_of(sunday), visitors=len(whole), late=_late(whole, week.office.target.call_minutes))


def _late(visits: pd.DataFrame, call_minutes: int) -> float | None:
    """Visits called too late or never, unless recorded as absent or cancelled; None when too few calls are known."""
    expected = ~visits["outcome"].isin(["absent", "cancelled"])
    missing = visits["called"].isna() & expected
    if missing.sum() > MISSING_SHARE * expected.sum():
        return None
    waits = (visits["called"] - visits["arrived"]).dt.total_seconds() / 60
    return float(((waits > call_minutes) | missing).sum())


def _last_whole_week(inputs: Inputs, known: date) -> date:
    """A day of the last week whose open days are all known by a date."""
    sunday = known + timedelta(6 - known.weekday())
    rest = inputs.calendar.days(known + timedelta(1), sunday) if known < sunday else ()
    return known - timedelta(known.weekday() + 1) if any(day.is_open for day in rest) else known


def _rows(frame: pd.DataFrame, first: date, last: date) -> pd.DataFrame:
    """First row of each visit from one day to another, both included; rows without a ticket number all count."""
    inside = (frame["day"] >= np.datetime64(str(first))) & (frame["day"] <= np.datetime64(str(last)))
    rows = frame[inside].sort_values(["arrived", "called"], kind="stable")
    named = rows["ticket"].notna() & (rows["ticket"].astype("string") != "")
    return rows[~(rows.duplicated(["day", "ticket", "service"]) & named)]
