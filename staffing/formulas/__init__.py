"""Closed forms of queues: oracles of the simulator and rules of thumb to compare with, one family a file."""
