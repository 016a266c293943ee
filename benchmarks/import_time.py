"""Is `import chorus_sdk` cheaper than `import requests` alone? Median of fresh interpreters.

Each import is timed inside an interpreter of its own, the two taken in turns, so that what else
the machine does falls on both alike.
"""

from __future__ import annotations

import statistics
import subprocess
import sys

ROUNDS = 25
CODE = "import time; t = time.perf_counter(); import {}; print(time.perf_counter() - t)"


def seconds(module: str) -> float:
    run = subprocess.run(
        [sys.executable, "-c", CODE.format(module)], capture_output=True, text=True, check=True
    )
    return float(run.stdout)


def main() -> int:
    names = ("chorus_sdk", "requests")
    for name in names:
        seconds(name)  # compiled files are written once
    taken: dict[str, list[float]] = {name: [] for name in names}
    for _ in range(ROUNDS):
        for name in names:
            taken[name].append(seconds(name))
    ours, theirs = (statistics.median(taken[name]) for name in names)
    print(f"import chorus_sdk {1000 * ours:7.2f} ms   import requests {1000 * theirs:7.2f} ms")
    print(f"ratio {ours / theirs:.3f} (bound 1.000)")
    return 0 if ours < theirs else 1


if __name__ == "__main__":
    sys.exit(main())
