"""The command line keeps its word: exit codes, languages, one JSON object, nothing half written."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import cli
from commandline.session import write
from office.problems import InputError
from report.words.catalogue import LANGUAGES, preferred

ROOT = Path(__file__).parent.parent
LEBONG = str(ROOT / "configs" / "lebong.yaml")
UKK = str(ROOT / "configs" / "ukk_small.yaml")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", ["", *cli.COMMANDS, "config"])
def test_every_command_explains_itself_in_both_languages(run, command, language):
    """`--help` of every command works in each language and leaves no word of click's own English in Indonesian."""
    code, out, _ = run("--lang", language, *command.split(), "--help")
    assert code == cli.DONE
    english = ("Usage:", "Options:", "Show this", "Commands:", "Positional")
    assert any(word in out for word in english) is (language == "en")


@pytest.mark.parametrize("arguments", [["config", "--help", "--lang", "en"], ["config", "--lang", "en", "--help"]])
def test_a_group_of_commands_takes_the_common_options(run, arguments):
    """`loket config` explains itself in the language asked for, wherever that is asked."""
    code, out, _ = run(*arguments)
    assert (code, "Usage:" in out) == (cli.DONE, True)


def test_a_common_option_counts_before_and_after_a_groups_name(run):
    """`--json` of the program, of the group or of the command: the same one object."""
    calls = (["--json", "config", "check"], ["config", "--json", "check"], ["config", "check", "--json"])
    assert len({run(*call, LEBONG)[1] for call in calls}) == 1


@pytest.mark.parametrize("word", [*cli.BALANCES, "Hemat"])
def test_plans_are_named_in_either_language(run, word):
    """Hemat and lean, seimbang and balanced, lega and ample: what a table calls them can be given."""
    _, _, told = run("plan", LEBONG, "--balance", word, "--week", "2026-W60")
    assert ("--balance" in told or word in told) is (word == "Hemat")
    assert {cli.BALANCES[name] for name in ("hemat", "lean")} == {"lean"}
    assert {cli.BALANCES[name] for name in ("lega", "ample")} == {"ample"}


@pytest.mark.parametrize(
    ("arguments", "code", "word"),
    [
        (["plan"], cli.USAGE, "KANTOR.yaml"),
        (["paln"], cli.USAGE, "plan"),
        (["plan", LEBONG, "--foo"], cli.USAGE, "--foo"),
        (["plan", "tidak_ada.yaml"], cli.USAGE, "tidak_ada.yaml"),
        (["plan", LEBONG, "--week", "2026-W60"], cli.USAGE, "2026-W60"),
        (["plan", LEBONG, "--week"], cli.USAGE, "--week"),
        (["plan", LEBONG, "--week", ""], cli.USAGE, "2026-W49"),
        (["forecast", LEBONG, "--week", "9999-W52"], cli.USAGE, "9999-W52"),
        (["forecast", LEBONG, "--week", "0001-W01"], cli.USAGE, "0001-W01"),
        (["plan", "x" * 5000], cli.USAGE, "xxx"),
        (["plan", UKK, "--out", __file__], cli.BAD_INPUT, "test_cli.py"),
        (["forecast", LEBONG, "--weeks", "0"], cli.USAGE, "13"),
        (["forecast", LEBONG, "--weeks", "dua"], cli.USAGE, "dua"),
        (["--lang", "fr", "demo"], cli.USAGE, "fr"),
        (["config", "check", __file__], cli.BAD_INPUT, "test_cli.py"),
        (["check", LEBONG, LEBONG], cli.BAD_INPUT, "lebong.yaml"),
    ],
)
def test_what_is_wrong_is_named_on_stderr(run, arguments, code, word):
    """Usage errors leave with 2, bad input with 1; the message names the culprit, stdout stays empty."""
    found, out, err = run(*arguments)
    assert (found, out) == (code, "")
    assert word in err
    assert "Traceback" not in err


