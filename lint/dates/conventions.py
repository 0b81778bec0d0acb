"""The habits of a list in writing dates, which decide what its cells state.

Whether `Oct 24` is a day or a month of 2024, and `7/4/23` in July or in April, the other cells
show: those of the whole list first, since one hand writes all of its tables, and those of the table
where the list is of several minds. What a list does on purpose is said once, at the first cell.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from lint.dates.lines import OLD_YEAR, Line
from lint.dates.notations import LATEST, Date
from lint.dates.readings import (
    UNPADDED,
    YEARLESS,
    StatedDate,
    defect_of,
    is_ambiguous,
    lacks_year,
    lines_of,
    of_lines,
    options_of,
)
from lint.patterns import lazy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_ORDERS = {"M/D/YY": "month first", "D/M/YY": "day first", "YY/MM/DD": "year first"}
# Notations in which a cell can state several dates: the orders with each mark and full years.
_ORDERED = frozenset(
    order.replace("/", mark) for mark in "/-." for order in (*_ORDERS, "M/D/YYYY", "D/M/YYYY")
)
_ORDER_OF = {
    name: name.replace("YYYY", "YY").replace("-", "/").replace(".", "/") for name in _ORDERED
}
OPTIONAL = YEARLESS | UNPADDED | _ORDERED | {OLD_YEAR}
"""The notations that are accepted where they are asked for, or where a table keeps to them."""

# What a table does in at least this share of its cells it does on purpose.
_MOST = 0.8
# From this share on, dates without a year are no slip: some lists write the year where it changes.
_OFTEN = 0.2
# A list keeps to a habit from this number of cells on.
_SEVERAL = 3
# Two numbers, or a month and a number, of which the second may be a day or a year.
_DAY_OR_YEAR = {
    "Mon DD": "Mon YY",
    **{f"MM{mark}DD": f"MM{mark}YY" for mark in "/."},
    **{f"DD{mark}MM": f"YY{mark}MM" for mark in "/-."},
}
# Two numbers that a program writes alike: of `31/12` and `05/11` only the first shows the order.
_DAY_FIRST = {f"MM{mark}DD": (f"DD{mark}MM", f"YY{mark}MM") for mark in "/-."}
_MONTHS = 12
# A list of things by month is hardly of so many years.
_MANY_YEARS = 15
_UNPADDED_CELL = lazy(r"\W*\d{4}(?:-[1-9]\d?){1,2}\W*")
_BARE = frozenset({"YYYY", "YYYY-YYYY", "YYYY年", OLD_YEAR})
# Taiwan counts the years from the Republic on; where one cell says so, the others are of it, too.
_REPUBLICAN = ("民國", "民国")
_WITHOUT_ERA = lazy(r"(?<![\w./-])\d{2,3}(?=\s?年|[./-]\d)")


class Convention(NamedTuple):
    """A habit of a table: `notations` are to be accepted in its cells, `text` tells the curator."""

    notations: frozenset[str]
    text: str


class Column(NamedTuple):
    """The date cells of one table, or the dates of the items of one list.

    `year` and `month` are those which the headings above give (`lint.dates.cells.year_in` and
    `month_in`), `accepted` are the notations that the configuration accepts.
    """

    cells: tuple[str, ...]
    year: int | None = None
    month: int | None = None
    accepted: frozenset[str] = frozenset()


class Note(NamedTuple):
    """What is to be said once of a habit, at the first of the `cells`: (column, cell), from 0."""

    text: str
    cells: tuple[tuple[int, int], ...]


class Settled(NamedTuple):
    """The dates of a list, by column and cell, and what is to be said of its habits."""

    dates: tuple[tuple[StatedDate, ...], ...]
    notes: tuple[Note, ...]


class _Learned(NamedTuple):
    """The lines of a column's cells and what the list accepts in them."""

    column: Column
    lines: tuple[list[Line], ...]
    accepted: set[str]

    @property
    def firsts(self) -> list[tuple[Date, ...]]:
        """The first date of each cell that has one."""
        found = (
            next((each for line in lines for each in line.dates), None) for lines in self.lines
        )
        return [readings for readings in found if readings is not None]

    @property
    def enough(self) -> float:
        """How many cells are most of those that say something."""
        return sum(map(bool, self.lines)) * _MOST


def settle(columns: Sequence[Column], *, latest: int = LATEST) -> Settled:
    """What all the date cells of a list state, read by the habits of the whole list.

    `latest` is the last year that a date may have: next year, for whoever knows today's.
    """
    learned = [_read(column, latest) for column in columns]
    notes = [*_learn_orders(learned)]
    _learn_day_first(learned)
    _learn_days(learned)
    notes += [*_learn_yearless(learned), *_learn_unpadded(learned)]
    for one in learned:
        _learn_old_years(one)
    dates = tuple(
        tuple(
            of_lines(cell, lines, one.column.year, frozenset(one.accepted))
            for cell, lines in zip(one.column.cells, one.lines, strict=True)
        )
        for one in learned
    )
    return Settled(dates, tuple(notes))


