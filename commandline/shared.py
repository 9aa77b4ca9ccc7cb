"""What commands share: inputs read from files, values read from text, and the list of what was written."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from commandline.params import UsageProblem
from commandline.session import Session, require_folder, write
from office.problems import InputError, Problem

if TYPE_CHECKING:
    from planning.inputs import Inputs
    from planning.replan import Published

BOOK_NAME, ERRORS = "isian.xlsx", "errors.xlsx"
MANY = 4
HERE = Path(__file__).parent.parent


def gather_inputs(
    session: Session, config: Path, visits: Path | None, book: Path | None, previous: tuple[Path, ...],
    out: Path | None, max_bad: str | None, bookings: Path | None = None,
) -> "Inputs":  # fmt: skip
    """Everything read from files. A refused visit log leaves `errors.xlsx` beside the message, where it can."""
    from datetime import date

    from office.problems import VisitLogError
    from planning.inputs import ahead_of, gather
    from report.problems import errors_xlsx

    try:
        inputs = ahead_of(
            gather(config, visits, book_beside(config, book), previous, share_of(max_bad), bookings), date.today()
        )
    except VisitLogError as error:
        try:
            write(out or Path(), {ERRORS: errors_xlsx(error.problems, session.words)} if out else {})
        except InputError as unwritten:
            raise InputError(*error.problems, *unwritten.problems) from error
        raise
    if out is not None:
        require_folder(out)
    if out is not None and inputs.visit_problems:
        write(out, {ERRORS: errors_xlsx(inputs.visit_problems, session.words)})
    return inputs


def published_from(
    session: Session, roster: Path, config: Path | None, visits: Path | None, book: Path | None,
    previous: tuple[Path, ...],
) -> "Published":  # fmt: skip
    """The roster with its office's files, which are looked for where they are not named."""
    from planning.inputs import gather
    from planning.origin import origin_of
    from planning.replan import publish, read_published
    from report.places import place_words

    file, plan = read_published(roster, place_words())
    origin = origin_of(roster, plan.office, file.provenance if file else None, config, visits, HERE / "configs")
    inputs = gather(origin.config, origin.visits, book_beside(origin.config, book), previous)
    return publish(inputs, file, plan, roster, origin)


def book_beside(config: Path, book: Path | None) -> Path | None:
    """The workbook that was named, else the one that lies beside the YAML."""
    beside = config.parent / BOOK_NAME
    return beside if book is None and beside.is_file() else book


def errors_file(inputs: "Inputs", out: Path) -> list[Path]:
    """The list of the visit log's problems, where there are any."""
    return [out / ERRORS] if inputs.visit_problems else []


def made_from(inputs: "Inputs") -> dict[str, object]:
    """Version and hashes that every result carries."""
    from dataclasses import asdict
    from importlib.metadata import version

    return {"version": version("loket"), "hashes": asdict(inputs.hashes)}


def wrote(session: Session, written: Sequence[Path]) -> list[str]:
    """The files that were written, a folder of many in one line."""
    beside = Counter(path.parent for path in written)
    single = [f"  {path}" for path in written if beside[path.parent] < MANY or path.parent == written[0].parent]
    folders = [folder for folder, count in beside.items() if count >= MANY and folder != written[0].parent]
    many = [f"  {folder / '*'} ({beside[folder]})" for folder in folders]
    return ["", session.words("cli.wrote"), *single, *many]


def week_asked(text: str | None) -> str:
    """The ISO week asked for; by default the one after today."""
    from datetime import date, timedelta

    from office.weeks import monday_of, week_of

    week = week_of(date.today() + timedelta(7)) if text is None else text
    try:
        return week_of(monday_of(week))
    except ValueError:
        raise UsageProblem(Problem("cli.week", found=week)) from None


def share_of(text: str | None) -> float | None:
    """A share from ``1%`` or ``0.01``."""
    if text is None:
        return None
    try:
        share = float(text.rstrip("% ").replace(",", ".")) / (100 if "%" in text else 1)
    except ValueError:
        share = -1
    if not 0 <= share <= 1:
        raise UsageProblem(Problem("cli.share", found=text))
    return share
