"""What a rule about lines asks for, as values: checker, CP-SAT, HiGHS and local search read the same clauses."""

from scheduler.clauses.balance import Balance
from scheduler.clauses.clause import MOST, Clause, Excess, Sink, Unit
from scheduler.clauses.limit import Limit
from scheduler.clauses.occasions import Occasions
from scheduler.clauses.stretch import Stretch

__all__ = ["MOST", "Balance", "Clause", "Excess", "Limit", "Occasions", "Sink", "Stretch", "Unit"]
