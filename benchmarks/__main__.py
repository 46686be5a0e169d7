"""`make bench`: print every figure of docs/benchmarks.md, measured now on this machine."""

from __future__ import annotations

import sys
from collections.abc import Callable

from benchmarks import accepting, answering, asking, broadcasting, desk, endurance, memory, understanding

MEASURES: dict[str, Callable[[], list[str]]] = {
    "accepting": accepting.measure,
    "answering": answering.measure,
    "asking": asking.measure,
    "broadcasting": broadcasting.measure,
    "desk": desk.measure,
    "memory": memory.measure,
    "understanding": understanding.measure,
}
LONG: dict[str, Callable[[], list[str]]] = {"endurance": endurance.measure}
"""Run only when they are named."""


def main(names: list[str]) -> None:
    """Run the named benchmarks, or all of MEASURES, and print their lines."""
    for name in names or MEASURES:
        print(f"## {name}", flush=True)
        for line in (MEASURES | LONG)[name]():
            print(line, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
