"""Figures of speed and quality: the work is fixed, the time is measured. `python -m benchmarks` runs all of them."""
