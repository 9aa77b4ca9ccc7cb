"""Back office as a roster has it: only stretches that are long enough for their task count."""

from office.office import Office
from scheduler.roster import Roster


def minutes_in_blocks(office: Office, roster: Roster) -> dict[str, int]:
    """Minutes by task in blocks of at least the task's length."""
    tasks = {task.id: task for task in office.back_office}
    found = dict.fromkeys(tasks, 0)
    for duty in roster.duties:
        task = tasks.get(duty.task or "") if duty.activity == "back_office" else None
        if task is not None and duty.minutes >= task.block_minutes:
            found[task.id] += duty.minutes
    return found
