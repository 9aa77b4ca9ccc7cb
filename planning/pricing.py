"""Pricing: what each officer more or less costs in waiting in a week."""

from planning.futures import Futures
from scheduler.week import OfficeWeek
from staffing.cost import StaffingCost


def price_week(givens: OfficeWeek, futures: Futures) -> StaffingCost:
    """What each officer more or less costs in waiting, on the paths for staffing."""
    from staffing.pools import pools
    from staffing.pricing import most_officers, price

    most = most_officers(givens.office)
    return price(futures.visitors, givens.office, givens.service, pools(givens.office), most=most)
