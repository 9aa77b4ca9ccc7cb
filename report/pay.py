"""Pay in words: what hours and overtime of a week cost, where the office says what an hour costs."""

from collections.abc import Iterator

from planning.results import WeekPlan
from report.words.catalogue import Words


def pay_lines(plan: WeekPlan, words: Words) -> Iterator[str]:
    """``Upah per jam dan lembur minggu ini: Rp1.875.000, di antaranya lembur Rp0.``; nothing where no rate is given."""
    prices = {line.rule: line.price for line in plan.score.lines if line.level == "cost"}
    if prices:
        overtime = words.rupiah(prices.get("overtime_pay", 0))
        yield words("pay.line", price=words.rupiah(sum(prices.values())), overtime=overtime)
