"""The week sheet that an office edits: what its cells say, its hidden rows, and the way back to a Roster."""

from planning.weeksheet.read import RosterSheet, read_week_xlsx

__all__ = ["RosterSheet", "read_week_xlsx"]
