"""The product's own scores and the benchmarks' agree: two pieces of code, one set of definitions."""

import json
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest

from benchmarks.lookalikes import counts_frame, entries, law
from benchmarks.scoring import Score, expected_cells, marked, read_truth, scores

FIRST = date(2025, 11, 3)
ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """A backtest of a synthetic office by the command: its JSON, its predictions, the truth."""
    folder = tmp_path_factory.mktemp("agreement")
    frame = counts_frame(law(11, FIRST), entries(11), FIRST - timedelta(98), FIRST + timedelta(35))
    frame.to_csv(folder / "counts.csv", index=False)
    words = ["--counts", folder / "counts.csv", "--first-origin", FIRST, "--origins", 2, "--step-days", 7]
    words += ["--models", "count_regression", "--predictions", folder / "out.csv", "--json"]
    command = [sys.executable, "-W", "ignore", ROOT / "cli.py", "backtest", *words]
    done = subprocess.run(list(map(str, command)), cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)["scores"]
    return told, pd.read_csv(folder / "out.csv"), read_truth(folder / "counts.csv", 60)


@pytest.mark.slow
@pytest.mark.parametrize("level", ["day", "slot"])
@pytest.mark.parametrize("horizon", [7, 28])
def test_both_scorers_say_the_same(run, level, horizon):
    """WAPE, wQL, plain coverage and cells to the digit; randomised coverage, read from quantiles, within 2 points."""
    told, predictions, truth = run
    rows = marked(predictions[predictions["level"] == level], truth, horizon)
    expected = expected_cells(truth, [FIRST, FIRST + timedelta(7)], horizon, level)
    own: Score = next(score for score in scores(rows, expected) if score.model == "count_regression")
    [product] = [
        score
        for score in told
        if score["model"] == "count_regression"
        and (score["level"], score["days_ahead"], score["service"], score["kind"]) == (level, [1, horizon], None, None)
    ]
    assert own.missing == 0
    assert product["cells"] == own.cells
    assert product["wape"] == pytest.approx(own.wape, abs=1e-5)
    assert product["wql"] == pytest.approx(own.wql, abs=1e-5)
    for share, plain, randomised in (("80", own.plain80, own.randomised80), ("95", own.plain95, own.randomised95)):
        assert product[f"coverage{share}"]["plain"] == pytest.approx(plain[0], abs=1e-5)
        assert product[f"coverage{share}"]["pit"] == pytest.approx(randomised[0], abs=0.02)
