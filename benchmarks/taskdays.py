"""The public work-task-variation instances (MiniZinc data) as days to be shared out."""

import re
from pathlib import Path

import numpy as np

from scheduler.allocation.variation import ABSENT, FREE, TaskDay

_VALUE = re.compile(r"(\w+)\s*=\s*(.*?);", re.DOTALL)


class Unreadable(ValueError):
    """The file is no instance; its message says where."""


def read_task_day(path: Path) -> TaskDay:
    """The instance of a .dzn file.

    Raises
    ------
    Unreadable
        If a part is missing or does not fit the others.
    """
    try:
        text = re.sub(r"%.*", "", path.read_text(encoding="utf-8"))
        parts = dict(_VALUE.findall(text))
        activities = tuple(name.strip() for name in parts["Activities"].strip(" {}\n").split(","))
        codes = {"None": ABSENT, "<>": FREE} | {f"A({name})": n for n, name in enumerate(activities)}
        fixed = np.array([[codes[cell] for cell in row] for row in _rows(parts["fixed"]).values()])
        names = ("requirements", "activity_run_cost", "activity_frequency_cost")
        tables = [_numbers(parts[name], activities) for name in names]
        if fixed.shape[1:] != (int(parts["slots"]),):
            raise ValueError(f"{fixed.shape} cells for {parts['slots'].strip()} slots")
        return TaskDay(activities, fixed, *tables)
    except OSError as error:
        raise Unreadable(f"{path}: {error.strerror}; expected an instance (.dzn).") from error
    except UnicodeDecodeError as error:
        raise Unreadable(f"{path}: no text; expected an instance (.dzn).") from error
    except KeyError as error:
        raise Unreadable(f"{path}: {error.args[0]!r} is not there; expected an instance (.dzn).") from error
    except (ValueError, IndexError) as error:
        raise Unreadable(f"{path}: {error}; expected an instance (.dzn).") from error


def _rows(text: str) -> dict[str, list[str]]:
    """The rows of a two-dimensional array by their names."""
    rows = text[text.index("[|") + 2 : text.rindex("|]")].split("|")
    named = (row.partition(":") for row in rows)
    return {name.strip(): [cell.strip() for cell in cells.strip(" ,\n").split(",")] for name, _, cells in named}


def _numbers(text: str, activities: tuple[str, ...]) -> np.ndarray:
    rows = _rows(text)
    return np.array([[int(cell) for cell in rows[name]] for name in activities])
