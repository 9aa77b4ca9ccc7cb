"""Clock times and spans of a day."""

from functools import cached_property

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from office.values import MINUTES_A_DAY, Minute, Slug, Span, Value, clock

MINUTE = TypeAdapter(Minute)
SLUG = TypeAdapter(Slug)
spans = st.tuples(st.integers(0, 1440), st.integers(0, 1440)).filter(lambda p: p[0] < p[1])


def span(pair: tuple[int, int]) -> Span:
    return Span(start=pair[0], end=pair[1])


@given(st.integers(0, MINUTES_A_DAY))
def test_a_minute_is_read_back_from_its_clock(minute):
    """Every minute of the day, 24.00 included, survives being written and read, with dot and with colon."""
    assert MINUTE.validate_python(clock(minute)) == minute
    assert MINUTE.validate_python(clock(minute).replace(".", ":")) == minute


@pytest.mark.parametrize(
    ("text", "minute"), [("00.00", 0), ("8.30", 510), (" 08:30 ", 510), ("23.59", 1439), ("24.00", 1440), (510, 510)]
)
def test_times_of_day_that_are_read(text, minute):
    """Both separators, one-digit hours, and minutes as they stand in JSON."""
    assert MINUTE.validate_python(text) == minute


@pytest.mark.parametrize("text", ["24.01", "25.00", "08.60", "8", "8.3", "08.30.00", "", 8.30, True, None, -1, 1441])
def test_what_is_no_time_of_day_is_refused(text):
    """8.30 as a number cannot be told from 8.3, so numbers with a fraction are never times."""
    with pytest.raises(ValidationError):
        MINUTE.validate_python(text)


@given(spans)
def test_a_span_is_read_back_from_its_text(pair):
    """What a span prints, it reads."""
    assert Span.model_validate(str(span(pair))) == span(pair)


@pytest.mark.parametrize("text", ["08.00–15.00", "08:00 - 15:00", "8.00-15.00"])
def test_spans_as_people_write_them(text):
    """En dash, spaces, colons and one-digit hours mean the same."""
    assert Span.model_validate(text) == Span(start=480, end=900)


@pytest.mark.parametrize("text", ["08.00", "08.00-", "15.00-08.00", "08.00-08.00", "08.00-12.00-13.00"])
def test_what_is_no_span_is_refused(text):
    """A span has two ends, the first before the second."""
    with pytest.raises(ValidationError):
        Span.model_validate(text)


@given(spans, spans)
def test_overlap_counts_the_minutes_in_both(left, right):
    """By counting minutes one at a time."""
    shared = len(set(range(*left)) & set(range(*right)))
    assert span(left).overlap(*right) == shared
    assert span(left).covers(*right) == (shared == right[1] - right[0])


@pytest.mark.parametrize(
    ("text", "good"),
    [("a", True), ("l01", True), ("1a", True), ("a" * 40, True),
     ("A", False), ("a b", False), ("", False), ("_a", False), ("a" * 41, False)],
)  # fmt: skip
def test_slugs(text, good):
    """Small letters, digits and underscores, no more than 40."""
    if good:
        assert SLUG.validate_python(text) == text
        return
    with pytest.raises(ValidationError):
        SLUG.validate_python(text)


def test_values_do_not_change_and_know_their_fields():
    """A value is frozen, refuses unknown fields and what is not finite."""

    class Point(Value):
        x: float

    point = Point(x=1)
    with pytest.raises(ValidationError):
        point.x = 2
    for wrong in ({"x": 1, "y": 2}, {"x": float("nan")}, {"x": float("inf")}):
        with pytest.raises(ValidationError):
            Point(**wrong)


def test_a_copy_looks_up_for_itself():
    """What the original has cached is not what a changed copy says."""

    class Pair(Value):
        a: int
        b: int

        @cached_property
        def total(self) -> int:
            return self.a + self.b

    pair = Pair(a=1, b=2)
    assert pair.total == 3
    assert pair.model_copy(update={"b": 5}).total == 6
    assert pair.model_copy() == pair
    assert pair.total == 3
