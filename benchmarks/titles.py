"""How well the titles of one work are told from those of two: the threshold, precision and recall.

    python benchmarks/titles.py

tests/titles/pairs.py says how the threshold is chosen and what is counted.
"""

from __future__ import annotations

import sys
from pathlib import Path

from lint.titles.comparison import ALIKE

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.titles.pairs import chosen, halves, score


def main() -> None:
    """Print the table."""
    choosing, judging = halves()
    threshold = chosen(choosing)
    print("| threshold | precision | recall | precision, other half | recall, other half |")
    print("| --- | --- | --- | --- | --- |")
    for step in sorted({0.5, 0.6, 0.7, 0.8, 0.85, 0.95, 0.99, threshold}):
        one, other = score(choosing, step), score(judging, step)
        print(
            f"| {step:.2f}{' (chosen)' if step == threshold else ''} | {one.precision:.3f} |"
            f" {one.recall:.3f} | {other.precision:.3f} | {other.recall:.3f} |"
        )
    for name, half in (("choosing", choosing), ("other", judging)):
        same = sum(pair.same for pair, _ in half)
        print(f"\nThe {name} half: {same} titles of one work, {len(half) - same} of two")
    if threshold != ALIKE:
        print(f"\nlint/titles/comparison.py has {ALIKE} for a threshold")


if __name__ == "__main__":
    main()
