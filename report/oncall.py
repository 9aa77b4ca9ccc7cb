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


def _who(roster: Roster, post: str, day: date, names: Names) -> str:
    held = [a.officer for a in roster.on_call if (a.shift, a.day) == (post, day)]
    return ", ".join(names.officers.get(o, o) for o in held) or names.words("on_call.nobody")
