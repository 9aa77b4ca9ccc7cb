"""Dates that cannot be, seen beside the others of their log."""

import pytest

HEADING = "Tanggal,Nomor,Layanan,Waktu Ambil"


@pytest.mark.parametrize(
    ("years", "rows", "odd", "far"),
    [
        ([2026] * 150, 150, "2030", True),  # four years after all others
        ([2026] * 150, 150, "2028", False),
        ([2026] * 150, 150, "2021", True),
        ([2012 + n // 10 for n in range(150)], 150, "2028", False),  # a log of fifteen years may be one
        ([2026] * 3, 3, "2040", False),  # too few rows to tell what is usual
        ([2026] * 3, 3, "2042", True),
    ],
)
def test_a_date_years_away_from_the_others_is_an_error(read, years, rows, odd, far):
    """It is left out, so that the log does not grow by years without visitors."""
    lines = [f"13/04/{year},B{n},Penggantian,09.00" for n, year in enumerate(years)]
    log = read("\n".join([HEADING, *lines, f"13/04/{odd},A2,Paspor baru,08.15"]), max_bad=0.5)
    assert [p.code for p in log.errors] == ["visits.date_far"] * far
    assert len(log.frame) == rows + (not far)
