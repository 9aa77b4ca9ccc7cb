"""Judgement: what the rules say of a roster from a file."""

from dataclasses import dataclass, field
from datetime import date

from office.problems import Problem
from scheduler.roster import Roster, Shortage, Violation
from scheduler.score import Score
from scheduler.week import OfficeWeek


@dataclass(frozen=True)
class Checked:
    """A roster with what the rules say of it, and what that counts rule by rule, in the solver's numbers.

    `unjudged` are rules of which the file says nothing. Where there are any, shortages are those that no seating of the
    people on duty could mend.
    """

    week: OfficeWeek
    roster: Roster
    violations: tuple[Violation, ...]
    shortages: tuple[Shortage, ...]
    edited: tuple[tuple[str, date], ...]
    notes: tuple[Problem, ...] = ()
    score: Score = field(default_factory=lambda: Score(()))
    unjudged: tuple[str, ...] = ()

    @property
    def broken(self) -> bool:
        """Whether a hard rule is broken or a promise is not kept."""
        return bool(self.shortages) or any(violation.hard for violation in self.violations)

    def summary(self) -> dict[str, object]:
        """The findings as data."""
        return {
            "week": self.roster.week,
            "broken": self.broken,
            "violations": [violation.model_dump(mode="json") for violation in self.violations],
            "score": self.score.data(),
            "levels": dict(self.score.levels),
            "shortages": [shortage.model_dump(mode="json") for shortage in self.shortages],
            "edited": [{"officer": officer, "day": f"{day}"} for officer, day in self.edited],
            "unjudged": list(self.unjudged),
        }
