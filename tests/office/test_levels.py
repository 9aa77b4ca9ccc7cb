"""Levels of skills: the higher holds the lower, in files, in values and in workbooks alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from benchmarks.offices import make_office
from office.levels import with_lower_levels
from office.office import Office

LADDER = ("a", "b", "c")


@pytest.mark.parametrize(("skills", "held"), [("a", "a"), ("b", "ab"), ("c", "abc"), ("d", "d"), ("bd", "abd")])
def test_who_holds_a_level_holds_those_below(skills, held):
    """Of a, b, c in rising order; d stands alone. The steps that ask for them are done by whoever holds them."""
    office = make_office([("one", "abcd")], [skills])
    levelled = Office(**{**dict(office), "levels": (LADDER,)})
    assert levelled.officers[0].skills == frozenset(held)
    assert levelled.able(levelled.officers[0].skills) == frozenset(held)
    again = Office.model_validate(levelled.model_dump())
    assert again == levelled


@given(st.sets(st.sampled_from("abcdef")))
def test_completing_twice_changes_nothing(skills):
    """And takes no skill away, with a skill that stands in two lists."""
    raw = {"levels": [["a", "b", "c"], ["c", "d", "e"]], "officers": [{"skills": sorted(skills)}]}
    once = with_lower_levels(raw)
    assert with_lower_levels(once) == once
    held = set(once["officers"][0]["skills"])
    assert skills <= held
    assert all(low in held for high in held & {"b", "c", "d", "e"} for low in "abcde"[: "abcde".index(high)])


@pytest.mark.parametrize("raw", [None, 3, {}, {"levels": 3, "officers": []}, {"levels": [3], "officers": [None, {}]}])
def test_what_is_no_office_is_passed_over(raw):
    """Mistakes are told by the checks that follow."""
    assert with_lower_levels(raw) == raw


def test_a_level_that_is_no_skill_is_told():
    """As any other unknown name is."""
    with pytest.raises(ValidationError, match="names that do not fit"):
        Office(**{**dict(make_office([("one", "a")], ["a"])), "levels": (("a", "zz"),)})
