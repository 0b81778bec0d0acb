"""The entries of a YAML file, each value with its exact span."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Any

from lint.document.data import Data, DataError, Record, Value
from lint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST_ALIASES = 1000
_DEEPEST = 50
# How much text aliases may repeat, in characters.
_MOST_REPEATED = 1_000_000
# How far before a mapping the dash of its item stands at most.
_FARTHEST_DASH = 80
_MERGE = "<<"
# YAML 1.2.2, section 10.3.2: the plain scalars that say that there is nothing.
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_COMMENT = re.compile(r"(?:^|(?<=[ \t]))#[ \t]*+awesome-lint\b[^\r\n]*+", re.MULTILINE)
_DASH = re.compile(r"-[ \t]+\Z")


class _Node:
    """A scalar (`text`), a sequence (`members`) or a mapping (`pairs`)."""

    __slots__ = ("end", "members", "pairs", "start", "text")

    def __init__(self, start: int, end: int, text: str | None = None) -> None:
        self.start = start
        self.end = end
        self.text = text
        self.members: list[_Node] = []
        self.pairs: list[tuple[_Node, _Node]] | None = None


def read_yaml(text: str, items: str | None) -> Data:
    """The mappings of `text` that are entries: those that `items`, names with dots, leads to.

    Without `items`, those of the sequence that a document is, or the mapping that it is. Raises
    DataError for what is no YAML, and for what is nested or referred to too often.
    """
    scalars: list[Span] = []
    roots = _Composer(text, scalars).roots()
    reader = _Reader(text)
    for root in roots:
        reader.read(root, items)
    start = reader.records[0].span.start if reader.records else 0
    header = dict.fromkeys(reader.names, Span(start, start))
    return Data(reader.records, header, tuple(_comments(text, scalars)))


def _comments(text: str, scalars: list[Span]) -> Iterator[Span]:
    """The comments that speak of us; `#` within a scalar begins none."""
    starts = [one.start for one in scalars]
    for found in _COMMENT.finditer(text):
        at = bisect_right(starts, found.start()) - 1
        if at < 0 or scalars[at].end <= found.start():
            yield Span(*found.span())


class _Composer:
    """Makes nodes of the events of a YAML parser, without recursion."""

    def __init__(self, text: str, scalars: list[Span]) -> None:
        self._text = text
        self._scalars = scalars
        self._anchors: dict[str, _Node] = {}
        self._open: list[tuple[_Node, list[_Node], str | None]] = []
        self._roots: list[_Node] = []

    def roots(self) -> list[_Node]:
        """The documents of the text."""
        from ruamel.yaml import YAML
        from ruamel.yaml.error import MarkedYAMLError, YAMLError
        from ruamel.yaml.reader import ReaderError

        try:
            for event in YAML(typ="safe", pure=True).parse(self._text):
                self._take(type(event).__name__, event)
        except MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            where = mark.index if mark is not None else 0
            raise DataError(f"no YAML: {error.problem or error.context}", where) from None
        except ReaderError as error:
            raise DataError("no YAML: a character that YAML forbids", error.position) from None
        except (YAMLError, ValueError) as error:
            raise DataError(f"no YAML: {' '.join(str(error).split())[:100]}") from None
        return self._roots

    def _take(self, kind: str, event: Any) -> None:
        if kind == "DocumentStartEvent":
            self._anchors = {}
        elif kind == "ScalarEvent":
            end = event.end_mark.index
            start = self._content(event.start_mark.index, end)
            end = start + len(self._text[start:end].rstrip())
            null = event.style is None and event.value in _NULLS
            self._scalars.append(Span(start, end))
            self._add(_Node(start, end, "" if null else event.value), event.anchor)
        elif kind == "AliasEvent":
            node = self._anchors.get(event.anchor)
            if node is None:
                where = event.start_mark.index
                raise DataError(f"the alias *{event.anchor} refers to nothing before it", where)
            self._add(node, None)
        elif kind in {"SequenceStartEvent", "MappingStartEvent"}:
            start = event.start_mark.index
            if len(self._open) >= _DEEPEST:
                raise DataError(f"nested deeper than {_DEEPEST} levels", start)
            self._open.append((_Node(start, start), [], event.anchor))
        elif kind in {"SequenceEndEvent", "MappingEndEvent"}:
            node, members, anchor = self._open.pop()
            # What an alias stands for is written elsewhere.
            node.end = max([node.start, *(one.end for one in members if one.start >= node.start)])
            if kind == "MappingEndEvent":
                node.pairs = list(zip(members[::2], members[1::2], strict=True))
            else:
                node.members = members
            self._add(node, anchor)

    def _add(self, node: _Node, anchor: str | None) -> None:
        if anchor is not None:
            self._anchors[anchor] = node
        if self._open:
            self._open[-1][1].append(node)
        else:
            self._roots.append(node)

    def _content(self, start: int, end: int) -> int:
        """Where a scalar begins behind its anchor and its tag."""
        while start < end and self._text[start] in "&!":
            while start < end and not self._text[start].isspace():
                start += 1
            while start < end and self._text[start].isspace():
                start += 1
        return start


class _Reader:
    """Makes records of nodes."""

    def __init__(self, text: str) -> None:
        self.records: list[Record] = []
        self.names: dict[str, None] = {}
        self._text = text
        self._reached: set[int] = set()
        self._again = 0
        self._repeated = 0

    def read(self, root: _Node, items: str | None) -> None:
        """Take the entries of one document."""
        node = root
        for name in items.split(".") if items else ():
            found = dict(_named(node)).get(name)
            if found is None:
                why = f"'items' in [[sources]] is {items!r}, but there is no {name!r} here"
                raise DataError(why, node.start)
            node = found
        if node.text is not None:
            if node.text == "":
                return  # an empty document
            raise DataError("there is neither a sequence nor a mapping", node.start)
        if node.pairs is None:
            entries = node.members
        elif items:
            entries = [value for _, value in node.pairs]
        else:
            entries = [node]
        for entry in entries:
            if entry.pairs is None:
                raise DataError("an entry must be a mapping", entry.start)
            self._record(entry)

    def _record(self, node: _Node) -> None:
        values: dict[str, list[Value]] = {}
        self._mapping(node, "", values)
        before = self._text[max(node.start - _FARTHEST_DASH, 0) : node.start]
        dash = _DASH.search(before)
        start = node.start - (len(before) - dash.start() if dash else 0)
        self.names |= dict.fromkeys(values)
        self.records.append(Record(Span(start, max(node.end, start)), values))

    def _mapping(self, node: _Node, prefix: str, values: dict[str, list[Value]]) -> None:
        """Take the values of a mapping; those that it merges come after its own."""
        self._count(node)
        merged = []
        for key, value in node.pairs or ():
            if key.text == _MERGE:
                merged.append(value)
                continue
            name = f"{prefix}{key.text if key.text is not None else ''}"
            if value.pairs is not None and not prefix:
                self._mapping(value, f"{name}.", values)
            else:
                # What has no value is missing where its name stands.
                nothing = Value("", Span(key.start, key.end))
                values.setdefault(name, list(self._scalars_of(value)) or [nothing])
        for one in merged:
            for member in [one] if one.pairs is not None else one.members:
                self._mapping(member, prefix, values)

    def _scalars_of(self, node: _Node) -> Iterator[Value]:
        """The scalars of a node, in order, without the keys of mappings in it."""
        waiting = [node]
        while waiting:
            one = waiting.pop()
            self._count(one)
            if one.text is not None:
                if one.text:
                    yield Value(one.text.strip(), Span(one.start, one.end))
            elif one.pairs is not None:
                waiting += [value for _, value in reversed(one.pairs)]
            else:
                waiting += reversed(one.members)

    def _count(self, node: _Node) -> None:
        """Count what is reached a second time, through an alias."""
        if id(node) in self._reached:
            self._again += 1
            self._repeated += len(node.text or "")
            if self._again > _MOST_ALIASES:
                why = f"aliases are expanded more than {_MOST_ALIASES:,} times"
                raise DataError(why, node.start)
            if self._repeated > _MOST_REPEATED:
                why = f"aliases repeat more than {_MOST_REPEATED:,} characters"
                raise DataError(why, node.start)
        self._reached.add(id(node))


def _named(node: _Node) -> Iterator[tuple[str, _Node]]:
    for key, value in node.pairs or ():
        if key.text is not None:
            yield key.text, value
