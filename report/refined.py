"""How the solver's roster was refined by simulation, and what may be said of the result."""

from planning.results import WeekPlan
from report.words.catalogue import Words


def status_words(plan: WeekPlan, words: Words) -> str:
    """What is known of how good the roster is: a refined one is better by simulation, and nothing is proven of it."""
    is_refined = plan.refinement is not None and plan.refinement.accepted > 0 and plan.result.status != "stopped"
    return words("status.refined" if is_refined else f"status.{plan.result.status}")


def refinement_rows(plan: WeekPlan, words: Words) -> list[tuple[str, str]]:
    """Before and after on the weeks of the search, how much was tried, and how it ended; nothing after a quick plan."""
    found = plan.refinement
    if found is None:
        return []
    change = words("refined.change", before=words.number(found.late_before, 1), after=words.number(found.late_after, 1))
    waits = words("refined.change", before=words.number(found.wait_before), after=words.number(found.wait_after))
    return [
        (words("refined.late", minutes=plan.office.target.call_minutes), change),
        (words("refined.wait"), waits),
        (words("refined.tried"), f"{words.number(found.tried)} / {words.number(found.accepted)}"),
        (words("refined.seconds"), words.number(found.seconds, 1)),
        (words("refined.ended"), words(f"refined.ended.{found.ended}")),
    ]
