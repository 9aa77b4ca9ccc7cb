"""compiled: numba's just-in-time compiler with our settings, in one place and with a type."""

from collections.abc import Callable
from typing import TypeVar, cast

from numba import njit

F = TypeVar("F", bound=Callable[..., object])


def compiled(function: F) -> F:
    """The function as machine code, kept on disk between runs, running without the interpreter's lock.

    Numba notices a change in the file of the function that is called from Python, and in no other. Compiled
    functions that call each other therefore stand in one file.
    """
    return cast(F, njit(cache=True, nogil=True, error_model="numpy")(function))
