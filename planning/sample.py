"""The sample visit log: two invented years of the sample office, with waits by simulation and the usual mistakes.

``python -m planning.sample`` writes sample_data/ again, byte by byte the same. Nothing in it was ever measured.
"""

import gzip
import io
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from forecast.lebong import lebong_law
from forecast.synthetic import Arrivals, draw
from office.days import Calendar, Day
from office.grid import SlotGrid
from office.office import Office
from office.streams import stream
from planning.config import load_config
from planning.sampledirt import Dirt, dirty
from planning.samplehabit import HabitPlan, habit_plan
from staffing.durations import draw_minutes
from staffing.simulation import trace
from staffing.trace import Trace
from staffing.visitors import Visitors

ROOT = Path(__file__).resolve().parent.parent
FIRST, LAST = date(2024, 11, 25), date(2026, 11, 22)
SEED = 2026
PRINTING = 0.25
"""Minutes between two tickets while the door crowd takes its own."""
WALK = 0.5
"""Minutes from call to beginning, at most; part of the time at the counter."""
CHANNELS = ("Datang langsung", "M-Paspor")
REMARK = "contoh"


def sample_log(config: Path) -> pd.DataFrame:
    """All rows of the sample log as texts, with the headings of an Indonesian ticket machine.

    Parameters
    ----------
    config
        YAML of the sample office.
    """
    loaded = load_config(config)
    office = loaded.config.office
    calendar = loaded.calendar
    grid = SlotGrid(FIRST, (LAST - FIRST).days + 1, office.slot_minutes, 7 * 60 + 30, 18, office.zone)
    arrivals = draw(lebong_law(), calendar, grid, stream(SEED, "sample", office.id, "arrivals"))
    habit = habit_plan(office, grid, grid.days_of(calendar))
    visitors = _visitors(arrivals, office, calendar, stream(SEED, "sample", office.id, "visitors"))
    happened = trace(visitors, habit.plan, office)
    rows = _rows(visitors, happened, habit, office)
    return dirty(rows, Dirt(), stream(SEED, "sample", office.id, "dirt"))


def as_csv(rows: pd.DataFrame) -> bytes:
    """The rows as a semicolon-separated file, as Excel writes it in Indonesia."""
    text = io.StringIO()
    rows.to_csv(text, sep=";", index=False, lineterminator="\r\n")
    return text.getvalue().encode("utf-8-sig")


def zipped(content: bytes) -> bytes:
    """The bytes with gzip, without a time stamp so that equal content gives equal files."""
    return gzip.compress(content, compresslevel=9, mtime=0)


def _visitors(arrivals: Arrivals, office: Office, calendar: Calendar, rng: np.random.Generator) -> Visitors:
    """One path of all days. The door crowd takes tickets when they begin."""
    grid = arrivals.grid
    service = np.array([office.service_ids.index(id) for id in arrivals.services])[arrivals.service]
    ticket = _ticket_times(arrivals, grid.days_of(calendar))
    order = np.lexsort((ticket, arrivals.day))
    service, ticket, day = service[order], ticket[order], arrivals.day[order]
    stops = max(len(each.route) for each in office.services)
    minutes = np.ones((len(ticket), stops))
    for k, each in enumerate(office.services):
        of_service = np.flatnonzero(service == k)
        for j, entry in enumerate(each.route):
            minutes[of_service, j] = draw_minutes(entry.minutes, entry.cv, len(of_service), rng)
    present = rng.random((1, grid.days, len(office.officers))) >= office.absence_rate
    priority = np.array([each.priority for each in office.services], dtype=np.int64)[service]
    first = np.searchsorted(day, np.arange(grid.days + 1))
    return Visitors(grid, first, ticket, ticket, service, priority, minutes, present, arrivals.booked[order])


