"""A row of a Markdown table, each cell like the best of those above and below it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from lint.adding.filling import NEAR, Filled, Filler
from lint.adding.lines import lines_of
from lint.entries.nulls import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lint.adding.house import House
    from lint.adding.lines import Draft
    from lint.adding.work import Work
    from lint.document.model import Row
    from lint.entries.entry import Entry

_NUMBER = re.compile(r"\d{1,9}")
_NOTHING = "-"
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

    def draft(self, index: int) -> Draft | None:
        """The row before the one at `index`; None where no row can be told apart."""
        chosen: list[Filled] = []
        used: set[str] = set()
        for column in range(self._columns):
            cell = self._cell(column, used)
            if cell is None:
                return None
            used = used | cell.used
            chosen.append(cell)
        base = next(
            ((one, row) for one, row in self._near if len(row.cells) == self._columns), None
        )
        title = next((cell.title for cell in chosen if cell.title), "")
        if base is None or not title:
            return None
        text = self._row(base[1], [cell.text for cell in chosen])
        whole = Filled(text, title=title)
        for cell in chosen:
            whole.urls += cell.urls
            whole.parts |= cell.parts
            whole.removed |= cell.removed
        whole.removed -= whole.parts
        return lines_of(self._house, base[0], whole, index)

    def _cell(self, column: int, used: set[str]) -> Filled | None:
        """The best filling of a column; None where none is."""
        house = self._house
        source = house.document.source
        examples = [(one, row.cells[column]) for one, row in self._near if column < len(row.cells)]
        number = self._number([cell.text for _, cell in examples], column)
        if number is not None:
            return Filled(number)
        best: tuple[float, Filled] | None = None
        for distance, (entry, cell) in enumerate(examples):
            filled = self._filler.fill(entry, cell.span, used)
            if filled is None:
                continue
            score = filled.score(house, self._filler.work.wanted) - distance * NEAR
            if not filled.parts and not filled.removed and not filled.foreign:
                # A cell that says nothing goes with a work of which nothing is known.
                score -= 0.5
            if best is None or score > best[0]:
                best = score, filled
        if best is None:
            return None
        filled = best[1]
        if not filled.parts:
            name = self._headers[column]
            texts = [source.slice(cell.span) for _, cell in examples]
            filled = replace(filled, text=self._null(texts), urls=[])
            if any(not house.is_null(cell.text) or cell.image for _, cell in examples):
                filled.removed |= {" ".join(name.split())} if name.strip() else set()
        return filled

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
