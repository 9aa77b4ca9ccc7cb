"""Interrupts: Ctrl-C waits while what belongs together is written and told; only what may stay undone is broken off."""

import signal
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

Heeded = Callable[[], AbstractContextManager[None]]


@contextmanager
def interrupts_wait() -> Iterator[Heeded]:
    """Nothing in here is interrupted but what stands in ``with heeded():``, at once if Ctrl-C came before.

    One that comes after the last such part is forgotten: all is done then.
    """
    is_heeded = was_heard = False

    def handle(signum: int, frame: object) -> None:
        nonlocal was_heard
        was_heard = True
        if is_heeded:
            raise KeyboardInterrupt

    @contextmanager
    def heeded() -> Iterator[None]:
        nonlocal is_heeded
        is_heeded = True
        try:
            if was_heard:
                raise KeyboardInterrupt
            yield
        finally:
            is_heeded = False

    before = signal.signal(signal.SIGINT, handle)
    try:
        yield heeded
    finally:
        signal.signal(signal.SIGINT, before)
