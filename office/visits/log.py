"""VisitLog: a visit log in its normal form, and everything that was found wrong with it."""

from dataclasses import dataclass, field

import pandas as pd

from office.problems import Problem


@dataclass(frozen=True)
class VisitLog:
    """The visits of one office.

    Parameters
    ----------
    frame
        One row per (visit, step); a log without steps has one row per visit. The index `row` is the row that a
        spreadsheet shows. Columns, all of them always there:

        - office, service, step, counter, officer: categories of the office's ids; step, counter and officer are
          missing where the log does not tell;
        - ticket: category of texts, missing where the log has none;
        - day: midnight of the local day of arrival, datetime64[s];
        - priority: int8, the service's own unless the log marks the visitor (0, called first);
        - arrived (ticket taken), called (first call), served (service begins), left (service ends): naive local
          time, datetime64[s], NaT where the log does not tell; never before one another;
        - channel: walk_in or booked; outcome: served, absent or cancelled; missing where the log does not tell.
    problems
        Errors (their rows are not in `frame`) and notes, in the order of the file. Of one kind and column at most
        `office.visits.checks.LISTED` are listed one by one; a last one, ``visits.more``, counts the rest.
    rows
        Rows read below the heading, empty ones not counted.
    bad
        Rows that hold at least one error.
    dropped
        Headings of the columns about persons; nothing of them was kept.
    encoding, delimiter
        How the text was read; empty for workbooks.
    sheet
        The sheet that was read; empty for text.
    columns
        Heading of each field that was found.
    date_formats
        How the dates of a column were read, by heading: ``d/m/y``, ``m/d/y``, ``y-m-d``, ...
    """

    frame: pd.DataFrame = field(repr=False)
    problems: tuple[Problem, ...] = field(default=(), repr=False)
    rows: int = 0
    bad: int = 0
    dropped: tuple[str, ...] = ()
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    columns: dict[str, str] = field(default_factory=dict)
    date_formats: dict[str, str] = field(default_factory=dict)

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems whose rows were left out."""
        return tuple(problem for problem in self.problems if problem.severity == "error")

    @property
    def notes(self) -> tuple[Problem, ...]:
        """The problems that are reported and no more."""
        return tuple(problem for problem in self.problems if problem.severity == "note")
