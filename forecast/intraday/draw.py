"""Drawing: days spread over their slots, every path keeping its total."""

from collections.abc import Callable, Sequence

import numpy as np

from forecast.intraday.masks import slot_index
from forecast.intraday.profiles import Profiles
from office.grid import SlotGrid

Streams = Callable[[str], np.random.Generator]


def over_slots(
    totals: np.ndarray,
    shares: np.ndarray,
    profiles: Profiles,
    services: Sequence[str],
    grid: SlotGrid,
    purpose: str,
    streams: Streams,
) -> np.ndarray:
    """Spreads days over their slots.

    Parameters
    ----------
    totals
        Visitors a day, int, shape (paths, services, days); must be 0 where the day has no share.
    shares
        Of `Profiles.shares`, shape (services, days, slots).
    profiles
        They tell how far days lie from their shares.
    services
        Ids along the service axis.
    grid
        The days.
    purpose
        Names the streams: ``<service>.<purpose>.<date>`` for each service, ``*.<purpose>.<date>`` for what services
        have in common.
    streams
        A generator by name.

    Returns
    -------
    numpy.ndarray
        Int, shape (paths, services, slots flat).
    """
    noise = profiles.noise
    index = slot_index(profiles.first, profiles.slot_minutes, noise.clumping.shape[-1], grid)
    out = np.zeros((*totals.shape, grid.slots), dtype=np.int64)
    for day in np.flatnonzero(totals.any(axis=(0, 1))).tolist():
        date = grid.dates[day]
        common = streams(f"*.{purpose}.{date}")
        luck = common.standard_exponential((len(totals), noise.worth.shape[1] + 1), dtype=np.float32)
        for service in np.flatnonzero(totals[:, :, day].any(axis=0)).tolist():
            stream = streams(f"{services[service]}.{purpose}.{date}")
            chances = _on_grid(profiles, service, shares[service, day], index, luck, stream)
            out[:, service, day] = stream.multinomial(totals[:, service, day], chances)
    return out.reshape(*totals.shape[:2], grid.size)


def _on_grid(
    profiles: Profiles,
    service: int,
    share: np.ndarray,
    index: np.ndarray,
    luck: np.ndarray,
    stream: np.random.Generator,
) -> np.ndarray:
    """Chances on the grid's slots; slots that the profile does not have keep their share."""
    known = index >= 0
    whole = np.zeros(profiles.noise.clumping.shape[-1])
    whole[index[known]] = share[known]
    inside = float(whole.sum())
    out = np.tile(share / share.sum() * (1 - 1e-12), (len(luck), 1))
    if inside > 0:
        drawn = profiles.noise.chances(service, whole / inside, luck, stream)
        out[:, known] = inside * drawn[:, index[known]]
    return out
