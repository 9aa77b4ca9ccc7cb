"""`loket simulate` and `loket replay`: what they write, and what they say of what cannot be used."""

import gzip
import json
from pathlib import Path

import pytest

import cli

ROOT = Path(__file__).parent.parent
LEBONG, UKK = (str(ROOT / "configs" / name) for name in ("lebong.yaml", "ukk_small.yaml"))
LOG = str(ROOT / "sample_data" / "kunjungan.csv.gz")
CALLS = ("Waktu Panggil", "Mulai Layan", "Selesai")


def cut(path, rows, without=()):
    """The beginning of the sample log, without some columns."""
    lines = gzip.decompress(Path(LOG).read_bytes()).decode("utf-8-sig").splitlines()[: rows + 1]
    heading = lines[0].split(";")
    kept = [i for i, name in enumerate(heading) if name not in without]
    path.write_text("\n".join(";".join(line.split(";")[i] for i in kept) for line in lines) + "\n", encoding="utf-8")
    return str(path)


def test_a_week_is_replayed_as_data_and_in_words(run, tmp_path):
    """One object with what happened beside the model; the same in sentences, and on a page."""
    code, out, _ = run("replay", LEBONG, LOG, "2026-W44", "--paths", "50", "--json")
    data = json.loads(out)
    assert code == cli.DONE
    assert data["late"]["low"] <= data["late"]["mean"] <= data["late"]["high"]
    assert {"schema_version", "hashes", "version", "parts", "off"} <= data.keys()
    page = tmp_path / "ulang.html"
    code, out, _ = run("replay", LEBONG, LOG, "2026-W44", "--paths", "50", "--page", str(page))
    assert code == cli.DONE
    assert "Minggu 44" in out
    assert "Minggu 44" in page.read_text(encoding="utf-8")


def test_several_weeks_say_how_often_the_range_held(run):
    """Two weeks, and a third in which the office was closed."""
    code, out, _ = run("replay", LEBONG, LOG, "2025-W24..2025-W26", "--paths", "20", "--json")
    data = json.loads(out)
    assert code == cli.DONE
    assert data["late"]["of"] == 2
    assert data["left_out"] == [{"week": "2025-W25", "reason": "replay.no_visits"}]


@pytest.mark.parametrize(
    ("weeks", "code", "word"),
    [
        ("2030-W01", cli.BAD_INPUT, "2026-W47"),
        ("2025-W25", cli.BAD_INPUT, "2025-W25"),
        ("2026-W60", cli.USAGE, "2026-W60"),
        ("2026-W46..2026-W40", cli.USAGE, "2026-W46"),
        ("2026-W40..", cli.USAGE, "2026-W49"),
        ("2026-W40..", cli.USAGE, "2026-W40.."),
    ],
)
def test_weeks_that_cannot_be_are_told(run, weeks, code, word):
    """Not in the log, closed, no week at all, the wrong way round, half a range."""
    found, _, err = run("replay", LEBONG, LOG, weeks)
    assert found == code
    assert word in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("without", "word"), [(CALLS, "waktu panggil"), (("Petugas", "Loket"), "--roster"), ((*CALLS, "Petugas"), "waktu")]
)
def test_a_log_that_does_not_tell_is_told(run, tmp_path, without, word):
    """No calls: waits are unknown. No officers and no counters: a roster is asked for."""
    found, _, err = run("replay", LEBONG, cut(tmp_path / "log.csv", 150, without))
    assert found == cli.BAD_INPUT
    assert word in err


def test_one_visitor_can_be_replayed(run, tmp_path):
    """A log of one row."""
    code, out, _ = run("replay", LEBONG, cut(tmp_path / "log.csv", 1), "--paths", "20", "--json")
    assert code == cli.DONE
    assert json.loads(out)["visitors"] == 1


def test_a_roster_of_another_kind_is_refused(run, tmp_path):
    """A file that is no roster; a roster is for one week only."""
    code, _, err = run("replay", LEBONG, LOG, "--roster", LEBONG)
    assert (code, "lebong.yaml" in err) == (cli.BAD_INPUT, True)
    for option in ("--roster", "--page"):
        code, _, err = run("replay", LEBONG, LOG, "2026-W40..2026-W41", option, LEBONG)
        assert (code, option in err) == (cli.USAGE, True)


