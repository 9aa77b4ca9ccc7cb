"""planning/diskfiles.py: files of the cache"""

import ast
import sys
from pathlib import Path

import pytest

from planning.diskfiles import LIBRARIES, replace_whole

NAMED_OTHERWISE = {"sklearn": "scikit-learn", "pydantic_core": "pydantic"}
NO_NUMBERS = {"threadpoolctl", "python_calamine"}
"""How many threads, and how workbooks are read: what is read is part of the key."""


@pytest.mark.parametrize("error", [OSError, ValueError, KeyboardInterrupt])
def test_writing_that_fails_leaves_what_was_there_and_nothing_else(tmp_path, error):
    """A full disk, a wrong array, Ctrl-C: the file before stays whole, and no half of the new one is left."""
    path = tmp_path / "a"
    with replace_whole(path) as file:
        file.write(b"before")
    with pytest.raises(error):
        _fail_halfway(path, error)
    assert [(other.name, other.read_bytes()) for other in tmp_path.iterdir()] == [("a", b"before")]


def _fail_halfway(path, error):
    with replace_whole(path) as file:
        file.write(b"half")
        raise error


def test_every_library_that_a_forecast_imports_is_named():
    """A new version of any of them may forecast otherwise."""
    used = set()
    for folder in ("forecast", "office"):
        for path in Path(folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Import):
                    used |= {alias.name.split(".")[0] for alias in node.names}
                elif isinstance(node, ast.ImportFrom):
                    used.add((node.module or "").split(".")[0])
    strangers = used - set(sys.stdlib_module_names) - NO_NUMBERS - {"forecast", "office"}
    assert {"numpy", "pandas", "pydantic"} <= strangers
    assert {NAMED_OTHERWISE.get(name, name) for name in strangers} <= set(LIBRARIES)
    assert "tzdata" in LIBRARIES, "zoneinfo reads it"
