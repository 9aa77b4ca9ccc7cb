"""planning/inputs.py"""

from datetime import date
from pathlib import Path

import pytest

from planning.inputs import ahead_of, gather

ROOT = Path(__file__).parents[2]
LOG = """Tanggal;Nomor Antrean;Layanan;Tahap;Waktu Ambil;Waktu Panggil
2026-11-02;A1-001;Paspor baru;Pemeriksaan berkas;08:00;08:05
2026-11-03;A1-001;Paspor baru;Pemeriksaan berkas;08:00;08:05
"""


@pytest.mark.parametrize(("today", "told"), [(date(2026, 11, 2), ["2026-11-03"]), (date(2026, 11, 3), [])])
def test_a_log_from_the_future_is_warned_of(tmp_path, today, told):
    """Its newest day lies after today: a slip of the pen in the dates, or a wrong clock. Today itself is fine."""
    (tmp_path / "log.csv").write_text(LOG)
    inputs = ahead_of(gather(ROOT / "configs" / "lebong.yaml", tmp_path / "log.csv"), today)
    assert [note.found for note in inputs.notes if note.code == "visits.ahead"] == told
    assert all(note.severity == "warning" for note in inputs.notes if note.code == "visits.ahead")


def test_no_log_is_never_ahead():
    """A start without a log has no newest day."""
    inputs = gather(ROOT / "configs" / "lebong.yaml")
    assert ahead_of(inputs, date(1900, 1, 1)) is inputs
