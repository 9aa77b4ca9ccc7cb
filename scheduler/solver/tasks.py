"""Tasks: which back-office work the blocks are spent on."""

from collections import Counter as Tally
from collections import defaultdict

from office.people import BackOffice
from scheduler.groups import SkillGroup
from scheduler.model import Expr, RosterModel
from scheduler.roster import Duty


class Tasks:
    """Blocks of each group and length by task: every block is spent on one task that is no longer than it.

    `spent` counts them by task, skills and length; a task gets no more blocks than it needs. What `seats` are spent on
    is done besides.
    """

    def __init__(self, model: RosterModel, seats: tuple[Duty, ...] = ()) -> None:
        self._model = model
        self.spent: dict[tuple[str, frozenset[str], int], Expr] = {}
        self._done: dict[str, list[Expr]] = defaultdict(list)
        self._seated: Tally[str] = Tally()
        for seat in seats:
            self._seated[seat.task or ""] += seat.minutes
        for group in model.groups:
            for length in model.block_lengths(group):
                self._spend(group, length)
        for task in model.week.office.back_office:
            if self._done[task.id]:
                needed = max(0, task.week_minutes - self._seated[task.id])
                model.cp.add(model.total(self._done[task.id]) <= needed + self._longest(task))

    def done(self, task: BackOffice) -> Expr:
        """Minutes in blocks and seats of a task; a number where nobody can do it in a block."""
        return self._model.total(self._done[task.id]) + self._seated[task.id]

    def _spend(self, group: SkillGroup, length: int) -> None:
        model, minutes = self._model, length * self._model.week.grid.slot_minutes
        networks = [net for day in range(model.week.grid.days) for net in model.networks[group.skills, day].values()]
        blocks = [count for net in networks for (_, slots), count in net.blocks.items() if slots == length]
        tasks = [task for task in model.week.office.back_office if task.skills <= group.skills]
        fitting = [task.id for task in tasks if task.week_minutes and task.block_minutes <= minutes]
        for task in fitting:
            self.spent[task, group.skills, length] = model.cp.new_int_var(0, len(blocks) * len(group.officers), "")
            self._done[task].append(minutes * self.spent[task, group.skills, length])
        spent = model.total(self.spent[task, group.skills, length] for task in fitting)
        model.cp.add(model.total(blocks) == spent)

    def _longest(self, task: BackOffice) -> int:
        """Minutes of the longest block of anybody who can do the task."""
        lengths = (self._model.block_lengths(group)[-1] for group in self._model.groups if task.skills <= group.skills)
        return max(lengths) * self._model.week.grid.slot_minutes
