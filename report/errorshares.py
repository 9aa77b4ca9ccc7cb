"""Errors of the past as shares of the visitors, where a share says anything."""

import numpy as np

from forecast.distribution import Forecast
from planning.results import Accuracy
from report.words.catalogue import Words

NONE = "–"


def error_shares(found: Accuracy, forecast: Forecast, words: Words) -> tuple[str, str, str]:
    """The forecast's error, the naive baseline's and the noise floor in percent.

    Dashes for a service of whom nobody comes on most days: the share of a number about 0 misleads.

    Parameters
    ----------
    found
        The errors of one service.
    forecast
        The forecast beside which they stand.
    words
        The reader's language.
    """
    if found.service in forecast.services and _is_rare(forecast, forecast.services.index(found.service)):
        return NONE, NONE, NONE
    return words.percent(found.wape), words.percent(found.naive_wape), words.percent(found.floor)


def _is_rare(forecast: Forecast, index: int) -> bool:
    daily = forecast.daily[:, index]
    opened = forecast.office_daily.any(axis=0)
    return bool(opened.any() and np.median(daily[:, opened]) == 0)
