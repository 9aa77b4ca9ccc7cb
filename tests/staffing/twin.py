"""The plain twin of the compiled day: the same rules in plain Python, written without a look at its data structures."""

from dataclasses import dataclass, field

import numpy as np

from staffing.routes import AWAY_MINUTES, routes_of

NEVER = float("inf")


@dataclass
class Person:
    """A visitor of the reference: a row of what happens."""

    number: int
    arrival: float
    due: float
    service: int
    priority: int
    minutes: list[float]
    leaves: float
    stop: int = 0
    waits_since: float | None = None
    waits_for: int | None = None
    back_at: float | None = None
    last_officer: int | None = None
    bound_to: int | None = None
    begin: dict[int, float] = field(default_factory=dict)
    by: dict[int, int] = field(default_factory=dict)
    sent_home_before: int | None = None
    left: bool = False


class ReferenceDay:
    """One day by sets and sorting. Slow, and written without a look at the engine's data structures."""

    def __init__(self, plan, day, routes, office, people, present):
        self.plan, self.day, self.routes, self.rule, self.people = plan, day, routes, office.standby, people
        self.guard = NEVER if office.guard_minutes is None else office.guard_minutes
        self.speed = [officer.speed for officer in office.officers]
        self.present = present
        self.officers = range(len(plan.able))
        self.able = [self.steps_of(mask) for mask in plan.able]
        self.type_steps = [self.steps_of(mask) for mask in plan.type_steps]
        self.posts = {(o, t): self.post(o, t) for o in self.officers for t in range(plan.grid.slots)}
        used = [t for t in range(plan.grid.slots) if plan.serves[day, :, t].any()]
        self.last = used[-1] if used else -1
        self.closes = plan.grid.first + (self.last + 1) * plan.grid.slot_minutes if used else -NEVER
        self.steps = {o: frozenset() for o in self.officers}
        self.kind = {}
        self.hand, self.ends, self.idle_since, self.worked_until = {}, {}, {o: 0.0 for o in self.officers}, {}
        self.call = {}
        self.calls = self.seats = 0
        self.last_begin = {}

    @staticmethod
    def steps_of(mask):
        return frozenset(s for s in range(64) if int(mask) >> s & 1)

    def comes(self, o):
        return self.plan.rostered[self.day, o] and self.present[o]

    def own_post(self, o, t):
        return self.steps_of(self.plan.serves[self.day, o, t]) if self.comes(o) else frozenset()

    def post(self, o, t):
        """(steps, counter type) that officer `o` really holds in slot `t`."""
        if not self.comes(o):
            return frozenset(), None
        for holder in self.officers:
            wanted = self.plan.serves[self.day, holder, t] and self.plan.stand_in[self.day, holder, t] == o
            if wanted and self.plan.rostered[self.day, holder] and not self.present[holder]:
                kind = int(self.plan.counter_type[self.day, holder, t])
                if self.able[o] & self.type_steps[kind]:
                    return self.able[o] & self.type_steps[kind], kind
        own = self.own_post(o, t)
        return own, int(self.plan.counter_type[self.day, o, t]) if own else None

    def on_call(self, o, t):
        return self.comes(o) and self.plan.on_call[self.day, o, t] and not self.posts[o, t][0]

    def rank(self, person, now):
        return 0 if person.waits_since + self.guard < now else person.priority, person.number

    def lose_patience(self, now):
        for p in self.waiting():
            if p.stop == 0 and p.leaves < now:
                p.waits_for, p.left = None, True

    def waiting(self):
        return [p for p in self.people if p.waits_for is not None]

    def meet(self, now):
        while True:
            pairs = []
            for p in self.waiting():
                for o in self.officers:
                    if o in self.hand or p.waits_for not in self.steps[o] or p.bound_to not in (None, o):
                        continue
                    pairs.append((self.rank(p, now), len(self.steps[o]), self.idle_since[o], o, p))
            if not pairs:
                return
            *_, o, p = min(pairs, key=lambda pair: pair[:4])
            p.begin[p.stop], p.by[p.stop], p.last_officer = now, o, o
            self.last_begin[p.waits_for] = now
            p.waits_for = None
            self.hand[o], self.ends[o] = p, now + p.minutes[p.stop] / self.speed[o]

    def join(self, person, now):
        person.waits_for = int(self.routes.step[person.service, person.stop])
        person.waits_since = now
        same = self.routes.same[person.service, person.stop] and person.last_officer is not None
        bound = same and person.waits_for in self.steps[person.last_officer]
        person.bound_to = person.last_officer if bound else None

    def let_go(self, o, now):
        p = self.hand.pop(o)
        del self.ends[o]
        self.idle_since[o] = self.worked_until[o] = now
        p.stop += 1
        if p.stop == self.routes.stops[p.service]:
            return
        delay = self.routes.after[p.service, p.stop]
        if delay == 0:
            self.join(p, now)
        elif delay >= AWAY_MINUTES and now + delay >= self.closes:
            p.sent_home_before = p.stop
        else:
            p.back_at = now + delay

    def sit(self, o, steps, now):
        if not self.steps[o]:
            self.idle_since[o] = now
        self.steps[o] = steps
        for p in self.waiting():
            if p.bound_to == o and p.waits_for not in steps:
                p.bound_to = None

    def stand_up(self, o, now):
        self.call.pop(o, None)
        self.kind.pop(o, None)
        self.sit(o, frozenset(), now)

    def change_posts(self, t, now):
        for o in self.officers:
            steps, kind = self.posts[o, t]
            if steps:
                self.call.pop(o, None)
                self.kind[o] = kind
                self.sit(o, steps, now)
            elif o not in self.call or not self.on_call(o, t):
                self.stand_up(o, now)
        for o in sorted(self.call, reverse=True):
            if not self.has_room(self.kind[o], 0):
                self.stand_up(o, now)

    def has_room(self, kind, more):
        return sum(k == kind for k in self.kind.values()) + more <= self.plan.type_counters[kind]

    def standby(self, t, now):
        for o, (arrives, seated) in sorted(self.call.items()):
            if not seated and arrives <= now:
                self.call[o] = (arrives, True)
                self.sit(o, self.able[o] & self.type_steps[self.kind[o]], now)
        self.meet(now)
        for o, (arrived, seated) in sorted(self.call.items()):
            if seated and arrived + self.rule.stay_minutes <= now and o not in self.hand:
                self.stand_up(o, now)
        for step in range(64):
            queue = [p for p in self.waiting() if p.waits_for == step and p.bound_to is None]
            choice = self.who_to_call(step, t) if queue else None
            if choice is None or min(p.waits_since for p in queue) + self.rule.wait_minutes > now:
                continue
            o, kind = choice
            self.call[o], self.kind[o] = (now + self.rule.arrive_minutes, False), kind
            self.calls += 1

    def who_to_call(self, step, t):
        coming = [o for o, (_, seated) in self.call.items() if not seated]
        if any(step in self.able[o] & self.type_steps[self.kind[o]] for o in coming):
            return None
        choices = [
            (len(self.able[o]), o, -len(self.able[o] & steps), kind)
            for o in self.officers
            for kind, steps in enumerate(self.type_steps)
            if self.on_call(o, t) and o not in self.call and not self.steps[o] and o not in self.hand
            and step in self.able[o] & steps and self.has_room(kind, 1)
        ]  # fmt: skip
        return (min(choices)[1], min(choices)[3]) if choices else None

    def next_look(self, t, now):
        times = [a + self.rule.stay_minutes for a, seated in self.call.values() if seated]
        times += [p.waits_since + self.rule.wait_minutes for p in self.waiting()]
        later = [time for time in times if time > now]
        return min(later + [arrives for arrives, seated in self.call.values() if not seated], default=NEVER)

    def run(self):
        tickets = [p for p in self.people if p.arrival < self.closes]
        t, now = 0, -NEVER
        anyone_on_call = self.plan.on_call[self.day].any()
        while True:
            edge = self.plan.grid.first + t * self.plan.grid.slot_minutes if t <= self.last else NEVER
            away = [p for p in self.people if p.back_at is not None]
            events = [(end, 0, o) for o, end in self.ends.items()]
            events += [(edge, 1, t)] if edge < NEVER else []
            events += [(p.back_at, 2, p.number) for p in away]
            events += [(tickets[0].arrival, 3, 0)] if tickets else []
            look = self.next_look(t, now) if anyone_on_call and t > 0 else NEVER
            events += [(look, 4, 0)] if look < NEVER else []
            if not events:
                self.lose_patience(NEVER)
                return self
            now, kind, which = min(events)
            self.lose_patience(now)
            if kind == 0:
                self.let_go(which, now)
            elif kind == 1:
                self.change_posts(t, now)
                t += 1
            elif kind == 2:
                person = self.people[which]
                person.back_at = None
                self.join(person, now)
            elif kind == 3:
                person = tickets.pop(0)
                self.join(person, max(now, person.due))
            self.meet(now)
            if anyone_on_call and t > 0:
                self.standby(t - 1, now)
            self.seats = max(self.seats, len(self.waiting()))

    def overtime(self):
        result = []
        for o in self.officers:
            needed = [self.last_begin.get(s, 0.0) for s in self.steps[o]] if o not in self.call else []
            result.append(max(0.0, max([self.worked_until.get(o, 0.0), *needed]) - self.plan.shift_end[self.day, o]))
        return result


def reference(visitors, plan, office):
    """Begin and officer of every stop, overtime, seats, calls by ReferenceDay."""
    routes = routes_of(office, visitors.ways)
    begin = np.full(visitors.minutes.shape, np.nan)
    by = np.full(visitors.minutes.shape, -1)
    days = []
    for cell, (a, b) in enumerate(zip(visitors.first[:-1], visitors.first[1:], strict=True)):
        day, path = divmod(cell, visitors.paths)
        people = [
            Person(i - a, visitors.arrival[i], visitors.due[i], visitors.route[i], visitors.priority[i],
                   list(visitors.minutes[i]), visitors.leaves[i])
            for i in range(a, b)
        ]  # fmt: skip
        done = ReferenceDay(plan, day, routes, office, people, visitors.present[path, day]).run()
        days.append(done)
        for person in people:
            for stop, moment in person.begin.items():
                begin[a + person.number, stop], by[a + person.number, stop] = moment, person.by[stop]
            if person.sent_home_before is not None:
                by[a + person.number, person.sent_home_before] = -2
            if person.left:
                by[a + person.number, 0] = -3
    return begin, by, days
