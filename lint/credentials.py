"""User names and passwords in URLs: they are for the URL's own origin, and never shown.

RFC 3986, section 3.2.1, has browsers and tools not show what may be a password; a token often
stands in the place of the user name, so that is not shown either.
"""

from __future__ import annotations

from bisect import bisect_left
from html import unescape
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from lint.patterns import lazy

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable, Sequence

    from lint.urls import URL

_Found: TypeAlias = "tuple[int, int, int]"
"""The offsets of user-info, of its at-sign, and of what follows."""

_MASK = "***"
# Where a URL begins, by the part before its user-info. After http(s) a browser takes any number of
# slashes or backslashes, none included (WHATWG URL); `http` is looked for with the slips that
# people make (`htttp:/`, `http//`, `hxxp://`). The number of letters is limited, so that a long
# word costs no more than its length.
_START = lazy(
    r"(?i)(?P<scheme>https?:[/\\]*|(?<![a-z0-9])(?:ftp|wss?):[/\\]+"
    r"|(?<![a-z0-9])h{0,2}[tx]{1,4}p{1,3}s{0,2}(?:[:;.,][/\\]+|[/\\]{2,})"
    r"|[a-z][a-z0-9+.-]{0,30}:[/\\]{2,})|//"
)
_AT = lazy(r"(?i)@|%40")
# What ends the part of a URL that user-info is in: as written in a text, between quotes or angle
# brackets, where there may be blanks, and in a text that is a URL.
_PLAIN_END = lazy(r"[\s/\\?#<>\"`\]]")
_QUOTED_END = lazy(r"[/\\?#<>\"'\r\n]")
_WHOLE_END = lazy(r"[/\\?#]")
_RUN_END = lazy(r"[\s<>\"`()\[\]]")
# Two slashes alone count where a URL may begin.
_BEFORE_SLASHES = " \t\r\n(<\"'`[=|"
# A port that is none, so that no browser finds a host before it.
_NO_PORT = lazy(r"[^:\[]+:(?![0-9]{0,5}\Z)")
_COLON = lazy(r"[^:]+:[^:]")
# Character references (CommonMark 0.31, section 2.5; HTML takes numeric ones without a semicolon)
# and backslash escapes (section 2.4).
_WRITTEN = lazy(r"(?i)&(?:#[0-9]{1,7};?|#x[0-9a-f]{1,6};?|[a-z][a-z0-9]{1,31};)|\\[!-/:-@\[-`{-~]")
# Characters that look like those of ASCII, and that a host is not told from (UTS 46).
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0xFE6B: ord("@")}
# Of user-info that was parsed, and so many lengths of it.
_LONGEST = 1_000
_MOST_LENGTHS = 100
_MOST_CUT = 100
_QUERY = lazy(r"[?#]")
# What is before user-info. One that is longer than a few letters is told from what else there is
# by itself, as the parts of a text may be put together anew.
_BEFORE = lazy(r"[/\\:\s“(<\"']")
_SHORT = 4
_SLASH = lazy(r"[/\\]")
# An at-sign, however it is written.
AT_SIGN = lazy(r"(?i)[@\uff20\ufe6b]|%40|&commat;|&#0{0,5}64(?![0-9])|&#x0{0,4}40(?![0-9a-f])")
_NAME = lazy(r"([/\\])([^/\\:@\s]{1,100}:)")
_LINE_END = lazy(r"[\r\n]")


