"""Compiled functions work where nothing can be kept on disk."""

import pytest

from office import compiled


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
