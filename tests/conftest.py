"""What all tests share."""

import os
import tempfile

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as in cli.py, before numpy is loaded
CACHE = tempfile.TemporaryDirectory(prefix="loket-tests-")
os.environ["LOKET_CACHE"] = CACHE.name  # nobody's own forecasts are read or written
