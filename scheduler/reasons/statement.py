"""Statement: one sentence that is asked of a week without exception, as a fact that the catalogue words."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Statement:
    """What stands against other statements.

    Parameters
    ----------
    code
        A rule's name; ``lock`` for work that is kept from an earlier roster; ``own_shifts`` for a shift that the
        officer may not work; or why a wish means nothing by itself.
    officer, day
        Whom and when it is about, where it is about one.
    subject
        Id of what else it names.
    minutes
        Least and most minutes, where it is about hours that are owed.
    """

    code: str
    officer: str = ""
    day: date | None = None
    subject: str = ""
    minutes: tuple[int, int] | None = None
