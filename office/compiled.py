"""compiled: numba's just-in-time compiler with our settings, in one place and with a type.

Numba keeps the machine code on disk, where it may write; elsewhere it compiles anew in each run. By itself it notices
a change only in the file of the function that is called from Python. Here code also counts as old when a file of the
compiled functions that it calls has changed, or of the named tuples that it is given.
"""

import inspect
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar, cast

from numba import njit

F = TypeVar("F", bound=Callable[..., object])
OPTIONS: dict[str, Any] = {"nogil": True, "error_model": "numpy"}
UNMANAGED: dict[str, Any] = {"_nrt": False}
PRIVATE: dict[str, Any] = {"forceinline": True, "no_cpython_wrapper": True, "no_cfunc_wrapper": True}


def compiled(function: F) -> F:
    """The function as machine code, kept on disk between runs, running without the interpreter's lock.

    One whose name begins with _ is called by compiled code only, like those of `inner`.
    """
    if function.__name__.startswith("_"):
        return cast(F, njit(**OPTIONS, **PRIVATE)(function))
    return _kept(function, OPTIONS)


def unmanaged(function: F) -> F:
    """As `compiled`, for functions that make no array of their own.

    Nothing counts references to arrays then, which otherwise takes four fifths of the time of functions that hand
    many arrays to each other.
    """
    return _kept(function, OPTIONS | UNMANAGED)


def inner(function: F) -> F:
    """As `unmanaged`, for functions that only compiled code calls.

    They get no door to Python and no place on disk, which halves the time of compiling, and become part of the function
    that calls them: handing over many arrays takes longer than most of them run.
    """
    return cast(F, njit(**OPTIONS, **UNMANAGED, **PRIVATE)(function))


def _kept(function: F, options: dict[str, Any]) -> F:
    try:
        code = njit(cache=True, **options)(function)
    except RuntimeError:  # there is no folder in which the code could be kept
        return cast(F, njit(**options)(function))
    file = code._cache._cache_file  # numba's own stamp covers one file; there is no public way to widen it
    file._source_stamp = sha256(b"".join(Path(path).read_bytes() for path in sorted(_files(function)))).digest()
    return cast(F, code)


def _files(function: Callable[..., object]) -> set[str]:
    """Files of a function, of the named tuples it is given, and of the compiled functions that it calls."""
    files: set[str] = set()
    seen, todo = {function}, [function]
    while todo:
        part = todo.pop()
        files.add(part.__code__.co_filename)
        files |= {inspect.getfile(kind) for kind in part.__annotations__.values() if hasattr(kind, "_fields")}
        named: list[Any] = [part.__globals__.get(name) for name in part.__code__.co_names]
        called = {value.py_func for value in named if hasattr(value, "py_func")} - seen
        seen |= called
        todo += called
    return files
