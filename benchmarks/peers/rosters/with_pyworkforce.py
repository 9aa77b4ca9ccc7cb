"""pyworkforce: its roster by least hours. It knows no most hours, no most days in a row and no wishes for days."""

from pyworkforce.rostering.binary_programming import MinHoursRoster


def roster(week, seconds):
    """Status and (officer, day, shift) of all that is held."""
    names = list(week["shifts"])
    found = MinHoursRoster(
        num_days=week["days"],
        resources=week["officers"],
        shifts=names,
        shifts_hours=[week["shifts"][name] for name in names],
        min_working_hours=week["least_hours"],
        max_resting=week["days"],
        required_resources=week["need"],
        banned_shifts=[],
        non_sequential_shifts=[{"origin": a, "destination": b} for a, b in week["banned"]],
        max_search_time=seconds,
    ).solve()
    rows = found["resource_shifts"] if found["status"] in ("OPTIMAL", "FEASIBLE") else []
    return found["status"].lower(), [(row["resource"], row["day"], row["shift"]) for row in rows]
