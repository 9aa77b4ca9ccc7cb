"""What all tests share."""

import os
import tempfile

import pytest

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as in cli.py, before numpy is loaded
CACHE = tempfile.TemporaryDirectory(prefix="loket-tests-")
os.environ["LOKET_CACHE"] = CACHE.name  # nobody's own forecasts are read or written


@pytest.fixture
def run(capsys, monkeypatch):
    """Runs one command; returns exit code, stdout and stderr. Indonesian unless the command says otherwise."""
    monkeypatch.setenv("LOKET_LANG", "id")

    def call(*arguments: str) -> tuple[int, str, str]:
        import cli

        with pytest.raises(SystemExit) as left:
            cli.main(list(arguments))
        said = capsys.readouterr()
        return left.value.code, said.out, said.err

    return call
