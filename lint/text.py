"""Short texts for messages: suggestions, paths, clipped excerpts and counts."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from lint.credentials import hide

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST = 160


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A question after the names nearest to `name`, to end a message with; "" without any."""
    from difflib import get_close_matches

    matches = get_close_matches(name, tuple(known), n=3, cutoff=0.6)
    return f"; did you mean {' or '.join(map(repr, matches))}?" if matches else ""


def display_path(file: Path) -> str:
    """`file` as it is named in messages: from the working folder if it is within it."""
    from_here = relative(file, Path.cwd())
    return file.as_posix() if from_here.startswith("../") else from_here


def relative(path: str | Path, base: Path) -> str:
    """`path` as it is named from `base`, with forward slashes."""
    try:
        return Path(os.path.relpath(path, base)).as_posix()
    except ValueError:  # another drive on Windows
        return Path(path).as_posix()


def clip(text: str) -> str:
    """`text` in one line, its end left out where it is too long to be read.

    User names and passwords are hidden first: cut off, they would not be told from a host.
    """
    text = hide(" ".join(text.split()))
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def plural(count: int, word: str) -> str:
    """A number of things: `1 file`, `1,200 entries`."""
    if count == 1:
        return f"{count:,} {word}"
    ends_in_y = word.endswith("y") and word[-2:-1] not in set("aeiou")
    return f"{count:,} {word[:-1]}ies" if ends_in_y else f"{count:,} {word}s"
