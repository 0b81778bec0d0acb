"""Drafts of a new entry: like its neighbours, best first, each as the lines that would be added."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lint.adding.filling import Filled, Filler
from lint.adding.work import names_of
from lint.entries.entry import Form
from lint.entries.nulls import fold
from lint.rules.helpers.lines import whole_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lint.adding.house import House
    from lint.adding.work import Work
    from lint.document.model import Row
    from lint.entries.entry import Entry
    from lint.source import Span

# So many entries are tried as examples, the nearest first, and so many drafts are given.
_MOST_TRIED, _MOST_DRAFTS = 60, 6
# A worse fit is not made up for by standing nearer.
_NEAR = 0.01
_BLANK_LINES = re.compile(r"[ \t>]*(?:\r\n|\r|\n)")
_EMPTY_CELL = re.compile(r"(<td\b[^<>]{0,300}>)\s{0,40}(</td>)", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,9}")
_NUMBERED = re.compile(r"(\d{1,9})([.)])")
_BREAK = re.compile(r"\r\n|\r|\n")
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


@dataclass(frozen=True, slots=True)
class Draft:
    """The text to insert at an offset of the source, and what it should be read as.

    `shown` is the entry without what parts it from its neighbours. `urls` are those of its links
    in order, `unknown` the names of the fields that nobody knows.
    """

    at: int
    text: str
    shown: str
    title: str
    urls: tuple[str, ...]
    unknown: tuple[str, ...]
    filled: frozenset[str] = frozenset()

    def applied(self, text: str) -> str:
        """`text` with the entry in it."""
        return text[: self.at] + self.text + text[self.at :]


def drafts(house: House, work: Work, index: int) -> Iterator[Draft]:
    """Drafts of an entry before the one at `index` of the section."""
    entries = house.series.entries
    table = house.series.table
    near = sorted(entries, key=lambda one: abs(entries.index(one) - index + 0.5))[:_MOST_TRIED]
    # An entry that leads to the same site comes before others.
    if table is not None and not table.html and entries[0].form is Form.ROW:
        draft = _Rows(house, work, near).draft(index)
        if draft is not None and _leads_there(draft, work):
            yield draft
        return
    ranked: list[tuple[float, Entry, Filled]] = []
    html = table is not None and table.html
    for modes in (html, not html):
        filler = Filler(house, work, html=modes)
        found = ((one, filler.fill(one, one.span)) for one in near)
        ranked = [
            (filled.score(house, work.wanted) - distance * _NEAR, one, filled)
            for distance, (one, filled) in enumerate(found)
            if filled is not None and filled.title
        ]
        ranked.sort(key=lambda one: -one[0])
        for _, entry, filled in ranked[:_MOST_DRAFTS]:
            text = _null_cells(house, entry, filled.text) if html else filled.text
            draft = _lines(house, entry, replace_text(filled, text), index)
            if draft is not None and _leads_there(draft, work):
                yield draft


def _leads_there(draft: Draft, work: Work) -> bool:
    """Whether a draft has the URL that was given, in whatever form."""
    return bool(names_of(work.url) & {name for url in draft.urls for name in names_of(url)})


def replace_text(filled: Filled, text: str) -> Filled:
    """`filled` with another text."""
    return replace(filled, text=text)


def _null_cells(house: House, entry: Entry, text: str) -> str:
    """An HTML record with the list's null mark in the cells that have lost what they held."""
    before = len(_EMPTY_CELL.findall(house.document.source.slice(entry.span)))
    if len(_EMPTY_CELL.findall(text)) <= before:
        return text
    marks = Counter(
        value.strip()
        for one in house.series.entries
        for value in one.fields.values()
        if value.strip() and house.is_null(value)
    )
    mark = marks.most_common(1)[0][0] if marks else ""
    return _EMPTY_CELL.sub(lambda cell: f"{cell[1]}{mark}{cell[2]}", text)


