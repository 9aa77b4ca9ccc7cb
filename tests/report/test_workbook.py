"""The workbook that the head fills in: untouched it changes nothing, and every word in it is understood again."""

import io
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook, SheetVisibleEnum

from office.visits.names import plain
from planning.book import read_book, with_book
from planning.booksheets import AWAY_NAMES, SHEETS
from planning.calendarfile import KIND_NAMES, KINDS
from planning.cells import yes_in
from planning.config import load_config
from report.words.catalogue import LANGUAGES, Words
from report.workbook import HEAD, IDS, workbook

CONFIGS = sorted((Path(__file__).parents[2] / "configs").glob("*.yaml"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", CONFIGS, ids=lambda path: path.stem)
def test_an_untouched_workbook_changes_nothing(tmp_path, path, language):
    """Officers and counters come back equal, in the same order, and nothing else is said."""
    config = load_config(path).config
    file = tmp_path / "isian.xlsx"
    file.write_bytes(workbook(config, Words(language)))
    book = read_book(file, config)
    assert with_book(config, book) == config
    assert book.officers == config.office.officers
    assert (book.absences, book.entries, book.bookings, book.notes) == ((), (), (), ())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_to_choose_is_understood(language):
    """What a drop-down offers means what it says."""
    words = Words(language)
    away = {plain(name): kind for name, kind in AWAY_NAMES.items()}
    events = {plain(name): kind for name, kind in KIND_NAMES.items()}
    assert {away[plain(words(f"book.away.{kind}"))]: kind for kind in AWAY_NAMES.values()} == {
        kind: kind for kind in AWAY_NAMES.values()
    }
    assert [events[plain(words(f"book.event.{kind}"))] for kind in KINDS] == list(KINDS)
    assert (yes_in(words("book.yes")), yes_in(words("book.no"))) == (True, False)


def test_six_sheets_for_the_head_and_no_id_in_sight():
    """Ids stand in hidden rows, a hidden column and a hidden sheet; the headings are words."""
    config = load_config(CONFIGS[0].with_name("lebong.yaml")).config
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook(config, Words("id"))))
    visible = [sheet.name for sheet in book.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible]
    assert visible == ["Petugas", "Cuti & dinas", "Permintaan", "Loket", "Acara", "Booking"]
    assert len(visible) == len(SHEETS)
    rows = book.get_sheet_by_name("Petugas").to_python(skip_empty_area=False)
    assert rows[IDS][0] == "loket:people"
    assert rows[HEAD][1:5] == ["Nama", "Aktif", "Informasi", "Pemeriksaan berkas"]


def test_the_same_office_gives_the_same_bytes():
    """No clock is in the file."""
    config = load_config(CONFIGS[0]).config
    assert workbook(config, Words("id")) == workbook(config, Words("id"))


def test_names_that_look_like_formulas_stay_texts(tmp_path):
    """Text beginning with = is written as text and read back."""
    config = load_config(CONFIGS[0].with_name("ukk_small.yaml")).config
    file = tmp_path / "isian.xlsx"
    file.write_bytes(workbook(config, Words("id")))
    book = read_book(file, config)
    odd = tuple(o.model_copy(update={"name": f"={o.name}"}) for o in book.officers)
    config = with_book(config, type(book)(officers=odd))
    file.write_bytes(workbook(config, Words("id")))
    assert read_book(file, config).officers == odd
