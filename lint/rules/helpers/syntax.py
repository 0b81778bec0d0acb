"""Link syntax that GitHub shows as text, and autolinks that took too much.

The source is searched for the few shapes that a slip leaves behind. A shape counts only where its
brackets are plain text to the parser: not in code, a comment, a tag or a link. All searches are
bounded, so that a hostile line costs no more than a long one.
"""
# ruff: noqa: RUF001  fullwidth punctuation is what a part of this module is about

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from lint.diagnostics import Edit, Fix
from lint.document.model import LinkKind
from lint.entries.nulls import fold
from lint.patterns import lazy
from lint.source import Span
from lint.text import clip

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lint.document.model import Document, Link


class Slip(NamedTuple):
    """A place where a link was meant, what is wrong there, and how it is mended."""

    span: Span
    problem: str
    fix: Fix | None = None


class Plain:
    """Which characters of a source a reader sees as plain text."""

    __slots__ = ("_spans", "_starts")

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = sorted(spans)
        self._starts = [span.start for span in self._spans]

    def __contains__(self, offset: int) -> bool:
        index = bisect_right(self._starts, offset) - 1
        return index >= 0 and offset < self._spans[index].end

    def covers(self, start: int, end: int) -> bool:
        """Whether all from `start` to `end` is one run of plain text."""
        index = bisect_right(self._starts, start) - 1
        return index >= 0 and end <= self._spans[index].end


# Link syntax ----------------------------------------------------------------------------------

