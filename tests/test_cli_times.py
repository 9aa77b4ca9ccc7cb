"""`loket times` on the command line: what an analyst sees, and what becomes of logs that tell little."""

import json
from pathlib import Path

import pytest

import cli
from report.terminal.table import WIDTH

ROOT = Path(__file__).parent.parent
CONFIG = str(ROOT / "configs" / "lebong.yaml")
HEAD = "Tanggal;Nomor Antrean;Layanan;Tahap;Waktu Ambil;Waktu Panggil;Mulai Layan;Selesai;Petugas"


@pytest.fixture
def run(capsys, monkeypatch):
    """Runs the command; returns exit code, stdout and stderr."""
    monkeypatch.setenv("LOKET_LANG", "id")

    def call(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as left:
            cli.main(["times", CONFIG, *arguments])
        said = capsys.readouterr()
        return left.value.code, said.out, said.err

    return call


@pytest.fixture
def log(tmp_path):
    """Writes a log with the usual headings; rows are called one after another, ten minutes apart."""

    def write(rows: int, head: str = HEAD, **change: str) -> str:
        lines = [head]
        for n in range(rows):
            clock = f"{8 + n % 36 // 6:02d}:{n % 6}"
            row = {
                "Tanggal": f"2026-11-{2 + n // 36:02d}", "Nomor Antrean": f"A1-{n % 36:03d}", "Layanan": "Paspor baru",
                "Tahap": "Pemeriksaan berkas", "Waktu Ambil": "07:55:00", "Waktu Panggil": f"{clock}0:05",
                "Mulai Layan": f"{clock}0:10", "Selesai": f"{clock}{5 + n % 3}:{n % 50 + 10}", "Petugas": "Petugas A",
            } | {name.replace("_", " "): text for name, text in change.items()}  # fmt: skip
            lines.append(";".join(row[name] for name in head.split(";")))
        path = tmp_path / "log.csv"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return str(path)

    return write


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_sample_log_fits_the_terminal(run, language):
    """Every service at every step stands there, no line is too long, and officers only where the head asks."""
    sample = str(ROOT / "sample_data" / "kunjungan.csv.gz")
    code, out, _ = run(sample, "--lang", language)
    assert code == cli.DONE
    assert max(map(len, out.splitlines())) <= WIDTH
    assert out.count("Paspor baru") == 2
    assert "Petugas A" not in out
    assert "Petugas A" in run(sample, "--lang", language, "--officers")[1]


def test_data_for_programs(run, log):
    """One object with figures by service and step, the weights summing to 1, and what was set aside."""
    code, out, _ = run(log(120), "--json")
    told = json.loads(out)
    assert code == cli.DONE
    assert "officers" not in told
    own = next(each for each in told["steps"] if (each["service"], each["step"]) == ("paspor_baru", "berkas"))
    assert (own["source"], own["used"], own["set_aside"]) == ("log", 120, {})
    assert own["mean"] == pytest.approx(6.5, abs=0.2)
    for each in told["steps"]:
        assert each["weight_own"] + each["weight_step"] + each["weight_written"] == pytest.approx(1)


@pytest.mark.parametrize(
    ("rows", "change", "said"),
    [
        (1, {}, "tertulis"),
        (40, {"Selesai": ""}, "jam selesai"),
        (40, {"Waktu_Panggil": "", "Mulai_Layan": "", "Selesai": ""}, "tanpa jam panggil"),
        (40, {"Petugas": "Petugas Z"}, "catatan"),
        (40, {"Tahap": "Ruang tunggu"}, "tidak menyebut tahap"),
        (40, {"Tahap": "BAP"}, "tahap di luar alur layanan"),
    ],
)
def test_logs_that_tell_little_are_told_in_words(run, log, rows, change, said):
    """One row, no ends, no calls, strangers among officers and steps: words, exit code 0, everything as written."""
    code, out, err = run(log(rows, **change))
    assert code == cli.DONE
    assert said in (out + err).replace("\n  ", " ")
    assert "Traceback" not in out + err


def test_ends_before_beginnings_are_bad_rows(run, log):
    """Negative services are refused by the reader; with a generous limit nothing of them is used."""
    path = log(40, Selesai="07:58:00")
    assert run(path)[0] == cli.BAD_INPUT
    code, out, _ = run(path, "--max-bad", "100%", "--json")
    assert code == cli.DONE
    assert {each["source"] for each in json.loads(out)["steps"]} == {"written"}


def test_a_log_without_times_at_all(run, log):
    """Only dates, numbers and services: a count of visits tells no minutes, and this is said."""
    code, out, err = run(log(40, "Tanggal;Nomor Antrean;Layanan;Waktu Ambil"))
    assert code == cli.DONE
    assert "lamanya diketahui" in out
    assert "jam panggil" in err


@pytest.mark.parametrize(("name", "begins"), [("t.png", b"\x89PNG"), ("t.svg", b"<svg")])
def test_a_picture_is_written(run, log, tmp_path, name, begins):
    """PNG or SVG by the name, the same bytes again; a log that tells nothing gives a picture too."""
    path = tmp_path / name
    code, out, _ = run(log(60), "--picture", str(path))
    first = path.read_bytes()
    assert code == cli.DONE
    assert str(path) in out
    assert first.startswith(begins)
    run(log(60), "--picture", str(path))
    assert path.read_bytes() == first
    assert run(log(5, Selesai=""), "--picture", str(path))[0] == cli.DONE


@pytest.mark.parametrize(
    ("rows", "begins"), [(120, "Menit di berkas kantor tidak cocok"), (2, "Apakah menit di berkas kantor cocok belum")]
)  # fmt: skip
def test_the_first_sentence_says_whether_the_file_fits(run, log, rows, begins):
    """Services of about 6.5 minutes where 5 are written do not fit; two rows tell nothing."""
    out = " ".join(run(log(rows))[1].split())
    assert out.startswith(begins)
    assert ("Paspor baru: tertulis 5,0, menurut catatan 6," in out) is (rows > 30)


def test_the_sample_file_fits_its_log(run):
    """It was made with the minutes that are written; changes of two years ago are no news."""
    out = " ".join(run(str(ROOT / "sample_data" / "kunjungan.csv.gz"))[1].split())
    assert out.startswith("Menit di berkas kantor cocok dengan catatan kunjungan.")
    assert "31 Des 2024" not in out
    assert "Tidak ada yang berubah" in out
