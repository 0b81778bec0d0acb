"""Where the keys of a configuration stand in its file, which tomllib does not say."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from lint.errors import ConfigError
from lint.patterns import lazy
from lint.source import Source, Span
from lint.text import display_path

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Key = tuple[str | int, ...]
"""The way to a value: names of keys, and places in arrays, from 0."""

# TOML 1.0.0, without telling a date from a number: https://toml.io/en/v1.0.0
_TOKEN = lazy(
    r"""
    (?P<skip> [ \t\r]++ | \#[^\n]*+ )
    | (?P<line> \n )
    | (?P<text> \"{3}(?:[^"\\]|\\.|"{1,2}(?!"))*+"{3,5}
        | '{3}(?:[^']|'{1,2}(?!'))*+'{3,5}
        | "(?:[^"\\\n]|\\.)*+" | '[^'\n]*+' )
    | (?P<bare> [^\s\[\]{}=,.\#"']++ )
    | (?P<sign> . )
    """,
    re.VERBOSE | re.DOTALL,
)
_STEP = lazy(r'"([^"]*)"|\[([0-9]+)\]|([^."\[\]]+)')


class Places:
    """The keys in the configuration `file`, which need not exist; it is read when it is needed."""

    def __init__(self, file: Path, root: Key = ()) -> None:
        self._file = file
        self._root = root

    @cached_property
    def source(self) -> Source:
        """The text of the file; an empty one where it cannot be read."""
        name = display_path(self._file)
        try:
            return Source(name, self._file.read_bytes().decode("utf-8-sig"), str(self._file))
        except (OSError, UnicodeDecodeError):
            return Source(name, "", str(self._file))

    @cached_property
    def _spans(self) -> Mapping[Key, Span]:
        return key_spans(self.source.text)

    def span(self, key: Key) -> Span | None:
        """Where `key` stands, or else what it belongs to."""
        whole = (*self._root, *key)
        ends = range(len(whole), len(self._root), -1)
        return next((self._spans[whole[:end]] for end in ends if whole[:end] in self._spans), None)

    def error(self, key: Key | str, text: str) -> ConfigError:
        """An error that says `text` of `key`, which may be written as in messages: `a.b[1]`."""
        span = self.span(_key(key) if isinstance(key, str) else key)
        line = f":{self.source.position(span.start)[0]}" if span else ""
        return ConfigError(f"{display_path(self._file)}{line}: {text}")


class KeyProblemError(ValueError):
    """What is wrong with one `key`, which is written as in messages."""

    def __init__(self, key: str, text: str) -> None:
        super().__init__(text)
        self.key = key


def _key(text: str) -> Key:
    """The key that messages write as `text`, with places in arrays counted from 1."""
    steps = _STEP.findall(text)
    return tuple(quoted or (int(place) - 1 if place else bare) for quoted, place, bare in steps)


def key_spans(text: str) -> Mapping[Key, Span]:
    """Where the keys and the values of arrays in `text`, which is valid TOML, first stand."""
    reader = _Reader(text)
    with suppress(RecursionError):  # what was found until then is right
        reader.read()
    return reader.spans


class _Token(NamedTuple):
    kind: str
    text: str
    span: Span


_END = _Token("", "", Span(0, 0))


class _Reader:
    def __init__(self, text: str) -> None:
        self.spans: dict[Key, Span] = {}
        self._tokens = [
            _Token(str(one.lastgroup), one[0], Span(*one.span()))
            for one in _TOKEN.finditer(text)
            if one.lastgroup != "skip"
        ]
        self._next = 0
        # The last place of each array of tables.
        self._last: dict[Key, int] = {}

    def _peek(self) -> _Token:
        return self._tokens[self._next] if self._next < len(self._tokens) else _END

    def _take(self) -> _Token:
        token = self._peek()
        self._next += 1
        return token

    def _skip(self, *texts: str) -> _Token:
        """The next token that is not one of `texts`, which stays."""
        while self._peek().text in texts and self._peek() is not _END:
            self._next += 1
        return self._peek()

    def read(self) -> None:
        """Find all keys."""
        table: Key = ()
        while self._skip("\n") is not _END:
            if self._peek().text == "[":
                table = self._header()
            else:
                self._pair(table)

    def _header(self) -> Key:
        self._take()
        several = self._peek().text == "["
        self._skip("[")
        names, span = self._names()
        table: Key = ()
        for step in names[:-1]:
            table = (*table, step)
            self.spans.setdefault(table, span)
            table += (self._last[table],) if table in self._last else ()
        table = (*table, *names[-1:])
        self.spans.setdefault(table, span)
        if several:
            self._last[table] = self._last.get(table, -1) + 1
            table = (*table, self._last[table])
            self.spans.setdefault(table, span)
        self._skip("]")
        return table

    def _names(self) -> tuple[list[str], Span]:
        """The names of a dotted key, and where it stands."""
        names = []
        first = last = self._peek().span
        while (token := self._peek()).kind in {"bare", "text"} or token.text == ".":
            last = self._take().span
            if token.kind == "bare":
                names.append(token.text)
            elif token.kind == "text":
                names.append(_unquoted(token.text))
        return names, Span(first.start, last.end)

    def _pair(self, table: Key) -> None:
        names, span = self._names()
        key = table
        for name in names:
            key = (*key, name)
            self.spans.setdefault(key, span)
        self._skip("=")
        self._value(key)

    def _value(self, key: Key) -> None:
        opening = self._peek().text
        if opening == "[":
            self._take()
            place = 0
            while self._skip("\n", ",").text not in {"]", ""}:
                self.spans.setdefault((*key, place), self._peek().span)
                self._value((*key, place))
                place += 1
            self._take()
        elif opening == "{":
            self._take()
            while self._skip("\n", ",").text not in {"}", ""}:
                self._pair(key)
            self._take()
        else:
            self._take()  # a comma in the place of a value is no TOML, and must end all the same
            while self._peek().kind in {"bare", "text"} or self._peek().text == ".":
                self._take()


def _unquoted(text: str) -> str:
    """What a quoted key says; the key as it is written where it is no TOML."""
    import tomllib

    with suppress(tomllib.TOMLDecodeError):
        return str(tomllib.loads(f"x={text}")["x"])
    return text
