"""Places: who would come if a session offered so many, on the same paths whatever the number."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np

from forecast.showrates import ShowRates
from office.days import Day
from office.office import Office
from staffing.durations import Durations
from staffing.visitors import Visitors, draw_visitors

Draw = Callable[[str], np.random.Generator]
"""Generators by name: one session more changes no other."""
_SHARED = frozenset({"grid", "first", "present"})


@dataclass(frozen=True)
class Session:
    """Times of one day at which one service offers places.

    Parameters
    ----------
    service
        Its id.
    day
        Index of the day.
    start, end
        Minutes of the day.
    slots
        Slots at whose start the appointments stand; places are divided over them, the earliest first.
    usual
        Visitors of the service who usually come then, with or without appointment.
    booked
        Appointments that are listed.
    offered
        Places that the list says are offered; None where it does not.
    """

    service: str
    day: int
    start: int
    end: int
    slots: tuple[int, ...]
    usual: float
    booked: int = 0
    offered: int | None = None


@dataclass(frozen=True)
class Offer:
    """The visitors of one day: those who come anyhow, and whoever would come for each place.

    Parameters
    ----------
    everybody
        All of them, on the grid of one day.
    session
        Index of the session that a visitor has a place of, -1 for who comes anyhow; int, shape (visitors,).
    place
        Which place of the session it is, from 0; same shape.
    """

    everybody: Visitors
    session: np.ndarray
    place: np.ndarray

    def with_places(self, places: np.ndarray) -> Visitors:
        """Who comes when each session gives so many places and all are taken; int, shape (sessions,)."""
        taken = self.place < np.append(places, 1)[self.session]
        return chosen(self.everybody, taken)


def chosen(visitors: Visitors, kept: np.ndarray) -> Visitors:
    """Some of the visitors, bool, shape (visitors,)."""
    first = np.append(0, np.cumsum(kept))[visitors.first]
    columns: dict[str, Any] = {name: column[kept] for name, column in columns_of(visitors).items()}
    return replace(visitors, first=first, **columns)


def make_offer(
    anyhow: Visitors, sessions: Sequence[Session], most: np.ndarray, shows: ShowRates, office: Office, day: Day,
    draw: Draw, durations: Durations | None = None,
) -> Offer:  # fmt: skip
    """Draws the holders of all places that could be given on one day.

    Whoever holds a place comes with the service's usual show rate, as punctual as in `draw_visitors`. Where people of a
    day stay away together, the chance is beta about its mean, the same for all of the day.

    Parameters
    ----------
    anyhow
        Who comes without a place, on the grid of this day alone.
    sessions
        The day's sessions.
    most
        Places of each that are drawn, int, shape (sessions,).
    shows, office, day
        Show rates, routes and ticket hours.
    draw
        Random numbers by name.
    durations
        How long each stop takes; None means what the office's file says.
    """
    parts, session, place = [anyhow], [np.full(anyhow.count, -1)], [np.zeros(anyhow.count, dtype=np.int64)]
    luck = draw("shows").random(anyhow.paths)
    for number, (offered, count) in enumerate(zip(sessions, most.tolist(), strict=True)):
        chance = _chances(usual_show(shows, office.service_ids.index(offered.service)), shows.clumping, luck)
        for turn, slot in enumerate(offered.slots):
            held = np.arange(turn, count, len(offered.slots))
            rng = draw(f"{offered.service}.{offered.start}.{slot}")
            arrivals = np.zeros((anyhow.paths, len(office.services), anyhow.grid.size), dtype=np.int64)
            arrivals[:, office.service_ids.index(offered.service), slot] = len(held)
            come = draw_visitors(
                arrivals, anyhow.grid, office, (day,), rng, booked=arrivals, durations=durations
            )  # fmt: skip
            which = rng.permuted(np.tile(held, (anyhow.paths, 1)), axis=1).ravel()
            shown = rng.random(len(which)) < np.repeat(chance, len(held))
            parts.append(chosen(come, shown))
            session.append(np.full(int(shown.sum()), number))
            place.append(which[shown])
    return _together(parts, np.concatenate(session), np.concatenate(place))


def usual_show(shows: ShowRates, service: int) -> float:
    """Share of a service's appointments that are kept."""
    booked = shows.booked[service]
    return float(np.average(shows.rates[service], weights=booked if booked.any() else np.ones(len(booked))))


def _chances(mean: float, clumping: float, luck: np.ndarray) -> np.ndarray:
    """The chance that a holder comes on each path, shape (paths,)."""
    from scipy.special import betaincinv

    if clumping <= 1e-6 or not 0 < mean < 1:
        return np.full(len(luck), mean)
    worth = 1 / clumping - 1
    return np.asarray(betaincinv(mean * worth, (1 - mean) * worth, luck))


def _columns(visitors: Visitors) -> list[str]:
    """The arrays that have a row for each visitor."""
    named = [field.name for field in fields(visitors) if field.name not in _SHARED]
    return [name for name in named if isinstance(getattr(visitors, name), np.ndarray)]


def _together(parts: Sequence[Visitors], session: np.ndarray, place: np.ndarray) -> Offer:
    """Everybody in one queue: by path, ticket time and class, as `draw_visitors` has them."""
    base = parts[0]
    columns = {name: np.concatenate([getattr(part, name) for part in parts]) for name in _columns(base)}
    cell = np.concatenate([part.cell for part in parts])
    order = np.lexsort((columns["priority"], columns["arrival"], cell))
    return Offer(rearranged(base, columns, cell, order), session[order], place[order])


def rearranged(base: Visitors, columns: dict[str, np.ndarray], cell: np.ndarray, order: np.ndarray) -> Visitors:
    """Visitors of the grid and presence of others, from columns with a row each, their cells, and their order."""
    first = np.append(0, np.cumsum(np.bincount(cell, minlength=len(base.first) - 1)))
    sorted_columns: dict[str, Any] = {name: column[order] for name, column in columns.items()}
    return replace(base, first=first, **sorted_columns)


def columns_of(visitors: Visitors) -> dict[str, np.ndarray]:
    """The arrays that have a row for each visitor, by name."""
    return {name: getattr(visitors, name) for name in _columns(visitors)}
