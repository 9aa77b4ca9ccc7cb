"""The solver: one week from its givens to a roster with everything true about how it was found."""

from scheduler.solver.solve import SolvedMaster, solve_master
from scheduler.solver.week import solve_week

__all__ = ["SolvedMaster", "solve_master", "solve_week"]
