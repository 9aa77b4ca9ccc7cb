"""Tasks: which back-office work the blocks are spent on."""

from collections import defaultdict

from office.people import BackOffice
from scheduler.groups import SkillGroup
from scheduler.model import Expr, RosterModel


class Tasks:
    """Blocks of each group and length by task: every block is spent on one task that is no longer than it.

    A task gets no more blocks than it needs. `missing` holds the minutes of each task that no block is left for,
    `impossible` the minutes of those that nobody can do.
    """

    def __init__(self, model: RosterModel) -> None:
        self.spent: dict[tuple[str, frozenset[str], int], Expr] = {}
        self.missing: dict[str, Expr] = {}
        self.impossible = 0
        done: dict[str, list[Expr]] = defaultdict(list)
        for group in model.groups:
            for length in model.block_lengths(group):
                self._spend(model, group, length, done)
        for task in model.week.office.back_office:
            self._demand(model, task, model.total(done[task.id]))

    def _spend(self, model: RosterModel, group: SkillGroup, length: int, done: dict[str, list[Expr]]) -> None:
        minutes = length * model.week.grid.slot_minutes
        networks = [net for day in range(model.week.grid.days) for net in model.networks[group.skills, day].values()]
        blocks = [count for net in networks for (_, slots), count in net.blocks.items() if slots == length]
        tasks = [task for task in model.week.office.back_office if task.skills <= group.skills]
        fitting = [task.id for task in tasks if task.week_minutes and task.block_minutes <= minutes]
        for task in fitting:
            self.spent[task, group.skills, length] = model.cp.new_int_var(0, len(blocks) * len(group.officers), "")
            done[task].append(minutes * self.spent[task, group.skills, length])
        spent = model.total(self.spent[task, group.skills, length] for task in fitting)
        model.cp.add(model.total(blocks) == spent)

    def _demand(self, model: RosterModel, task: BackOffice, done: Expr) -> None:
        if isinstance(done, int):
            self.impossible += task.week_minutes
            return
        longest = max(model.block_lengths(group)[-1] for group in model.groups if task.skills <= group.skills)
        self.missing[task.id] = model.cp.new_int_var(0, task.week_minutes, "")
        model.cp.add(done + self.missing[task.id] >= task.week_minutes)
        model.cp.add(done <= task.week_minutes + longest * model.week.grid.slot_minutes)
