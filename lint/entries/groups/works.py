"""Books and papers without a link, each with its authors: catalogues of what somebody has read."""

# ruff: noqa: RUF001 - letters that look like Latin ones are meant
from __future__ import annotations

from typing import TYPE_CHECKING

from lint.entries.fields import people
from lint.entries.words import simple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lint.document.model import Document
    from lint.entries.candidates.tree import Node
    from lint.entries.fields.line import Range

_KINDS = frozenset(["text", "bold", "quoted"])
_FEWEST, _MANY = 3, 5
_SHARE = (6, 10)
# Beside so many linked ones, an item without a link is none of them.
_MOST_LINKED = 5
_MOST_HEADINGS = 100
_OPENING, _CLOSING = ("(", "（"), (")", "）")
# Headings of lists of works. Scripts without blanks have no words: there, these are parts.
_WORKS = frozenset(
    """
    book books bookshelf textbook textbooks novels reading readings papers publications talks
    libro libros lectura lecturas livro livros leitura leituras livre livres lecture lectures libri
    letture buch bücher literatur lektüre boek boeken książki книга книги книг чтение литература
    sách كتاب كتب الكتب کتاب کتابها کتاب‌ها kitap kitaplar 책 책들 도서 도서목록
    """.split()  # noqa: SIM905 - words
)
_WIDE_WORKS = (
    "书籍",
    "書籍",
    "图书",
    "圖書",
    "书单",
    "書單",
    "読書",
    "阅读",
    "閱讀",
    "论文",
    "論文",
    "추천도서",
)


def are_catalogued(document: Document, nodes: Iterable[Node]) -> bool:
    """Whether the items of a document are works without a link, nearly all with their authors.

    Some must have a year, too, or a heading must say that they are books: `**Part** (Person)` may
    be anything else.
    """
    outer = [one for one in nodes if one.parent is None and one.verdict != "part"]
    plain = [one for one in outer if not one.text.anchors]
    if len(outer) - len(plain) > len(outer) // _MOST_LINKED:
        return False
    credited = [one for one in plain if _credit(one) is not None]
    titles = {one.text.value(*one.parts.title) for one in credited if one.parts and one.parts.title}
    if len(titles) * 10 < len(credited) * 9:
        return False
    dated = sum(one.parts is not None and one.parts.date is not None for one in credited)
    if dated >= _FEWEST and _most(dated, len(plain)):
        return True
    return len(credited) >= _MANY and _most(len(credited), len(plain)) and _says_works(document)


def take_works(group: Sequence[Node], *, catalogued: bool) -> None:
    """Works without a link are entries where `are_catalogued` says so."""
    plain = [node for node in group if node.verdict == "text" and node.parent is None]
    credited = {node: found for node in plain if (found := _credit(node)) is not None}
    if not catalogued or not credited or len(credited) * 2 < len(group):
        return
    kinds = {node.parts.kind for node in credited if node.parts is not None}
    for node in plain:
        parts = node.parts
        if parts is None or parts.title is None or parts.kind not in kinds:
            continue
        node.verdict, node.unlinked = "entry", True
        if node in credited and parts.authors is None:
            parts.authors = credited[node]
            parts.title = node.text.trim(parts.title[0], min(parts.title[1], credited[node][0] - 1))
            name = node.text.value(*credited[node])
            parts.tags = [one for one in parts.tags if one != name]


def _most(some: int, every: int) -> bool:
    return some * _SHARE[1] >= every * _SHARE[0]


def _credit(node: Node) -> Range | None:
    """The authors of an item without a link; a name in a bracket right behind its title."""
    parts = node.parts
    if parts is None or parts.title is None or parts.kind not in _KINDS or node.text.anchors:
        return None
    if parts.authors is not None:
        return parts.authors
    text = node.text.text
    start = parts.title_end
    if text[start - 1 : start] in _CLOSING:
        # The bracket was taken for words of a title in plain text.
        start = max(text.rfind(mark, parts.title[0] + 1, start) for mark in _OPENING)
    while 0 < start < len(text) and text[start] in " \u00a0":
        start += 1
    if start < 0 or text[start : start + 1] not in _OPENING:
        return None
    close = text.find(_CLOSING[_OPENING.index(text[start])], start)
    if close < 0 or not people.are_people(text[start + 1 : close], loose=True):
        return None
    return start + 1, close


def _says_works(document: Document) -> bool:
    """Whether one of the headings says that what is below are books or the like."""
    for heading in document.headings[:_MOST_HEADINGS]:
        words = simple(heading.text)
        if not _WORKS.isdisjoint(words.split()) or any(part in words for part in _WIDE_WORKS):
            return True
    return False
