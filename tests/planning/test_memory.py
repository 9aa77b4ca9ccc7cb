"""planning/memory.py"""

import os

import numpy as np
import pytest

from forecast.pool.memory import Said
from planning.diskfiles import forget_oldest
from planning.memory import DiskMemory, usual_memory


@pytest.fixture
def maker():
    """A maker that counts its calls."""

    class Maker:
        calls = 0
        reasons = ("", "short_history")

        def __call__(self):
            self.calls += 1
            return Said(np.array([[1.5, np.nan]]), self.reasons)

    return Maker()


def recalled(memory, maker, *keys):
    """The arrays of some keys."""
    found = memory.recall(dict.fromkeys(keys, maker))
    assert tuple(found) == keys
    assert all(found[key].said.reasons == maker.reasons for key in keys)
    return [found[key].said.means for key in keys]


def test_what_was_made_once_is_read_by_another_run(tmp_path, maker):
    """The same key is made once, whoever asks; another key is made anew; the seconds are kept too."""
    for _ in range(2):
        assert np.array_equal(recalled(DiskMemory(tmp_path), maker, "a")[0], [[1.5, np.nan]], equal_nan=True)
    recalled(DiskMemory(tmp_path), maker, "a", "b")
    assert maker.calls == 2
    first, again = (DiskMemory(tmp_path).recall({"a": maker})["a"].seconds for _ in range(2))
    assert first == again > 0


def test_a_failure_that_may_pass_is_not_kept(tmp_path, maker):
    """A full disk today says nothing of tomorrow; a history that is too short stays so."""
    maker.reasons = ("", "OSError")
    for _ in range(2):
        recalled(DiskMemory(tmp_path), maker, "a")
    assert maker.calls == 2


def test_a_damaged_file_is_made_again(tmp_path, maker):
    """Half a file is no array."""
    recalled(DiskMemory(tmp_path), maker, "a")
    (path,) = tmp_path.glob("*.npz")
    path.write_bytes(path.read_bytes()[:70])
    assert recalled(DiskMemory(tmp_path), maker, "a")[0].shape == (1, 2)
    assert maker.calls == 2


def test_a_folder_that_cannot_be_written_only_costs_time(tmp_path, maker):
    """A file lies where the folder should be."""
    (tmp_path / "taken").write_text("")
    memory = DiskMemory(tmp_path / "taken")
    assert recalled(memory, maker, "a")[0].shape == recalled(memory, maker, "a")[0].shape == (1, 2)
    assert maker.calls == 1


def test_what_was_used_is_not_forgotten(tmp_path, maker):
    """Of two files the one that was read last stays, though it was written first."""
    recalled(DiskMemory(tmp_path), maker, "first", "second")
    for path in tmp_path.iterdir():
        os.utime(path, (1, 1))
    recalled(DiskMemory(tmp_path), maker, "first")
    assert forget_oldest(tmp_path, 1) == 1
    assert [path.name.startswith("first") for path in tmp_path.iterdir()] == [True]


def test_the_oldest_are_forgotten_first(tmp_path):
    """Three of five stay; a folder that is not there holds nothing."""
    for number in range(5):
        (tmp_path / f"{number}.npz").write_bytes(b"")
        os.utime(tmp_path / f"{number}.npz", (number, number))
    assert forget_oldest(tmp_path, 3) == 2
    assert sorted(path.stem for path in tmp_path.iterdir()) == ["2", "3", "4"]
    assert forget_oldest(tmp_path / "none", 3) == 0


def test_the_folder_can_be_named(tmp_path, monkeypatch):
    """LOKET_CACHE wins over the user's folder."""
    monkeypatch.setenv("LOKET_CACHE", str(tmp_path))
    assert usual_memory().folder == tmp_path
