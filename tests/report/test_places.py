"""Places in words, and back."""

from planning.weeksheet.cells import parse_cell, place_index
from report.places import KINDS, Names, place_words
from report.words.catalogue import LANGUAGES, Words


def test_every_kind_of_place_has_a_word_in_every_language():
    """What a sheet prints, a reader of any language may type."""
    words = place_words()
    for language in LANGUAGES:
        for kind in KINDS:
            assert words[Words(language)(f"place.{kind}")] == kind


def test_no_word_means_two_places():
    """A synonym of one kind is no synonym of another, in any language."""
    said = [(word, kind) for key in ("place", "place_also") for language in LANGUAGES for kind in KINDS
            for word in Words(language)(f"{key}.{kind}").split("; ")]  # fmt: skip
    assert len({word for word, _ in said}) == len(set(said))


def test_a_cell_that_is_printed_can_be_read(plan, names):
    """Every text of the week sheet means the places it was made from."""
    from planning.weeksheet.halfdays import day_cell

    index = place_index(place_words(), names.counters)
    for officer in plan.office.officers:
        for day in plan.week.open_days:
            cell = day_cell(plan.roster, officer.id, day.date, day.service)
            edit = parse_cell(names.cell(cell, None), index)
            assert (edit.morning, edit.afternoon, edit.turn) == (cell.morning, cell.afternoon, cell.turn)
            assert edit.span == (cell.assignment.span if cell.assignment else None)


def test_names_that_two_officers_share_are_told_apart(plan, words):
    """The id stands behind a name that is there twice."""
    officers = [o.model_copy(update={"name": "Petugas X"}) for o in plan.office.officers[:2]]
    office = plan.office.model_copy(update={"officers": tuple(officers)})
    assert list(Names(office, words).officers.values()) == ["Petugas X (p0)", "Petugas X (p1)"]


def test_a_counter_is_told_by_what_only_its_type_does(names):
    """The priority counter also takes documents and interviews, but priority comes first."""
    assert names.work_of("l5").startswith("Prioritas, ")
    assert names.work_of("l5").endswith(" …")
    assert names.work_of("l2") == "Berkas"