@pytest.mark.parametrize(("arguments", "language"), [(["--lang", "en"], "English"), ([], "Indonesian")])
def test_errors_speak_the_chosen_language(run, arguments, language):
    """`--lang` decides over LOKET_LANG, for errors as well."""
    _, _, err = run(*arguments, "paln")
    assert ("There is no command" in err) is (language == "English")


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LOKET_LANG": "en", "LANG": "id_ID.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "id_ID.UTF-8"}, "id"),
        ({"LANG": "de_DE.UTF-8"}, "id"),
        ({"LC_ALL": "en_US.UTF-8", "LANG": "id_ID.UTF-8"}, "en"),
        ({}, "id"),
    ],
)
def test_language_follows_loket_lang_then_the_computer(monkeypatch, environment, language):
    """LOKET_LANG, then LC_ALL, then LANG; Indonesian when none of them names a language we speak."""
    for name in ("LOKET_LANG", "LC_ALL", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert preferred() == language


def test_init_starts_an_office_that_checks_well_and_overwrites_nothing(run, tmp_path):
    """YAML, calendar and workbook are written, read back without a mistake, and never overwritten."""
    code, out, _ = run("init", str(tmp_path), "--preset", "ukk_small", "--name", "Kantor Contoh")
    assert code == cli.DONE
    written = [Path(line.strip()) for line in out.splitlines() if line.startswith("  ")]
    assert {path.suffix for path in written} == {".yaml", ".csv", ".xlsx"}
    config = next(path for path in written if path.suffix == ".yaml")
    book = next(path for path in written if path.suffix == ".xlsx")
    assert run("config", "check", str(config), "--book", str(book))[0] == cli.DONE
    before = {path: path.read_bytes() for path in written}
    code, _, err = run("init", str(tmp_path), "--preset", "ukk_small", "--name", "Kantor Contoh")
    assert code == cli.BAD_INPUT
    assert config.name in err
    assert {path: path.read_bytes() for path in written} == before


def test_a_plan_writes_what_it_says_and_its_json_is_one_object(run, tmp_path):
    """Without a log: a week from the questionnaire, files on disk as listed, check and simulate accept the roster."""
    arguments = ["plan", UKK, "--week", "2026-W49", "--out", str(tmp_path), "--seconds", "15", "--json"]
    code, out, _ = run(*arguments)
    told = json.loads(out)
    assert told["schema_version"] == 1
    assert code == (cli.SHORT if told["shortages"] else cli.DONE)
    assert all(Path(name).stat().st_size for name in told["files"])
    roster = tmp_path / "2026-W49" / "roster.json"
    sheet = tmp_path / "2026-W49" / "week.xlsx"
    checks = [json.loads(run("check", UKK, str(path), "--json")[1]) for path in (roster, sheet)]
    assert checks[0] == checks[1]
    assert [violation for violation in checks[0]["violations"] if violation["hard"]] == []
    simulated = json.loads(run("simulate", UKK, str(roster), "--paths", "200", "--json")[1])
    assert 0 <= simulated["share_in_time"] <= 1


def test_a_refused_log_is_told_even_where_errors_xlsx_cannot_be_written(run, tmp_path):
    """Neither message hides the other."""
    log = tmp_path / "log.csv"
    log.write_text("Tanggal;Nomor Antrean;Layanan;Waktu Ambil\n00/00/0000;D-1;Informasi;08:00\n", encoding="utf-8")
    code, _, err = run("forecast", LEBONG, str(log), "--out", str(log))
    assert code == cli.BAD_INPUT
    assert "00/00/0000" in err
    assert "errors.xlsx" in err


def test_one_file_that_cannot_be_written_keeps_back_no_other(tmp_path):
    """A folder stands where week.xlsx belongs (as when Excel holds it open): the roster is written all the same."""
    (tmp_path / "week.xlsx").mkdir()
    with pytest.raises(InputError) as error:
        write(tmp_path, {"week.xlsx": b"1", "roster.json": b"2"})
    assert [problem.where.file for problem in error.value.problems] == [str(tmp_path / "week.xlsx")]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["roster.json", "week.xlsx"]


@pytest.mark.parametrize("as_json", [[], ["--json"]])
@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_a_narrow_code_page_is_no_reason_to_fail(tmp_path, encoding, as_json):
    """A name that stdout cannot spell (Windows, redirected) is written as well as it goes; JSON stays exact."""
    folder = tmp_path / "kantor 漢"
    command = [sys.executable, str(ROOT / "cli.py"), "init", str(folder), *as_json]
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    done = subprocess.run(command, env=environment, capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (cli.DONE, b"")
    if as_json:
        assert Path(json.loads(done.stdout.decode(encoding))["files"][0]).parent == folder


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_under_stdout_is_told():
    """The result that cannot be written gives a message and 1, no traceback."""
    command = [sys.executable, str(ROOT / "cli.py"), "config", "check", LEBONG]
    with open("/dev/full", "w", encoding="utf-8") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, timeout=60, check=False)
    assert done.returncode == cli.BAD_INPUT
    assert b"stdout" in done.stderr
    assert b"Traceback" not in done.stderr
    assert b"ignored" not in done.stderr


def test_the_second_interrupt_waits_for_no_solver():
    """With a thread still at work, as the solver's is, the process leaves with 130 and its message."""
    code = """
import cli, threading, time
def stuck(session):
    threading.Thread(target=time.sleep, args=(60,)).start()
    raise KeyboardInterrupt
cli.COMMANDS["demo"] = (stuck, ())
cli.main(["--lang", "en", "demo"])
"""
    left = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, timeout=20, check=False)
    assert left.returncode == cli.INTERRUPTED
    assert b"half written" in left.stderr


