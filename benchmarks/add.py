"""How well `add` writes what a curator wrote: entries taken out of lists and added again.

    python benchmarks/add.py FOLDER [--entries 300] [--seed 1] [--misses]

FOLDER has lists (`*.md`, also one folder below). Of each, some entries are taken out, one after
the other; each is added again by its first link, as if its site knew what the entry says: title,
date, venue, authors, summary and the other links. What comes back is the same to the byte, the
same but for words that no site knows (tags, other columns), or reads the same.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.adding.rounds import KINDS, again, open_list

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.adding.rounds import Outcome


def main() -> int:
    """Measure, and print a table. The exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--entries", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--show", help="print the entries of this kind, such as reads")
    options = parser.parse_args()
    chance = random.Random(options.seed)
    files = sorted([*options.folder.glob("*.md"), *options.folder.glob("*/*.md")])
    files = [file for file in files if file.name != "README.md"]
    results: dict[tuple[str, str], Counter[str]] = {}
    shown = {"other", "refused"} if options.misses else set()
    shown |= {options.show}
    walks = [walk(file, chance) for file in files]
    left = options.entries
    while left > 0 and walks:
        # Every list in turn, so that the large ones make up for those that are exhausted.
        for one in walks[:left]:
            found = next(one, None)
            if found is None:
                walks.remove(one)
                continue
            left -= 1
            name, form, outcome = found
            counts = results.setdefault((name, form), Counter())
            counts[outcome.kind] += 1
            counts["ordered"] += outcome.ordered
            counts["placed"] += outcome.placed and outcome.ordered
            missed = options.misses and outcome.ordered and not outcome.placed
            if outcome.kind in shown or missed:
                print(
                    f"{name} {outcome.kind} placed={outcome.placed}"
                    f"\n- {outcome.wanted}\n+ {outcome.got}"
                )
    print(
        f"{'list':50} {'form':18} {'all':>4} "
        + " ".join(f"{one:>7}" for one in (*KINDS, "ordered", "placed"))
    )
    total: Counter[str] = Counter()
    for (name, form), counts in sorted(results.items()):
        print(row(name, form, counts))
        total += counts
    print(row("all", "", total))
    return 0


def walk(file: Path, chance: random.Random) -> Iterator[tuple[str, str, Outcome]]:
    """Of the entries of a list in a random order, its name, their form, and how they come back."""
    listed = open_list(file.read_text("utf-8"))
    places = [(group, at) for group in listed.groups for at in range(len(group.entries))]
    chance.shuffle(places)
    for group, at in places:
        outcome = again(listed, group, at)
        if outcome is not None:
            yield file.stem, group.entries[at].form.value, outcome


def row(name: str, form: str, counts: Counter[str]) -> str:
    """A line of the table."""
    number = sum(counts[one] for one in KINDS)
    shares = (f"{counts[one]:7}" for one in (*KINDS, "ordered", "placed"))
    return f"{name[:50]:50} {form:18} {number:4} " + " ".join(shares)


if __name__ == "__main__":
    sys.exit(main())