# How far apart the two ends of a link are looked for.
_REACH = 1_000
_MAX_BRACKETS = 40
_URL = r"(?:https?:/{0,2}|www\.)[^\s()<>\[\]]*(?:\([^\s()<>]*\)[^\s()<>\[\]]*)*"
_QUICK = lazy(
    r"\](?:[ \t\u00a0]*[(\[hw（]|\\\()|\[[^()\[\]\r\n|]{1,120}\((?:http|www)", re.IGNORECASE
)
# What stands behind a closing bracket, from the most to the least like a link. A destination that
# is no URL must end like a file, or be an anchor with no title behind it.
_AFTER_BRACKET = lazy(
    rf"""\](?:
      (?P<inline>\((?=[ \t]*+<?[ \t]*+(?:https?\b|www\.)))
    | (?P<anchor>\(\#[^()\r\n"'|]{{1,200}}\))
    | (?P<file>\((?![a-z][a-z0-9+.-]*:)(?=[^()\r\n"'|<>]{{0,300}}[ \t])[^()\r\n"'|<>]{{1,300}}
        \.(?:gif|html?|ipynb|jpe?g|md|pdf|png|svg|webp)\))
    | (?P<blank>[ \t\u00a0]+\([ \t]*{_URL}[ \t]*\))
    | (?P<nested>\(\[)
    | (?P<escaped>\\\([ \t]*<?{_URL}>?\\?\))
    | (?P<words>\((?=[^()\r\n"'|<>]{{0,200}}[ \t])[^()\r\n"'|<>:]{{1,200}}\))
    | (?P<wide>[ \t\u00a0]*（[ \t]*https?://[^\s()<>（）]*[）)])
    | (?P<square>\[{_URL}\])
    | (?P<unopened>{_URL}\))
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_PROBLEMS = {
    "nested": "a link instead of the URL",
    "escaped": "“(” is escaped",
    "words": "words instead of the URL",
    "blank": "there is a space between “]” and “(”",
    "wide": "“（” is not a link bracket",
    "square": "the URL is in square brackets",
    "unopened": "“(” is missing",
}
_UNCLOSED = lazy(rf"\[(?P<text>[^()\[\]\r\n|]{{1,120}})\({_URL}\)", re.IGNORECASE)
_NESTED_END = lazy(rf"[^\r\n|]{{0,{_REACH}}}?\)\)?")
# What a link is called that leads to a part of an entry, and hardly anything else in brackets.
_LABELS = """
    arxiv | blog | code | codes | data | dataset | datasets | demo | docs | documentation | doi
    | download | github | home page | homepage | link | model | models | official code
    | official site | official website | openreview | page | paper | papers | pdf | poster
    | preprint | project | project page | repo | repository | site | slides | source | source code
    | video | web page | webpage | website | weights | 代码 | 论文 | 链接 | 项目 | 主页 | 官网
    | 数据 | 数据集 | 论文链接 | 項目 | 論文 | コード | データ | 논문 | 코드 | 데이터
    | статья | ссылка | код | сайт | репозиторий | документация | слайды | artículo | código | enlace
    | repositorio | artigo | lien | dépôt | quellcode | webseite | مقاله | ورقة | رابط | کد
"""
_IS_LABEL = frozenset(map(str.strip, _LABELS.split("|")))
_IMAGE_OR_LINK = lazy(r"!?\[[^\[\]]{0,200}\]\(")
_INLINE_END = lazy(rf"[^\r\n|)]{{0,{_REACH}}}\)?")
_NEXT_BRACKET = lazy(r"[\[\]\r\n|]")
# A number is no link's text, `as in [1] (https://…)`, nor is the box of a task.
_NUMBER = lazy(r"[\s\d.,;*†‡–-]*")
_BOX = lazy(r"(?:[-*+]|\d{1,9}[.)])[ \t]+\[[ xX]\Z")


def slips(document: Document) -> Iterator[Slip]:
    """The places where link syntax renders as text, in order, none within another."""
    text = document.source.text
    plain: Plain | None = None
    end = 0
    for candidate in _QUICK.finditer(text):
        start = candidate.start()
        plain = plain or Plain(document.prose)
        if start < end or start not in plain or text[start - 1 : start] == "\\":
            continue
        reader = _after_bracket if text[start] == "]" else _unclosed
        slip = reader(document, start, plain)
        if slip is not None and slip.span.start >= end:
            end = slip.span.end
            yield slip


def _after_bracket(document: Document, closing: int, plain: Plain) -> Slip | None:
    """`[text](https://a b)`, `[text] (https://…)` and the like, from their `]`."""
    text = document.source.text
    match = _AFTER_BRACKET.match(text, closing)
    if match is None:
        return None
    kind = match.lastgroup or ""
    opening = _opening(text, closing, plain)
    if kind in {"inline", "anchor", "file"}:
        if closing + 1 not in plain:
            return None
        ending = _INLINE_END.match(text, match.end()) if kind == "inline" else match
        end = ending.end() if ending else match.end()
        start = closing if opening is None else opening
        image = start > 0 and text[start - 1] == "!" and start - 1 in plain
        return Slip(Span(start - image, end), _inline_problem(text, opening, closing, end))
    if kind == "escaped":
        return Slip(Span(closing if opening is None else opening, match.end()), _PROBLEMS[kind])
    if opening is None or not _is_link_text(document, Span(opening, closing), kind, plain):
        return None
    end = match.end()
    if kind == "nested" and (ending := _NESTED_END.match(text, end)):
        end = ending.end()
    fix = None
    if kind == "blank":
        gap = Span(closing + 1, text.index("(", closing))
        fix = Fix("remove the space", (Edit(gap, ""),))
    return Slip(Span(opening, end), _PROBLEMS[kind], fix)


def _is_link_text(document: Document, brackets: Span, kind: str, plain: Plain) -> bool:
    """Whether what stands in `brackets` looks like the text of a link, as what follows does not."""
    text, (opening, closing) = document.source.text, (brackets.start, brackets.end)
    if _NUMBER.fullmatch(text, opening + 1, closing):
        return False
    if _BOX.search(text, max(0, opening - 20), closing):
        return False
    if kind == "nested":
        return closing + 1 in plain
    if kind == "blank":
        return not document.links_in(brackets)
    if not plain.covers(opening, closing + 1):
        return False
    if kind == "unopened":
        line = text[_line_start(text, opening) : opening]
        return line.count("(") <= line.count(")")
    return kind != "words" or fold(text[opening + 1 : closing]) in _IS_LABEL


def _inline_problem(text: str, opening: int | None, closing: int, end: int) -> str:
    if opening is None:
        return "“[” is missing"
    if text[end - 1] != ")":
        return "“)” is missing"
    if re.search(r"[ \t]", text[closing + 2 : end - 1].strip()):
        return "the destination contains a space"
    if "](" in text[opening:closing]:
        return "its text contains a link"
    return "its brackets do not match"


def _unclosed(document: Document, opening: int, plain: Plain) -> Slip | None:
    """`[text(https://…)`, from its `[`."""
    text = document.source.text
    match = _UNCLOSED.match(text, opening)
    if match is None or match.end("text") not in plain or _NUMBER.fullmatch(match["text"]):
        return None
    following = _NEXT_BRACKET.search(text, match.end(), match.end() + _REACH)
    # `[see this (https://…)]` is a remark in brackets.
    if following is not None and following[0] == "]":
        return None
    return Slip(Span(*match.span()), "“]” is missing")


def torn(document: Document, link: Link) -> Slip | None:
    """Whether the text of a link holds an image or a link that is never closed."""
    if link.kind is not LinkKind.INLINE or document.source.text[link.span.start] != "[":
        return None
    inner = document.source.slice(Span(link.span.start + 1, link.url_span.start))
    if "](" not in inner.removesuffix("](") or "`" in inner:
        return None
    images = {one.span.start for one in document.links_in(link.span)}
    for match in _IMAGE_OR_LINK.finditer(inner):
        if link.span.start + 1 + match.start() not in images and match.end() < len(inner):
            what = "image" if match[0].startswith("!") else "link"
            return Slip(link.span, f"the {what} in the text of a link has no closing “)”")
    return None


def _opening(text: str, closing: int, plain: Plain) -> int | None:
    """The bracket on the same line that the one at `closing` closes, if it is plain text."""
    start = _line_start(text, closing)
    depth, offset = 0, closing
    for _ in range(_MAX_BRACKETS):
        offset = max(text.rfind("[", start, offset), text.rfind("]", start, offset))
        if offset < 0:
            return None
        if text[offset - 1 : offset] == "\\":
            continue
        if text[offset] == "]":
            depth += 1
        elif depth:
            depth -= 1
        else:
            return offset if offset in plain else None
    return None


def _line_start(text: str, offset: int) -> int:
    """Where the line of `offset` begins, or the part of it within reach."""
    reach = max(0, offset - _REACH)
    return max(text.rfind("\n", reach, offset), text.rfind("\r", reach, offset), reach - 1) + 1


# Autolinks ------------------------------------------------------------------------------------

# GFM ends an autolink at a blank or `<` only (section 6.9), so it takes in what an author who
# writes no blanks put behind it. In the titles of a wiki the second kind may be meant.
_STOPS = "。，、；）】》」』〕〗］｝〉｡､\u3000"
_OTHER_WIDE = "：？！（【《「『〔〖［｛〈"
_NOT_ASCII = lazy(r"[^\x00-\x7f]")
_AUTOLINK_HOST = lazy(r"(?:[A-Za-z]+://)?([^/?#:]*)")
_CJK_AFTER_TLD = lazy(r"[A-Za-z]{2,}(?=[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af])")
_ESCAPED = lazy(r"\\[\])}*_~]")


def swallowed(document: Document, link: Link) -> Slip | None:
    """Whether a bare autolink took in text that follows the URL."""
    span = link.url_span
    if link.kind is not LinkKind.AUTOLINK or link.span != span:
        return None
    written = document.source.slice(span)
    cut = _cut(written)
    if not cut or document.source.user_info.within(span.start, span.start + cut + 1):
        return None  # or in a URL with a password, of which parts would be shown
    url = written[:cut]
    edit = Edit(Span(span.start, span.start + cut), f"<{url}>" if "://" in url else f"{url} ")
    # A second URL that was taken in becomes a link of its own: a good thing, but a change.
    safe = "://" not in written[cut:] and "www." not in written[cut:]
    fix = Fix(f"end the link before “{written[cut]}”", (edit,), safe)
    return Slip(
        span,
        f"the link {clip(url)} extends to the next space and includes “{clip(written[cut:])}”",
        fix,
    )


def _cut(written: str) -> int:
    """Where in the text of an autolink the URL must end, or 0."""
    if escaped := _ESCAPED.search(written):
        return escaped.start()
    first = _NOT_ASCII.search(written)
    if first is None:
        return 0
    if first[0] in _STOPS or (first[0] in _OTHER_WIDE and "/wiki/" not in written):
        return first.start()
    # `example.com后面`: a last label of two scripts is no top-level domain.
    host = _AUTOLINK_HOST.match(written)
    if host is None or first.start() >= host.end():
        return 0
    label = host.end() - len(host[1].rpartition(".")[2])
    mixed = _CJK_AFTER_TLD.match(written, label)
    return mixed.end() if mixed else 0
