"""What two processes of one run say to each other through a pipe: whole messages, in order.

They are pickled, so that both ends must be processes of ours (`lint.engine.link_process`).
"""

from __future__ import annotations

import os
import pickle
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from lint.links.result import LinkResult

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LENGTH = 4
"""Bytes of the length in front of each message."""
_FIELDS = LinkResult.__match_args__
_END = _FIELDS.index("final_url")
_others = attrgetter(*(name for name in _FIELDS if name not in {"url", "final_url"}))

Row = tuple[Any, ...]
"""A result without the URL, by its number: a third of what the result takes, in bytes and time."""


def send(pipe: int, message: object) -> None:
    """Write `message` to the descriptor `pipe`. Raises OSError where nobody reads it."""
    data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    left = memoryview(len(data).to_bytes(_LENGTH, "little") + data)
    while left:
        left = left[os.write(pipe, left) :]


def received(pipe: int) -> Iterator[Any]:
    """The messages that come through the descriptor `pipe`, until nobody can write any more.

    What is not whole then is left out.
    """
    with open(pipe, "rb", closefd=False) as file:
        while len(head := file.read(_LENGTH)) == _LENGTH:
            length = int.from_bytes(head, "little")
            data = file.read(length)
            if len(data) < length:
                return
            message = pickle.loads(data)  # noqa: S301 - from a process of ours
            del data  # which may be large, and a while may pass before the next one
            yield message


def row(number: int, result: LinkResult) -> Row:
    """`result` as a row, its URL being that with the `number`."""
    end = result.final_url
    return number, True if end == result.url else end, *_others(result)


def result_of(row: Row, urls: Sequence[str]) -> LinkResult:
    """The result that `row` was made of, with its URL out of `urls`."""
    number, end, *others = row
    url = urls[number]
    others.insert(_END - 1, url if end is True else end)
    return LinkResult(url, *others)
