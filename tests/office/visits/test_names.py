"""Spellings of the same name."""

import pytest

from office.visits.names import desk, nearest, plain


@pytest.mark.parametrize("text", ["Loket 3", "loket  3", "L-3", "L3", "LOKET III", "Lkt. 03", "3", "Counter 3", "C3"])
def test_a_counter_by_many_names(text):
    """All the ways in which a log writes counter 3."""
    assert desk(text) == "3"


@pytest.mark.parametrize("text", ["Loket", "Informasi", "Loket 3A", "L", ""])
def test_a_name_without_a_number_stays_itself(text):
    """Nothing is guessed where there is no number."""
    assert desk(text) == plain(text)


@pytest.mark.parametrize(
    ("text", "same"), [("Tgl. Ambil", "TGL_AMBIL"), ("Pénggantian", "penggantian"), ("a-b c", "ABC")]
)
def test_capitals_accents_and_marks_do_not_matter(text, same):
    """Two spellings of one name are the same plain text."""
    assert plain(text) == plain(same)


def test_the_nearest_name():
    """A slip of a letter finds its name; another word finds none."""
    assert nearest("Pasport baru", ["Paspor baru", "Penggantian"]) == "Paspor baru"
    assert nearest("Zzz", ["Paspor baru", "Penggantian"]) == ""
