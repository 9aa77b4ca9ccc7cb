"""Months: four to six weeks decided one after the other, what no month can do better, and which leave fits in."""

from scheduler.month.result import MonthResult, MonthWeek
from scheduler.month.solve import solve_month

__all__ = ["MonthResult", "MonthWeek", "solve_month"]
