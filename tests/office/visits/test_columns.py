"""Headings and what they mean."""

import pytest

from office.visits.columns import FIELDS, USUAL, VAGUE, columns_of, is_personal, letter, meaning
from office.visits.format import VisitFormat
from office.visits.names import plain

NOTHING_SAID = VisitFormat()


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Tgl Ambil", "day"), ("WAKTU AMBIL (WIB)", "arrived"), ("Nomor Antrean", "ticket"), ("No. Antrian", "ticket"),
        ("Layanan", "service"), ("Loket", "counter"), ("Nama Petugas", "officer"), ("Waktu_Panggil", "called"),
        ("Mulai Layan", "served"), ("Selesai", "left"), ("Status", "outcome"), ("Ticket Number", "ticket"),
        ("called_at", "called"), ("Warna", None), ("", None),
    ],
)  # fmt: skip
def test_usual_headings(heading, field):
    """Indonesian and English headings, with marks, capitals and zones."""
    assert meaning(heading) == field


def test_no_heading_means_two_things():
    """Each listed heading stands once, for one field; every field has usual ones."""
    listed = [plain(name) for table in (USUAL, VAGUE) for names in table.values() for name in names.split(",")]
    assert len(listed) == len(set(listed))
    assert set(USUAL) == set(FIELDS)


@pytest.mark.parametrize(
    ("heading", "personal"),
    [
        ("NIK", True), ("Nama Pemohon", True), ("No. HP", True), ("Tgl Lahir", True), ("E-mail", True),
        ("Nomor Paspor", True), ("Full name", True), ("Jenis Paspor", False), ("Nama Layanan", False), ("Warna", False),
        ("Kode Rahasia", True),
    ],
)  # fmt: skip
def test_headings_about_persons(heading, personal):
    """Names, numbers and addresses of persons, and what the YAML adds; names of things are not."""
    assert is_personal(heading, VisitFormat(personal=("kode rahasia",))) is personal


def test_clear_headings_win_over_vague_ones():
    """`Waktu` is the arrival only where nothing says it better."""
    assert columns_of(["Layanan", "Waktu"], NOTHING_SAID).fields["arrived"] == 1
    columns = columns_of(["Layanan", "Waktu", "Waktu Ambil"], NOTHING_SAID)
    assert columns.fields["arrived"] == 2
    assert columns.unknown == (1,)


def test_the_yaml_wins_over_all():
    """A column that the YAML names, and one that it calls personal, are taken from the usual headings."""
    format = VisitFormat(columns={"arrived": "Cap waktu"}, personal=("Petugas",))
    columns = columns_of(["Waktu Ambil", "cap-waktu", "Petugas", "Layanan"], format)
    assert columns.fields == {"service": 3, "arrived": 1}
    assert columns.personal == (2,)


@pytest.mark.parametrize(("column", "text"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_letters_of_columns(column, text):
    """As a spreadsheet counts, on both sides of each new letter."""
    assert letter(column) == text
