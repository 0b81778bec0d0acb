"""Pairs of titles, those of one work (same.tsv) and of two (different.tsv), and how they are told.

A line is what a list may write, a tab, and the title of the work that is linked; a line that begins
with `# ` says of those below in which way the two are the same, or taken for each other. The works
are real, the spellings those of curators.

The pairs are halved by a hash of their text. The first half chooses the threshold: of those from
0.50 to 0.99, the lowest whose recall is within one hundredth of the best, since a false alarm costs
more than a missed defect. The second half says what is to be expected of it. What counts is what is
reported as a mismatch: precision says how much of it is one, recall how many of the mismatches are
reported.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lint.titles.comparison import Comparison, compare

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FOLDER = Path(__file__).parent
THRESHOLDS = tuple(step / 100 for step in range(50, 100))


@dataclass(frozen=True, slots=True)
class Pair:
    """An entry's title and the title of the work that it links to.

    `kind` says in which way the two are the same, or why they are taken for each other.
    """

    kind: str
    written: str
    title: str
    same: bool

    @property
    def chooses(self) -> bool:
        """Whether the pair is of the half that chooses the threshold."""
        return hashlib.sha256(f"{self.written}\t{self.title}".encode()).digest()[0] % 2 == 0


@dataclass(frozen=True, slots=True)
class Score:
    """How many of the pairs were reported rightly and wrongly, and how many were missed."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """The share of wrong pairs among those reported."""
        return self.right / (self.right + self.wrong)

    @property
    def recall(self) -> float:
        """The share of those reported among the wrong pairs."""
        return self.right / (self.right + self.missed)


def pairs() -> Iterator[Pair]:
    """All pairs, in the order of the files."""
    for name in ("same", "different"):
        kind = ""
        for line in (FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines():
            if line.startswith("# "):
                kind = line.removeprefix("# ")
            else:
                written, title = line.split("\t")
                yield Pair(kind, written, title, name == "same")


def score(compared: Sequence[tuple[Pair, Comparison]], threshold: float) -> Score:
    """What is right about reporting the pairs less alike than `threshold`."""
    right = wrong = missed = 0
    for pair, found in compared:
        reported = found.certain and found.likeness < threshold
        right += reported and not pair.same
        wrong += reported and pair.same
        missed += not reported and not pair.same
    return Score(right, wrong, missed)


def chosen(compared: Sequence[tuple[Pair, Comparison]]) -> float:
    """The lowest threshold whose recall is within one hundredth of the best."""
    recalls = {threshold: score(compared, threshold).recall for threshold in THRESHOLDS}
    enough = max(recalls.values()) - 0.01
    return next(threshold for threshold, recall in recalls.items() if recall >= enough)


def halves() -> tuple[list[tuple[Pair, Comparison]], list[tuple[Pair, Comparison]]]:
    """The pairs with what comparing them found: those that choose, those that judge."""
    compared = [(pair, compare(pair.written, pair.title)) for pair in pairs()]
    choosing = [one for one in compared if one[0].chooses]
    return choosing, [one for one in compared if not one[0].chooses]
