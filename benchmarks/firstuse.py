"""Seconds to a first simulated result in a new process. Run: python -m benchmarks.firstuse

Prints one line: seconds to import what simulating needs, seconds from there to the outcome of ten benchmark days, and
the processor's seconds in that.
`python -m benchmarks.simulation` calls it with an empty and with a filled cache of compiled code.
"""

from time import perf_counter, process_time


def main() -> None:
    """Prints the three."""
    began = perf_counter()
    import numba  # noqa: F401

    from benchmarks.benchmarkday import office_of, plan_of, visitors_of
    from staffing.simulation import simulate

    office = office_of(1)
    plan, visitors = plan_of(office), visitors_of(office, 1, 10, seed=1)
    ready, worked = perf_counter(), process_time()
    simulate(visitors, plan, office)
    print(ready - began, perf_counter() - ready, process_time() - worked)


if __name__ == "__main__":
    main()
