"""What the terminal says: first the result, then the reason, then what to do next. No line over 100 columns."""

from report.terminal.check import check_lines
from report.terminal.outlook import outlook_lines
from report.terminal.plan import plan_lines, plan_summary
from report.terminal.simulation import simulation_lines

__all__ = ["check_lines", "outlook_lines", "plan_lines", "plan_summary", "simulation_lines"]