def _lines(house: House, entry: Entry, filled: Filled, index: int) -> Draft | None:
    """The draft of whole lines with `filled` in place of `entry`; None if its lines are shared."""
    text = house.document.source.text
    entries = house.series.entries
    block = whole_lines(text, entry.span)
    before, after = text[block.start : entry.span.start], text[entry.span.end : block.end]
    if before.strip(" \t>|") or after.strip(" \t\r\n|"):
        return None
    body = before + _numbered(house, entry, filled.text, index) + after.rstrip("\r\n")
    # Blanks behind a row say nothing; behind an item they may be a line break.
    body = body.rstrip() if entry.form is Form.ROW else body.rstrip("\r\n")
    blocks = [whole_lines(text, one.span) for one in entries]
    ending = found[0] if (found := _BREAK.search(text)) else "\n"
    joint = _between(text, blocks, index)
    if joint is None:
        return None
    shown = body
    if index < len(entries):
        at = blocks[index].start
        body = body + ending + joint
    else:
        at = _end(text, blocks[-1])
        body = joint + body + ending
        if not text[:at].endswith(("\n", "\r")):
            body = ending + body.rstrip("\r\n")
    unknown = tuple(sorted(filled.removed))
    return Draft(
        at, body, shown, filled.title, tuple(filled.urls), unknown, frozenset(filled.parts)
    )


def _end(text: str, block: Span) -> int:
    """The end of the last line of a block that is not blank."""
    end = len(text[: block.end].rstrip())
    found = _BREAK.search(text, end)
    return found.end() if found else len(text)


def _between(text: str, blocks: Sequence[Span], index: int) -> str | None:
    """The blank lines between entries around `index`; None where something else stands there."""
    if len(blocks) == 1:
        return ""
    at = min(max(index, 1), len(blocks) - 1)
    start = _end(text, blocks[at - 1])
    gap = text[start : blocks[at].start]
    if gap.strip(" \t\r\n>"):
        # A heading or a comment between two entries is no habit.
        return ""
    return gap


def _numbered(house: House, entry: Entry, text: str, index: int) -> str:
    """An item of a numbered list with the number of its place."""
    found = _NUMBERED.match(text)
    if found is None:
        return text
    source = house.document.source
    entries = house.series.entries
    numbers = [
        int(one[1]) if (one := _NUMBERED.match(source.text, each.span.start)) else 0
        for each in entries
    ]
    if len(set(numbers)) == 1 and len(numbers) > 1:
        number = numbers[0]
    else:
        number = numbers[index] if index < len(numbers) else numbers[-1] + 1
    del entry
    return f"{number}{text[found.end(1) :]}"


def _says_nothing(text: str) -> bool:
    """Whether a null mark promises nothing, as “coming soon” does, and is no tick or cross."""
    return fold(text) in _NEUTRAL or not text.strip(" -–—?./")  # noqa: RUF001 - dashes


class _Rows:
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
            cell = self._cell(column, index, used)
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
        return _lines(self._house, base[0], whole, index)

    def _cell(self, column: int, index: int, used: set[str]) -> Filled | None:
        """The best filling of a column; None where none is."""
        house = self._house
        source = house.document.source
        examples = [(one, row.cells[column]) for one, row in self._near if column < len(row.cells)]
        number = self._number([cell.text for _, cell in examples], column, index)
        if number is not None:
            return Filled(number)
        best: tuple[float, Filled] | None = None
        for distance, (entry, cell) in enumerate(examples):
            filled = self._filler.fill(entry, cell.span, used)
            if filled is None:
                continue
            score = filled.score(house, self._filler.work.wanted) - distance * _NEAR
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

    def _number(self, texts: Sequence[str], column: int, index: int) -> str | None:
        """The next number of a column that counts its rows; None for any other column."""
        if column or len(texts) < 2 or not all(map(_NUMBER.fullmatch, texts)):
            return None
        numbers = sorted(map(int, texts))
        if numbers != list(range(numbers[0], numbers[0] + len(numbers))):
            return None
        del index
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
