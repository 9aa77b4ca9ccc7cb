"""Timefold: a seat for each head wanted, and an officer for each seat, by local search. It knows no proof.

Firm: one seat a day, forbidden successors, days a week; soft: requests. Most days in a row follow from days a week
where both are alike.
"""

from dataclasses import dataclass, field
from typing import Annotated

from timefold.solver import SolverFactory
from timefold.solver.config import Duration, ScoreDirectorFactoryConfig, SolverConfig, TerminationConfig
from timefold.solver.domain import (
    PlanningEntityCollectionProperty,
    PlanningId,
    PlanningScore,
    PlanningVariable,
    ProblemFactCollectionProperty,
    ValueRangeProvider,
    planning_entity,
    planning_solution,
)
from timefold.solver.score import ConstraintCollectors, ConstraintFactory, HardSoftScore, Joiners, constraint_provider

OFF = "off"


@dataclass
class Officer:
    """Who may sit, and between how many days."""

    name: Annotated[str, PlanningId]
    least: int
    most: int


@dataclass
class Request:
    """A shift, or a day off, that somebody would like."""

    id: Annotated[str, PlanningId]
    officer: str
    day: int
    shift: str
    weight: int


@planning_entity
@dataclass
class Seat:
    """One head of one shift; `bans` are the shifts that may not follow, between bars."""

    id: Annotated[str, PlanningId]
    day: int
    shift: str
    bans: str
    officer: Annotated[Officer | None, PlanningVariable] = field(default=None)


@planning_solution
@dataclass
class Week:
    """All of it."""

    officers: Annotated[list[Officer], ProblemFactCollectionProperty, ValueRangeProvider]
    requests: Annotated[list[Request], ProblemFactCollectionProperty]
    seats: Annotated[list[Seat], PlanningEntityCollectionProperty]
    score: Annotated[HardSoftScore | None, PlanningScore] = field(default=None)


@constraint_provider
def rules(factory: ConstraintFactory):
    """What is firm and what is wanted."""
    firm, soft = HardSoftScore.ONE_HARD, HardSoftScore.ONE_SOFT
    mine = (
        Joiners.equal(lambda request: request.officer, lambda seat: seat.officer.name),
        Joiners.equal(lambda request: request.day, lambda seat: seat.day),
    )
    return [
        factory.for_each_unique_pair(
            Seat, Joiners.equal(lambda seat: seat.officer), Joiners.equal(lambda seat: seat.day)
        )
        .penalize(firm)
        .as_constraint("one shift a day"),
        factory.for_each(Seat)
        .join(
            Seat,
            Joiners.equal(lambda seat: seat.officer),
            Joiners.equal(lambda seat: seat.day + 1, lambda seat: seat.day),
        )
        .filter(lambda first, second: ("|" + second.shift + "|") in first.bans)
        .penalize(firm)
        .as_constraint("forbidden successor"),
        factory.for_each(Seat)
        .group_by(lambda seat: seat.officer, ConstraintCollectors.count())
        .filter(lambda officer, days: days > officer.most)
        .penalize(firm, lambda officer, days: days - officer.most)
        .as_constraint("most days"),
        factory.for_each(Seat)
        .group_by(lambda seat: seat.officer, ConstraintCollectors.count())
        .filter(lambda officer, days: days < officer.least)
        .penalize(firm, lambda officer, days: officer.least - days)
        .as_constraint("least days"),
        factory.for_each(Request)
        .filter(lambda request: request.shift == OFF)
        .if_exists(Seat, *mine)
        .penalize(soft, lambda request: request.weight)
        .as_constraint("day off"),
        factory.for_each(Request)
        .filter(lambda request: request.shift != OFF)
        .if_not_exists(Seat, *mine, Joiners.equal(lambda request: request.shift, lambda seat: seat.shift))
        .penalize(soft, lambda request: request.weight)
        .as_constraint("shift"),
    ]


def roster(week, seconds):
    """Status and (officer, day, shift) of all that is held."""
    hours = next(iter(week["shifts"].values()))
    least, most = -(-week["least_hours"] // hours), week["most_hours"] // hours
    bans = {shift: "|" + "".join(f"{b}|" for a, b in week["banned"] if a == shift) for shift in week["shifts"]}
    seats = [
        Seat(f"{shift}-{day}-{n}", day, shift, bans[shift])
        for shift, need in week["need"].items()
        for day, heads in enumerate(need)
        for n in range(heads)
    ]
    requests = [
        Request(str(n), who, day, shift or OFF, weight) for n, (who, day, shift, weight) in enumerate(week["requests"])
    ]
    config = SolverConfig(
        solution_class=Week,
        entity_class_list=[Seat],
        score_director_factory_config=ScoreDirectorFactoryConfig(constraint_provider_function=rules),
        termination_config=TerminationConfig(spent_limit=Duration(seconds=int(seconds))),
        random_seed=0,
    )
    solver = SolverFactory.create(config).build_solver()
    found = solver.solve(Week([Officer(name, least, most) for name in week["officers"]], requests, seats))
    status = "feasible" if found.score.is_feasible else "infeasible"
    return status, [(seat.officer.name, seat.day, seat.shift) for seat in found.seats if seat.officer is not None]
