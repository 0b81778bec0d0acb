"""How the tables of a list are read: what `[[tables]]` says."""

from __future__ import annotations

from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from lint.entries.headers import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from collections.abc import Set as AbstractSet
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class TableConfig:
    """How the tables are read for which all of `headers`, `section` and `file` hold.

    `headers` must all be there, `section` is a pattern for the text of a heading above the table,
    `file` one for the path of the list. `schema` replaces the schema of an entry; `entries` says
    whether the rows are entries (None: their headers decide); `map` names the field of a column
    by its header. `null_marks` and `dates` come on top of those of the list. `foreign` says that
    the schema is that of a fetched repository.
    """

    headers: tuple[str, ...] = ()
    section: str | None = None
    file: str | None = None
    schema: Path | None = None
    entries: bool | None = None
    map: Mapping[str, str] = field(default_factory=dict)
    null_marks: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    foreign: bool = False

    def fits_headers(self, headers: AbstractSet[str]) -> bool:
        """Whether `headers` of a table, as `lint.entries.columns.plain` has them, fit."""
        return {plain(header) for header in self.headers} <= headers

    def fits_headings(self, headings: Iterable[str]) -> bool:
        """Whether one of the `headings` above a table fits; there may be none."""
        pattern = (self.section or "*").casefold()
        return any(fnmatchcase(text.casefold(), pattern) for text in [*headings, ""])


@dataclass(frozen=True, slots=True)
class SourceConfig:
    """How data files that a list is generated from are read.

    `file` is a pattern for their path, `items` leads to the entries of a YAML file, names with dots
    between them (None: what the file is). `map` is as in TableConfig.
    """

    file: str
    items: str | None = None
    map: Mapping[str, str] = field(default_factory=dict)
