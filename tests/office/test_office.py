"""An office as a whole: names that fit, who can serve what where."""

from contextlib import nullcontext

import pytest
from pydantic import ValidationError

from office.office import MOST_STEPS, Office, name_mistakes
from tests.office.small import parts, small_office


def test_an_office_that_fits():
    """No mistake, and the axes of arrays in the order of the file."""
    office = small_office()
    assert office.step_ids == ("papers", "talk")
    assert office.service_ids == ("new", "fast")
    assert office.officer_ids == ("a", "b", "c")
    assert Office.model_validate(office.model_dump(mode="json")) == office


@pytest.mark.parametrize(
    ("part", "index", "change", "loc", "code", "found"),
    [
        ("steps", 1, {"skills": ["talk", "tlk"]}, ("steps", 1, "skills", 1), "unknown_skill", "tlk"),
        ("services", 0, {"route": [{"step": "x", "minutes": 1}]}, ("services", 0, "route", 0, "step"), "unknown_step",
         "x"),
        ("counter_types", 0, {"steps": ["x"]}, ("counter_types", 0, "steps", 0), "unknown_step", "x"),
        ("counters", 1, {"type": "x"}, ("counters", 1, "type"), "unknown_counter_type", "x"),
        ("officers", 2, {"skills": ["x"]}, ("officers", 2, "skills", 0), "unknown_skill", "x"),
        ("officers", 2, {"contract": "x"}, ("officers", 2, "contract"), "unknown_contract", "x"),
        ("officers", 2, {"id": "a"}, ("officers", 2, "id"), "repeated_id", "a"),
        ("counters", 1, {"id": "l1"}, ("counters", 1, "id"), "repeated_id", "l1"),
    ],
)  # fmt: skip
def test_each_name_that_does_not_fit_is_found_where_it_stands(part, index, change, loc, code, found):
    """One wrong name is one mistake, at its place."""
    data = parts()
    data[part] = [item | change if i == index else item for i, item in enumerate(data[part])]
    (mistake,) = name_mistakes(data)
    assert (mistake.loc, mistake.code, mistake.found) == (loc, code, found)
    with pytest.raises(ValidationError):
        Office.model_validate(data)


def test_all_mistakes_at_once():
    """Promise, back office, zone and officer are wrong together and reported together, each with what is allowed."""
    data = parts() | {
        "zone": "Asia/Jakrata",
        "promises": [{"id": "p", "name": "P", "steps": ["x"]}],
        "back_office": [{"id": "b", "name": "B", "skills": ["y"], "week_minutes": 1}],
    }
    with pytest.raises(ValidationError) as error:
        Office.model_validate(data)
    mistakes = error.value.errors()[0]["ctx"]["mistakes"]
    assert {(m.code, m.found) for m in mistakes} == {
        ("unknown_zone", "Asia/Jakrata"), ("unknown_step", "x"), ("unknown_skill", "y"),
    }  # fmt: skip
    assert all(m.allowed for m in mistakes)


@pytest.mark.parametrize("data", [None, [], "x", {}, {"steps": 3, "officers": [1, None, {"skills": "x"}]}])
def test_data_that_is_no_office_has_no_names(data):
    """Looking for names never fails, whatever the file holds."""
    assert name_mistakes(data) == ()


@pytest.mark.parametrize("zone", ["Asia", "../etc", "", "Mars/Base", "/etc/passwd"])
def test_zones_that_do_not_exist(zone):
    """A folder, a path or a guess is no time zone."""
    assert [m.code for m in name_mistakes(parts() | {"zone": zone})] == ["unknown_zone"]


def test_who_can_serve_what_where():
    """A step needs all of its skills in one officer, and a desk that does it."""
    office = small_office()
    assert office.able(["papers", "talk"]) == {"papers", "talk"}
    assert office.able(["talk"]) == frozenset()
    assert office.served_at(["papers", "talk"], "booth") == {"talk"}
    assert office.contract_of(office.officer("a")).day_minutes == 450
    for look in (office.officer, office.step, office.service, office.counter, office.counter_type):
        with pytest.raises(KeyError):
            look("nobody")


@pytest.mark.parametrize(("more", "fits"), [(MOST_STEPS, True), (MOST_STEPS + 1, False)])
def test_steps_fit_into_one_mask(more, fits):
    """64 steps are 64 bits; one more is refused where the office is read, not where masks are made."""
    data = parts()
    extra = [{"id": f"extra_{n}", "name": f"{n}", "skills": ["papers"]} for n in range(more - len(data["steps"]))]
    with nullcontext() if fits else pytest.raises(ValidationError, match="steps"):
        Office.model_validate(data | {"steps": [*data["steps"], *extra]})
