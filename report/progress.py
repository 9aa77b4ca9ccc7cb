"""Progress: one line on stderr that moves while something takes long."""

from collections.abc import Iterator
from contextlib import contextmanager

from planning.progress import Stage, Watch
from report.words.catalogue import Words


@contextmanager
def moving_line(words: Words) -> Iterator[Watch]:
    """A spinner with the stage's sentence; while solving, the level's value and bound as well."""
    from rich.console import Console

    console = Console(stderr=True)
    with console.status(words("progress.start")) as status:
        yield lambda stage: status.update(stage_line(stage, words))


def stage_line(stage: Stage, words: Words) -> str:
    """``Menyusun jadwal: menunggu 812 (batas 790), 14 detik. Ctrl-C: pakai yang terbaik sejauh ini``."""
    if stage.name == "backtesting":
        told = words("progress.backtesting", step=stage.step, steps=stage.steps, model=stage.level)
        return f"{told} {_left(stage.seconds, words)}".strip()
    if stage.name == "refining" and stage.value is not None and stage.bound is not None:
        before, after = words.number(stage.bound), words.number(stage.value)
        return words("progress.refined", step=stage.step, steps=stage.steps, before=before, after=after)
    if stage.name != "solving" or stage.value is None:
        return words(f"progress.{stage.name}")
    return words(
        "progress.level",
        level=words(f"level.{stage.level}"),
        value=words.number(stage.value),
        bound="–" if stage.bound is None else words.number(stage.bound),
        seconds=words.number(stage.seconds),
    )


def _left(seconds: float, words: Words) -> str:
    """Roughly the time left; nothing while it is not known."""
    if seconds <= 0:
        return ""
    minutes = round(seconds / 60)
    return words("progress.minutes_left", minutes=minutes) if minutes else words("progress.soon_done")
