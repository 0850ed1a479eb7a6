"""A turn on Appwrite by the distance of its server: accepted, resolved and told, each step as soon as the one before
is done.

Run with the API's environment: `cd api && .venv/bin/python ../bench/distance.py [--turns 20]`. Prints one JSON line for
each latency. The server is the tests' stand-in, which adds the latency to every answer and little of its own.
"""

import argparse
import json
import logging
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "api"))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "scripts"))

import pytest
import structlog
from tests.support.appwrite import connection_to, kept, prepared_stand_in
from tests.support.tabletop import tabletop
from tests.support.valkey import running_valkey

LATENCIES_MS = (0, 10, 50)
WORDS = ("look around", "go out", "look", "go in")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=20, help="for each latency (20)")
    turns: int = parser.parse_args().turns
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory(prefix="coc-bench-") as name, pytest.MonkeyPatch.context() as patch:
        folder = Path(name)
        with running_valkey(folder / "valkey") as valkey, prepared_stand_in(folder) as host:
            project = host.project()
            kept(folder / "data", connection_to(project))
            with tabletop(folder / "data", valkey.url, patch) as table:
                table.set_out()
                for latency_ms in LATENCIES_MS:
                    project.set(latency_ms=latency_ms)
                    answered, told = [], []
                    for number in range(turns):
                        began = time.perf_counter()
                        turn_id = table.accept(WORDS[number % len(WORDS)])
                        table.resolve()
                        answered.append(time.perf_counter() - began)
                        table.tell(turn_id)
                        told.append(time.perf_counter() - began)
                    figures = {
                        "latency_ms": latency_ms,
                        "resolved_ms": statistics.median(answered) * 1000,
                        "told_ms": statistics.median(told) * 1000,
                    }
                    print(json.dumps(figures), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
