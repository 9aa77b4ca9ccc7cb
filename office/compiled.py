"""compiled: numba's just-in-time compiler with our settings, in one place and with a type.

Numba keeps the machine code on disk, where it may write; elsewhere it compiles anew in each run. It notices a change in
the file of the function that is called from Python, and in no other: compiled functions that call each other
therefore stand in one file. Private ones among them are called by compiled code only: they get no door to Python and
no place on disk, which halves the time of compiling.
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from numba import njit

F = TypeVar("F", bound=Callable[..., object])
OPTIONS: dict[str, Any] = {"nogil": True, "error_model": "numpy"}
PRIVATE: dict[str, Any] = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}


def compiled(function: F) -> F:
    """The function as machine code, kept on disk between runs, running without the interpreter's lock."""
    return _compiled(function, OPTIONS)


def unmanaged(function: F) -> F:
    """As `compiled`, for functions that make no array of their own.

    Nothing counts references to arrays then, which otherwise takes four fifths of the time of functions that hand
    many arrays to each other.
    """
    return _compiled(function, OPTIONS | {"_nrt": False})


def _compiled(function: F, options: dict[str, Any]) -> F:
    if function.__name__.startswith("_"):
        return cast(F, njit(**PRIVATE, **options)(function))
    try:
        return cast(F, njit(cache=True, **options)(function))
    except RuntimeError:  # there is no folder in which the code could be kept
        return cast(F, njit(**options)(function))
