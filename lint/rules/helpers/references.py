"""References whose definition is missing, and the definitions that were probably meant."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lint.document.model import LinkKind
from lint.patterns import lazy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lint.document.model import Definition, Document, Unresolved
    from lint.rules.base import Context

# `a[i][j]`, `f(x)[1][2]`
_INDEXED = lazy(r"[\w)}$]")
# Words of East Asian scripts touch what follows them.
_WIDE = lazy(r"[\u2e80-\ud7af]")
_LETTERS = lazy(r"[^\W\d_]")
_DIGITS = lazy(r"\d+")
_BLANKS = lazy(r"[\s_-]+")
# How a reference in full ends.
_WRITTEN = lazy(r"\]\[[^\[\]]{1,999}\]\Z")
_URL = lazy(r"(?i)(?:https?:|www\.)")
# What mathematics, footnotes and code have in brackets.
_FORMULA = lazy(r"[$^\\=<>{}+*|;:,]")
# Words that stand in brackets of their own beside each other, as tags and labels of links do.
_LABELS = """
    abstract | ai | api | app | appendix | article | arxiv | blog | blog post | bib | bibtex | book
    | camera ready | cite | code | codes | colab | course | data | dataset | datasets | demo | doc
    | docs | documentation | doi | download | en | example | examples | free | github | gitlab
    | google scholar | hf | home | homepage | html | hugging face | huggingface | license | link
    | links | mirror | model | models | news | notebook | notes | official | official code | oral
    | openreview | page | paper | papers | pdf | post | poster | preprint | presentation | project
    | project page | pypi | python | pytorch | repo | repository | review | scholar | site | slides
    | software | source | spotlight | supp | supplementary | survey | talk | tensorflow | tex | tool
    | toolkit | tutorial | tweet | twitter | video | videos | web | website | weights | wiki
    | youtube | zh | 代码 | 论文 | 项目 | 主页 | 数据 | 数据集 | 视频 | 中文 | 英文 | 链接
    | 論文 | コード | データ | 논문 | 코드 | 데이터
"""
_IS_LABEL = frozenset(map(str.strip, _LABELS.split("|")))
_VENUE = lazy(r"[A-Z][A-Za-z&*+-]{1,12}[ ']{0,2}(?:19|20)?\d\d|[A-Z]{2,8}")
# References that lack a definition are a habit of something else where there are so many more of
# them than of those that have one.
_FEW, _MANY_TIMES = 4, 3
# A letter names an index or a corner; an ideograph is a word.
_ASCII = frozenset(map(chr, range(128)))
_SHORTEST = 3
_LONG = 6


class Lost(NamedTuple):
    """A reference without a definition, and the definition that was probably meant, if any is."""

    reference: Unresolved
    nearest: Definition | None


def lost(document: Document, context: Context) -> Sequence[Lost]:
    """The references of `document` that certainly want to be some, in order."""
    candidates = [one for one in document.unresolved if _is_reference(document, one)]
    if not candidates:
        return []
    known: dict[str, Definition] = {}
    for definition in document.definitions:
        known.setdefault(_folded(definition.label), definition)
    found = [Lost(one, _nearest(one.label, known)) for one in candidates]
    # A slip of the pen is a reference that works once it is corrected.
    working = sum(one.nearest is not None for one in found) + sum(
        link.kind in {LinkKind.REFERENCE, LinkKind.IMAGE}
        and _WRITTEN.search(document.source.slice(link.span)) is not None
        for link in document.links
    )
    plain = [one for one in found if one.nearest is None and not one.reference.image]
    if not working or len(plain) > max(_FEW, _MANY_TIMES * working):
        return [one for one in found if one.nearest is not None or one.reference.image]
    return [
        one
        for one in found
        if one.nearest is not None or one.reference.image or not _is_label(one.reference)
    ]


def _is_reference(document: Document, one: Unresolved) -> bool:
    """Whether brackets can be a reference at all: no index, formula, footnote or URL."""
    text, label = one.text.strip(), one.label.strip()
    before = document.source.text[max(0, one.span.start - 1) : one.span.start]
    if not text and not one.image:
        return False
    if (
        (_INDEXED.match(before) and not _WIDE.match(before))
        or label.startswith("^")
        or _URL.match(label)
    ):
        return False
    if not _LETTERS.search(label) and not one.image and not _LETTERS.search(text):
        return False
    if _FORMULA.search(label) or (label in _ASCII and len(text) <= _SHORTEST and not one.image):
        return False
    line, _ = document.source.position(one.span.start)
    return "$" not in document.source.line_text(line) or one.image


def _is_label(one: Unresolved) -> bool:
    """Whether the label is a word that stands in brackets without leading anywhere."""
    label = one.label.strip()
    folded = " ".join(label.casefold().split())
    if folded in _IS_LABEL or _VENUE.fullmatch(label) or label in _ASCII:
        return True
    return label.isdecimal() and not 0 < int(label[:9]) < 1900


def _folded(label: str) -> str:
    return " ".join(label.split()).casefold()


def _nearest(label: str, known: dict[str, Definition]) -> Definition | None:
    """The one definition whose label differs from `label` by a slip of the pen."""
    wanted = _folded(label)
    bare = _BLANKS.sub("", wanted)
    if len(bare) < _SHORTEST:
        return None
    from rapidfuzz.distance import OSA

    most = 2 if len(wanted) >= _LONG else 1
    best: list[Definition] = []
    fewest = most + 1
    for other, definition in known.items():
        if _DIGITS.findall(other) != _DIGITS.findall(wanted):
            continue
        distance = 0 if _BLANKS.sub("", other) == bare else OSA.distance(wanted, other)
        if distance < fewest:
            best, fewest = [definition], distance
        elif distance == fewest and best:
            best.append(definition)
    # Of two that are equally near, neither is plainly meant.
    return best[0] if len(best) == 1 else None
