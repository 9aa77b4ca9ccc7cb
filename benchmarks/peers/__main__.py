"""`python -m benchmarks.peers setup` makes the peers' environments; with a counts file it compares them on it.

`python -m benchmarks.peers --counts FILE --country ID --first-origin 2026-01-05 [--peers-only]`
"""

import argparse
from datetime import date
from pathlib import Path

from benchmarks.peers import HOME, Trial, queues, set_up
from benchmarks.sidebyside import compared, verdict


def main() -> None:
    """Sets up or compares."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("setup", nargs="?", choices=("setup",))
    parser.add_argument("--counts", type=Path, help="counts file: service, start, arrivals")
    parser.add_argument("--country", default="", help="whose holidays, such as ID or GB-SCT")
    parser.add_argument("--first-origin", type=date.fromisoformat, help="first day that is forecast")
    parser.add_argument("--origins", type=int, default=8)
    parser.add_argument("--step-days", type=int, default=7)
    parser.add_argument("--slot-minutes", type=int, default=60)
    parser.add_argument("--horizon-days", type=int, default=28)
    parser.add_argument("--peers-only", action="store_true", help="leave our own forecast out")
    asked = parser.parse_args()
    if asked.setup:
        set_up()
        queues.set_up()
        print(f"peers' environment: {HOME}")
    elif asked.counts and asked.first_origin:
        trial = Trial(asked.counts.stem, asked.counts, asked.country, asked.first_origin, asked.origins,
                      asked.step_days, asked.slot_minutes, asked.horizon_days)  # fmt: skip
        print("\n".join(verdict(trial.name, compared(trial, not asked.peers_only))))
    else:
        parser.error("say setup, or --counts with --first-origin")


if __name__ == "__main__":
    main()