class Texts:
    """Pieces of user-info, looked up among any number of them in the time that one takes."""

    __slots__ = ("_all", "_lengths", "_sorted", "names")

    names: frozenset[str]
    """The user names that have a password, each with its colon."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self._all = frozenset(one for one in texts if 0 < len(one) <= _LONGEST)
        self._sorted = sorted(self._all)
        self.names = frozenset(one[: one.index(":") + 1] for one in self._all if ":" in one[1:])
        self._lengths = sorted({*map(len, self._all)}, reverse=True)[:_MOST_LENGTHS]

    def __bool__(self) -> bool:
        return bool(self._all)

    def ending(self, text: str, first: int, end: int) -> int | None:
        """Where the longest one begins in `text` that ends at `end` and not before `first`.

        A short one only after what a URL has before it.
        """
        for length in self._lengths:
            start = end - length
            if (
                start >= first
                and text[start:end] in self._all
                and (length >= _SHORT or start == 0 or _BEFORE.match(text, start - 1))
            ):
                return start
        return None

    def beginning(self, text: str) -> bool:
        """Whether one begins with `text`."""
        place = bisect_left(self._sorted, text)
        return place < len(self._sorted) and self._sorted[place].startswith(text)


NO_TEXTS = Texts()


class Known(NamedTuple):
    """The user-info that was parsed in a text: where it is written, and what it is.

    `cut` are destinations that end within it for whoever looks for a query or a fragment.
    """

    spans: tuple[tuple[int, int], ...] = ()
    texts: Texts = NO_TEXTS
    cut: tuple[tuple[str, str], ...] = ()

    def within(self, start: int, end: int) -> Sequence[tuple[int, int]]:
        """Where some of it is between the offsets `start` and `end`."""
        first = max(0, bisect_left(self.spans, (start,)) - 1)
        last = bisect_left(self.spans, (end,))
        return [one for one in self.spans[first:last] if one[1] > start]


NOTHING = Known()


def known(text: str, destinations: Iterable[tuple[str, str, int]]) -> Known:
    """The user-info in `text` and in destinations: as parsed, as written, and at what offset.

    They have what a text does not tell by itself, a user name with a bracket in it, say.
    """
    spans = {(start, at) for start, at, _ in _found(text)}
    texts = set()
    cut: dict[str, str] = {}
    plain = Known(tuple(sorted(spans)))
    for parsed, written, offset in destinations:
        torn = plain.within(offset, offset + len(written))
        if torn and parsed.startswith("mailto:"):
            # GitHub makes a link to a mail address of `word@host` in a URL that is none to it.
            texts.add(parsed.removeprefix("mailto:").rpartition("@")[0])
            texts.update(text[start:at] for start, at in torn)
        for start, at, _ in _found(parsed, whole=True):
            texts.add(parsed[start:at])
            path = _QUERY.split(parsed, maxsplit=1)[0]
            if start < len(path) < at and len(cut) < _MOST_CUT:
                cut[path] = f"{parsed[:start]}{_MASK}"
        for start, at, _ in _found(written, whole=True):
            texts.add(written[start:at])
            spans.add((offset + start, offset + at))
    return Known(tuple(sorted(spans)), Texts(texts), tuple(cut.items()))


def stripped(url: URL) -> URL:
    """`url` without user name and password."""
    if not url.username and not url.password:
        return url
    href = f"{url.origin}{url.path}" + (f"?{url.query}" if url.query else "")
    href += f"#{url.fragment}" if url.fragment else ""
    return url._replace(href=href, username="", password="")


def hide(text: str, parsed: Known = NOTHING) -> str:
    """`text` with the user-info of every URL in it replaced by `***`, however that is written.

    Also in what is meant for a URL and is none, and what was `parsed` where the text is from. What
    only looks like it stays: mail addresses, and names in a path (`mastodon.social/@name`).
    """
    if parsed.texts and "@" in text:
        text = _replaced(text, _recognised(text, parsed.texts), lambda _: f"{_MASK}@")
    if parsed.texts and (rest := _begun(text, parsed.texts)):
        text = text[:-rest] + _MASK
    text = _replaced(text, _found(text), lambda _: f"{_MASK}@")
    for path, shown in parsed.cut:
        text = text.replace(path, shown)
    if parsed.texts.names and ":" in text:
        text = _NAME.sub(lambda one: _nameless(one, parsed.texts.names), text)
    return text


def _nameless(match: re.Match[str], names: frozenset[str]) -> str:
    """A user name whose password and host are in another part: `https://name:`."""
    return f"{match[1]}{_MASK}:" if match[2] in names else match[0]


def hide_destination(text: str) -> str:
    """`text`, the whole destination of a link, as `hide` has it; there may be blanks in it."""
    return hide(_replaced(text, _found(text, whole=True), lambda _: f"{_MASK}@"))


def mask(text: str, offset: int = 0, parsed: Known = NOTHING) -> str:
    """`text` with an asterisk for each character of user-info, so that it keeps its length.

    It stands at `offset` of the text in which user-info was `parsed`.
    """
    end = offset + len(text)
    for start, stop in parsed.within(offset, end):
        low, high = max(start, offset) - offset, min(stop, end) - offset
        text = text[:low] + "*" * (high - low) + text[high:]
    return _replaced(text, _found(text), lambda found: "*" * (found[1] - found[0]) + found[2])


def hide_within(value: object, parsed: Known = NOTHING) -> object:
    """`value`, made of what JSON has, with the user-info hidden in its texts, as `hide` does it.

    What stands under the key `url` is a URL as it is written, and may have blanks.
    """
    if isinstance(value, str):
        return hide(value, parsed)
    if isinstance(value, dict):
        return {
            key: hide(hide_destination(one), parsed)
            if key == "url" and isinstance(one, str)
            else hide_within(one, parsed)
            for key, one in value.items()
        }
    if isinstance(value, list | tuple):
        return [hide_within(one, parsed) for one in value]
    return value


def _recognised(text: str, texts: Texts) -> list[_Found]:
    """Where one of `texts` is before an at-sign."""
    found: list[_Found] = []
    for at in _AT.finditer(text):
        start = texts.ending(text, found[-1][2] if found else 0, at.start())
        if start is not None:
            found.append((start, at.start(), at.end()))
    return found


def _begun(text: str, texts: Texts) -> int:
    """The length of the end of `text`, behind a slash, with which one of `texts` begins.

    What comes behind it is in another part.
    """
    end = _SLASH.split(text[-_LONGEST:])[-1]
    begun = _SHORT <= len(end) < len(text) and texts.beginning(end)
    return len(end) if begun else 0


def _replaced(
    text: str, found: list[_Found], instead: Callable[[tuple[int, int, str]], str]
) -> str:
    """`text` with `instead` of each user-info and its at-sign."""
    if not found:
        return text
    pieces, position = [], 0
    for start, at, end in found:
        pieces += [text[position:start], instead((start, at, text[at:end]))]
        position = end
    return "".join((*pieces, text[position:]))


def _found(text: str, *, whole: bool = False) -> list[_Found]:
    """Where user-info is in `text`, as it stands and as its references and escapes are read.

    Unless a text is one destination, only its lines with an at-sign are looked at.
    """
    if whole:
        return _in_line(text, whole=True)
    found: list[_Found] = []
    end = 0
    for at in AT_SIGN.finditer(text):
        if at.start() < end:
            continue
        start = max(text.rfind(one, end, at.start()) for one in "\r\n") + 1 or end
        ending = _LINE_END.search(text, at.end())
        end = len(text) if ending is None else ending.start()
        line = _in_line(text[start:end], whole=False)
        found += [(start + one, start + sign, start + after) for one, sign, after in line]
    return found


def _in_line(text: str, *, whole: bool) -> list[_Found]:
    if not AT_SIGN.search(text):
        return []
    found = _located(text.translate(_WIDE), whole=whole)
    if "&" in text or "\\" in text:
        read, offsets = _read(text)
        found += [
            (offsets[start], offsets[at], offsets[end])
            for start, at, end in _located(read.translate(_WIDE), whole=whole)
        ]
        found = _apart(found)
    return found


def _read(text: str) -> tuple[str, list[int]]:
    """`text` with its references and escapes decoded, and where each character of that begins."""
    pieces: list[str] = []
    offsets: list[int] = []
    position = 0
    for one in _WRITTEN.finditer(text):
        pieces.append(text[position : one.start()])
        offsets += range(position, one.start())
        decoded = one[0][1:] if one[0][0] == "\\" else unescape(one[0])
        pieces.append(decoded)
        offsets += [one.start()] * len(decoded)
        position = one.end()
    pieces.append(text[position:])
    offsets += range(position, len(text) + 1)
    return "".join(pieces), offsets


def _apart(found: list[_Found]) -> list[_Found]:
    """What was found in two readings, those that overlap as one."""
    apart: list[_Found] = []
    for one in sorted(found):
        if apart and one[0] < apart[-1][2]:
            if one[2] > apart[-1][2]:
                apart[-1] = (apart[-1][0], one[1], one[2])
        else:
            apart.append(one)
    return apart


def _located(text: str, *, whole: bool) -> list[_Found]:
    """Where user-info begins, and its at-sign, and what follows that; each part is read once."""
    found: list[_Found] = []
    position = run_end = 0
    last: re.Match[str] | None = None  # the last at-sign of the run, or none
    while (start := _START.search(text, position)) is not None:
        begin = start.end()
        within = start.start() < run_end
        if not within:
            run_end = len(text) if whole else _end(_RUN_END, text, begin)
            last = None
            for at in _AT.finditer(text, begin, run_end):
                if text[at.start() - 1] not in "/\\":
                    last = at
        ends = [_PLAIN_END]
        before = text[max(0, start.start() - 8) : start.start()].rstrip()[-1:]
        if whole:
            ends = [_WHOLE_END]
        elif before in {"<", '"', "'"}:
            ends = [_QUOTED_END, _PLAIN_END]
        position = begin
        begins = start["scheme"] is not None or _may_begin(text, start.start())
        for end in (_end(one, text, begin) for one in ends):
            at_sign = text.rfind("@", begin, end)
            named = begins or (not within and _COLON.match(text, begin, max(begin, at_sign)))
            if at_sign > begin and named:
                found.append((begin, at_sign, at_sign + 1))
                position = at_sign + 1
                break
        else:
            segment = text[begin : _end(ends[-1], text, begin)]
            odd = last is not None and last.start() > begin and _NO_PORT.match(segment)
            if last is not None and odd and (begins or not within):
                found.append((begin, last.start(), last.end()))
                position = last.end()
            else:
                position = begin + len(segment)
    return found


def _may_begin(text: str, offset: int) -> bool:
    """Whether two slashes at `offset` begin a URL; elsewhere a name and a password have to follow.

    In a URL that has begun they are part of its path.
    """
    return offset == 0 or text[offset - 1] in _BEFORE_SLASHES


def _end(pattern: re.Pattern[str], text: str, begin: int) -> int:
    found = pattern.search(text, begin)
    return len(text) if found is None else found.start()
