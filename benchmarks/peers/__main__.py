"""Makes the peers' environment: `python -m benchmarks.peers`."""

from benchmarks.peers import HOME, set_up

set_up()
print(f"peers' environment: {HOME}")