def learn(
    cells: Iterable[str],
    *,
    year_from_heading: bool = False,
    accepted: frozenset[str] = frozenset(),
    latest: int = LATEST,
) -> Convention | None:
    """The habit that explains what `dates.check` rejects in the date cells of one table.

    Numeric dates have an order if most cells are such dates, all of them can be read in that
    order and not all in another: `12/29/22` shows that `7/4/23` is in July. Dates without a year
    or without padding are a habit if most cells, and at least three, are written so. A table in
    which `check` rejects nothing needs no call.
    """
    column = Column(tuple(cells), LATEST if year_from_heading else None, accepted=accepted)
    one = _read(column, latest)
    notes = [*_learn_orders([one])]
    _learn_day_first([one])
    _learn_days([one])
    notes += [*_learn_yearless([one]), *_learn_unpadded([one])]
    known = frozenset(one.accepted - accepted)
    return Convention(known, notes[0].text) if notes else None


def _read(column: Column, latest: int) -> _Learned:
    cells = column.cells
    if any(era in cell for cell in cells for era in _REPUBLICAN):
        cells = tuple(
            cell
            if any(era in cell for era in _REPUBLICAN)
            else _WITHOUT_ERA.sub(r"民國\g<0>", cell)
            for cell in cells
        )
    lines = tuple(lines_of(cell, latest) for cell in cells)
    return _Learned(column, lines, set(column.accepted))


def _accept(
    learned: Sequence[_Learned], columns: Sequence[int], notations: Iterable[str]
) -> tuple[tuple[int, int], ...]:
    """Accept notations in some columns; the cells, by column and number, that they explain."""
    before = [*_rejected(learned, columns)]
    for at in columns:
        learned[at].accepted.update(notations)
    after = set(_rejected(learned, columns))
    return tuple(cell for cell in before if cell not in after)


def _rejected(learned: Sequence[_Learned], columns: Iterable[int]) -> Iterator[tuple[int, int]]:
    """The cells of some columns in which something is wrong by what is known so far."""
    for at in columns:
        one = learned[at]
        accepted, dated = frozenset(one.accepted), one.column.year is not None
        for cell, lines in enumerate(one.lines):
            if lines and defect_of(lines, accepted, year_known=dated):
                yield at, cell


def _learn_orders(learned: Sequence[_Learned]) -> Iterator[Note]:
    """The order of numeric dates: that of the list, or of each table of a list of several minds."""
    numeric = {}
    for at, one in enumerate(learned):
        found = [readings for readings in one.firsts if readings[0].notation in _ORDERED]
        if found and len(found) >= one.enough:
            numeric[at] = found
    together = _order([readings for found in numeric.values() for readings in found])
    groups = [list(numeric)] if together else [[at] for at in numeric]
    for group in groups:
        dates = [readings for at in group for readings in numeric[at]]
        order = together or _order(dates)
        if order is None or not any(
            is_ambiguous(options_of(readings, learned[at].column.accepted, year_known=False))
            for at in group
            for readings in numeric[at]
        ):
            continue
        notations = {
            reading.notation
            for readings in dates
            for reading in readings
            if _ORDER_OF[reading.notation] == order
        }
        cells = _accept(learned, group, notations)
        if cells:
            shown = " or ".join(sorted(notations, key=len))
            yield Note(f"dates are written {shown}, {_ORDERS[order]}", cells)


def _order(numeric: Sequence[Sequence[Date]]) -> str | None:
    """The one order in which all the numeric dates can be read."""
    orders = [{_ORDER_OF[reading.notation] for reading in readings} for readings in numeric]
    common = set(orders[0]).intersection(*orders) if orders else set()
    return common.pop() if len(common) == 1 else None


def _learn_day_first(learned: Sequence[_Learned]) -> None:
    """Read `05/11` as `31/12` beside it has to be read, where the list has no `12/31`."""
    for month_first, others in _DAY_FIRST.items():
        found = []
        pairs: list[Date] = []
        for one in learned:
            numbers = [
                item
                for each in one.firsts
                for item in each
                if item.notation in {month_first, others[0]}
            ]
            if numbers and len(numbers) >= one.enough:
                found.append(one)
                pairs += numbers
        turned = {item for item in pairs if item.notation == month_first}
        if len(turned) == len(pairs) or any((item.day or 0) > _MONTHS for item in turned):
            continue
        for lines in (lines for one in found for lines in one.lines):
            lines[:] = [
                replace(line, dates=[_turned(each, month_first, others) for each in line.dates])
                for line in lines
            ]


