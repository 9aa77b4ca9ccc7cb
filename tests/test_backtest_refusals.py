"""What `loket backtest` refuses before it calculates: nothing is lost, and the message names what was typed."""

import pytest

import cli

ROWS = "".join(f"A,2026-01-{day:02d} 09:00,5\n" for day in range(1, 31))


@pytest.fixture
def run(capsys, monkeypatch, tmp_path):
    """Runs one command on a good counts file; returns exit code and stderr, in English, on one line."""
    monkeypatch.setenv("LOKET_LANG", "en")
    monkeypatch.setenv("LOKET_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "counts.csv").write_text("service,start,arrivals\n" + ROWS)

    def call(*arguments: str) -> tuple[int, str]:
        with pytest.raises(SystemExit) as left:
            cli.main(["backtest", *arguments, "--out", str(tmp_path / "out")])
        return left.value.code, " ".join(capsys.readouterr().err.split())

    return call


@pytest.mark.parametrize("name", ["counts.csv", "./counts.csv", "link.csv"])
def test_predictions_never_overwrite_an_input(run, tmp_path, name):
    """Not by another spelling, not by a link."""
    (tmp_path / "link.csv").symlink_to("counts.csv")
    before = (tmp_path / "counts.csv").read_bytes()
    code, err = run("--counts", "counts.csv", "--predictions", name)
    assert (code, (tmp_path / "counts.csv").read_bytes()) == (cli.USAGE, before)
    assert "input file" in err


@pytest.mark.parametrize(
    ("arguments", "code", "word"),
    [
        (["--predictions", "p.xlsx"], cli.USAGE, ".csv.gz"),
        (["--predictions", "folder.csv"], cli.BAD_INPUT, "another place with --predictions"),
        (["--country", ""], cli.USAGE, "--country is empty"),
        (["--zone", " "], cli.USAGE, "--zone is empty"),
        (["--country", "XX"], cli.USAGE, "XX"),
        (["--zone", "Mars"], cli.USAGE, "Mars"),
        (["--models", "lokett"], cli.USAGE, "Did you mean: loket?"),
        (["--models", "xyzzy"], cli.USAGE, "There are: loket"),
    ],
)
def test_a_wrong_call_is_told_before_anything_is_calculated(run, tmp_path, arguments, code, word):
    """Exit code 2 for what was typed, 1 for what the disk says; no file is made."""
    (tmp_path / "folder.csv").mkdir()
    found, err = run("--counts", "counts.csv", *arguments)
    assert found == code
    assert word in err
    assert not list((tmp_path / "out").glob("*"))


def test_a_log_in_place_of_the_office_is_recognised(run):
    """The message says which option is meant."""
    code, err = run("counts.csv")
    assert code == cli.USAGE
    assert "--visits counts.csv" in err
