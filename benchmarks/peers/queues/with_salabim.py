"""Salabim: an officer is a resource; a visitor asks for any one of those who have the skill."""

from time import process_time

import numpy as np
import salabim as sim
from models import MODELS

sim.yieldless(False)


class Visitor(sim.Component):
    """Asks for one of some officers, is served, leaves."""

    def setup(self, officers, rank, minutes):
        self.officers, self.rank, self.minutes, self.began = officers, rank, minutes, np.nan

    def process(self):
        yield self.request(*((officer, 1, self.rank) for officer in self.officers), oneof=True)
        self.began = self.env.now()
        yield self.hold(self.minutes)
        self.release()


class Tickets(sim.Component):
    """Brings the visitors of a day, or of a queue."""

    def setup(self, visitors):
        self.visitors = visitors

    def process(self):
        for arrival, make in self.visitors:
            yield self.hold(till=arrival)
            make()


class Posts(sim.Component):
    """Who has no post in a slot takes nobody."""

    def setup(self, officers, masks, start, length):
        self.officers, self.masks, self.start, self.length = officers, masks, start, length

    def process(self):
        for t in range(len(self.masks[0])):
            yield self.hold(till=self.start + t * self.length)
            for officer, mask in zip(self.officers, self.masks, strict=True):
                officer.set_capacity(int(mask[t] > 0))


def day(given, paths):
    """Seconds for the first paths."""
    first, masks = given["first"], given["masks"].astype(int).tolist()
    start, length = float(given["start"]), float(given["length"])
    columns = [given[name].tolist() for name in ("arrival", "service", "priority", "minutes")]
    able = [max(row) for row in masks]
    seconds = 0.0
    for p in range(paths):
        rows = zip(*(column[first[p] : first[p + 1]] for column in columns), strict=True)
        begin = process_time()
        env = sim.Environment(trace=False, datetime0=False)
        env.run(till=start)
        officers = [sim.Resource(env=env, capacity=1, name=f"o{o}.") for o in range(len(masks))]
        of = [[r for r, mask in zip(officers, able, strict=True) if mask >> k & 1] for k in range(3)]

        def make(service, rank, minutes, of=of):
            return lambda: Visitor(officers=of[service], rank=rank, minutes=minutes)

        Posts(officers=officers, masks=masks, start=start, length=length)
        Tickets(visitors=[(arrival, make(service, rank, minutes)) for arrival, service, rank, minutes in rows])
        env.run()
        seconds += process_time() - begin
    return {"seconds": np.array(seconds)}


class Customer(sim.Component):
    """One customer of a queue; may give up."""

    def setup(self, servers, rank, minutes, patience, waits):
        self.servers, self.rank, self.minutes, self.patience, self.waits = servers, rank, minutes, patience, waits

    def process(self):
        came = self.env.now()
        yield self.request((self.servers, 1, self.rank), fail_delay=self.patience)
        if self.waits is not None:
            self.waits[self.rank].append(self.env.now() - came)
        if not self.failed():
            yield self.hold(self.minutes)
            self.release()


def steady(_, name, customers, runs):
    """Mean wait of each class and run, and seconds."""
    model, rng = MODELS[name], np.random.default_rng(1)
    start = process_time()
    waits = np.array([_run(model, customers, rng) for _ in range(runs)])
    return {"waits": waits, "seconds": np.array(process_time() - start)}


def _run(model, customers, rng):
    env = sim.Environment(trace=False)
    servers = sim.Resource(env=env, capacity=model.servers)
    arrivals = rng.exponential(1 / sum(model.rates), customers).cumsum().tolist()
    ranks = rng.choice(len(model.rates), customers, p=np.array(model.rates) / sum(model.rates)).tolist()
    sigma = np.sqrt(np.log1p(model.cv**2))
    services = rng.exponential(1.0, customers) if model.cv == 1 else rng.lognormal(-(sigma**2) / 2, sigma, customers)
    minutes, waits = services.tolist(), [[] for _ in model.rates]
    patience = rng.exponential(model.patience, customers) if np.isfinite(model.patience) else np.full(customers, np.inf)
    fails = [None if np.isinf(value) else float(value) for value in patience]

    def make(k):
        into = waits if k > customers // 10 else None
        return lambda: Customer(servers=servers, rank=ranks[k], minutes=minutes[k], patience=fails[k], waits=into)

    Tickets(visitors=[(arrival, make(k)) for k, arrival in enumerate(arrivals)])
    env.run()
    return [np.mean(of) for of in waits]