def _turned(
    readings: tuple[Date, ...], month_first: str, others: tuple[str, str]
) -> tuple[Date, ...]:
    """The readings of two numbers when the first cannot be a month."""
    month = next((item for item in readings if item.notation == month_first), None)
    if month is None:
        return readings
    day = month._replace(month=month.day, day=month.month, notation=others[0])
    return (day, day._replace(year=2000 + (month.month or 0), day=None, notation=others[1]))


def _learn_days(learned: Sequence[_Learned]) -> None:
    """Drop the reading of `Oct 24` and its like as a year where the list means days."""
    for day, year in _DAY_OR_YEAR.items():
        found = []
        for one in learned:
            dates = [
                each for each in one.firsts if any(item.notation in (day, year) for item in each)
            ]
            if dates and len(dates) >= one.enough:
                found.append((one, dates))
        dates = [each for _, of_column in found for each in of_column]
        certain = any(all(item.notation == day for item in each) for each in dates)
        readable = all(any(item.notation == day for item in each) for each in dates)
        if readable and (
            certain or any(_look_like_days(each, one.column.month) for one, each in found)
        ):
            for lines in (lines for one, _ in found for lines in one.lines):
                lines[:] = [replace(line, dates=_days_of(line, day)) for line in lines]


def _days_of(line: Line, day: str) -> list[tuple[Date, ...]]:
    """The dates of a line, those that can be read in the notation `day` in no other one."""
    return [tuple(item for item in each if item.notation == day) or each for each in line.dates]


def _look_like_days(dates: Sequence[Sequence[Date]], heading: int | None) -> bool:
    """Whether dates that may be months of a year can hardly be.

    They are all of the month of the `heading`, of too many years, or of one month.
    """
    months = {each[0].month for each in dates}
    if months == {heading}:
        return True
    years = {item.year for each in dates for item in each if item.year is not None}
    if not years:
        return False
    return max(years) - min(years) >= _MANY_YEARS or (len(months) == 1 and len(years) >= _SEVERAL)


def _learn_yearless(learned: Sequence[_Learned]) -> Iterator[Note]:
    """Dates without a year below headings without one, if some columns are full of them."""
    undated = [at for at, one in enumerate(learned) if one.column.year is None]
    total = 0
    dates: list[tuple[Date, ...]] = []
    for one in (learned[at] for at in undated):
        accepted = frozenset(one.accepted)
        stated = [[each for line in lines for each in line.dates] for lines in one.lines]
        lacking = [
            each
            for each in stated
            if each and all(_needs_year(readings, accepted) for readings in each)
        ]
        filled = sum(map(bool, one.lines))
        if lacking and len(lacking) >= filled * _OFTEN:
            total += filled
            dates += [each[0] for each in lacking]
    if len(dates) < _SEVERAL:
        return
    notations = {item.notation for readings in dates for item in readings} & YEARLESS
    cells = _accept(learned, undated, notations)
    if cells:
        shown = " or ".join(sorted(notations))
        some = "" if len(dates) >= total * _MOST else f"{len(dates)} of {total} "
        yield Note(f"{some}dates are written {shown}, without a year", cells)


def _needs_year(readings: Sequence[Date], accepted: frozenset[str]) -> bool:
    return lacks_year(options_of(readings, accepted, year_known=False))


def _learn_unpadded(learned: Sequence[_Learned]) -> Iterator[Note]:
    """Dates such as `2025-3` in columns that keep to them, not one of `2025-03`."""
    group = []
    short: list[str] = []
    for at, one in enumerate(learned):
        fitting = sum(
            bool(lines) and _UNPADDED_CELL.fullmatch(lines[0].text) is not None
            for lines in one.lines
        )
        found = [each[0].notation for each in one.firsts if each[0].notation in UNPADDED]
        if found and fitting >= one.enough:
            group.append(at)
            short += found
    if len(short) < _SEVERAL:
        return
    cells = _accept(learned, group, short)
    if cells:
        shown = " or ".join(sorted(set(short)))
        yield Note(f"dates are written {shown}, with one digit below 10", cells)


def _learn_old_years(one: _Learned) -> None:
    """Years before 1900 in a column of years: half of its cells, and more than one."""
    bare = [each for each in one.firsts if each[0].notation in _BARE]
    if len(bare) > 1 and len(bare) * 2 >= sum(map(bool, one.lines)):
        one.accepted.add(OLD_YEAR)
