"""How well the titles of one work are told from those of two: the threshold, precision and recall.

    python benchmarks/titles.py         the pairs of tests/titles
    python benchmarks/titles.py FILE    pairs of your own

tests/titles/pairs.py says how the threshold is chosen and what is counted. A FILE has a JSON object
on each line: `listed`, the title in a list, `official`, that of the linked work, and `verdict`:
`different` (two works), `renamed` (the former title of the work) or `close` (the former title, so
much like the present one that nothing need be said). A title counts as a wrong link if it is
neither that of the work nor, for the last two, one that an earlier version is known to have had.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

from lint.titles.comparison import ALIKE, compare

sys.path.insert(0, str(Path(__file__).parent.parent))

from lint.links.result import Facts
from lint.rules.helpers.titles import former_title
from tests.titles.pairs import chosen, halves, score


def main(arguments: list[str]) -> int:
    """Print a table; 2 for a file that cannot be read."""
    if not arguments:
        own_pairs()
        return 0
    try:
        table_of(Path(arguments[0]))
    except (OSError, ValueError, KeyError) as error:
        print(f"{arguments[0]}: cannot read the pairs: {error!r}", file=sys.stderr)
        return 2
    return 0


def table_of(path: Path) -> None:
    """What is said of the pairs in a file, by what they are."""
    counts: Counter[tuple[str, str]] = Counter()
    for line in path.read_text(encoding="utf-8").splitlines():
        pair = json.loads(line)
        counts[pair["verdict"], called(pair["listed"], pair["official"], pair["verdict"])] += 1
    print("| pairs | number | nothing is said | renamed | a wrong link | share of wrong links |")
    print("| --- | --- | --- | --- | --- | --- |")
    for kind in dict.fromkeys(kind for kind, _ in counts):
        silent, renamed, wrong = (counts[kind, what] for what in ("silent", "renamed", "wrong"))
        total = silent + renamed + wrong
        print(f"| {kind} | {total} | {silent} | {renamed} | {wrong} | {wrong / total:.3f} |")


def called(listed: str, official: str, verdict: str) -> str:
    """What is said of a title in a list: `silent`, `renamed` or `wrong`."""
    if not compare(listed, official).mismatch:
        return "silent"
    former = () if verdict == "different" else (listed,)
    known = former_title(listed, Facts("arxiv:", official, former=former))
    return "wrong" if known is None else "renamed"


def own_pairs() -> None:
    """The table of the pairs of the tests."""
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
    sys.exit(main(sys.argv[1:]))
