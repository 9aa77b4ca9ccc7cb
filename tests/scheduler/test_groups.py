"""Skill groups: equal skills together, in the order of the file."""

from benchmarks.offices import make_office
from scheduler.groups import skill_groups


def test_officers_of_equal_skills_are_one_group():
    """Whatever the order of letters; the steps are those that all their skills allow."""
    groups = skill_groups(make_office([("one", "ab")], ["ab", "a", "ba", "a"]))
    assert [group.officers for group in groups] == [("p1", "p3"), ("p2", "p4")]
    assert [sorted(group.steps) for group in groups] == [["a", "b"], ["a"]]
