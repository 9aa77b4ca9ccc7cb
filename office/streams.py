"""Named streams of random numbers: one seed, and no stream changes when another is added."""

import hashlib

import numpy as np


def stream(seed: int, purpose: str, *names: str) -> np.random.Generator:
    """A generator of its own for a purpose and what it is about (office, week, service).

    Streams of different names are independent; the same names and seed give the same numbers on every machine.
    Staffing, refinement and judging use different purposes, so a roster is never judged on the days it was made for.
    """
    text = "\x1f".join((purpose, *names)).encode()
    key = np.frombuffer(hashlib.sha256(text).digest()[:16], dtype="<u4")
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed, spawn_key=tuple(int(k) for k in key))))
