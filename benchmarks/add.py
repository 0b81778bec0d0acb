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

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.adding.rounds import KINDS, again, open_list


def main() -> int:
    """Measure, and print a table. The exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--entries", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    chance = random.Random(options.seed)
    files = sorted([*options.folder.glob("*.md"), *options.folder.glob("*/*.md")])
    files = [file for file in files if file.name != "README.md"]
    results: dict[tuple[str, str], Counter[str]] = {}
    for file in files:
        listed = open_list(file.read_text("utf-8"))
        places = [(group, at) for group in listed.groups for at in range(len(group.entries))]
        chance.shuffle(places)
        left = max(options.entries // len(files), 1)
        for group, at in places[: left * 4]:
            outcome = again(listed, group, at)
            if outcome is None:
                continue
            counts = results.setdefault((file.stem, group.entries[at].form.value), Counter())
            counts[outcome.kind] += 1
            counts["ordered"] += outcome.ordered
            counts["placed"] += outcome.placed and outcome.ordered
            if options.misses and (
                outcome.kind in {"other", "refused"} or (outcome.ordered and not outcome.placed)
            ):
                print(
                    f"{file.stem} {outcome.kind} placed={outcome.placed}"
                    f"\n- {outcome.wanted}\n+ {outcome.got}"
                )
            left -= 1
            if left == 0:
                break
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


def row(name: str, form: str, counts: Counter[str]) -> str:
    """A line of the table."""
    number = sum(counts[one] for one in KINDS)
    shares = (f"{counts[one]:7}" for one in (*KINDS, "ordered", "placed"))
    return f"{name[:50]:50} {form:18} {number:4} " + " ".join(shares)


if __name__ == "__main__":
    sys.exit(main())
