"""Stage: where a long use case stands, as a fact that a face may show."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

StageName = Literal[
    "counting", "forecasting", "pricing", "leave", "solving", "refining", "judging", "advising", "backtesting"
]


@dataclass(frozen=True)
class Stage:
    """What is being done; while solving, the level with its value and bound so far.

    While backtesting, `level` is the model, `step` of `steps` the origin, and `seconds` roughly the time left; while
    refining, `step` of `steps` days are done, and `value` and `bound` are their late visitors now and before.
    """

    name: StageName
    level: str = ""
    value: float | None = None
    bound: float | None = None
    seconds: float = 0.0
    step: int = 0
    steps: int = 0


Watch = Callable[[Stage], None]
"""Called as a use case goes on, a few times a second at most."""
