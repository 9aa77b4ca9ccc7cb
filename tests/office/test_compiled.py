"""Compiled functions work where nothing can be kept on disk."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from office import compiled

ROOT = Path(__file__).parents[2]


def twice(n):
    """A function to compile."""
    return 2 * n


@pytest.mark.parametrize("decorate", [compiled.compiled, compiled.unmanaged])
def test_without_a_place_to_keep_code_it_is_compiled_anew(monkeypatch, decorate):
    """Numba refuses to cache without a folder it may write to; the function runs all the same."""
    njit = compiled.njit

    def nowhere(cache=False, **options):
        if cache:
            raise RuntimeError("cannot cache function: no locator available")
        return njit(**options)

    monkeypatch.setattr(compiled, "njit", nowhere)
    assert decorate(twice)(21) == 42


def test_code_is_old_when_a_file_that_it_calls_or_takes_has_changed(tmp_path):
    """An entry in one file, what it calls in a second, its tuple in a third: each change is seen in the next run."""
    parts = {
        "pair.py": "from typing import NamedTuple\nclass Pair(NamedTuple):\n    x: int\n    y: int\n",
        "part.py": "from office.compiled import inner\n@inner\ndef combine(p):\n    return p.x + p.y\n",
        "entry.py": "from office.compiled import unmanaged\nfrom pair import Pair\nfrom part import combine\n"
        "@unmanaged\ndef run(p: Pair) -> int:\n    return combine(p)\n",
    }
    for name, text in parts.items():
        (tmp_path / name).write_text(text)
    code = "from entry import run, Pair; print(run(Pair(7, 3)), *run.stats.cache_hits.values())"
    seen = []
    swapped = "y: int\n    x: int"
    for name, old, new in [("pair.py", "", ""), ("part.py", "+", "-"), ("pair.py", "x: int\n    y: int", swapped)]:
        (tmp_path / name).write_text((tmp_path / name).read_text().replace(old, new))
        for _ in range(2):
            env = os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{tmp_path}", "PYTHONDONTWRITEBYTECODE": "1"}
            run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=env)
            seen.append(run.stdout.strip())
    assert seen == ["10", "10 1", "4", "4 1", "-4", "-4 1"]
