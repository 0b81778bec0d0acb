"""What the cells of a column have in common: shares of dates, names, labels, numbers."""

# ruff: noqa: RUF001 - fullwidth marks and dashes are meant
from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lint.dates.venues import known
from lint.document.model import Cell, Link, LinkKind
from lint.entries.fields import people
from lint.entries.nulls import is_null
from lint.patterns import lazy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lint.entries.facts import Facts
    from lint.entries.groups.samples import Sample

_NUMBER = lazy(
    r"[~≈<>±+\-]?\s*+[$€£¥]?\s*+\d[\d.,:/%\s]*+(?:[kKmMbBgGtT%x×+]|[KMGT]i?B|B|M|ms|s|h)?\W*"
)
_WORDS = lazy(r"\w+")
# What numbers a row, `SA-001`, `C1`.
_CODE = lazy(r"[A-Z]{1,4}[-_ ]?\d{1,5}")
_SHORTCODE = lazy(r":[a-z0-9_+-]{1,50}:")
# Terms that commas part, `rivers, bending, flow`: tags, not a sentence.
_TERMS = lazy(
    r"[^,，、;；/.。\n]{1,24}(?:[,、;；/][^,，、;；/.。\n]{1,24}){1,20}"
    r"|[^,，、;；/.。\n]{1,4}(?:，[^,，、;；/.。\n]{1,4}){1,20}"
)
_PARTS = lazy(r"[,，、;；/]")
_LONGEST_TERMS, _MOST_WORDS = 300, 3
_LONGEST_WORD, _LONGEST_NAMES = 60, 400
_WIDE = "\u2e80"
_BOLD, _BOLD_ENDS = ("**", "__", "<b>", "<strong>"), ("**", "__", "</b>", "</strong>")
# Counts that become shares of the filled cells.
_COUNTED = (
    *("labelled", "linked", "named", "bold", "dates", "numbers", "people", "venues", "pictures"),
    *("lists", "codes", "marks"),
)


@dataclass(slots=True)
class Column:
    """Shares of the cells of a column: of all rows, or of the filled ones."""

    filled: float = 0.0
    distinct: float = 0.0
    length: float = 0.0
    words: float = 0.0
    dates: float = 0.0
    named: float = 0.0
    labelled: float = 0.0
    linked: float = 0.0
    bold: float = 0.0
    numbers: float = 0.0
    people: float = 0.0
    venues: float = 0.0
    pictures: float = 0.0
    wide: float = 0.0
    lists: float = 0.0
    codes: float = 0.0
    marks: float = 0.0


def measure(sample: Sample, at: int) -> Column:
    """The shares of one column."""
    one = Column()
    texts: list[str] = []
    for record in sample.records:
        for cell in record.cells.get(at, ())[:1]:
            if not cell.text or is_null(cell.text, sample.reading.marks):
                one.pictures += cell.image
            else:
                texts.append(cell.text)
                _count(one, cell, sample)
    number = len(texts)
    if not number:
        return one
    one.filled = number / max(len(sample.records), 1)
    one.distinct = len(set(texts)) / number
    one.length = sum(map(_width, texts)) / number
    one.wide = sum(char >= _WIDE for text in texts for char in text[:500]) / number
    one.words = sum(map(_words, texts)) / number
    for name in _COUNTED:
        setattr(one, name, getattr(one, name) / number)
    return one


def _is_date(text: str, sample: Sample) -> bool:
    """Whether a cell is a date, on all of its lines that have a number."""
    name, bracket, inner = text.rstrip(")）").partition("(")
    if bracket and sample.reading.is_date(inner) and not known(name.strip()):
        # `Name (ICML 2020)` has a date, `May 17-19 (2024)` is one.
        return sample.reading.is_date(name.strip())
    lines = [line for line in text.split("\n") if any(map(str.isdigit, line))]
    return sample.reading.is_date(text) and all(map(sample.reading.is_date, lines[:10]))


def _is_figures(text: str, sample: Sample) -> bool:
    """Whether a cell is a number, or has one on each of its lines: `:star: 12`."""
    if "\n" not in text:
        return bool(_NUMBER.fullmatch(text))
    lines = [_SHORTCODE.sub("", line).strip() for line in text.split("\n")[:10]]
    return all(_NUMBER.fullmatch(one) or sample.reading.is_date(one) for one in lines if one)


def _count(one: Column, cell: Cell, sample: Sample) -> None:
    """Count what a cell is."""
    text, facts = cell.text, sample.facts
    links = sample.links(cell.span)
    labels = are_labels(links, text, facts)
    one.labelled += labels
    if links and not labels:
        one.linked += 1
        first = links[0]
        begins = text.lstrip("[(*_ ").startswith(first.text[:20]) and bool(first.text)
        one.named += begins and not facts.is_label(first) and not _is_url(first)
    one.codes += not links and _CODE.fullmatch(text) is not None
    one.marks += not any(map(str.isalnum, _SHORTCODE.sub("", text[:_LONGEST_TERMS])))
    one.lists += _are_terms(text[:_LONGEST_TERMS])
    source = sample.document.source.text
    bold = source.startswith(_BOLD, cell.span.start)
    one.bold += bold
    if bold and not source[cell.span.start : cell.span.end].endswith(_BOLD_ENDS):
        # A name, and what else is said of it: `**Name** (ICML 2020)`.
        return
    short = len(text) <= _LONGEST_WORD
    dated = short and not links and any(map(str.isdigit, text)) and _is_date(text, sample)
    one.dates += dated
    one.numbers += short and not dated and not labels and _is_figures(text, sample)
    if links:
        return
    one.people += len(text) <= _LONGEST_NAMES and people.are_people(text.replace("\n", " "))
    one.venues += short and (known(text) or known(text.rstrip("0123456789' ")))


def _are_terms(text: str) -> bool:
    """Whether a text is a few words again and again, with commas between them."""
    if _TERMS.fullmatch(text) is None:
        return False
    return all(len(part.split()) <= _MOST_WORDS for part in _PARTS.split(text))


def are_labels(links: Sequence[Link], text: str, facts: Facts) -> bool:
    """Whether a cell holds nothing but labelled links: `[pdf](…)`."""
    if not links or not all(facts.is_label(one) or _is_url(one) for one in links):
        return False
    words = sum(map(str.isalnum, text))
    return words <= sum(sum(map(str.isalnum, one.text)) for one in links) + 2


def _is_url(link: Link) -> bool:
    """Whether a link shows nothing but its own URL."""
    text = link.text.strip()
    return link.kind is LinkKind.AUTOLINK or text.lower().startswith(("http://", "https://"))


def _width(text: str) -> int:
    """The length of a text, wide characters for two."""
    return len(text) if text.isascii() else len(text) + sum(char >= _WIDE for char in text)


def _words(text: str) -> int:
    """The number of words in a text; two wide characters are one."""
    text = text[:500]
    wide = 0 if text.isascii() else sum(char >= _WIDE for char in text)
    return max(len(_WORDS.findall(text)), len(text) // 12, wide // 2)
