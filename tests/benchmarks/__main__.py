"""How fast is this program, against what one would otherwise use?

    python -m tests.benchmarks [--only NAME]... [--quick] [--json FILE]

Prints one table of ratios, each beside its aim, and writes it as JSON. All contenders work on one thread.
"""

import json
import os
from argparse import ArgumentParser, Namespace
from pathlib import Path

# Each of these libraries reads its own, once, when it is imported.
os.environ.update(dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"))

from tests.benchmarks.line import HEADING, json_of, text_of
from tests.benchmarks.machine import facts
from tests.benchmarks.race import Length
from tests.benchmarks.table import ROWS

RESULTS = Path("build/bench.json")
QUICK = Length(rounds=3, seconds=0.05, runs=5)


def arguments() -> Namespace:
    parser = ArgumentParser(prog="python -m tests.benchmarks", description="Measure, and print one table.")
    parser.add_argument("--only", action="append", choices=ROWS, metavar="NAME", help=", ".join(ROWS))
    parser.add_argument("--quick", action="store_true", help="short races: to try the benchmark itself")
    parser.add_argument("--json", type=Path, default=RESULTS, metavar="FILE", help=f"default: {RESULTS}")
    return parser.parse_args()


def main() -> None:
    """Measure the rows that are asked for."""
    asked = arguments()
    length = QUICK if asked.quick else Length()
    machine = facts()
    print("; ".join(f"{name} {value}" for name, value in machine.items()))
    print(f"\n{HEADING}")
    lines = []
    for name in asked.only or ROWS:
        for line in ROWS[name](length):
            print(text_of(line), flush=True)
            lines.append(json_of(line))
    results = {"machine": machine, "rounds": length.rounds, "seconds": length.seconds, "lines": lines}
    asked.json.parent.mkdir(parents=True, exist_ok=True)
    asked.json.write_text(json.dumps(results, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
