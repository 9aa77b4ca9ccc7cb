"""After `loket forecast --compare`: what was said then, what is said now, and what came."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from office.office import Office
from report.terminal.table import paragraphs, table
from report.words.catalogue import Words

if TYPE_CHECKING:
    from planning.snapshots import Compared, Comparison

MOST = 8


def compare_lines(comparison: "Comparison", office: Office, words: Words) -> list[str]:
    """A sentence, the office's days in a table, then the services that changed or missed most."""
    days = [row for row in comparison.rows if not row.service]
    lines = [*paragraphs(_verdict(comparison, days, words)), "", *table(_days(days, words))]
    changed = _most_changed(comparison.rows)
    if changed:
        lines += ["", words("compare.most"), *table(_services(changed, office, words), left=2)]
    return [*lines, "", *paragraphs([words("compare.note")])]


def _verdict(comparison: "Comparison", days: Sequence["Compared"], words: Words) -> Iterator[str]:
    both = [row for row in days if row.old is not None and row.new is not None]
    old_made, until = words.short_day(comparison.old_made.date()), comparison.old_known
    if until is not None:
        old_made = words("compare.made", made=old_made, known=words.short_day(until))
    if both and comparison.new_made is not None:
        before, after = (sum(n.mean for row in both if (n := getattr(row, name))) for name in ("old", "new"))
        change = after / before - 1 if before > 0 else 0.0
        share = f"{_sign(100 * change, 0)}{words.percent(change)}" if before > 0 else "–"
        yield words("compare.changed", before=words.number(before), after=words.number(after), share=share,
                    made=old_made, days=len(both))  # fmt: skip
    known = [row for row in days if row.inside is not None]
    if known:
        came = sum(row.actual or 0 for row in known)
        said = sum(row.old.mean for row in known if row.old is not None)
        yield words("compare.came", came=words.number(came), said=words.number(said), made=old_made,
                    inside=sum(row.inside is True for row in known), days=len(known))  # fmt: skip


def _days(days: Sequence["Compared"], words: Words) -> list[list[str]]:
    keys = ("day", "old", "range", "new", "change", "actual", "inside")
    rows = [[words(f"compare.{key}") for key in keys]]
    for row in days:
        rows.append([f"{words.weekday(row.day)} {words.short_day(row.day)}", *_cells(row, words)])
    return rows


def _services(found: Sequence["Compared"], office: Office, words: Words) -> list[list[str]]:
    names = {service.id: service.name for service in office.services}
    keys = ("service", "day", "old", "range", "new", "change", "actual", "inside")
    rows = [[words(f"compare.{key}") for key in keys]]
    for row in found:
        day = f"{words.weekday(row.day)[:3]} {words.short_day(row.day)}"
        rows.append([names.get(row.service, row.service), day, *_cells(row, words)])
    return rows


def _cells(row: "Compared", words: Words) -> list[str]:
    """Then, its range, now, the difference, what came, and whether that lies in the range."""
    dash = "–"
    change = dash if row.change is None else f"{_sign(row.change, 1)}{words.number(row.change, 1)}"
    inside = dash if row.inside is None else words("compare.yes" if row.inside else "compare.no")
    return [
        words.number(row.old.mean, 1) if row.old else dash,
        f"{words.number(row.old.q10)}–{words.number(row.old.q90)}" if row.old else dash,
        words.number(row.new.mean, 1) if row.new else dash,
        change,
        dash if row.actual is None else words.number(row.actual),
        inside,
    ]


def _sign(value: float, digits: int) -> str:
    """A plus where the number as it is shown is above 0; the minus is the number's own."""
    return "+" if round(value, digits) > 0 else ""


def _most_changed(rows: Sequence["Compared"]) -> list["Compared"]:
    """Services' days by how far now, or what came, lies from then, in steps of the 80 % range."""

    def distance(row: "Compared") -> float:
        if row.old is None:
            return 0.0
        width = max(row.old.q90 - row.old.q10, 1)
        miss = abs(row.actual - row.old.mean) if row.actual is not None else 0.0
        return max(abs(row.change or 0.0), miss) / width

    listed = sorted((row for row in rows if row.service), key=lambda row: -distance(row))
    return [row for row in listed[:MOST] if distance(row) >= 0.25]
