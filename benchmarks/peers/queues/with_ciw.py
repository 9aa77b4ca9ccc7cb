"""Ciw. Skills inside a node cannot be told, so the office day has a node for each service with officers of its own."""

from time import process_time

import ciw
import numpy as np
from models import MODELS


def day(given, paths):
    """Seconds for the first paths; officers are divided among the services as `staff` (services, slots) says."""
    first, start, length = given["first"], float(given["start"]), float(given["length"])
    staff = given["staff"].astype(int).tolist()
    ends = [(t + 1) * length for t in range(len(staff[0]))]
    columns = [given[name] for name in ("arrival", "service", "priority", "minutes")]
    seconds, served = 0.0, 0
    for p in range(paths):
        arrival, service, priority, minutes = (column[first[p] : first[p + 1]] for column in columns)
        begin = process_time()
        arrivals, services = {}, {}
        for rank in (0, 1):
            of = [(service == k) & (priority == rank) for k in range(len(staff))]
            gaps = [np.diff(arrival[mine] - start, prepend=0.0).tolist() for mine in of]
            arrivals[f"{rank}"] = [ciw.dists.Sequential([*gap, float("inf")]) for gap in gaps]
            services[f"{rank}"] = [ciw.dists.Sequential([*minutes[mine].tolist(), 1.0]) for mine in of]
        network = ciw.create_network(
            arrival_distributions=arrivals,
            service_distributions=services,
            number_of_servers=[ciw.Schedule(numbers_of_servers=row, shift_end_dates=ends) for row in staff],
            priority_classes={"0": 0, "1": 1},
            routing={name: [[0.0] * len(staff) for _ in staff] for name in ("0", "1")},
        )
        ciw.seed(1)
        simulation = ciw.Simulation(network)
        simulation.simulate_until_max_time(ends[-1])
        seconds += process_time() - begin
        served += len(simulation.get_all_records())
    return {"seconds": np.array(seconds), "served": np.array(served)}


def steady(_, name, customers, runs):
    """Mean wait of each class and run, and seconds."""
    model = MODELS[name]
    classes = [f"{rank}" for rank in range(len(model.rates))]
    sigma = np.sqrt(np.log1p(model.cv**2))
    law = ciw.dists.Exponential(1.0) if model.cv == 1 else ciw.dists.Lognormal(-(sigma**2) / 2, sigma)
    gives_up = ciw.dists.Exponential(1 / model.patience) if np.isfinite(model.patience) else None
    network = ciw.create_network(
        arrival_distributions={name: [ciw.dists.Exponential(r)] for name, r in zip(classes, model.rates, strict=True)},
        service_distributions={name: [law] for name in classes},
        reneging_time_distributions={name: [gives_up] for name in classes} if gives_up else None,
        number_of_servers=[model.servers],
        priority_classes={name: rank for rank, name in enumerate(classes)},
    )
    start, waits = process_time(), []
    for run in range(runs):
        ciw.seed(run)
        simulation = ciw.Simulation(network)
        until = customers / sum(model.rates)
        simulation.simulate_until_max_time(until)
        records = [r for r in simulation.get_all_records() if r.arrival_date > until / 10]
        waits.append([np.mean([_wait(r) for r in records if r.customer_class == name]) for name in classes])
    return {"waits": np.array(waits), "seconds": np.array(process_time() - start)}


def _wait(record):
    gave_up = record.record_type == "renege"
    return record.exit_date - record.arrival_date if gave_up else record.waiting_time
