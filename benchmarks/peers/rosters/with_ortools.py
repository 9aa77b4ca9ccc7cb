"""The formulation of the OR-Tools shift example, written anew: a Boolean for each officer, shift and day.

One shift or a day off each day, days off between two numbers a week, forbidden transitions, firm cover with a price for
each head beyond it, requests with weights.
"""

from itertools import product

from ortools.sat.python import cp_model

OFF = None


def roster(week, seconds):
    """Status and (officer, day, shift) of all that is held."""
    officers, days, shifts = week["officers"], range(week["days"]), [OFF, *week["shifts"]]
    model, costs = cp_model.CpModel(), []
    works = {key: model.new_bool_var("") for key in product(officers, shifts, days)}
    hours = next(iter(week["shifts"].values()))
    least, most = -(-week["least_hours"] // hours), week["most_hours"] // hours
    for officer in officers:
        for day in days:
            model.add_exactly_one(works[officer, shift, day] for shift in shifts)
        off = sum(works[officer, OFF, day] for day in days)
        model.add_linear_constraint(off, len(days) - most, len(days) - least)
        for day, (first, second) in product(days[:-1], week["banned"]):
            model.add_bool_or(~works[officer, first, day], ~works[officer, second, day + 1])
        for day in days[: -week["most_in_row"]]:
            model.add_bool_or(works[officer, OFF, day + n] for n in range(week["most_in_row"] + 1))
    for shift, day in product(week["shifts"], days):
        need = week["need"][shift][day]
        here = [works[officer, shift, day] for officer in officers]
        heads = model.new_int_var(need, len(officers), "")
        model.add(heads == sum(here))
        costs.append(week["over"] * (heads - need))
    for officer, day, shift, weight in week["requests"]:
        costs.append(weight * (1 - works[officer, shift, day]))
    model.minimize(sum(costs))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 2
    status = solver.solve(model)
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    held = [(o, d, s) for (o, s, d), cell in works.items() if found and s is not OFF and solver.boolean_value(cell)]
    return solver.status_name(status).lower(), held
