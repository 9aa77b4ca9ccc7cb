"""On call: posts that somebody holds at home, to be called in when needed."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from office.hours import Season, Seasonal
from office.people import Officer
from office.values import Slug, Span, Value


class OnCall(Value):
    """A post on call (siaga di rumah): in these hours somebody stays within reach. It is no work until he is called.

    Parameters
    ----------
    id, name
        For files and for people.
    hours
        When somebody is on call, by weekday and season; a weekday that is not named has nobody. A post may not go on
        past midnight.
    days
        Whether it is held on all these days, only when the office is open, or only when it is closed.
    officers
        How many hold it on a day.
    skills
        All of these are needed.
    any_tag
        Only who has at least one of these tags; everybody if none is named.
    """

    id: Slug
    name: str
    hours: Seasonal[Span]
    days: Literal["all", "open", "closed"] = "all"
    officers: Annotated[int, Field(ge=1, le=100)] = 1
    skills: frozenset[Slug] = frozenset()
    any_tag: frozenset[Slug] = frozenset()

    def on(self, day: date, season: Season, is_open: bool) -> Span | None:
        """When the post is held on a day; None when it is not."""
        is_meant = self.days == "all" or (self.days == "open") == is_open
        return self.hours.on(day.weekday(), season) if is_meant else None

    def suits(self, officer: Officer) -> bool:
        """Whether an officer has the skills and a tag that the post asks for."""
        return self.skills <= officer.skills and (not self.any_tag or bool(self.any_tag & officer.tags))
