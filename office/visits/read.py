"""read_visits: from a file as it comes to the visits of an office, with every bad row named."""

from pathlib import Path

from office.days import Calendar
from office.office import Office
from office.problems import Problem, VisitLogError
from office.visits.codes import codes_of, service_findings
from office.visits.findings import problems_of
from office.visits.format import VisitFormat
from office.visits.frame import frame_of
from office.visits.judge import Verdict, judge
from office.visits.log import VisitLog
from office.visits.orders import order_problems, read_dates
from office.visits.table import Table, read_table


def read_visits(path: Path, office: Office, format: VisitFormat, calendar: Calendar | None = None) -> VisitLog:
    """Reads a ticket log, whole or not at all.

    Parameters
    ----------
    path
        CSV (comma, semicolon, tab; UTF-8, UTF-16 or cp1252; also gzipped) or a workbook, told by content.
    office
        Whose log it is: its services, steps, counters and officers.
    format
        What the office's YAML says about its log.
    calendar
        The office's days; None means its weekly hours without any holiday.

    Returns
    -------
    VisitLog
        The visits, and every problem. Rows with errors, rows that the YAML ignores, other offices' rows and repeated
        rows are not among the visits.

    Raises
    ------
    VisitLogError
        With all problems: the file cannot be read, it is no visit log, columns are missing, the order of day and
        month cannot be told, or more rows are bad than `format.max_bad` allows.
    """
    table = read_table(path, office, format)
    dates = read_dates(table.body, office, format)
    codes = codes_of(table.body, office, format)
    orders = tuple(order_problems(dates, table.body, table.columns, table.place))
    if any(problem.severity == "error" for problem in orders):
        rows = problems_of(service_findings(codes, table.body, office, table.columns), table.place, table.body.rows)
        raise VisitLogError(*orders, *rows)
    verdict = judge(table, dates, codes, office, format, calendar or office.calendar())
    problems = (*table.notes, *orders, *verdict.problems)
    if verdict.bad > format.max_bad * len(table.body.rows):
        raise VisitLogError(_too_many(verdict, table, format), *problems)
    source, columns = table.heading.source, table.columns
    return VisitLog(
        frame=frame_of(verdict.kept, table.body, codes, verdict.times, office),
        problems=problems,
        rows=len(table.body.rows),
        bad=verdict.bad,
        dropped=tuple(columns.headings[i] for i in columns.personal),
        encoding=source.encoding,
        delimiter=source.delimiter,
        sheet=source.place.sheet,
        columns={field: columns.heading(field) for field in columns.fields},
        date_formats=dates.formats(columns),
    )


def _too_many(verdict: Verdict, table: Table, format: VisitFormat) -> Problem:
    rows = len(table.body.rows)
    params = {"bad": verdict.bad, "rows": rows, "share": 100 * verdict.bad / rows, "limit": 100 * format.max_bad}
    return Problem("visits.too_many_bad", table.place, params=params)
