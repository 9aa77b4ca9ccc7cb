"""Lines decided to proof: who works what on which of any number of days, where no slots and no counters matter."""

from scheduler.lines.result import LinesResult
from scheduler.lines.solve import solve_lines

__all__ = ["LinesResult", "solve_lines"]
