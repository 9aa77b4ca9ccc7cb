"""Figures of speed and quality: the work is fixed, the time is measured. `python -m benchmarks` runs all of them."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as in cli.py
