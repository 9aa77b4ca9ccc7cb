"""A simulated week made up in code from a made-up plan: every kind of figure, wide numbers, late days."""

from planning.evaluation import DayFigures, Evaluation, Group, OfficerFigures, Unserved
from planning.hourly import HourLoad, HourWait
from planning.results import WeekPlan
from planning.simulate import Simulated
from staffing.intervals import Difference
from staffing.lasttickets import LastTicket

SHARE, WAIT = Difference(0.894, 0.881, 0.906), Difference(12.3, 11.8, 12.8)


def made_simulated(plan: WeekPlan, gain: Difference | None = None) -> Simulated:
    """The plan's week, tried out."""
    return Simulated(
        plan.week, plan.roster, plan.outcome, plan.baseline, gain or plan.gain, plan.weak_slots, plan.forecast.models,
        made_evaluation(plan),
    )  # fmt: skip


def made_evaluation(plan: WeekPlan) -> Evaluation:
    """Three hours, every open day, every service and the lane."""
    days = [plan.week.index(day.date) for day in plan.week.open_days]
    kinds = [("all", None), ("priority", None), *(("service", id) for id in plan.office.service_ids)]
    return Evaluation(
        groups=tuple(_group(kind, service, days) for kind, service in kinds),
        days=tuple(_day(day, plan) for day in days),
        seats=33,
        unserved=(Unserved(days[-1], plan.office.service_ids[0], 1.2), Unserved(0, plan.office.service_ids[1], 0.1)),
        officers=(
            *(OfficerFigures(id, 12.5, 40.0, 0.61) for id in plan.office.officer_ids[:-1]),
            OfficerFigures(plan.office.officer_ids[-1], 0.0, 0.0, None),
        ),
    )


def _group(kind, service, days):
    hours = [HourWait(day, start, start + 60, 11.4, 12.3, 2.0, 38.5, 61.0, 0.171)
             for day in (None, *days) for start in (480, 540, 600)]  # fmt: skip
    out = None if kind == "priority" else Difference(0.97, 0.96, 0.98)
    return Group(kind, service, 1234.5, SHARE, out, WAIT, Difference(8.0, 7.0, 9.0), WAIT, 172.0, tuple(hours))


def _day(day, plan):
    loads = tuple(HourLoad(start, start + 60, 2.5, 6.0, 0.83, 5.5) for start in (480, 540, 600))
    closed = HourLoad(960, 1020, 0.4, 1.0, None, 0.0)
    last = LastTicket(day, 720, 40 + day, 655.0, 52.3, 80, 0.5)
    calm, none = LastTicket(day, 900, None, 840.0, 52.3, 80, 0.99), LastTicket(day, 900, 0, 490.0, 52.3, 80, 0.1)
    tickets = (last, none) if day == 1 else (last, calm)
    mine = tuple((id, (calm,)) for id in plan.office.service_ids)
    return DayFigures(day, 240.0, 200.0, 290.0, 74.0, 31, 25.0, 90.0, 935.0, (*loads, closed), loads[0], loads[1],
                      tickets, mine)  # fmt: skip
