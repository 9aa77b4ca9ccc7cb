"""Limits: the numbers of rules. Each has an end, so that sums of whatever is written stay exact in every solver."""

from typing import Annotated

from pydantic import Field
from pydantic_core import PydanticCustomError

MOST = 1_000_000
"""Officers, days or minutes that nobody reaches: a year and a half of work without a pause."""

Count = Annotated[int, Field(ge=0, le=MOST)]
"""How many, 0 to 1,000,000."""
Some = Annotated[int, Field(ge=1, le=MOST)]
"""How many, at least one."""
Days = Annotated[int, Field(ge=1, le=366)]
"""Days in a row, 1 to 366."""
Weeks = Annotated[int, Field(ge=1, le=53)]
"""Weeks in a row, 1 to 53."""
Weight = Annotated[int, Field(ge=1, le=1_000)]
"""What one unit counts, 1 to 1,000."""
Price = Annotated[int, Field(ge=0, le=1_000)]
"""What one unit costs, 0 to 1,000; 0 asks for nothing."""


def check_order(least: int | None, most: int | None) -> None:
    """Refuses a least above the most."""
    if least is not None and most is not None and least > most:
        raise PydanticCustomError("limits_order", "{least} is more than {most}", {"least": least, "most": most})
