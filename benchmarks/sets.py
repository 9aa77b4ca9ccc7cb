"""The given sets as counts files: bakery tickets by service, arrivals at O'Hare before the pandemic."""

import os
from datetime import date
from pathlib import Path

import pandas as pd

from benchmarks.peers import HOME, Trial

DATA = Path(os.environ.get("LOKET_DATA", Path(__file__).parent.parent.parent / "shared" / "data")) / "visits"
OWN_ITEMS = ("Coffee", "Bread", "Tea", "Cake", "Pastry", "Sandwich")
ORD_END = "2020-02-29"


def given() -> list[Trial]:
    """Trials of the sets that are there; both start with a history of ten weeks or two years."""
    found = []
    if (tickets := DATA / "bakery_2016_2017" / "tickets.csv.gz").exists():
        found.append(Trial("bakery", _file("bakery", _bakery(tickets)), "GB-SCT", date(2017, 1, 8), 7, 10))
    if (hourly := DATA / "cbp_ord_2016_2020" / "ord_hourly.csv.gz").exists():
        found.append(Trial("ord", _file("ord", _ord(hourly)), "US", date(2018, 3, 1), 8, 84))
    return found


def _bakery(path: Path) -> pd.DataFrame:
    """One visit a ticket and service; rare items are `other`, as in configs/bakery.yaml."""
    frame = pd.read_csv(path).query("Item != 'NONE'")
    frame["service"] = frame["Item"].where(frame["Item"].isin(OWN_ITEMS), "Other").str.lower()
    frame["start"] = pd.to_datetime(frame["Date"] + " " + frame["Time"])
    return frame.drop_duplicates(["Transaction", "service"]).assign(arrivals=1)


def _ord(path: Path) -> pd.DataFrame:
    frame = pd.read_csv(path)
    frame["start"] = pd.to_datetime(frame["date"]) + pd.to_timedelta(frame["hour"], unit="h")
    frame = frame.assign(service="all", arrivals=frame["all_total"])
    return frame[frame["start"] < ORD_END]


def _file(name: str, frame: pd.DataFrame) -> Path:
    """Writes a counts file by the hour, empty hours left out."""
    hours = frame.assign(start=frame["start"].dt.floor("h"))
    counts = hours.groupby(["service", "start"], as_index=False)["arrivals"].sum()
    path = HOME / "sets" / f"{name}.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    counts[counts["arrivals"] > 0].to_csv(path, index=False)
    return path
