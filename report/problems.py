"""Problems in words: grouped for the terminal, one by one in a workbook. Renders any problem of any floor."""

import io
import re
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from office.problems import Place, Problem, Severity
from report.sheets.paper import lines_needed
from report.words.catalogue import Words

WIDTH = 100
GROUPS = 20
_ALLOWED = 12
_SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")
_MORE = ".more"
_ISO = re.compile(r"^\d{4}-\d{2}-\d{2}$")
_ROWS_OF_A_SHEET = 1_048_000


def lines(problems: Iterable[Problem], words: Words) -> list[str]:
    """Problems for a terminal, at most 100 columns wide: errors first, rows with the same thing wrong as one.

    At most 20 kinds are shown; the last line says how many are not.
    """
    return [line for text in grouped(problems, words) for line in _wrapped(text)]


def remarks(problems: Iterable[Problem], words: Words) -> list[str]:
    """Notes on inputs that were accepted: warnings first, and rows of the visit log in one sentence."""
    told = list(problems)
    rows = [problem for problem in told if _is_row(problem)]
    others = [problem for problem in told if not _is_row(problem)]
    first = [problem for problem in others if problem.severity == "warning"]
    rest = [problem for problem in others if problem.severity != "warning"]
    texts = [*grouped(first, words), *_rows_in_short(rows, words), *grouped(rest, words)]
    return [line for text in texts for line in _wrapped(text)]


def _is_row(problem: Problem) -> bool:
    return problem.code.startswith("visits.") and problem.where.row is not None


def _rows_in_short(rows: Sequence[Problem], words: Words) -> list[str]:
    if not rows:
        return []
    groups = _groups(rows)
    bad = sum(group.rows for group in groups if group.first.severity == "error")
    look = sum(group.rows for group in groups) - bad
    told = [words(f"problems.rows.{key}", rows=count) for key, count in (("bad", bad), ("look", look)) if count]
    return [words("problems.rows", file=Path(rows[0].where.file).name, told=", ".join(told))]


def grouped(problems: Iterable[Problem], words: Words) -> list[str]:
    """The same, one text a kind, however long."""
    groups = _groups(problems)
    told = [_group_text(group, words) for group in groups[:GROUPS]]
    rest = len(groups) - GROUPS
    return told + ([words("problems.more", count=rest)] if rest > 0 else [])


def sentence(problem: Problem, words: Words) -> str:
    """What is wrong, without its place. A code or fact that the catalogue lacks gives a bare sentence, no failure."""
    told = _told(f"problem.{problem.code}", problem, words)
    return told or words("problem.other", code=problem.code, found=problem.found)


def remedy(problem: Problem, words: Words) -> str:
    """What to try; empty where the catalogue has nothing."""
    return _told(f"remedy.{problem.code}", problem, words)


def warnings(problems: Iterable[Problem], words: Words) -> tuple[str, ...]:
    """What a reader of a page must not miss, each with what to try."""
    return tuple(
        f"{words('problems.warning')}: {sentence(problem, words)} {remedy(problem, words)}".rstrip()
        for problem in problems
        if problem.severity == "warning"
    )


def _told(key: str, problem: Problem, words: Words) -> str:
    """The text of a key; empty when the catalogue lacks it or the problem lacks a fact that it names."""
    try:
        return words(key, **_facts(problem, words))
    except KeyError:
        return ""


def place(where: Place, words: Words) -> str:
    """Where it stands: ``file:line:char: path`` in texts, ``file: sheet, row, column`` in tables."""
    file = ":".join(str(part) for part in (where.file, where.line, where.char) if part not in (None, ""))
    in_table = _in_table(where, words)
    return ": ".join(part for part in (Path(where.file).name if in_table else file, in_table, where.path) if part)


def errors_xlsx(problems: Sequence[Problem], words: Words) -> bytes:
    """errors.xlsx: every problem on a row of its own, errors first, to be ticked off; A4 landscape."""
    import xlsxwriter

    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        sheet = book.add_worksheet(words("errors.sheet"))
        _lay_out(sheet, words)
        styles = _styles(book)
        errors = sum(problem.severity == "error" for problem in problems)
        title = words("errors.title", errors=errors, notes=len(problems) - errors)
        sheet.write_string(0, 0, title, styles["title"])
        for column, (key, _) in enumerate(_COLUMNS):
            sheet.write_string(2, column, words(f"errors.{key}"), styles["head"])
        in_turn = sorted(problems, key=lambda problem: problem.severity != "error")
        for row, problem in enumerate(in_turn[:_ROWS_OF_A_SHEET], 3):
            _write_row(sheet, row, problem, styles, words)
        sheet.autofilter(2, 0, 2 + max(1, len(problems)), len(_COLUMNS) - 1)
    return buffer.getvalue()


# --- facts -----------------------------------------------------------------------------------------------------------


def _facts(problem: Problem, words: Words) -> Mapping[str, object]:
    allowed = problem.allowed[:_ALLOWED]
    listed = ", ".join(allowed) + (", …" if len(problem.allowed) > len(allowed) else "")
    theme = problem.code.split(".")[0]
    facts = {name: _fact(theme, name, value, words) for name, value in problem.params.items()}
    return {"found": problem.found, "allowed": listed, **facts}


