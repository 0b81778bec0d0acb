"""Inline syntax with positions: markdown-it-py's rules, wrapped, and two that replace its own.

Each leaves the start and end of what it matched in `token.meta`, as offsets into the content.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from markdown_it import rules_inline
from markdown_it.common.html_re import HTML_TAG_RE
from markdown_it.common.utils import normalizeReference
from mdit_py_plugins.footnote.index import footnote_ref

from lint.document.autolinks import autolink, brackets
from lint.patterns import lazy

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

    InlineRule = Callable[[StateInline, bool], bool]

# The characters at which a rule of ours may begin, with as much of what must follow as is cheap.
STOP = lazy(r"[\n&*<\[\\\]_`~]|!\[|://|www\.")
_BLANKS = " \t\n\v\f"
_FOOTNOTE = lazy(r"\[\^[^ \n\]]{1,999}\]")
_MOST_TOKENS = 250
# For all the brackets of a text together it is so many tokens for each of its characters.
_MOST_OF_ALL = 4
_FREE_TOKENS = 1000
# A tag as CommonMark has it, with the white space of ASCII alone; see `_LONE_TAG` in `table`.
_TAG = lazy(HTML_TAG_RE.pattern, re.ASCII)
# A destination without escapes, entities, parentheses or blanks, with the parenthesis behind it:
# nearly every one. A twentieth of the time of a parse.
_PLAIN_TARGET = lazy(r"[^\x00-\x20\x7f<()\\&]++\)")
_LABEL_TEXT = lazy(r"(?:[^\[\]\\]|\\.){0,1000}", re.DOTALL)
_LABEL = lazy(rf"\[({_LABEL_TEXT.pattern})\]", re.DOTALL)


# Where the parsers leave, in `env`, the labels that something refers to, and what has the form of a
# reference but no definition, by its place in the content.
REFERRED, UNRESOLVED = "referred", "unresolved"
# What makes of `[a][b]` the text `[a]` and a link.
_AROUND = frozenset("[(")


class Bracketed(NamedTuple):
    """Where the text of a reference begins and ends, and where the reference ends."""

    text_start: int
    text_end: int
    end: int
    image: bool


def install(md: MarkdownIt) -> None:
    """Replace the inline rules of `md`, which has the footnote plugin, by ours."""
    ruler = md.inline.ruler
    ruler.at("text", _text)
    ruler.before("newline", "gfm_autolink", autolink)
    ruler.push("brackets", brackets)
    ruler.at("escape", _escape)
    ruler.at("link", _link)
    ruler.at("image", _image)
    ruler.at("autolink", _positioned(rules_inline.autolink))
    ruler.at("footnote_ref", _footnote_reference)
    ruler.at("html_inline", _positioned(_html_inline))
    ruler.at("backticks", _positioned(rules_inline.backtick))


def _text(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it-py's signature
    match = STOP.search(state.src, state.pos, state.posMax)
    end = match.start() if match else state.posMax
    if end == state.pos:
        return False
    if not silent:
        state.append_pending(state.src[state.pos : end])
    state.pos = end
    return True


def _escape(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - see above
    r"""Leave a backslash before anything but punctuation and line ends to the text around it.

    markdown-it-py takes the next character with it, so that `\http://…` would lose its `h`.
    """
    following = state.src[state.pos + 1 : state.pos + 2]
    if following.isalnum() or following == " ":
        return False
    return rules_inline.escape(state, silent)


def _footnote_reference(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - see above
    """Look for `[^label]` no further than a label may go (CommonMark: 999 characters)."""
    if not _FOOTNOTE.match(state.src, state.pos, state.posMax):
        return False
    return footnote_ref(state, silent)


def _html_inline(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - see above
    """Take a tag; markdown-it-py makes no autolink inside `<a>`, cmark-gfm does."""
    begins = state.src[state.pos + 1 : state.pos + 2]
    if (begins == "/" or begins.isalpha()) and not _TAG.match(state.src, state.pos):
        return False
    level = state.linkLevel
    matched = rules_inline.html_inline(state, silent)
    state.linkLevel = level
    return matched


def _positioned(rule: InlineRule) -> InlineRule:
    """Wrap `rule` so that the first token that it pushes knows where it was found."""

    def wrapped(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - see above
        start, first = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        # `push` flushes pending text into a token of its own first.
        while first < len(state.tokens) and state.tokens[first].type == "text":
            first += 1
        if not silent and first < len(state.tokens):
            state.tokens[first].meta = {"start": start, "end": state.pos}
        return True

    return wrapped


def _link(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - see above
    """`[text](destination)` and the three kinds of reference link (CommonMark, section 6.3).

    markdown-it-py's own rule loses `[ref][![badge](…)](…)` and `[ref](not a destination`, where
    cmark-gfm and the specification fall back to the shortcut reference.
    """
    start, maximum = state.pos, state.posMax
    if state.src[start] != "[":
        return False
    label_end = _label_end(state, start + 1, nested=False)
    found = _target(state, start + 1, label_end) if label_end >= 0 else None
    if found is None:
        state.pos = start
        return False
    if not silent:
        state.pos, state.posMax = start + 1, label_end
        token = state.push("link_open", "a", 1)
        token.attrs = {"href": found.href}
        token.meta = {"start": start, "end": found.end, **found.meta}
        state.linkLevel += 1
        state.md.inline.tokenize(state)
        state.linkLevel -= 1
        state.push("link_close", "a", -1)
    state.pos, state.posMax = found.end, maximum
    return True


def _image(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - see above
    """`![description](destination)` and its reference forms (CommonMark, section 6.4)."""
    start = state.pos
    if not state.src.startswith("![", start):
        return False
    label_end = _label_end(state, start + 2, nested=True)
    found = _target(state, start + 2, label_end, image=True) if label_end >= 0 else None
    if found is None:
        state.pos = start
        return False
    if not silent:
        content = state.src[start + 2 : label_end]
        children: list[Token] = []
        unresolved = state.env.pop(UNRESOLVED, None)
        state.md.inline.parse(content, state.md, state.env, children)
        state.env[UNRESOLVED] = unresolved or {}
        token = state.push("image", "img", 0)
        token.attrs = {"src": found.href}
        token.content, token.children = content, children
        token.meta = {"start": start, "end": found.end, **found.meta}
    state.pos = found.end
    return True


def _label_end(state: StateInline, start: int, *, nested: bool) -> int:
    """Where the bracket closes that opens before `start`, or -1.

    `nested` allows links inside. Gives up after so many tokens as no link's text has: every one of
    100,000 brackets that nothing closes would be searched to the end of the text otherwise.
    """
    position, state.pos = state.pos, start
    level, end = 1, -1
    for _ in range(_MOST_TOKENS):
        if state.pos >= state.posMax or not _may_look(state, state.pos):
            break
        before, character = state.pos, state.src[state.pos]
        if character == "]":
            level -= 1
            if not level:
                end = before
                break
        state.md.inline.skipToken(state)
        if character == "[":
            if state.pos == before + 1:
                level += 1
            elif not nested:
                break
    state.pos = position
    return end


def _may_look(state: StateInline, position: int) -> bool:
    """Whether a closing bracket may be looked for from `position` on; counts one token."""
    source, last, left = state.env.get("brackets_closed", (None, 0, 0))
    if source is not state.src:
        last = state.src.rfind("]")
        left = _MOST_OF_ALL * len(state.src) + _FREE_TOKENS
    state.env["brackets_closed"] = state.src, last, left - 1
    return bool(position <= last and left > 0)


class _Target(NamedTuple):
    href: str
    end: int
    meta: dict[str, Any]


def _target(
    state: StateInline, label_start: int, label_end: int, *, image: bool = False
) -> _Target | None:
    """What a bracketed text links to; `meta` has the destination's place or the label."""
    source = state.src
    following = source[label_end + 1 : label_end + 2] if label_end + 1 < state.posMax else ""
    if following == "(" and (found := _inline_target(state, label_end + 2)):
        return found
    references = state.env.get("references") or {}
    label, end = "", label_end + 1
    if following == "[" and (match := _LABEL.match(source, label_end + 1, state.posMax)):
        label, end = match[1], match.end()
    full = bool(label.strip())
    if not full:
        label = source[label_start:label_end]
        if not references or not _LABEL_TEXT.fullmatch(label):
            return None
    key = normalizeReference(label)
    reference = references.get(key)
    if reference is not None:
        state.env.setdefault(REFERRED, set()).add(key)
        return _Target(reference["href"], end, {"label": label})
    before = label_start - 2 - image
    if full and source[end : end + 1] not in _AROUND and source[max(0, before) : before + 1] != "]":
        place = Bracketed(label_start, label_end, end, image)
        state.env.setdefault(UNRESOLVED, {}).setdefault(label_start, place)
    return None


def _inline_target(state: StateInline, position: int) -> _Target | None:
    """The destination and title behind `](`, up to the closing parenthesis."""
    source, maximum = state.src, state.posMax
    position = start = _skip_blanks(source, position, maximum)
    if plain := _PLAIN_TARGET.match(source, position, maximum):
        end = plain.end() - 1
        return _Target(source[start:end], plain.end(), {"url": (start, end)})
    parsed = state.md.helpers.parseLinkDestination(source, position, maximum)
    href = ""
    if parsed.ok:
        href, position = parsed.str, parsed.pos
    end = position
    position = _skip_blanks(source, position, maximum)
    if position > end:
        title = state.md.helpers.parseLinkTitle(source, position, maximum)
        if title.ok:
            position = _skip_blanks(source, title.pos, maximum)
    if position >= maximum or source[position] != ")":
        return None
    return _Target(href, position + 1, {"url": (start, end)})


def _skip_blanks(source: str, position: int, maximum: int) -> int:
    while position < maximum and source[position] in _BLANKS:
        position += 1
    return position
