"""On call at home in words: who holds which post on which days."""

from collections.abc import Iterator
from datetime import date

from planning.results import WeekPlan
from report.dayruns import spell_by_days
from report.places import Names
from scheduler.oncall import held_posts
from scheduler.roster import Roster
from scheduler.week import OfficeWeek


def on_call_lines(plan: WeekPlan, names: Names) -> list[str]:
    """``Siaga di rumah, Siaga malam 16.00–22.00: Senin Petugas A; …``, a line for each post."""
    return list(post_lines(plan.week, plan.roster, names))


def post_lines(week: OfficeWeek, roster: Roster, names: Names) -> Iterator[str]:
    """A line for each post of an office that is held in a week."""
    words = names.words
    for post in week.office.on_call:
        held = [(day.date, names.times(span)) for each, day, span in held_posts(week) if each.id == post.id]
        if held:
            usual = {times for _, times in held}
            name = f"{post.name} {usual.pop()}" if len(usual) == 1 else post.name
            told = [(day, f"{times} {who}" if usual else who)
                    for day, times in held for who in [_who(roster, post.id, day, names)]]  # fmt: skip
            yield words("on_call.line", post=name, days=spell_by_days(told, words))


def on_call_of(plan: WeekPlan, officer: str, day: date, names: Names) -> Iterator[str]:
    """An officer's own posts on a day, for his text."""
    for held in plan.roster.on_call:
        if (held.officer, held.day) == (officer, day):
            post = names.on_call.get(held.shift, held.shift)
            yield f"  {names.words('on_call.text', post=post, times=names.times(held.span))}"


def on_call_changes(before: Roster, after: Roster, names: Names) -> dict[str, list[str]]:
    """Who is on call otherwise than on the wall: ``Siaga di rumah Senin 7 Des, Siaga sore: …``, by whom it is told."""
    words, found = names.words, dict[str, list[str]]()
    for key, held in (("on_call.taken", after), ("on_call.given_up", before)):
        other = before if held is after else after
        for a in (a for a in held.on_call if a not in other.on_call):
            line = words(
                key, officer=names.officers.get(a.officer, a.officer), day=words.day(a.day),
                post=names.on_call.get(a.shift, a.shift), times=names.times(a.span),
            )  # fmt: skip
            found.setdefault(a.officer, []).append(line)
    return found


def _who(roster: Roster, post: str, day: date, names: Names) -> str:
    held = [a.officer for a in roster.on_call if (a.shift, a.day) == (post, day)]
    return ", ".join(names.officers.get(o, o) for o in held) or names.words("on_call.nobody")
