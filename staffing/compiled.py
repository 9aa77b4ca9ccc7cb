"""compiled: numba's just-in-time compiler with our settings, in one place and with a type.

Numba keeps the machine code on disk. It notices a change in the file of the function that is called from Python, and
in no other: compiled functions that call each other therefore stand in one file.
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from numba import njit

F = TypeVar("F", bound=Callable[..., object])
OPTIONS: dict[str, Any] = {"cache": True, "nogil": True, "error_model": "numpy"}
UNMANAGED: dict[str, Any] = OPTIONS | {"_nrt": False}


def compiled(function: F) -> F:
    """The function as machine code, kept on disk between runs, running without the interpreter's lock."""
    return cast(F, njit(**OPTIONS)(function))


def unmanaged(function: F) -> F:
    """As `compiled`, for functions that make no array of their own.

    Nothing counts references to arrays then, which otherwise takes four fifths of the time of functions that hand
    many arrays to each other.
    """
    return cast(F, njit(**UNMANAGED)(function))
