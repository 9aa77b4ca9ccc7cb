"""Runs every benchmark in a process of its own and says which could not run."""

import subprocess
import sys

ALL = ("visits", "forecast", "simulation", "pricing", "solver", "allocation", "plan")


def main(names: list[str]) -> int:
    """Runs the named benchmarks, all of them without a name; returns how many failed."""
    failed = []
    for name in names or list(ALL):
        print(f"== {name}", flush=True)
        if subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=False).returncode:
            failed.append(name)
    if failed:
        print("did not run to the end: " + ", ".join(failed), file=sys.stderr)
    return len(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
