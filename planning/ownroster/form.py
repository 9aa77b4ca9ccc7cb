"""Form: what the analyst says about the office's own roster file, where it does not speak for itself."""

from typing import Literal

from pydantic import Field

from office.values import Slug, Value

Away = Literal["off", "leave", "off_duty", "outside_duty"]
"""What a code may mean besides a shift."""
AWAY: tuple[Away, ...] = ("off", "leave", "off_duty", "outside_duty")


class RosterForm(Value):
    """How an own roster is read.

    Parameters
    ----------
    sheet
        Name of the sheet; None takes the one that holds a roster.
    codes
        A shift's id, or `off`, `leave`, `off_duty` or `outside_duty`, for each code.
    officers
        An officer's id for a name as it is written there.
    """

    sheet: str | None = None
    codes: dict[str, Slug] = Field(default_factory=dict)
    officers: dict[str, Slug] = Field(default_factory=dict)
