"""Bundles: which files a result consists of. A new export is one line here."""

from planning.outlook import Outlook
from planning.results import WeekPlan
from planning.rosterfile import plan_file, roster_json
from planning.snapshots import Snapshot, snapshot_text
from report.forecastpage import forecast_html, office_fan
from report.pages import busy_html, days_html, week_html
from report.places import Names
from report.plots import outlook_png
from report.tables import (
    assignments_csv,
    duties_csv,
    forecast_days_csv,
    forecast_slots_csv,
    week_xlsx,
)
from report.texts import officer_texts
from report.words.catalogue import Words


def week_files(plan: WeekPlan, words: Words) -> dict[str, bytes]:
    """Everything of a planned week, by file name."""
    names = Names(plan.office, words)
    return {
        "week.xlsx": week_xlsx(plan, words),
        "days.html": days_html(plan, words).encode(),
        "week.html": week_html(plan, words).encode(),
        "busy.html": busy_html(plan, words).encode(),
        "roster.json": roster_json(plan_file(plan)),
        "assignments.csv": assignments_csv(plan.roster, names),
        "duties.csv": duties_csv(plan.roster, names),
        "forecast_days.csv": forecast_days_csv(plan.forecast, plan.week.days, names),
        "forecast_slots.csv": forecast_slots_csv(plan.forecast, names),
        **{f"officers/{officer}.txt": text.encode() for officer, text in officer_texts(plan, words).items()},
    }


def outlook_files(outlook: Outlook, snapshot: "Snapshot", words: Words) -> dict[str, bytes]:
    """Everything of a forecast, by file name."""
    names = Names(outlook.office, words)
    return {
        "forecast_days.csv": forecast_days_csv(outlook.forecast, outlook.days, names),
        "forecast_slots.csv": forecast_slots_csv(outlook.forecast, names),
        "forecast.png": outlook_png(outlook, words),
        "forecast.json": snapshot_text(snapshot).encode(),
        "forecast.html": forecast_html(outlook, snapshot, words).encode(),
        "forecast.svg": office_fan(outlook, words).svg.encode(),
    }
