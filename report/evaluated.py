"""An evaluated week in tables and sentences, for the terminal and for the page."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from planning.evaluation import DayFigures, Evaluation, Group
from planning.hourly import HourLoad
from report.shortfalls import joined
from report.words.catalogue import Words

if TYPE_CHECKING:
    from planning.simulate import Simulated

Row = list[str]
MOST_UNSERVED = 3
HARDLY = 0.05
"""People a week of one day and service below which it is not told that they are not served."""


def start_note(simulated: "Simulated", words: Words) -> list[str]:
    """That visitors are a first guess, where no log speaks."""
    return [words("head.start")] if "questionnaire" in simulated.models else []


def shortage_note(simulated: "Simulated", words: Words) -> list[str]:
    """How many promises the roster does not keep, whatever its waits are: as `loket check` counts them."""
    count = len(joined(simulated.shortages))
    return [words.counted("simulation.shortages", count, count=count)] if count else []


def unserved_note(simulated: "Simulated", words: Words) -> list[str]:
    """How many people nobody serves to the end, and whom mostly."""
    found = [each for each in simulated.evaluation.unserved if each.visitors >= HARDLY]
    if not found:
        return []
    count = sum(each.visitors for each in simulated.evaluation.unserved)
    names = {service.id: service.name for service in simulated.week.office.services}
    where = "; ".join(
        words("simulation.unserved.part", day=day_name(simulated, each.day, words), service=names[each.service],
              count=words.number(each.visitors, 1))
        for each in found[:MOST_UNSERVED]
    )  # fmt: skip
    return [words("simulation.unserved", count=words.number(count, 1), where=where)]


def comparison(simulated: "Simulated", words: Words) -> str:
    """The baseline of the same people and hours; a difference that cannot be told from none is called so."""
    gain = simulated.gain
    points = {key: words.number(100 * value, 1) for key, value in
              (("mean", gain.mean), ("low", gain.low), ("high", gain.high))}  # fmt: skip
    share = words.percent(simulated.baseline.share_in_time, 1)
    if gain.low <= 0 <= gain.high:
        return words("simulation.no_difference", share=share, **points)
    return words("simulation.baseline.better" if gain.low > 0 else "simulation.baseline.worse", share=share, **points)


def hours(start: int, end: int, words: Words) -> str:
    """``09.00–10.00``."""
    return f"{words.clock(start)}–{words.clock(end)}"


def day_name(simulated: "Simulated", day: int, words: Words) -> str:
    """``Senin 30 Nov``."""
    date = simulated.week.days[day].date
    return f"{words.weekday(date)} {words.short_day(date)}"


def hour_table(group: Group, day: int | None, words: Words) -> list[Row]:
    """Waits of a group by hour of arrival, with the range of single days."""
    rows = [[words(f"simulation.{key}") for key in ("hour", "visitors", "wait", "band", "longest", "late")]]
    rows += [
        [hours(hour.start, hour.end, words), words.number(hour.visitors, 1), words.number(hour.mean, 1),
         between(hour.low, hour.high, words), words.number(hour.longest), words.percent(hour.late, 1)]
        for hour in group.hours if hour.day == day
    ]  # fmt: skip
    return rows


def between(low: float, high: float, words: Words) -> str:
    """``3–12``, or one number where both ends are the same."""
    ends = words.number(low), words.number(high)
    return ends[0] if ends[0] == ends[1] else f"{ends[0]}–{ends[1]}"


def day_table(simulated: "Simulated", words: Words) -> list[Row]:
    """The days: visitors, longest wait, seats, busiest and idlest hour, overtime, when the last is out."""
    keys = ("day", "people", "longest_wait", "seats_short", "busiest", "idlest", "overtime_short", "last_out")
    rows = [[words(f"simulation.{key}") for key in keys]]
    rows += [
        [day_name(simulated, day.day, words), words("simulation.of_range", middle=words.number(day.visitors),
         range=between(day.visitors_low, day.visitors_high, words)), words.number(day.longest),
         words.number(day.seats), _at(day.busiest, words), _at(day.idlest, words),
         words("simulation.up_to", mean=words.number(day.overtime), high=words.number(day.overtime_high)),
         words.clock(int(day.last_out)) if day.last_out is not None else "–"]
        for day in simulated.evaluation.days
    ]  # fmt: skip
    return rows


def _at(hour: HourLoad | None, words: Words) -> str:
    return hours(hour.start, hour.end, words) if hour is not None else "–"


def last_ticket_lines(simulated: "Simulated", words: Words) -> Iterator[str]:
    """Up to which ticket visitors are out by closing, day by day; days on which all are, in one sentence."""
    calm: list[str] = []
    quiet: list[str] = []
    for day in simulated.evaluation.days:
        for last in day.last_tickets:
            name = day_name(simulated, day.day, words)
            if len(day.last_tickets) > 1:
                name = words("simulation.session", day=name, time=words.clock(last.closes))
            facts = {"day": name, "closes": words.clock(last.closes), "expected": words.number(last.expected)}
            if not last.judged:
                quiet.append(name)
            elif last.number is None:
                calm.append(words("simulation.calm_day", day=name, number=words.number(last.judged)))
            elif last.number == 0 or last.minute is None:
                yield words("simulation.no_ticket", **facts)
            else:
                number, taken = words.number(last.number), words.clock(int(last.minute))
                yield words("simulation.last_ticket", number=number, taken=taken, **facts)
    if calm:
        yield words("simulation.all_tickets", days=", ".join(calm))
    if quiet:
        yield words("simulation.nobody_comes", days=", ".join(quiet))


def group_name(simulated: "Simulated", group: Group, words: Words) -> str:
    """Everybody, the priority lane, or the service's name."""
    if group.service is not None:
        return simulated.week.office.service(group.service).name
    return words(f"simulation.group.{group.kind}")


def group_table(simulated: "Simulated", words: Words) -> list[Row]:
    """Everybody, the lane and each service: in time with its interval, out in time, waits."""
    keys = ("group", "people_week", "in_time", "interval", "out", "mean_wait", "median", "p90", "longest_week")
    rows = [[words(f"simulation.{key}") for key in keys]]
    for group in simulated.evaluation.groups:
        out = words.percent(group.out_in_time.mean, 1) if group.out_in_time is not None else "–"
        rows.append([group_name(simulated, group, words), words.number(group.visitors, 1),
                     words.percent(group.in_time.mean, 1),
                     f"{words.number(100 * group.in_time.low, 1)}–{words.number(100 * group.in_time.high, 1)}", out,
                     words.number(group.mean.mean, 1), words.number(group.median.mean),
                     words.number(group.p90.mean), words.number(group.longest)])  # fmt: skip
    return rows


def load_table(evaluation: Evaluation, day: DayFigures, words: Words) -> list[Row]:
    """One day by the hour: waits of who comes, people waiting, how full the counters are."""
    keys = ("hour", "visitors", "wait", "band", "waiting", "counters", "occupied")
    rows = [[words(f"simulation.{key}") for key in keys]]
    waits = {hour.start: hour for hour in evaluation.everybody.hours if hour.day == day.day}
    for load in day.hours:
        come = waits.get(load.start)
        waited = ["0", "–", "–"]
        if come is not None:
            waited = [words.number(come.visitors, 1), words.number(come.mean, 1), between(come.low, come.high, words)]
        rows.append([
            hours(load.start, load.end, words), *waited,
            words("simulation.up_to", mean=words.number(load.waiting, 1), high=words.number(load.waiting_high, 1)),
            words.number(load.counters, 1), words.percent(load.occupied) if load.occupied is not None else "–",
        ])  # fmt: skip
    return rows
