"""The Markdown parsers, set up as GitHub has them, and the text as they are to see it.

Blocks and inlines are parsed by two parsers, so that each has a nesting limit of its own: lists
nest deep in the wild, and inlines recurse several frames a level.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference, replaceEntityPattern
from mdit_py_plugins.footnote import footnote_plugin

from lint.document import autolinks, inline, one_line, plain_lists, table
from lint.document.model import Definition
from lint.document.plain import plain_tokens
from lint.document.positions import Lines
from lint.patterns import lazy
from lint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from markdown_it.token import Token

    from lint.source import Source

# Levels of containers and of inlines. Each list takes two, each level of either takes a few Python
# frames; Python stops at 1,000. (At markdown-it-py's 20, 40 nested items lose 31 of 40 links.)
_BLOCK_NESTING = 160
_INLINE_NESTING = 60
# Front matter as Jekyll and GitHub have it: only where its first line reads like YAML, since a
# list may well begin with a thematic break.
_FRONT_MATTER = lazy(
    r"---[ \t]*\n(?=[ \t]*(?:#|[\w\"'][^\n]*:(?:[ \t\n]|$)))"
    r"(?:[^\n]*\n)*?(?:---|\.\.\.)[ \t]*(?:\n|$)"
)
_ENTITY = lazy(r"&(#[xX][0-9a-fA-F]{1,6}|#[0-9]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});")
_DEFINITION = lazy(r"\[(?:[^\[\]\\]|\\.)*\]:\s*", re.DOTALL)
# A reference definition may be interrupted by the marker of the quote that it stands in.
_QUOTED = lazy(r"[ \t]*>[ \t]?")


@cache
def parsers() -> tuple[MarkdownIt, MarkdownIt]:
    """The parser of blocks and the parser of inlines."""
    made = []
    for nesting in (_BLOCK_NESTING, _INLINE_NESTING):
        md = MarkdownIt("commonmark", {"maxNesting": nesting, "html": True})
        md.enable("strikethrough")
        footnote_plugin(md, inline=False, move_to_end=False)
        # The linter wants each destination as it is written, also `javascript:` and the like.
        md.validateLink = lambda url: True  # type: ignore[method-assign] # noqa: ARG005 - the name is part of the type
        md.normalizeLink = lambda url: url  # type: ignore[method-assign]
        table.install(md)
        inline.install(md)
        one_line.install(md)
        plain_lists.install(md)
        made.append(md)
    return made[0], made[1]


def normalise(source: Source) -> tuple[Lines, Span | None]:
    """The text as markdown-it-py is to see it, front matter blanked, and where that stood."""
    text = source.text
    sources = [source.line_start(line) for line in range(1, source.line_count + 1)]
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        text = text.replace("\0", "\N{REPLACEMENT CHARACTER}")
    front_matter = None
    if text.startswith("---") and (match := _FRONT_MATTER.match(text)):
        lines = match[0].count("\n")
        text = "\n" * lines + text[match.end() :]
        end = sources[lines] if lines < len(sources) else len(source.text)
        front_matter = Span(0, end)
    return Lines(text, sources), front_matter


def parse_blocks(lines: Lines, env: dict[str, Any]) -> list[Token]:
    """The block tokens of a text; `env` takes the definitions of references and footnotes."""
    md, _ = parsers()
    env["lines"] = lines
    tokens: list[Token] = []
    md.block.parse(lines.text, md, env, tokens)
    return tokens


def parse_inlines(content: str, env: dict[str, Any]) -> list[Token]:
    """The inline tokens of a block's content, e-mail addresses made links."""
    plain = plain_tokens(content)
    if plain is not None:
        return plain
    _, md = parsers()
    tokens: list[Token] = []
    md.inline.parse(content, md, env, tokens)
    return autolinks.link_addresses(tokens, content) if "@" in content else tokens


def decode_entities(text: str) -> str:
    """`text` with its entities decoded; CommonMark's need their semicolon (section 2.5)."""
    return _ENTITY.sub(lambda entity: replaceEntityPattern(entity[0], entity[1]), text)


def alternative_text(tokens: Sequence[Token]) -> str:
    """The text of an image's description (CommonMark, section 6.4)."""
    parts = []
    for token in tokens:
        if token.type == "image":
            parts.append(alternative_text(token.children or ()))
        elif token.type in {"softbreak", "hardbreak"}:
            parts.append(" ")
        else:
            parts.append(token.content)
    return "".join(parts)


def definitions(env: Mapping[str, Any], lines: Lines) -> Iterator[Definition]:
    """The definitions of references, in order; `env` is that of all parsed blocks and inlines."""
    referred = env.get(inline.REFERRED, ())
    known = [
        (reference, key in referred, False) for key, reference in env.get("references", {}).items()
    ]
    again = [(reference, False, True) for reference in env.get("duplicate_refs", ())]
    for reference, used, repeated in sorted((*known, *again), key=lambda one: one[0]["map"]):
        first, last = reference["map"]
        begin = lines.starts[first]
        match = _DEFINITION.search(lines.text, begin)
        if match is None:
            continue
        while last > first + 1 and not lines.line(last - 1).strip():
            last -= 1
        end = lines.starts[last - 1] + len(lines.line(last - 1).rstrip())
        span = Span(lines.source(match.start()), lines.source(max(end - 1, match.start())) + 1)
        label = match[0].rstrip()[1:-2]
        yield Definition(label, reference["href"], span, used, repeated)


def definition(label: str, env: dict[str, Any], lines: Lines) -> Span | None:
    """Where the destination of the reference definition of `label` stands in the source."""
    reference = env["references"].get(normalizeReference(label))
    if reference is None:
        return None
    match = _DEFINITION.search(lines.text, lines.starts[reference["map"][0]])
    if match is None:
        return None
    position = match.end()
    if quoted := _QUOTED.match(lines.text, position):
        position = quoted.end()
    _, md = parsers()
    parsed = md.helpers.parseLinkDestination(lines.text, position, len(lines.text))
    end = parsed.pos if parsed.ok else position
    return Span(lines.source(position), lines.source(max(end - 1, position)) + 1)