def test_simulate_writes_its_page(run, tmp_path):
    """An empty roster can be tried: everybody waits too long, and the page says so."""
    provenance = {
        "schema_version": 1, "version": "0", "seed": 1, "config_hash": "", "calendar_hash": "", "visits_hash": "",
        "previous_hash": "", "status": "feasible", "created_at": "2026-11-20T00:00:00Z",
    }  # fmt: skip
    roster = {"office": "ukk_small", "week": "2026-W49", "slot_minutes": 30, "assignments": [], "duties": []}
    file = tmp_path / "roster.json"
    file.write_text(json.dumps({"provenance": provenance, "roster": roster, "history_after": {}}))
    page = tmp_path / "halaman.html"
    code, out, err = run("simulate", UKK, str(file), "--paths", "20", "--page", str(page), "--json")
    assert code == cli.DONE, err
    data = json.loads(out)
    assert data["files"] == [str(page)]
    assert data["share_in_time"] == 0
    assert [day["last_tickets"][0]["number"] for day in data["days"]] == [0] * len(data["days"])
    assert "<svg" in page.read_text(encoding="utf-8")


def spoilt(path, change):
    """A roster.json of one duty at L3 in Lebong with a stand-in, changed."""
    day = "2026-11-30"
    at = {"officer": "petugas_a", "day": day, "start": 480, "end": 540, "counter": "l3"}
    duty = {**at, "activity": "counter", "steps": ["biometrik_wawancara"]}
    shift = {"officer": "petugas_a", "day": day, "shift": "dinas", "span": {"start": 480, "end": 960}}
    roster = {"office": "lebong", "week": "2026-W49", "slot_minutes": 30, "assignments": [shift], "duties": [duty],
              "stand_ins": [{**at, "stand_in": "petugas_b"}]}  # fmt: skip
    change(roster)
    made = {"schema_version": 1, "version": "0", "created_at": "2026-11-24T00:00:00Z", "seed": 1}
    path.write_text(json.dumps({"provenance": made, "roster": roster, "history_after": {"known": True}}), "utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (lambda roster: roster["stand_ins"][0].update(stand_in="nix"), "nix"),
        (lambda roster: roster["stand_ins"][0].update(counter="l99"), "l99"),
        (lambda roster: roster["duties"][0].update(steps=["langkah_lama"]), "langkah_lama"),
        (lambda roster: roster.update(slot_minutes=15), "15"),
    ],
)
def test_names_that_the_office_lacks_are_told(run, tmp_path, change, word):
    """A step renamed in the YAML, a stand-in who has left: in words, by every command that takes a roster."""
    path = spoilt(tmp_path / "r.json", change)
    for command in (("check", path), ("simulate", path), ("cap", "--roster", path), ("replay", LOG, "--roster", path)):
        code, _, err = run(command[0], LEBONG, *command[1:])
        assert (code, word in err, "Traceback" in err) == (cli.BAD_INPUT, True, False)


def test_a_planned_week_that_names_what_is_gone_is_told(run, tmp_path):
    """Levers find the roster themselves: a renamed step is named there too."""
    (tmp_path / "2026-W49").mkdir()
    spoilt(tmp_path / "2026-W49" / "roster.json", lambda roster: roster["duties"][0].update(steps=["langkah_lama"]))
    code, _, err = run("cap", LEBONG, "--week", "2026-W49", "--plans", str(tmp_path))
    assert (code, "langkah_lama" in err) == (cli.BAD_INPUT, True)


def test_who_stands_in_for_himself_is_noted(run, tmp_path):
    """A note beside the result."""
    path = spoilt(tmp_path / "r.json", lambda roster: roster["stand_ins"][0].update(stand_in="petugas_a"))
    for call in (("check", LEBONG, path), ("simulate", LEBONG, path, "--paths", "20")):
        code, out, err = run(*call)
        assert code in (cli.DONE, cli.SHORT)
        assert out
        assert "pengganti dirinya sendiri" in " ".join(err.split())


def test_a_page_that_is_a_folder_is_refused_at_once(run, tmp_path):
    """Before anything is read: even a roster that is none is not looked at."""
    for call in (("simulate", LEBONG, LEBONG), ("replay", LEBONG, LOG)):
        code, _, err = run(*call, "--page", str(tmp_path))
        assert (code, "--page" in err, "--out" in err) == (cli.USAGE, True, False)


def test_a_page_without_a_place_is_refused_at_once(run, tmp_path):
    """A file stands where its folder should be; the remedy names the option."""
    (tmp_path / "berkas").write_text("", encoding="utf-8")
    code, _, err = run("simulate", LEBONG, LEBONG, "--page", str(tmp_path / "berkas" / "a.html"))
    assert (code, "--page" in err, "--out" in err) == (cli.BAD_INPUT, True, False)


def test_nothing_like_a_file_lists_nothing(run, tmp_path):
    """Similar names are promised only where there are some."""
    _, _, err = run("check", LEBONG, str(tmp_path / "tidak_ada.json"))
    assert "mirip" not in err
    (tmp_path / "tidak_ad.json").write_text("", encoding="utf-8")
    _, _, err = run("check", LEBONG, str(tmp_path / "tidak_ada.json"))
    assert "mirip" in err
