"""Where the heading of a table is: below titles and merged cells, in the sheet and with the delimiter that fit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from office.visits.columns import columns_of
from office.visits.format import VisitFormat
from office.visits.source import Source

_DEEPEST = 30


@dataclass(frozen=True)
class Heading:
    """The heading of a source.

    Parameters
    ----------
    source
        Where it stands.
    row
        Its (last) row as a spreadsheet counts.
    cells
        Headings from left to right.
    known
        How many fields they name.
    """

    source: Source
    row: int
    cells: tuple[str, ...]
    known: int


def headings_of(sources: Iterable[Source], format: VisitFormat) -> tuple[Heading, ...]:
    """The best heading of each source, best source first; of equals the first one."""
    found = [_best(source, format) for source in sources]
    return tuple(sorted(found, key=lambda heading: (-heading.known, -len(heading.cells) if heading.known else 0)))


def _best(source: Source, format: VisitFormat) -> Heading:
    """The row that names most fields, alone or with the merged cells above it."""
    top = [_trimmed(record) for record in islice(source.records(), _DEEPEST)]
    best = Heading(source, 1, (), 0)
    above: Sequence[str] = ()
    for row, cells in enumerate(top, 1):
        for names in (cells, _joined(above, cells)):
            known = _known(names, format)
            if known > best.known:
                best = Heading(source, row, tuple(names), known)
        above = cells
    return best


def _known(cells: Sequence[str], format: VisitFormat) -> int:
    return len(columns_of(cells, format).fields)


def _trimmed(record: list[str]) -> list[str]:
    cells = [" ".join(cell.split()) for cell in record]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _joined(above: Sequence[str], cells: Sequence[str]) -> list[str]:
    """Headings of two rows: a merged cell above stands for all columns up to the next one."""
    width = max(len(above), len(cells))
    joined, title = [], ""
    for i in range(width):
        title = (above[i] if i < len(above) else "") or title
        own = cells[i] if i < len(cells) else ""
        joined.append(f"{title} {own}".strip())
    return joined
