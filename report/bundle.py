"""Bundles: which files a result consists of. A new export is one line here."""

from planning.outlook import Outlook
from planning.replan import Replanned
from planning.results import RosterFile, WeekPlan
from planning.rosterfile import plan_file, roster_json
from planning.snapshots import Snapshot, snapshot_text
from report.changespage import change_texts, changes_html
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
from scheduler.repair.proposals import Proposal


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


def papers(plan: WeekPlan, words: Words) -> dict[str, bytes]:
    """What is printed of a week that was mended, by file name; see `repair_files` for the rest."""
    mine = ("week.xlsx", "days.html", "week.html", "busy.html", "forecast_days.csv", "forecast_slots.csv")
    return {name: content for name, content in week_files(plan, words).items()
            if name in mine or name.startswith("officers/")}  # fmt: skip


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


def repair_files(found: Replanned, proposal: Proposal, file: RosterFile, words: Words, number: int) -> dict[str, bytes]:
    """A way out that is taken, by file name: the roster, the sheet of changes, and who is told what."""
    names = Names(found.incident.week.office, words)
    return {
        "roster.json": roster_json(file),
        "changes.html": changes_html(found, proposal, file, words, number).encode(),
        "assignments.csv": assignments_csv(proposal.roster, names),
        "duties.csv": duties_csv(proposal.roster, names),
        **{f"changed/{officer}.txt": text.encode() for officer, text in change_texts(found, proposal, names).items()},
    }