def _fact(theme: str, name: str, value: str | int | float, words: Words) -> str:
    """A fact as the reader writes it: dates and decimals in their way, keys of the catalogue as words."""
    if isinstance(value, float):
        return words.number(value, 0 if value.is_integer() else 2 if abs(value) < 1 else 1)
    if isinstance(value, int):
        return str(value)
    if _ISO.match(value):
        day = date.fromisoformat(value)
        return f"{words.short_day(day)} {day.year}"
    key = f"{theme}.{name}.{value}"
    return words(key) if words.has(key) else value


def _in_table(where: Place, words: Words) -> str:
    parts = (
        ("problems.sheet", "sheet", where.sheet),
        ("problems.row", "row", where.row),
        ("problems.column", "column", where.column),
    )
    return ", ".join(words(key, **{name: value}) for key, name, value in parts if value not in (None, ""))


# --- the terminal ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Group:
    """Rows with the same thing wrong in the same column: the first of them, and how many there are."""

    first: Problem
    rows: int


def _groups(problems: Iterable[Problem]) -> list[_Group]:
    """Groups in the order of the problems, errors first."""
    groups: dict[tuple[object, ...], _Group] = {}
    for place, problem in enumerate(problems):
        where, is_rest = problem.where, problem.code.endswith(_MORE)
        code = problem.params.get("code", problem.code) if is_rest else problem.code
        one_by_one = place if where.row is None or where.line is not None else 0
        key = (code, problem.severity, where.file, where.sheet, where.column, one_by_one)
        counted = problem.params.get("rows")
        rows = counted if is_rest and isinstance(counted, int) else 1
        known = groups.get(key)
        groups[key] = _Group(known.first, known.rows + rows) if known else _Group(problem, rows)
    return sorted(groups.values(), key=lambda group: _SEVERITIES.index(group.first.severity))


def _group_text(group: _Group, words: Words) -> str:
    first = group.first
    where = replace(first.where, file=Path(first.where.file).name) if first.severity != "error" else first.where
    parts = [place(where, words)]
    if group.rows > 1:
        inside = _in_table(where, words)
        parts = [Path(where.file).name, words("problems.group", rows=group.rows, place=inside)]
    if first.severity != "error":
        parts.insert(1 if parts[0] else 0, words(f"problems.{first.severity}"))
    parts.append(_with_value(first, words))
    return " ".join(part for part in (": ".join(part for part in parts if part), remedy(first, words)) if part)


def _with_value(problem: Problem, words: Words) -> str:
    """The sentence, and the value itself where the sentence does not show it."""
    told = sentence(problem, words)
    if not problem.found or problem.where.row is None or problem.found in told:
        return told
    return f"{told.rstrip('.')}: `{problem.found}`."


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, subsequent_indent="  ", break_on_hyphens=False)


# --- the workbook ----------------------------------------------------------------------------------------------------

_COLUMNS = (
    ("row", 8), ("column", 18), ("value", 26), ("kind", 11), ("sentence", 44), ("remedy", 50), ("file", 22),
)  # fmt: skip
"""Key of the heading and width in characters."""
_VALUE = 2
_LINE_POINTS = 15


def _lay_out(sheet: Any, words: Words) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(0.4, 0.4, 0.5, 0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2)
    sheet.freeze_panes(3, 0)
    sheet.set_footer(f"&R&8{words('errors.page')}")
    for column, (_, width) in enumerate(_COLUMNS):
        sheet.set_column(column, column, width)


def _styles(book: Any) -> dict[str, Any]:
    cell = {"valign": "top", "text_wrap": True, "border": 1, "border_color": "#A0A0A0"}
    return {
        "title": book.add_format({"bold": True, "font_size": 13}),
        "head": book.add_format({**cell, "bold": True, "bg_color": "#E4E4E4"}),
        "cell": book.add_format(cell),
        "bad": book.add_format({**cell, "bold": True, "bg_color": "#F4D9D0"}),
        "number": book.add_format({**cell, "align": "right"}),
    }


def _write_row(sheet: Any, row: int, problem: Problem, styles: Mapping[str, Any], words: Words) -> None:
    where, is_error = problem.where, problem.severity == "error"
    number = where.row if where.row is not None else where.line
    if number is None:
        sheet.write_blank(row, 0, None, styles["cell"])
    else:
        sheet.write_number(row, 0, number, styles["number"])
    texts = (
        where.column or where.path,
        problem.found,
        words("errors.error" if is_error else "errors.note"),
        sentence(problem, words),
        remedy(problem, words),
        " / ".join(part for part in (Path(where.file).name, where.sheet) if part),
    )
    for column, text in enumerate(texts, 1):
        sheet.write_string(row, column, text, styles["bad" if is_error and column == _VALUE else "cell"])
    widths = [width for _, width in _COLUMNS[1:]]
    needed = max(lines_needed(text, width) for text, width in zip(texts, widths, strict=True))
    sheet.set_row(row, _LINE_POINTS * max(1, needed))
