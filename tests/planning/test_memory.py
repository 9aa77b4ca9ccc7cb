"""planning/memory.py"""

import os

import numpy as np
import pytest

from planning.memory import DiskMemory, forget_oldest, usual_memory


@pytest.fixture
def made():
    """A maker that counts its calls."""

    class Maker:
        calls = 0

        def __call__(self):
            self.calls += 1
            return np.array([[1.5, np.nan]])

    return Maker()


def test_what_was_made_once_is_read_by_another_run(tmp_path, made):
    """The same key is made once, whoever asks; another key is made anew."""
    for _ in range(2):
        assert np.array_equal(DiskMemory(tmp_path).recall("a", made), [[1.5, np.nan]], equal_nan=True)
    DiskMemory(tmp_path).recall("b", made)
    assert made.calls == 2


def test_a_damaged_file_is_made_again(tmp_path, made):
    """Half a file is no array."""
    DiskMemory(tmp_path).recall("a", made)
    (path,) = tmp_path.glob("*.npy")
    path.write_bytes(path.read_bytes()[:70])
    assert DiskMemory(tmp_path).recall("a", made).shape == (1, 2)
    assert made.calls == 2


def test_a_folder_that_cannot_be_written_only_costs_time(tmp_path, made):
    """A file lies where the folder should be."""
    (tmp_path / "taken").write_text("")
    memory = DiskMemory(tmp_path / "taken")
    assert memory.recall("a", made).shape == memory.recall("a", made).shape == (1, 2)
    assert made.calls == 1


def test_the_oldest_are_forgotten_first(tmp_path, made):
    """Three of five stay; a folder that is not there holds nothing."""
    for number in range(5):
        (tmp_path / f"{number}.npy").write_bytes(b"")
        os.utime(tmp_path / f"{number}.npy", (number, number))
    assert forget_oldest(tmp_path, 3) == 2
    assert sorted(path.stem for path in tmp_path.iterdir()) == ["2", "3", "4"]
    assert forget_oldest(tmp_path / "none") == 0


def test_the_folder_can_be_named(tmp_path, monkeypatch):
    """LOKET_CACHE wins over the user's folder."""
    monkeypatch.setenv("LOKET_CACHE", str(tmp_path))
    assert usual_memory().folder == tmp_path
