"""Questions as they are typed, and input that no roster can be made of: words, never a traceback."""

from pathlib import Path

import pytest

from office.problems import InputError
from planning.config import load_config
from planning.reasons import Asked, read_wish
from report.problems import sentence
from report.words.catalogue import Words
from tests.planning.tiny import tiny_week

LEBONG = Path(__file__).parents[2] / "configs" / "lebong.yaml"


@pytest.mark.parametrize(
    ("asked", "kind", "subject"),
    [
        (Asked("Petugas 1", "senin"), "off", ""),
        (Asked("p1", "2026-11-30", is_leave=True), "leave", ""),
        (Asked("1", "monday", counter="L1"), "counter", "l1"),
        (Asked("p1", "senin", shift="day"), "shift", "day"),
    ],
)
def test_questions_are_understood_as_they_are_typed(asked, kind, subject):
    """Names or ids, weekdays in both languages or dates."""
    wish = read_wish(asked, tiny_week())
    assert (wish.officer, f"{wish.day}", wish.kind, wish.subject) == ("p1", "2026-11-30", kind, subject)


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        (Asked("Petugas Zz", "senin"), {"explain.officer"}),
        (Asked("qqqqq", "kemarin"), {"explain.officer_unlike", "explain.day"}),
        (Asked("p1", "2027-01-01"), {"explain.day"}),
        (Asked("p1", "senin", counter="L77"), {"explain.counter"}),
        (Asked("p1", "senin", counter="L1", at="pagi"), {"explain.at"}),
        (Asked("p1", "senin", shift="malam"), {"explain.shift"}),
        (Asked("p1", "senin", task="apa"), {"explain.task"}),
    ],
)
def test_what_is_not_understood_is_told_all_at_once_in_both_languages(asked, codes):
    """Every unknown name with what there is instead."""
    with pytest.raises(InputError) as raised:
        read_wish(asked, tiny_week())
    assert {problem.code for problem in raised.value.problems} == codes
    for language in ("id", "en"):
        assert all(sentence(problem, Words(language)) for problem in raised.value.problems)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("mon-thu: 07.30-16.00", "mon-thu: 22.00-06.00", "config.span_order"),
        ("officers:", "officers: []", "config.too_few"),
    ],
)
def test_shifts_over_midnight_and_an_office_without_officers_are_refused_in_words(tmp_path, old, new, code):
    """The file is refused with the place and what to do."""
    text = LEBONG.read_text(encoding="utf-8").replace("calendar: [calendars/", f"calendar: [{LEBONG.parent}/calendars/")
    text = text.replace(", calendars/lebong", f", {LEBONG.parent}/calendars/lebong")
    if new == "officers: []":
        start = text.index("  officers:\n")
        text = text[:start] + "  officers: []\n" + text[text.index("  # --- Jam / Hours") :]
    else:
        text = text.replace(old, new)
    path = tmp_path / "office.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as raised:
        load_config(path)
    assert code in {problem.code for problem in raised.value.problems}
    assert all(sentence(problem, Words("id")) for problem in raised.value.problems)
