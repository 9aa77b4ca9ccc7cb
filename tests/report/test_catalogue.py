"""The catalogues: nothing missing, nothing different but the language."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from report.words.catalogue import LANGUAGES, Words, catalogue

ROOT = Path(__file__).parents[2]
PACKAGES = ("office", "forecast", "staffing", "scheduler", "planning", "report", "commandline")
SOURCES = sorted([ROOT / "cli.py", *(file for package in PACKAGES for file in (ROOT / package).rglob("*.py"))])
TEMPLATES = sorted((ROOT / "report" / "templates").glob("*.html"))


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_both_languages_have_the_same_keys():
    """A sentence that exists in one language exists in the other."""
    assert catalogue("id").keys() == catalogue("en").keys()


def test_both_languages_say_the_same_facts():
    """A sentence names the same facts in both languages."""
    differ = {
        key: (_placeholders(catalogue("id")[key]), _placeholders(catalogue("en")[key])) for key in catalogue("id")
    }
    assert {key: pair for key, pair in differ.items() if pair[0] != pair[1]} == {}


def _patterns(node: ast.expr) -> Iterator[str]:
    """What a key may be, as regular expressions: a literal, either branch of a choice, an f-string with gaps."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield re.escape(node.value)
    elif isinstance(node, ast.IfExp):
        yield from (*_patterns(node.body), *_patterns(node.orelse))
    elif isinstance(node, ast.JoinedStr):
        yield "".join(re.escape(str(v.value)) if isinstance(v, ast.Constant) else r"[\w.]+" for v in node.values)


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _keys(named: str) -> Iterator[tuple[str, str]]:
    """Place and pattern of the first argument of every call of something named so."""
    for file in SOURCES:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _called(node) == named and node.args:
                for pattern in _patterns(node.args[0]):
                    yield f"{file.relative_to(ROOT)}:{node.lineno}", pattern


def _missing(used: Iterator[tuple[str, str]], prefix: str = "") -> list[tuple[str, str]]:
    keys = catalogue("id")
    return [(place, pattern) for place, pattern in used
            if not any(re.fullmatch(re.escape(prefix) + pattern, key) for key in keys)]  # fmt: skip


def test_every_sentence_that_code_asks_for_exists():
    """`words("key")`, also with gaps in the key."""
    used = [*_keys("words"), *_keys("counted")]
    assert len(used) > 100
    assert _missing(iter(used)) == []


def test_every_sentence_that_a_template_asks_for_exists():
    """`w("key")` in the templates, also `w("start." ~ rest)`."""
    calls = [(file.name, call) for file in TEMPLATES for call in re.findall(r'w\("([\w.]+)"( ~)?', file.read_text())]
    used = [(name, re.escape(key) + (r"\w+" if more else "")) for name, (key, more) in calls]
    assert len(used) > 40
    assert _missing(iter(used)) == []


def test_every_problem_has_its_sentence():
    """A code given to Problem(...) anywhere has `problem.<code>`."""
    used = list(_keys("Problem"))
    assert len(used) > 20
    assert _missing(iter(used), "problem.") == []


@pytest.mark.parametrize("value", [1e15, -1e15, 1e16, 10**30, 1e308, 10**400, float("inf")])
def test_no_number_is_too_large_to_be_told(value):
    """What is refused is shown, however absurd; and shortly."""
    assert 0 < len(Words("id").number(value, 1)) <= 24


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_and_dates_are_the_readers_own(language):
    """Decimal comma in Indonesian, point in English; times with a dot in both."""
    words = Words(language)
    assert words.number(1234.5, 1) == {"id": "1.234,5", "en": "1,234.5"}[language]
    assert words.clock(510) == "08.30"
    assert words.percent(0.843) == "84 %"
    assert words.number(-4.14, 1) == {"id": "\u22124,1", "en": "\u22124.1"}[language]
    assert words.number(-0.04, 1) == {"id": "0,0", "en": "0.0"}[language]
    assert [words.hours(minutes) for minutes in (0, 120, 330, 15, -90)] == {
        "id": ["0", "2", "5,5", "0,25", "\u22121,5"], "en": ["0", "2", "5.5", "0.25", "\u22121.5"],
    }[language]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "key", ["crowd.range", "head.visitors", "note.officers_away", "head.weak", "figure.late", "figure.visitors"]
)
def test_one_is_not_many(language, key):
    """English has a word of its own for one person; Indonesian says the same."""
    words = Words(language)
    facts = {name: 1 for name in _placeholders(catalogue(language)[key])}
    one, two = (words.counted(key, count, **facts) for count in (1, 2))
    assert (one != two) is (language == "en")
    assert not re.search(r"1 people|1 officers", one)
