"""SimPy: a dispatcher of our own on its events for office days, its resources for queues in steady state."""

from time import process_time

import numpy as np
import simpy
from models import MODELS


class Office:
    """Loket's discipline: class, then ticket; fewest skills, then longest idle; nobody is interrupted."""

    def __init__(self, masks, first, length, visitors, begin):
        self.env = simpy.Environment(initial_time=first)
        self.masks, self.length, self.begin = masks, length, begin
        self.waiting = {}  # (service, class) -> visitors in the order of their tickets
        self.mask, self.free = [0] * len(masks), [True] * len(masks)
        self.idle_since = [first] * len(masks)
        self.env.process(self.posts(first))
        self.env.process(self.tickets(visitors))
        self.env.run()

    def posts(self, first):
        for t in range(len(self.masks[0])):
            yield self.env.timeout(first + t * self.length - self.env.now)
            for o, mask in enumerate(self.masks):
                if self.mask[o] == 0:
                    self.idle_since[o] = self.env.now
                self.mask[o] = mask[t]
            self.dispatch()

    def tickets(self, visitors):
        for v, (arrival, service, priority, minutes) in enumerate(visitors):
            yield self.env.timeout(arrival - self.env.now)
            self.waiting.setdefault((service, priority), []).append((priority, v, minutes))
            self.dispatch()

    def serve(self, o, v, minutes):
        self.begin[v], self.free[o] = self.env.now, False
        yield self.env.timeout(minutes)
        self.free[o], self.idle_since[o] = True, self.env.now
        self.dispatch()

    def dispatch(self):
        while True:
            found = [
                (queue[0], self.mask[o].bit_count(), self.idle_since[o], o, key)
                for o in range(len(self.mask)) if self.free[o] and self.mask[o]
                for key, queue in self.waiting.items() if queue and self.mask[o] >> key[0] & 1
            ]  # fmt: skip
            if not found:
                return
            (_, v, minutes), _, _, o, key = min(found)
            self.waiting[key].pop(0)
            self.free[o] = False
            self.env.process(self.serve(o, v, minutes))


def day(given, paths):
    """Minutes at which services begin on the first paths, and the seconds that took."""
    masks = [[int(mask) for mask in row] for row in given["masks"]]
    begin, first, seconds = [], given["first"], 0.0
    columns = [given[name].tolist() for name in ("arrival", "service", "priority", "minutes")]
    for p in range(paths):
        visitors = list(zip(*(column[first[p] : first[p + 1]] for column in columns), strict=True))
        found = [np.nan] * len(visitors)
        start = process_time()
        Office(masks, float(given["start"]), float(given["length"]), visitors, found)
        seconds += process_time() - start
        begin += found
    return {"begin": np.array(begin), "seconds": np.array(seconds)}


def steady(_, name, customers, runs):
    """Mean wait of each class and run, and seconds."""
    model, rng = MODELS[name], np.random.default_rng(1)
    start = process_time()
    waits = np.array([_run(model, customers, rng) for _ in range(runs)])
    return {"waits": waits, "seconds": np.array(process_time() - start)}


def _run(model, customers, rng):
    env = simpy.Environment()
    servers = simpy.PriorityResource(env, capacity=model.servers)
    waits = [[] for _ in model.rates]
    shares = np.array(model.rates) / sum(model.rates)
    gaps = rng.exponential(1 / sum(model.rates), customers).tolist()
    ranks = rng.choice(len(shares), customers, p=shares).tolist()
    sigma = np.sqrt(np.log1p(model.cv**2))
    services = rng.exponential(1.0, customers) if model.cv == 1 else rng.lognormal(-(sigma**2) / 2, sigma, customers)
    gives_up = rng.exponential(model.patience, customers).tolist() if np.isfinite(model.patience) else None

    def customer(k, rank, minutes):
        came = env.now
        with servers.request(priority=rank) as request:
            if gives_up is None:
                yield request
            else:
                yield request | env.timeout(gives_up[k])
            if k > customers // 10:
                waits[rank].append(env.now - came)
            if request.triggered:
                yield env.timeout(minutes)

    def arrivals():
        for k, (gap, rank, minutes) in enumerate(zip(gaps, ranks, services.tolist(), strict=True)):
            yield env.timeout(gap)
            env.process(customer(k, rank, minutes))

    env.process(arrivals())
    env.run()
    return [np.mean(of) for of in waits]
