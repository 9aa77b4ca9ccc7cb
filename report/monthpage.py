"""The month on one page: who works or is away on each day, what leave fits, weak days, turns so far."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from office.days import Day
from planning.month import MonthPlan
from report.leave import leave_lines, together_line
from report.oncall import post_lines
from report.places import Names
from report.templating import render
from report.words.catalogue import Words
from scheduler.month.result import MonthWeek

MOST_WEAK = 8


@dataclass(frozen=True)
class MonthCell:
    """A day of an officer: a short text, and ``work``, ``away``, ``off``; `begins` a week."""

    text: str
    kind: str
    begins: bool


@dataclass(frozen=True)
class MonthRow:
    """One officer: the days, and turns in these weeks by burden."""

    name: str
    cells: tuple[MonthCell, ...]
    turns: tuple[str, ...]


@dataclass(frozen=True)
class MonthPage:
    """All texts of the page."""

    office: str
    title: str
    sentence: str
    weeks: tuple[tuple[str, int], ...]
    days: tuple[tuple[str, str, bool], ...]
    visitors: tuple[str, ...]
    rows: tuple[MonthRow, ...]
    burdens: tuple[str, ...]
    legend: str
    on_call: tuple[str, ...]
    leave: tuple[tuple[str, str, str], ...]
    together: str
    weak: tuple[str, ...]
    more_weak: int
    fairness: tuple[str, ...]

    @property
    def has_costs(self) -> bool:
        """Whether the cost of any leave is told."""
        return any(cost for _, _, cost in self.leave)


def month_html(plan: MonthPlan, words: Words) -> str:
    """The page of some weeks ahead."""
    return render("month.html", words, page=month_page(plan, Names(plan.office, words)))


def month_page(plan: MonthPlan, names: Names) -> MonthPage:
    """The page as texts."""
    words, weak = names.words, tuple(weak_lines(plan, names))
    turns = plan.turns()
    burdens = tuple(dict.fromkeys(b for counts in turns.values() for b, count in counts.items() if count))
    rows = tuple(
        MonthRow(names.officers[o], tuple(_cells(plan, o, names)), tuple(f"{turns[o].get(b, 0)}" for b in burdens))
        for o in plan.office.officer_ids
    )
    days = tuple(_open_days(plan))
    return MonthPage(
        office=plan.office.name,
        title=words("month.title", first=words.short_day(plan.dates[0]), last=_last(plan, words)),
        sentence=month_sentence(plan, names),
        weeks=tuple((week_name(week, words), len(week.problem.week.open_days)) for week in plan.month.weeks),
        days=tuple((words.weekday(day.date)[:3], f"{day.date.day}", begins) for _, day, begins in days),
        visitors=tuple(words.number(_visitors(plan, day.date)) for _, day, _ in days),
        rows=rows,
        burdens=tuple(map(names.burden, burdens)),
        legend=_legend(plan, words),
        on_call=tuple(on_call_lines(plan, names)),
        leave=tuple(leave_lines(plan, names)),
        together=together_line(plan, names),
        weak=weak[:MOST_WEAK],
        more_weak=max(0, len(weak) - MOST_WEAK),
        fairness=tuple(fairness_lines(plan, names)),
    )


def month_sentence(plan: MonthPlan, names: Names) -> str:
    """The month in a sentence: weeks, leave, weak days."""
    words, weeks = names.words, plan.month.weeks
    published = sum(week.is_published for week in weeks)
    short = sum(weak.short > 0 for weak in plan.weak_days())
    first = words("month.sentence", weeks=len(weeks), published=published)
    days = words.counted("month.sentence.short", short, days=short) if short else words("month.sentence.covered")
    return f"{first} {days}"


def weak_lines(plan: MonthPlan, names: Names) -> Iterator[str]:
    """Days with promises uncovered first, then those on which nobody could stand in."""
    words = names.words
    for weak in sorted(plan.weak_days(), key=lambda weak: (-weak.short, -weak.bare, weak.day)):
        key = "month.weak.short" if weak.short else "month.weak.bare"
        yield words(key, day=words.day(weak.day), short=words.hours(weak.short), bare=words.hours(weak.bare))


def on_call_lines(plan: MonthPlan, names: Names) -> Iterator[str]:
    """Who is on call at home, week by week and post by post."""
    for week in plan.month.weeks:
        for line in post_lines(week.problem.week, week.roster, names):
            yield f"{week_name(week, names.words)}. {line}"


def fairness_lines(plan: MonthPlan, names: Names) -> Iterator[str]:
    """Turns in these weeks, the fewest and the most of anybody who has any part in them."""
    turns, words = plan.turns(), names.words
    for burden in dict.fromkeys(burden for counts in turns.values() for burden in counts):
        had = [counts.get(burden, 0) for counts in turns.values()]
        if max(had, default=0):
            yield words("month.fair", burden=names.burden(burden), least=min(had), most=max(had), all=sum(had))


def week_name(week: MonthWeek, words: Words) -> str:
    """``Minggu 49 (terbit)``."""
    number = int(week.problem.week.week[-2:])
    return words("month.week.published" if week.is_published else "month.week.draft", number=number)


def _last(plan: MonthPlan, words: Words) -> str:
    day = plan.dates[-1]
    return f"{words.short_day(day)} {day.year}"


def _open_days(plan: MonthPlan) -> Iterator[tuple[MonthWeek, Day, bool]]:
    """Open days, and whether each is the first of its week."""
    for week in plan.month.weeks:
        for n, day in enumerate(week.problem.week.open_days):
            yield week, day, n == 0


def _visitors(plan: MonthPlan, day: date) -> float:
    n = (day - plan.dates[0]).days
    return float(plan.visitors[n // 7, n % 7])


def _cells(plan: MonthPlan, officer: str, names: Names) -> Iterator[MonthCell]:
    letters, words = _letters(plan), names.words
    for week, day, begins in _open_days(plan):
        held = week.roster.assignments_of(officer, day.date)
        away = plan.absence_of(officer, day.date)
        out = any(duty.activity == "outside_duty" for duty in week.roster.duties_of(officer, day.date))
        if held:
            yield MonthCell(letters.get(held[0].shift, held[0].shift[:1].upper()), "work", begins)
        elif away is not None or out:
            kind = "outside_duty" if out or away is None else away.kind
            yield MonthCell(words(f"month.away.{kind}"), "away", begins)
        else:
            yield MonthCell("", "off", begins)


def _letters(plan: MonthPlan) -> dict[str, str]:
    """A letter or two for each shift: as few as tell them apart; a dot where there is only one."""
    shifts = plan.month.weeks[0].problem.week.shifts
    if len(shifts) == 1:
        return {shifts[0].id: "•"}
    size = next(n for n in range(1, 40) if len({shift.name[:n] for shift in shifts}) == len(shifts) or n == 39)
    return {shift.id: shift.name[:size] for shift in shifts}


def _legend(plan: MonthPlan, words: Words) -> str:
    letters = _letters(plan)
    shifts = [f"{letters[shift.id]} = {shift.name}" for shift in plan.month.weeks[0].problem.week.shifts]
    away = [f"{words(f'month.away.{kind}')} = {words(f'month.away.{kind}.long')}"
            for kind in ("leave", "outside_duty", "off_duty")]  # fmt: skip
    return ", ".join((*shifts, *away))
