"""The compiled heart of the simulation: one office day after another, event by event.

- At equal times: service ends, then posts change, then visitors come back, then tickets are taken. After each event
  waiting visitors meet idle officers; then standby officers sit down, leave, or are called.
- Lowest priority number, then earliest ticket, is called first, by the idle officer with the fewest steps, then the
  longest idle. Who leaves a post finishes the visitor in hand. The last slot's crew stays for whoever is left.
- Times are minutes from midnight; NEVER is a time that does not come. tests/staffing/test_engine.py has a plain twin.
"""
