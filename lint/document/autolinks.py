"""GitHub's extended autolinks: web addresses and e-mail addresses in plain text.

They follow cmark-gfm (extensions/autolink.c), which GitHub runs, and not the GFM specification
where the two differ: what GitHub shows is what a reader clicks.
"""

from __future__ import annotations

import string
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from markdown_it.token import Token

from lint.patterns import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.rules_inline import StateInline

_SPACE = lazy(r"[ \t\n\v\f\r]")
_SCHEMES = frozenset({"http", "https", "ftp"})
# One letter more than the longest: `xhttps://` is no link.
_LONGEST_SCHEME = 6
_URL_END = lazy(r"[ \t\n\v\f\r<]")
_TRAILING = frozenset("?!.,:*_~'\"")
_ASCII_SPACE_OR_PUNCTUATION = frozenset(string.punctuation + "\t\n\f\r ")
_MAX_SEGMENTS = 10


def brackets(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it-py's signature
    """Count the brackets that no rule took; never matches.

    cmark-gfm makes no autolink behind an opening bracket that is still open.
    """
    character = state.src[state.pos]
    if not silent and character in "[]":
        depth = _open_brackets(state) + (1 if character == "[" else -1)
        state.env["brackets"] = (state, max(depth, 0))
    return False


def _open_brackets(state: StateInline) -> int:
    counted, depth = state.env.get("brackets", (None, 0))
    return depth if counted is state else 0


def autolink(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - see above
    """`http://…`, `https://…`, `ftp://…` and `www.…` in plain text (GFM section 6.9)."""
    source, position = state.src, state.pos
    # In silent mode something looks for the end of a link label: in a bracket.
    if silent or state.linkLevel > 0:
        return False
    if source.startswith("://", position):
        start, prefix = _scheme_start(source, position), ""
        host = position + 3
        if start == position or host >= state.posMax or not is_host_character(source[host]):
            return False
    elif source.startswith("www.", position) and _may_begin(source[position - 1 : position]):
        start, prefix, host = position, "http://", position
    else:
        return False
    if not _domain(source, host, state.posMax, needs_dot=bool(prefix)):
        return False
    end = _URL_END.search(source, host, state.posMax)
    url = _trim(source[position : end.start() if end else state.posMax])
    if not url or _open_brackets(state):
        return False
    url = source[start:position] + url
    state.pending = state.pending[: len(state.pending) - (position - start)]
    _push_link(state, prefix + url, url, start)
    state.pos = start + len(url)
    return True


def _scheme_start(source: str, position: int) -> int:
    """Where the scheme before `://` at `position` begins; `position` if none of the three is it."""
    start = position
    while start and position - start < _LONGEST_SCHEME and _is_letter(source[start - 1]):
        start -= 1
    return start if source[start:position].lower() in _SCHEMES else position


def _may_begin(before: str) -> bool:
    """Whether `www.` may follow this character, or nothing."""
    return not before or before in "*_~(" or _SPACE.match(before) is not None


def _is_letter(character: str) -> bool:
    return character.isascii() and character.isalpha()


def is_host_character(character: str) -> bool:
    """Whether cmark-gfm takes the character for part of a host name: no space, no punctuation."""
    if character.isascii():
        return character not in _ASCII_SPACE_OR_PUNCTUATION
    return unicodedata.category(character)[0] not in "PZ"


def _domain(source: str, start: int, end: int, *, needs_dot: bool) -> bool:
    """cmark-gfm's `check_domain`: no underscore in the last two segments, and a dot for `www.`.

    Like cmark-gfm it passes over the first and the last character, and stops at the first byte
    that is no host character, which a continuation byte of UTF-8 never is.
    """
    dots = last = before_last = 0
    position = start + 1
    while position < end - 1:
        character = source[position]
        if character == "\\" and position < end - 2:
            position += 1
            character = source[position]
        if character == "_":
            last += 1
        elif character == ".":
            before_last, last = last, 0
            dots += 1
        elif character != "-" and (not character.isascii() or not is_host_character(character)):
            break
        position += 1
    if (before_last or last) and dots <= _MAX_SEGMENTS:
        return False
    return dots > 0 or not needs_dot


def _trim(url: str) -> str:
    """cmark-gfm's `autolink_delim`: take off the punctuation that a sentence put at the end."""
    opening, closing = url.count("("), url.count(")")
    end = len(url)
    while end > 0:
        character = url[end - 1]
        if character == ")":
            if closing <= opening:
                break
            closing -= 1
            end -= 1
        elif character in _TRAILING:
            end -= 1
        elif character == ";":
            start = end - 1
            while start and _is_letter(url[start - 1]):
                start -= 1
            is_entity = 0 < start < end - 1 and url[start - 1] == "&"
            end = start - 1 if is_entity else end - 1
        else:
            break
    return url[:end]


def _push_link(state: StateInline, href: str, text: str, start: int) -> None:
    opening = state.push("link_open", "a", 1)
    opening.attrs = {"href": href}
    opening.markup = "autolink"
    opening.meta = {"start": start, "end": start + len(text), "url": (start, start + len(text))}
    state.push("text", "", 0).content = text
    state.push("link_close", "a", -1)


_MAIL_CHARACTERS = frozenset(string.ascii_letters + string.digits + ".+-_")
_MAIL_AFTER = lazy(r"(?:[A-Za-z0-9_\-]|\.(?=[A-Za-z0-9]))+")
_XMPP_AFTER = lazy(r"(?:[A-Za-z0-9_\-/]|\.(?=[A-Za-z0-9]))+")


def link_addresses(tokens: list[Token], source: str) -> list[Token]:
    """Turn the e-mail addresses in plain text into links, as cmark-gfm does after all inlines.

    `tokens` are the children of an inline token whose content is `source`. Positions are found by
    searching the content, since text tokens have none; an address written with entities is found
    nowhere and stays text.
    """
    found: list[Token] = []
    places = _Written(source)
    depth = position = 0
    for token in _merged(tokens):
        depth += (token.type == "link_open") - (token.type == "link_close")
        if "end" in token.meta:
            position = max(position, token.meta["start"])
        if token.type != "text" or depth or "@" not in token.content:
            found.append(token)
            continue
        text, cursor, at = token.content, 0, token.content.find("@")
        while at >= 0:
            address = _address(text, cursor, at)
            written = places.find(address.text, position) if address else None
            if address is None or written is None:
                at = text.find("@", at + 1)
                continue
            position = written[1]
            found += _mail_link(text[cursor : address.start], address.text, written)
            cursor = address.end
            at = text.find("@", cursor)
        if cursor < len(text):
            found.append(_text_token(text[cursor:]))
    return found


def _merged(tokens: list[Token]) -> Iterator[Token]:
    """The tokens with runs of text made one, escaped characters included."""
    run: list[str] = []
    for token in tokens:
        if token.type in {"text", "text_special"}:
            run.append(token.content)
            continue
        if run:
            yield _text_token("".join(run))
            run = []
        yield token
    if run:
        yield _text_token("".join(run))


class _Written:
    r"""Where addresses stand in a source, in which `_` may be written `\_`; asked for in order."""

    def __init__(self, source: str) -> None:
        self._source = source
        # What is written with entities is found nowhere, and would be looked for to the end.
        self._left = 2 * source.count("@") + 100

    def find(self, address: str, position: int) -> tuple[int, int] | None:
        """The place of `address` from `position` on."""
        source = self._source
        before, _, after = address.partition("@")
        at = source.find("@", position)
        while at >= 0 and self._left > 0:
            self._left -= 1
            start, end = self._start(before, at, position), self._end(after, at + 1)
            if start is not None and end is not None:
                return start, end
            at = source.find("@", at + 1)
        return None

    def _start(self, text: str, end: int, least: int) -> int | None:
        for character in reversed(f"{text}@"):
            end -= character != "@"
            if end < least or self._source[end] != character:
                return None
            if not character.isalnum() and end > least and self._source[end - 1] == "\\":
                end -= 1
        return end

    def _end(self, text: str, start: int) -> int | None:
        source = self._source
        for character in text:
            start += source.startswith("\\", start)
            if not source.startswith(character, start):
                return None
            start += 1
        return start


def _mail_link(before: str, address: str, written: tuple[int, int]) -> list[Token]:
    opening = Token("link_open", "a", 1, markup="autolink")
    opening.attrs = {"href": address if ":" in address else f"mailto:{address}"}
    start, end = written
    opening.meta = {"start": start, "end": end, "url": (start, end)}
    link = [opening, _text_token(address), Token("link_close", "a", -1)]
    return [_text_token(before), *link] if before else link


def _text_token(text: str) -> Token:
    return Token("text", "", 0, content=text)


class _Address(NamedTuple):
    text: str
    start: int
    end: int


def _address(text: str, cursor: int, at: int) -> _Address | None:
    """The address around the `@` at `at`, with its place in `text`; nothing before `cursor`."""
    start = at
    while start > cursor and text[start - 1] in _MAIL_CHARACTERS:
        start -= 1
    if start == at:
        return None
    pattern = _MAIL_AFTER
    for protocol in ("mailto:", "xmpp:"):
        if text.endswith(protocol, cursor, start):
            before = start - len(protocol)
            if before == cursor or not text[before - 1].isalnum():
                start = before
                pattern = _XMPP_AFTER if protocol == "xmpp:" else _MAIL_AFTER
    after = pattern.match(text, at + 1)
    if after is None or "." not in after[0]:
        return None
    if not (after[0][-1].isascii() and after[0][-1].isalpha()):
        return None
    if text[after.end() : after.end() + 1] == "@":
        return None
    return _Address(text[start : after.end()], start, after.end())
