"""Pick-ups as a model: services that follow others are forecast from those who have been there already."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from forecast.features import Features
from forecast.known import Streams
from forecast.models.count_regression import CountRegression
from forecast.models.daily import DailyCounts, FittedModel
from forecast.pickups import Follow, fit_follow, learn_follows, together
from forecast.settings import ForecastSettings

NOT_FOLLOWING = "follows_nobody"
MOST_ALIKE = 0.95
USUAL_DAYS = 56
"""Days whose hours stand for those between the log's end and the forecast's first day."""


class PickUps:
    """Followers of counted leaders, and of leaders whom the count regression expects.

    Parameters
    ----------
    settings
        Which services follow which, and how the leaders are forecast.
    """

    name = "pick_ups"

    def __init__(self, settings: ForecastSettings) -> None:
        self.settings = settings

    def fit(self, counts: DailyCounts) -> "FittedPickUps":
        """Learns when followers come back; services that follow nobody are left out."""
        known = {name: place for place, name in enumerate(counts.services)}
        named = learn_follows(counts) if self.settings.follows is None else self.settings.follows
        found = {
            follower: fit_follow(counts, [leader for leader in leaders if leader in known], follower)
            for follower, leaders in named.items()
            if follower in known and any(leader in known for leader in leaders)
        }
        follows = tuple(follow for follow in found.values() if follow is not None)
        leaders = tuple(sorted({leader for follow in follows for leader in follow.leaders}))
        ahead = CountRegression(self.settings).fit(_of(counts, leaders)) if leaders else None
        following = {follow.follower for follow in follows}
        left_out = {name: NOT_FOLLOWING for name, place in known.items() if place not in following}
        return FittedPickUps(counts, follows, leaders, ahead, left_out)


@dataclass(frozen=True)
class FittedPickUps:
    """See `forecast.models.daily.FittedModel`.

    `leaders` are positions along the service axis, which `ahead` was fitted to in this order.
    """

    counts: DailyCounts
    follows: tuple[Follow, ...]
    leaders: tuple[int, ...]
    ahead: FittedModel | None
    left_out: Mapping[str, str]

    def predict(self, features: Features) -> np.ndarray:
        """Followers of coming days, shape (services, days); NaN for services that follow nobody."""
        means = np.full((len(self.counts.services), len(features.dates)), np.nan)
        for follow in self.follows:
            means[follow.follower] = self._followers(follow, features, None)
        return means

    def joined(self, totals: np.ndarray, features: Features, streams: Streams) -> np.ndarray:
        """The same visitors a day, dealt to the paths so that followers come after the leaders of their own path.

        Of each follower and day the paths' numbers stay as they are, and so do calibrated ranges; only which path has
        which number changes. It is as alike to what the path's leaders bring as the leaders' spread explains the
        follower's (a Gaussian copula by ranks; Clark et al., The Schaake shuffle, *Journal of Hydrometeorology* 5,
        2004, reorders likewise).

        Parameters
        ----------
        totals
            Visitors a day, int, shape (paths, services, days).
        features
            The days.
        streams
            A generator by name: ``<service>.follows``.
        """
        out = totals.copy()
        for follow in self.follows:
            stream = streams(f"{self.counts.services[follow.follower]}.follows")
            brought = self._followers(follow, features, totals[:, list(follow.leaders)].sum(axis=1))
            for day in range(len(features.dates)):
                out[:, follow.follower, day] = _dealt(totals[:, follow.follower, day], brought[:, day], stream)
        return out

    def _followers(self, follow: Follow, features: Features, paths: np.ndarray | None) -> np.ndarray:
        """Expected followers, (days,), or (paths, days) where the leaders' visitors are given path by path."""
        past = self.counts.features
        coming = following_days(past, features)
        whole = past.followed(coming)
        leaders = np.concatenate([together(self.counts, follow.leaders), self._expected(follow, coming)])
        at = [(day - whole.dates[0]).days for day in features.dates]
        if paths is not None:
            leaders = np.repeat(leaders[None, :], len(paths), axis=0)
            ahead = [n for n, place in enumerate(at) if place >= len(past.dates)]
            leaders[:, [at[n] for n in ahead]] = paths[:, ahead]
        return follow.expected(leaders, whole)[..., at]

    def _expected(self, follow: Follow, coming: Features) -> np.ndarray:
        """Leaders' expected visitors, shape (days,)."""
        if self.ahead is None:
            return np.zeros(len(coming.dates))
        expected = self.ahead.predict(_features_of(coming, self.leaders))
        own = [self.leaders.index(leader) for leader in follow.leaders]
        return np.asarray(np.nan_to_num(expected[own]).sum(axis=0))


def _dealt(numbers: np.ndarray, brought: np.ndarray, stream: np.random.Generator) -> np.ndarray:
    """One day's numbers in another order of paths: as alike to `brought` as its spread explains theirs."""
    shuffle = stream.random(len(numbers))
    spread = float(numbers.std())
    alike = min(float(brought.std()) / spread, MOST_ALIKE) if spread > 0 else 0.0
    if alike <= 0:
        return numbers
    own = _scores(np.lexsort((shuffle, numbers)))
    theirs = _scores(np.lexsort((shuffle, brought)))
    order = np.argsort(alike * theirs + np.sqrt(1 - alike**2) * own, kind="stable")
    out = np.empty_like(numbers)
    out[order] = np.sort(numbers)
    return out


def _scores(order: np.ndarray) -> np.ndarray:
    """Normal scores of paths whose order from low to high is given."""
    from scipy.special import ndtri

    out = np.empty(len(order))
    out[order] = ndtri((np.arange(len(order)) + 0.5) / len(order))
    return out


def following_days(past: Features, coming: Features) -> Features:
    """The coming days with those between them and the past, which are taken as the last weeks' weekdays were.

    Days of `coming` that the past holds are left out.
    """
    last = past.dates[-1]
    later = [n for n, day in enumerate(coming.dates) if day > last]
    if not later:
        return coming.part(0, 0)
    gap = tuple(last + timedelta(n) for n in range(1, (coming.dates[later[0]] - last).days))
    return _usual(past, gap).followed(coming.part(later[0], len(coming.dates)))


def _usual(past: Features, dates: Sequence[date]) -> Features:
    """Days with nothing special and the hours that their weekday has had mostly."""
    weekday, lately = past.weekday[-USUAL_DAYS:], past.exposure[:, -USUAL_DAYS:]
    usual = np.zeros((len(past.exposure), 7))
    for day in set(weekday.tolist()):
        usual[:, day] = np.median(lately[:, weekday == day], axis=1)
    exposure = usual[:, [day.weekday() for day in dates]]
    kinds = np.zeros((len(exposure), len(dates), past.classes.shape[2]))
    return Features(tuple(dates), kinds, exposure, past.names, np.zeros((len(dates), len(past.names))))


def _features_of(features: Features, services: Sequence[int]) -> Features:
    places = list(services)
    return replace(features, classes=features.classes[places], exposure=features.exposure[places])


def _of(counts: DailyCounts, services: Sequence[int]) -> DailyCounts:
    """The counts of some services."""
    places = list(services)
    return DailyCounts(
        tuple(counts.services[place] for place in places), counts.visitors[places], counts.observed[places],
        _features_of(counts.features, places),
    )  # fmt: skip