def _ticket_times(arrivals: Arrivals, days: tuple[Day, ...]) -> np.ndarray:
    """When each visitor takes a ticket: on arrival, or in turn when the machine is switched on."""
    opens = np.array([[day.tickets[id][0].start if day.tickets[id] else 0 for id in arrivals.services] for day in days])
    opening = opens[arrivals.day, arrivals.service]
    early = arrivals.minute < opening
    turn = pd.Series(early).groupby(arrivals.day).cumsum().to_numpy()
    return np.where(early, opening + PRINTING * turn, arrivals.minute)


def _rows(visitors: Visitors, happened: Trace, habit: HabitPlan, office: Office) -> pd.DataFrame:
    """One row a visitor and stop that took place; a visitor who was never called has his first stop without times."""
    served = happened.by >= 0
    served[:, 0] |= ~served.any(axis=1)
    v, stop = np.nonzero(served)
    day, service = visitors.cell[v], visitors.service[v]
    begin, officer = happened.begin[v, stop], happened.by[v, stop]
    steps = [[office.step(entry.step).name for entry in each.route] for each in office.services]
    names = np.array([each.name for each in office.officers])
    desks = np.array([each.name for each in office.counters])
    came = officer >= 0
    left = begin + visitors.minutes[v, stop]
    dates = np.array([f"{each:%d/%m/%Y}" for each in visitors.grid.dates])
    return pd.DataFrame(
        {
            "Tanggal": dates[day],
            "Nomor Antrean": _tickets(visitors, office)[v],
            "Layanan": np.array([each.name.split(" (")[0] for each in office.services])[service],
            "Tahap": [steps[k][j] for k, j in zip(service, stop, strict=True)],
            "Waktu Ambil": _clocks(visitors.arrival[v]),
            "Waktu Panggil": _clocks(begin),
            "Mulai Layan": _clocks(begin + np.minimum(WALK, 0.2 * visitors.minutes[v, stop])),
            "Selesai": _clocks(left),
            "Loket": np.where(came, desks[_counters(day, begin, officer, habit, visitors.present[0])], ""),
            "Petugas": np.where(came, names[officer], ""),
            "Kanal": np.array(CHANNELS)[visitors.booked[v].astype(int)],
            "Keterangan": REMARK,
        }
    )


def _tickets(visitors: Visitors, office: Office) -> np.ndarray:
    """Letter and number of each ticket; numbers begin anew every day."""
    letters = np.array([each.ticket for each in office.services])
    number = pd.Series(visitors.service).groupby([visitors.cell, visitors.service]).cumcount().to_numpy() + 1
    return np.array([f"{letter}-{n:03d}" for letter, n in zip(letters[visitors.service], number, strict=True)])


def _counters(
    day: np.ndarray, begin: np.ndarray, officer: np.ndarray, habit: HabitPlan, present: np.ndarray
) -> np.ndarray:
    """Counter at which each stop was served: the officer's own post, or that of the absent one he stood in for."""
    grid = habit.plan.grid
    manned = np.any(habit.counter >= 0, axis=1)
    last = np.where(manned, np.arange(grid.slots), 0).max(axis=1)
    slot = np.minimum((np.nan_to_num(begin) - grid.first) // grid.slot_minutes, last[day]).astype(int)
    own = habit.counter[day, officer, slot]
    stood_for = (habit.plan.stand_in[day, :, slot] == officer[:, None]) & ~present[day]
    holder = stood_for.argmax(axis=1)
    return np.where(own >= 0, own, habit.counter[day, holder, slot])


def _clocks(minutes: np.ndarray) -> list[str]:
    """Clock times with seconds; empty where there is none."""
    seconds = np.nan_to_num(minutes * 60, nan=-1.0).astype(int)
    return [f"{s // 3600:02d}:{s // 60 % 60:02d}:{s % 60:02d}" if s >= 0 else "" for s in seconds]


def main() -> None:
    """Writes the sample log."""
    content = zipped(as_csv(sample_log(ROOT / "configs" / "lebong.yaml")))
    (ROOT / "sample_data" / "kunjungan.csv.gz").write_bytes(content)


if __name__ == "__main__":
    main()