def test_an_earlier_roster_is_of_an_earlier_week(run, tmp_path):
    """`--previous` with the roster itself is refused: it would judge the week by itself."""
    roster = {
        "provenance": {"schema_version": 1, "version": "0", "created_at": "2026-11-24T00:00:00Z", "seed": 1},
        "roster": {"office": "lebong", "week": "2026-W49", "slot_minutes": 30, "assignments": [], "duties": []},
        "history_after": {"known": True},
    }
    path = tmp_path / "roster.json"
    path.write_text(json.dumps(roster), encoding="utf-8")
    code, out, err = run("check", LEBONG, str(path), "--previous", str(path))
    assert (code, out) == (cli.BAD_INPUT, "")
    assert "2026-W49" in err
    assert run("check", LEBONG, str(path))[0] == cli.SHORT


def test_a_closed_week_has_its_papers_too(run, tmp_path):
    """Nobody works and nothing is missing: every file is written and the roster checks well."""
    (tmp_path / "tutup.csv").write_text("start,end,kind\n2026-11-30,2026-12-06,closed\n", encoding="utf-8")
    config = tmp_path / "kantor.yaml"
    config.write_text(Path(UKK).read_text(encoding="utf-8").replace("calendars/indonesia.csv", "tutup.csv"), "utf-8")
    code, out, _ = run("plan", str(config), "--week", "2026-W49", "--out", str(tmp_path), "--seconds", "2", "--json")
    assert code == cli.DONE
    files = [Path(name) for name in json.loads(out)["files"]]
    assert {"week.xlsx", "roster.json", "days.html"} <= {path.name for path in files}
    for name in ("week.xlsx", "roster.json"):
        assert run("check", str(config), str(tmp_path / "2026-W49" / name))[0] == cli.DONE


def test_quiet_says_nothing_on_success(run, tmp_path):
    """`--quiet` leaves stdout and stderr empty when all goes well."""
    assert run("init", str(tmp_path), "--quiet") == (cli.DONE, "", "")


def test_no_temporary_file_is_left_behind(run, tmp_path):
    """Files appear whole: no half-written name stays in the folder."""
    run("init", str(tmp_path))
    assert [path.name for path in tmp_path.rglob("*.part")] == []


def test_the_readme_names_every_command():
    """Each command stands in the README, and each `loket ...` line there names a command that exists."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for command in cli.COMMANDS:
        assert f"loket {command}" in readme
    for line in re.findall(r"^\s*loket ([a-z]+(?: check)?)", readme, flags=re.MULTILINE):
        assert line in cli.COMMANDS or line.split()[0] in {name.split()[0] for name in cli.COMMANDS}
