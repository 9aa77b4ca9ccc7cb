"""Letters: as large as the sheet allows."""

from dataclasses import replace
from itertools import pairwise

from office.values import Span
from report.coverage import coverage
from report.daypage import _in_part, day_pages, parts_of
from report.daypage import page_in as page_of
from report.fit import HEIGHT, LETTERS, page_height
from report.pages import days_html
from report.places import Names
from scheduler.roster import Duty
from scheduler.stand_ins import name_stand_ins


def test_smaller_letters_never_take_more_room(plan, large_plan, words):
    """Heights fall with the size."""
    for p in (plan, large_plan):
        names, cover = Names(p.office, words), coverage(p)
        heights = [page_height(page_of(p, p.week.open_days[0], names, cover, letters)) for letters in LETTERS]
        assert all(larger >= smaller for larger, smaller in pairwise(heights))


def test_the_largest_letters_that_fit_are_taken(plan, large_plan, words):
    """The sheet fits; one sheet with the next larger letters would not, or two sheets would not."""
    for p in (plan, large_plan):
        names, cover = Names(p.office, words), coverage(p)
        for day, page in zip(p.week.open_days, day_pages(p, names), strict=True):
            assert page_height(page) <= HEIGHT
            at = LETTERS.index(page.letters)
            larger = replace(page_of(p, day, names, cover, LETTERS[max(at - 1, 0)]), parted=page.parted)
            assert at == 0 or page_height(larger) > HEIGHT


def test_nobody_has_to_read_tiny_names(plan, large_plan, words):
    """One sheet in letters of at least 10 points, or two sheets."""
    for p in (plan, large_plan):
        for page in day_pages(p, Names(p.office, words)):
            assert page.parted or page.letters.who >= 10


def test_the_parts_of_a_day_tile_its_service_hours(plan, large_plan):
    """Without holes and overlaps, cut where breaks begin and end."""
    for p in (plan, large_plan):
        for day in p.week.open_days:
            parts = parts_of(p, day)
            assert parts[0].start == day.service[0].start
            assert parts[-1].end == day.service[-1].end
            assert all(a.end == b.start for a, b in pairwise(parts))


def test_a_small_office_is_read_from_afar(plan, words):
    """Seven counters: names of at least 13 points."""
    assert min(page.letters.who for page in day_pages(plan, Names(plan.office, words))) >= 13


def test_an_hour_in_which_a_counter_is_closed_is_marked(plan, words):
    """One stretch in the middle of a part of the day: its times stand among the names; names and closures fill it."""
    day, names = plan.week.days[0], Names(plan.office, words)
    part = Span(start=480, end=720)
    duties = [Duty(officer="p1", day=day.date, start=start, end=end, activity="counter", counter="l1",
                   steps=frozenset({"informasi"})) for start, end in ((480, 600), (660, 690))]  # fmt: skip
    told = [(entry.name, entry.times) for entry in _in_part(duties, part, names)]
    closed = words("day.closed_counter")
    assert told == [("Petugas B", "–10.00"), (closed, "10.00–11.00"), ("Petugas B", "11.00–11.30"),
                    (closed, "11.30–12.00")]  # fmt: skip
    assert list(_in_part([], part, names)) == []


def test_an_empty_third_is_given_to_the_counters(plan, large_plan, words):
    """A page on one sheet fills it; one on two sheets is left as it flows."""
    for p in (plan, large_plan):
        pages = day_pages(p, Names(p.office, words))
        assert days_html(p, words).count('class="page filled"') == sum(not page.parted for page in pages)


def test_stand_ins_have_their_hours_in_any_letters(large_plan, words):
    """Whoever stands in for a part of the day only is named with its times, on the most crowded page as well."""
    day, names, cover = large_plan.week.open_days[0], Names(large_plan.office, words), coverage(large_plan)
    page = page_of(large_plan, day, names, cover, LETTERS[-1])
    several = [row.stand_ins for row in page.rows if len(row.stand_ins) > 1]
    assert several
    assert all(entry.times for entries in several for entry in entries)


def test_nobody_stands_in_for_himself(large_plan):
    """Stand-ins named for real posts: at the hours at which he stands in, nobody holds that counter."""
    named = name_stand_ins(large_plan.week, large_plan.roster.duties)
    held = {(d.officer, d.day, d.counter): [] for d in large_plan.roster.duties if d.counter is not None}
    for d in large_plan.roster.duties:
        if d.counter is not None:
            held[d.officer, d.day, d.counter].append((d.start, d.end))
    found = [s for s in named if s.stand_in is not None]
    assert found
    for s in found:
        spans = held.get((s.stand_in, s.day, s.counter), [])
        assert all(end <= s.start or s.end <= start for start, end in spans)
