"""Books and papers without a link, each with its authors: catalogues of what somebody has read."""

# ruff: noqa: RUF001 - letters that look like Latin ones are meant
from __future__ import annotations

from typing import TYPE_CHECKING

from lint.entries.fields import people
from lint.entries.fields.marks import DASHES
from lint.entries.words import simple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lint.document.model import Document
    from lint.entries.candidates.tree import Node
    from lint.entries.fields.line import Parts, Range

_KINDS = frozenset(["text", "bold", "quoted"])
_FEWEST, _MANY = 3, 5
_SHARE = (6, 10)
# Beside so many linked ones, an item without a link is none of them.
_MOST_LINKED = 5
_MOST_HEADINGS = 100
_LONGEST_FRONT = 2000
_BY = frozenset(["by", "por", "par", "von", "di", "av", "door", "от", "автор"])
_BEFORE = (" by ", *DASHES, "(", "（")
_OPENING, _CLOSING = ("(", "（"), (")", "）")
# Headings of lists of works. Scripts without blanks have no words: there, these are parts.
_WORKS = frozenset(
    """
    book books bookshelf textbook textbooks novels reading readings papers publications talks
    libro libros lectura lecturas livro livros leitura leituras livre livres lecture lectures libri
    bibliography bibliografia bibliografía bibliographie библиография
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

    Some must have a year, too, or `by` before the authors, or a heading must say that they are
    books: `**Part** (Person)` may be anything else.
    """
    outer = [one for one in nodes if one.parent is None and one.verdict != "part"]
    plain = [one for one in outer if not one.text.anchors]
    # Contents link to sections.
    outer = [one for one in outer if one.web or not one.text.anchors]
    if len(outer) - len(plain) > len(outer) // _MOST_LINKED:
        return False
    credited = [one for one in plain if _credit(one) is not None]
    if sum(map(_is_fronted, credited)) >= _FEWEST:
        # They will be read again: `Ann Lee: Title`.
        credited = [one for one in plain if _credit(one) is not None or _is_opened(one)]
    titles = {_title(one) for one in credited}
    if len(titles) * 10 < len(credited) * 9:
        return False
    dated = sum(one.parts is not None and one.parts.date is not None for one in credited)
    if dated >= _FEWEST and _most(dated, len(plain)):
        return True
    if len(credited) < _MANY or not _most(len(credited), len(plain)):
        return False
    told = [one for one in credited if _is_told(one)]
    if _most(len(told), len(plain)) and sum(len(one.split()) for one in titles) > len(titles) * 2:
        return True
    return _says_works(document)


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
            _give(node, parts, credited[node])


def _give(node: Node, parts: Parts, names: Range) -> None:
    """Take names for the authors of an item, and for nothing else."""
    parts.authors = names
    if parts.summary == names:
        parts.summary = None
    if parts.title is not None:
        parts.title = _without(node, parts.title, names)
    parts.tags = [one for one in parts.tags if one != node.text.value(*names)]


def _without(node: Node, title: Range, names: Range) -> Range:
    """A title without the names at its end: `Title by Names`, `Title - Names`, `Title (Names)`."""
    if not title[0] < names[0] < title[1]:
        return title
    stop = max(node.text.text.rfind(mark, title[0], names[0]) for mark in _BEFORE)
    return node.text.trim(title[0], stop)


def _title(node: Node) -> str:
    """The title of an item without its authors."""
    parts, names = node.parts, _credit(node)
    if parts is None or parts.title is None:
        return ""
    if names is None:
        return node.text.value(*parts.title)
    return node.text.value(*_without(node, parts.title, names))


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
    for mark in (_BEFORE[0], *DASHES):
        at = text.rfind(mark, *parts.title)
        if at > 0 and _is_name(text[at + len(mark) : parts.title[1]]):
            return at + len(mark), parts.title[1]
    if parts.summary is not None and _is_name(text[slice(*parts.summary)]):
        return parts.summary
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


def _is_fronted(node: Node) -> bool:
    """Whether the authors of an item stand before its title."""
    parts = node.parts
    if parts is None or parts.authors is None or parts.title is None:
        return False
    return parts.authors[0] < parts.title[0]


def _is_opened(node: Node) -> bool:
    """Whether one name and a colon open an item."""
    parts = node.parts
    if parts is None or parts.title is None or parts.kind != "text":
        return False
    name, colon, _ = node.text.text[slice(*parts.title)].partition(": ")
    return bool(colon) and _is_name(name)


def _is_name(words: str) -> bool:
    """Whether words are the names of people and say nothing else."""
    return words[-1:].isalnum() and people.are_people(words, loose=True)


def _is_told(node: Node) -> bool:
    """Whether `by` or the like stands before the authors of an item."""
    found = _credit(node)
    words = node.text.text[: found[0]].split() if found is not None else []
    return bool(words) and words[-1] in _BY


def _says_works(document: Document) -> bool:
    """Whether a heading, or the title of the page, says that these are books or the like."""
    texts = [one.text for one in document.headings[:_MOST_HEADINGS]]
    if document.front_matter is not None:
        start, end = document.front_matter.start, document.front_matter.end
        lines = document.source.text[start : min(end, start + _LONGEST_FRONT)].splitlines()
        texts += [one.partition(":")[2] for one in lines if one.startswith("title")]
    for text in texts:
        words = simple(text)
        if not _WORKS.isdisjoint(words.split()) or any(part in words for part in _WIDE_WORKS):
            return True
    return False
