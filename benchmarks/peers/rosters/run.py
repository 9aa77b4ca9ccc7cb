"""A peer's roster of one week. Runs in the peers' own environment and knows no Loket.

Run: PEERS/rosters/bin/python run.py TOOL SECONDS; reads the week as JSON, writes status, seconds and held as JSON. The
week: officers, days, shifts (name: hours), need (shift: heads by day), banned (pairs of shifts), most_in_row,
least_hours, most_hours, under, over (prices of a head), requests (officer, day, shift or null for a day off, weight).
"""

import importlib
import json
import sys
import time


def main():
    """Answers."""
    tool, seconds = sys.argv[1], float(sys.argv[2])
    week = json.load(sys.stdin)
    roster = importlib.import_module(f"with_{tool}").roster
    began = time.perf_counter()
    status, held = roster(week, seconds)
    print(json.dumps({"status": status, "seconds": time.perf_counter() - began, "held": held}))


if __name__ == "__main__":
    main()
