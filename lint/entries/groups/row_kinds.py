"""Which rows of a table are entries: not its headings, its template, nor rows yet to be filled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.entries.nulls import is_null
from lint.entries.words import is_label, simple
from lint.patterns import lazy

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lint.document.model import Cell, Document
    from lint.entries.candidates.records import Record
    from lint.entries.columns import Columns
    from lint.entries.facts import Facts
    from lint.source import Span

_SEVERAL = 3
# A letter or two, twice: `aa`, `xxx`.
_LETTERS = lazy(r"(\w)\1++\W*(?:'?\d\d)?")
# A name in the brackets of a template: `<title>`, `{title}`.
_IN_BRACKETS = lazy(r"<[^<>]{1,40}>|\{[^{}]{1,40}\}|\[[^\[\]]{1,40}\]")
_BLANK_URL = lazy(r"(?i)x{3}|\.{3}|…|<|\{|your[-_]|/(?:url|link|owner/repo|user(?:name)?/repo)\b")
_LONGEST_BLANK = 60
_WORDS = lazy(r"\w+")
BLANK_WORDS = frozenset(
    """a an the of to or and your my this here its in for with title name names paper papers project
    tool model method dataset book course link links url website page homepage code repo repository
    github arxiv pdf doi date year month day yyyy mm dd venue conference journal author authors
    first last description summary abstract short brief one line sentence text tag tags category
    license language example sample optional if any available placeholder template format
    标题 名称 论文 论文标题 链接 代码 日期 年份 会议 作者 简介 描述 项目 示例 模板
    タイトル 名前 リンク 説明 日付
    제목 이름 링크 설명 날짜
    название статья статьи ссылка имя описание автор авторы дата год код сайт пример
    título titulo nombre enlace autor autores fecha año descripción código ejemplo artículo
    titre nom lien auteur auteurs année exemple nome artigo titel beschreibung jahr beispiel
    عنوان الاسم الرابط الوصف نام لینک""".split()  # noqa: SIM905 - a list of words
)
_BOLD = lazy(r"(?i)(?:\*\*|__|<(?:b|strong|h[1-6]|th)\b)")


class RowKinds:
    """Tells the records of one table apart."""

    def __init__(
        self, document: Document, columns: Columns, marks: frozenset[str], facts: Facts
    ) -> None:
        self.document = document
        self.columns = columns
        self.marks = marks
        self.facts = facts
        self.headers: frozenset[str] = frozenset()

    def sort(
        self, records: Iterable[Record], header: list[str]
    ) -> tuple[list[Record], list[tuple[Span, str]]]:
        """The records that describe entries, and the rows that say nothing yet, with the reason.

        `header` is the text of the header's cells, which some tables repeat.
        """
        described = []
        placeholders = []
        self.headers = frozenset(map(simple, header)) - {""}
        for record in records:
            cells = [cell for column in record.cells.values() for cell in column]
            if reason := self.placeholder(cells):
                # A lone `<a name>` is no row that waits to be filled, but a line that slipped in.
                if not any(self.document.source.slice(cell.span)[:1] == "<" for cell in cells):
                    placeholders.append((record.span, reason))
            elif not (
                self.is_own(cells)
                or self.is_heading(record)
                or [cell.text for cell in cells] == header
            ):
                described.append(record)
        return self.without_headings(self.without_template(described)), placeholders

    def placeholder(self, cells: Sequence[Cell]) -> str | None:
        """Why a row with these cells says nothing; None if it says something."""
        filled = [cell for cell in cells if cell.text or cell.image]
        if not filled:
            return "the row is empty"
        if all(not cell.image and is_null(cell.text, self.marks) for cell in filled):
            return f"the row holds nothing but {' '.join(filled[0].text.split())!r}"
        return None

    def is_own(self, cells: Sequence[Cell]) -> bool:
        """Whether a row is a lone link into the list itself, which slipped in: `Back to top`."""
        filled = [cell for cell in cells if cell.text or cell.image]
        links = self.document.links_in(filled[0].span) if len(filled) == 1 else ()
        return bool(links) and all(self.facts.is_own(link.url) for link in links)

    def without_template(self, records: list[Record]) -> list[Record]:
        """The records without first ones that only show how to write one: `| aa | arxiv | u |`."""
        first = 0
        while first < len(records) and self.is_template(records[first]):
            first += 1
        rest = records[first : first + _SEVERAL - 1]
        # A table of templates alone, or rows with links below one.
        alone = first == len(records)
        linked = bool(rest) and all(self.document.links_in(record.span) for record in rest)
        return records[first:] if alone or linked else records

    def without_headings(self, records: list[Record]) -> list[Record]:
        """The records without those that have a first cell alone, where titles are links."""
        title = self.columns.title
        if title != 0 or len(self.columns.keys) < _SEVERAL:
            return records
        lone = {id(record) for record in records if self.is_lone(record)}
        named = sum(
            any(self.document.links_in(cell.span) for cell in record.cells.get(0, ())[:1])
            for record in records
        )
        if not lone or named * 3 < (len(records) - len(lone)) * 2 or not named:
            return records
        return [record for record in records if id(record) not in lone]

    def is_lone(self, record: Record) -> bool:
        """Whether a record of full width has text in its first cell, and nothing else."""
        if record.short or self.document.links_in(record.span):
            return False
        return not any(
            cell.text or cell.image for at, cells in record.cells.items() if at for cell in cells
        )

    def is_template(self, record: Record) -> bool:
        """Whether a record leads nowhere, and its cells are labels, headers and letters."""
        links = self.document.links_in(record.span)
        if any(self.facts.is_web(link) and not _BLANK_URL.search(link.url) for link in links):
            return False
        cells = [cell.text for column in record.cells.values() for cell in column if cell.text]
        title = record.cells.get(self.columns.title or 0, ())[:1]
        if not cells or not all(self.is_blank(cell.text) for cell in title):
            return False
        return sum(map(self.is_blank, cells)) * 2 > len(cells)

    def is_blank(self, text: str) -> bool:
        """Whether a cell names what belongs into it: `aa`, `paper title`, `<name>`, `YYYY-MM`."""
        if is_label(text) or _LETTERS.fullmatch(text):
            return True
        if (folded := simple(text)) in self.columns.keys or folded in self.headers:
            return True
        if _IN_BRACKETS.fullmatch(text) or not any(map(str.isalnum, text)):
            return True
        words = _WORDS.findall(text[:_LONGEST_BLANK].casefold())
        blank = [word for word in words if word in BLANK_WORDS or _LETTERS.fullmatch(word)]
        # `A` and `For` say nothing of a template.
        return (
            len(text) < _LONGEST_BLANK and len(blank) == len(words) > 0 and max(map(len, blank)) > 3
        )

    def is_heading(self, record: Record) -> bool:
        """Whether a record is a heading within the table: one cell, bold, alone or over the width.

        A title alone is an unfinished entry unless it is bold and in the first column.
        """
        filled = [
            (column, cell)
            for column, cells in record.cells.items()
            for cell in cells
            if cell.text or cell.image
        ]
        if len(filled) != 1 or self.document.links_in(record.span):
            return False
        column, cell = filled[0]
        if cell.colspan >= len(self.columns.keys):
            return True
        bold = _BOLD.match(self.document.source.text, cell.span.start) is not None
        alone = len(record.cells) == 1 and self.columns.title != 0
        return column == 0 and (bold or alone)
