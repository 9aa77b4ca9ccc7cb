"""Text files of people: read whole, or refused with what is wrong and where."""

from os.path import isdir
from pathlib import Path

from office.problems import ConfigError, Place, Problem

MOST_BYTES = 4_000_000


def read_text(path: Path, theme: str, most: int = MOST_BYTES) -> str:
    """The text of a UTF-8 file, with or without a byte order mark.

    Parameters
    ----------
    path
        The file.
    theme
        First part of the problems' codes, such as ``config``.
    most
        Bytes that the file may have.

    Raises
    ------
    ConfigError
        ``<theme>.not_found``, ``.folder``, ``.unreadable``, ``.too_large``, ``.encoding`` (with line and column)
        or ``.empty``.
    """
    raw = _bytes(path, theme, most)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        where = Place(file=str(path), line=before.count(b"\n") + 1, char=error.start - (before.rfind(b"\n") + 1) + 1)
        raise ConfigError(Problem(f"{theme}.encoding", where, found=f"0x{raw[error.start]:02X}")) from error
    if not text.strip():
        raise ConfigError(Problem(f"{theme}.empty", Place(file=str(path))))
    return text


def _bytes(path: Path, theme: str, most: int) -> bytes:
    where = Place(file=str(path))
    if isdir(path):
        raise ConfigError(Problem(f"{theme}.folder", where))
    try:
        if path.stat().st_size > most:
            raise ConfigError(Problem(f"{theme}.too_large", where, params={"limit": most}))
        return path.read_bytes()
    except FileNotFoundError as error:
        raise ConfigError(Problem(f"{theme}.not_found", where)) from error
    except (OSError, ValueError) as error:  # ValueError: a name that holds a NUL
        found = getattr(error, "strerror", None) or ""
        raise ConfigError(Problem(f"{theme}.unreadable", where, found=found)) from error
