"""The addresses in `srcset`: `<img srcset>` and the `<source>`s of a `<picture>`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lint.patterns import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator

# HTML Standard, section 4.8.4.2.1 ("parse a srcset attribute"): ASCII whitespace and commas, then
# an address, which ends at whitespace, then descriptors up to the next comma that is outside of
# parentheses.
_BETWEEN = lazy(r"[ \t\n\f\r,]*")
_ADDRESS = lazy(r"[^ \t\n\f\r]+")
_MOST = 64


class Candidate(NamedTuple):
    """An address, with where it begins and ends in the attribute's value."""

    url: str
    start: int
    end: int


def candidates(value: str) -> Iterator[Candidate]:
    """The addresses in the `srcset` that is `value`, in their order; the first 64."""
    position = 0
    for _ in range(_MOST):
        between = _BETWEEN.match(value, position)
        position = between.end() if between else position
        address = _ADDRESS.match(value, position)
        if address is None:
            return
        url = address[0].rstrip(",")
        yield Candidate(url, position, position + len(url))
        position = address.end()
        if not address[0].endswith(","):
            position = _behind_descriptors(value, position)


def _behind_descriptors(value: str, position: int) -> int:
    """Where the comma behind the descriptors from `position` on is, or the end."""
    depth = 0
    for index in range(position, len(value)):
        character = value[index]
        if character == "," and not depth:
            return index
        if character == "(":
            depth = 1  # parentheses do not nest here
        elif character == ")":
            depth = 0
    return len(value)
