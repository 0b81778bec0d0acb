"""A row of a Markdown table, each cell like the best of those above and below it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from lint.adding.filling import NEAR, Filled, Filler
from lint.adding.lines import lines_of
from lint.adding.work import names_of
from lint.entries.nulls import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lint.adding.house import House
    from lint.adding.lines import Draft
    from lint.adding.work import Work
    from lint.document.model import Row
    from lint.entries.entry import Entry

_NUMBER = re.compile(r"\d{1,9}")
_BLANKS = re.compile(r"[ \t]+")
_NOTHING = "-"
# How much less a row counts that stands further away: half of the nearest after so many.
_NEAREST = 2
_LEADS = 0.5
_NEUTRAL = frozenset(
    {
        "n/a",
        "n.a.",
        "na",
        "none",
        "nil",
        "null",
        "unknown",
        "无",
        "暂无",
        "未知",
        "なし",
        "不明",
        "없음",
    }
)


def _says_nothing(text: str) -> bool:
    """Whether a null mark is neutral: not “coming soon”, nor a tick or a cross."""
    return fold(text) in _NEUTRAL or not text.strip(" -–—?./")  # noqa: RUF001 - dashes


class Rows:
    """Makes a row of a Markdown table, each cell like the best of those above and below it."""

    def __init__(self, house: House, work: Work, near: Sequence[Entry]) -> None:
        self._house = house
        self._filler = Filler(house, work)
        table = house.series.table
        rows = {row.span.start: row for row in table.rows} if table else {}
        self._near = [(one, rows[one.span.start]) for one in near if one.span.start in rows]
        self._columns = len(table.header.cells) if table else 0
        self._headers = [cell.text for cell in table.header.cells] if table else []
        self._examples = [
            [(one, row.cells[column]) for one, row in self._near if column < len(row.cells)]
            for column in range(self._columns)
        ]
        self._numbers = [
            self._number([cell.text for _, cell in examples], column)
            for column, examples in enumerate(self._examples)
        ]

    def draft(self, index: int) -> Draft | None:
        """The row before the one at `index`; None where no row can be told apart."""
        whole = [(one, row) for one, row in self._near if len(row.cells) == self._columns]
        found = [cells for one in whole if (cells := self._after(one)) is not None]
        composed = self._composed()
        every = found if composed is None else [composed, *found]
        titled = [cells for cells in every if any(cell.title for cell in cells)]
        if not titled or not whole:
            return None
        best = max(titled, key=self._worth)
        chosen = [
            self._without_gaps(column, self._usual(column, cell, found))
            for column, cell in enumerate(best)
        ]
        title = next(cell.title for cell in chosen if cell.title)
        base = self._base(whole)
        text = self._row(base[1], [cell.text for cell in chosen])
        filled = Filled(text, title=title)
        for cell in chosen:
            filled.urls += cell.urls
            filled.parts |= cell.parts
            filled.removed |= cell.removed
        filled.removed -= filled.parts
        return lines_of(self._house, base[0], filled, index)

    def _after(self, example: tuple[Entry, Row]) -> list[Filled] | None:
        """The cells of the work as one row has them; None where one cannot be told apart."""
        entry, row = example
        cells: list[Filled] = []
        used: set[str] = set()
        for column, cell in enumerate(row.cells):
            number = self._numbers[column]
            filled = Filled(number) if number else self._filler.fill(entry, cell.span, used)
            if filled is None:
                return None
            used |= filled.used
            cells.append(filled)
        return cells

    def _composed(self) -> list[Filled] | None:
        """The cells of the work, each as the row that has most of it; None where one has none."""
        chosen: list[Filled] = []
        used: set[str] = set()
        for column in range(self._columns):
            cell = self._cell(column, used)
            if cell is None:
                return None
            used |= cell.used
            chosen.append(cell)
        return chosen

    def _cell(self, column: int, used: set[str]) -> Filled | None:
        """The best filling of a column; None where none is."""
        if number := self._numbers[column]:
            return Filled(number)
        best: tuple[float, Filled] | None = None
        for distance, (entry, cell) in enumerate(self._examples[column]):
            filled = self._filler.fill(entry, cell.span, used)
            if filled is None:
                continue
            score = self._score(filled) - distance * NEAR
            if best is None or score > best[0]:
                best = score, filled
        return None if best is None else best[1]

    def _score(self, filled: Filled) -> float:
        score = filled.score(self._house, self._filler.work.wanted)
        if any(names_of(self._filler.work.url) & names_of(one) for one in filled.urls):
            # A row may lead with the paper or with the code: with what was given.
            score += _LEADS
        if not filled.parts and not filled.removed and not filled.foreign:
            # A cell that says nothing goes with a work of which nothing is known.
            score -= 0.5
        return score

    def _worth(self, cells: Sequence[Filled]) -> float:
        return sum(map(self._score, cells))

    def _usual(self, column: int, cell: Filled, found: Sequence[Sequence[Filled]]) -> Filled:
        """`cell` as most rows nearby write what it says."""
        alike = [
            (distance, cells[column])
            for distance, cells in enumerate(found)
            if cells[column].parts == cell.parts
            and cells[column].foreign <= cell.foreign
            and cells[column].removed <= cell.removed
            and cells[column].title == cell.title
        ]
        votes: Counter[str] = Counter()
        for distance, one in alike:
            votes[one.text] += round(1000 / (_NEAREST + distance))
        text = votes.most_common(1)[0][0] if cell.parts and votes else cell.text
        return next((one for _, one in alike if one.text == text), cell)

    def _without_gaps(self, column: int, filled: Filled) -> Filled:
        """A cell with the null mark of the table where it says nothing."""
        if filled.parts or self._numbers[column]:
            return filled
        source = self._house.document.source
        name = " ".join(self._headers[column].split())
        cells = [cell for _, cell in self._examples[column]]
        texts = [source.slice(cell.span) for cell in cells]
        used = any(not self._house.is_null(cell.text) or cell.image for cell in cells)
        removed = filled.removed | ({name} if used and name else set())
        return replace(filled, text=self._null(texts), urls=[], removed=removed)

    def _base(self, rows: Sequence[tuple[Entry, Row]]) -> tuple[Entry, Row]:
        """The row whose blanks around pipes most of those nearby have, the nearest of them."""
        gaps = [self._gaps(row) for _, row in rows]
        votes: Counter[tuple[str, ...]] = Counter()
        for distance, one in enumerate(gaps):
            votes[one] += round(1000 / (_NEAREST + distance))
        return rows[gaps.index(votes.most_common(1)[0][0])]

    def _gaps(self, row: Row) -> tuple[str, ...]:
        """What stands between the cells, each blank once."""
        text = self._house.document.source.text
        ends = [cell.span.start for cell in row.cells[1:]] + [row.span.end]
        gaps = [text[row.span.start : row.cells[0].span.start]]
        gaps += [text[cell.span.end : end] for cell, end in zip(row.cells, ends, strict=True)]
        return tuple(_BLANKS.sub(" ", one) for one in gaps)

    def _number(self, texts: Sequence[str], column: int) -> str | None:
        """The next number of a column that counts its rows; None for any other column."""
        if column or len(texts) < 2 or not all(map(_NUMBER.fullmatch, texts)):
            return None
        numbers = sorted(map(int, texts))
        if numbers != list(range(numbers[0], numbers[0] + len(numbers))):
            return None
        entries = self._house.series.entries
        return str(len(entries) + 1) if numbers[0] <= 1 or len(texts) < len(entries) else None

    def _null(self, texts: Sequence[str]) -> str:
        """What a cell of a column says that has nothing to say, as the table writes it."""
        house = self._house
        found = Counter(
            text.strip() for text in texts if house.is_null(text) and _says_nothing(text)
        )
        if not found:
            found = Counter(
                value.strip()
                for one in house.series.entries
                for name, value in one.fields.items()
                if name != "title"
                and "\n" not in value
                and value.strip()
                and house.is_null(value)
                and _says_nothing(value)
            )
        return found.most_common(1)[0][0] if found else _NOTHING

    def _row(self, base: Row, cells: Sequence[str]) -> str:
        """The row of `cells` with the pipes of `base`, where it may, in their columns."""
        source = self._house.document.source
        text = source.text
        widths = self._widths()
        parts = [text[base.span.start : base.cells[0].span.start]]
        for at, cell in enumerate(cells):
            parts.append(cell)
            start = base.cells[at].span.end
            last = at == len(cells) - 1
            end = base.span.end if last else base.cells[at + 1].span.start
            gap = text[start:end]
            blanks, pipe, rest = gap.partition("|")
            if not pipe:
                parts.append(gap)
                continue
            if widths is not None:
                pad = " " * max(widths[at] - len(cell), min(len(blanks), 1))
            elif not base.cells[at].text and not base.cells[at].image:
                pad = " "
            else:
                pad = blanks[:1]
            rest = rest if last else rest[:1] if rest.strip() == "" else rest
            parts.append(f"{pad}|{rest}")
        return "".join(parts).rstrip()

    def _widths(self) -> list[int] | None:
        """The widths of the columns, with the blanks behind cells, where all rows have the same."""
        text = self._house.document.source.text
        found = []
        for _, row in self._near:
            if len(row.cells) != self._columns:
                return None
            widths = []
            for at, cell in enumerate(row.cells):
                end = row.cells[at + 1].span.start if at + 1 < self._columns else row.span.end
                blanks, _, _ = text[cell.span.end : end].partition("|")
                widths.append(cell.span.end - cell.span.start + len(blanks))
            found.append(widths)
        if len(found) < 3 or any(one != found[0] for one in found):
            return None
        return found[0]
