"""Earlier results in the folder that a plan is written to: another office's are refused, one's own are kept."""

from pathlib import Path

from office.problems import Place, Problem, RosterError
from planning.rosterfile import read_roster_file
from scheduler.roster import Roster

ROSTER = "roster.json"


def refuse_other_office(folder: Path, office: str) -> None:
    """Refuses a folder that holds the week of another office.

    Raises
    ------
    RosterError
        Naming both offices. A roster.json that cannot be read is nobody's.
    """
    there = _roster_in(folder)
    if there is not None and there.office != office:
        place = Place(file=str(folder / ROSTER))
        raise RosterError(Problem("plan.other_office", place, found=there.office, allowed=(office,)))


def keep_earlier(folder: Path, roster: Roster) -> Path | None:
    """Moves an earlier plan of the week aside, unless it is the same; where it went, None if it stays.

    Parameters
    ----------
    folder
        Folder of the week, which may not be there yet.
    roster
        The roster that is going to be written.
    """
    there = _roster_in(folder)
    if there is None or there == roster:
        return None
    number = next(n for n in range(1, 10_000) if not _aside(folder, n).exists())
    return folder.rename(_aside(folder, number))


def _aside(folder: Path, number: int) -> Path:
    return folder.with_name(f"{folder.name}-versi-{number}")


def _roster_in(folder: Path) -> Roster | None:
    path = folder / ROSTER
    if not path.is_file():
        return None
    try:
        return read_roster_file(path).roster
    except RosterError:
        return None
