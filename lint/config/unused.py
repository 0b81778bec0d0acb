"""What a configuration says for nothing: names and patterns that nothing in the lists fits."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, NamedTuple

from lint import urls
from lint.entries.columns import CORE
from lint.entries.headers import plain
from lint.links.filters import HELP, Selection
from lint.links.network.accepted_statuses import EVERY_HOST, names_of
from lint.links.result import Verdict
from lint.text import clip, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from lint.config.config import Config
    from lint.config.places import Key
    from lint.document.model import Document, Table
    from lint.entries.options import TableConfig
    from lint.links.result import LinkResult

_FIELDS = tuple(field for field in CORE if field != "section")
# How like a field (difflib's ratio) another name is that can only mean it: `sumary`, not `data`.
_SLIP = 0.85
_POLICY = "entry-policy"


class Unused(NamedTuple):
    """A key that changes nothing, or not what it was meant to, why, and what may help."""

    key: Key
    message: str
    hint: str | None = None


def slips(config: Config) -> Iterator[Unused]:
    """Columns that are mapped to what is nearly a field, whatever the lists hold."""
    maps = [("tables", number, one.map) for number, one in enumerate(config.tables)]
    maps += [("sources", number, one.map) for number, one in enumerate(config.sources)]
    for key, number, mapping in maps:
        for header, field in mapping.items():
            near = get_close_matches(field, _FIELDS, n=1, cutoff=_SLIP)
            if near and field not in _FIELDS:
                message = f"unknown field {clip(field)!r}; did you mean {near[0]!r}?"
                yield Unused((key, number, "map", header), message)


def unfit(config: Config, lists: Sequence[tuple[str, Document]]) -> Iterator[Unused]:
    """What fits nothing in `lists`, which are all that there are, each with its path."""
    for pattern in config.per_file_ignores:
        if not any(config.fits(path, pattern) for path, _ in lists):
            yield Unused(("per_file_ignores", pattern), f"{clip(pattern)!r} matches no list")
    for number, table in enumerate(config.tables):
        key: Key = ("tables", number)
        where = table.file
        read = [one for path, one in lists if where is None or config.fits(path, where)]
        if not read:
            yield Unused((*key, "file"), f"{clip(where or '')!r} matches no list")
        else:
            tables = [one for document in read for one in document.tables]
            yield from (one._replace(key=(*key, *one.key)) for one in _unfit_table(table, tables))
    for number, source in enumerate(config.sources):
        yield from _unfit_source(config, number, source.file, lists)
    policy: Mapping[str, Any] = config.rules.get(_POLICY, {})
    headers = _headers(table for _, document in lists for table in document.tables)
    for header in policy.get("allowed_values", ()):
        if plain(header) not in headers:
            yield Unused(("policy", "allowed_values", header), _no_header(header, headers))
    headings = {plain(one.text): one.text for _, document in lists for one in document.headings}
    for name in policy.get("sections", ()):
        if plain(name) not in headings:
            hint = did_you_mean(name, headings.values())
            yield Unused(("policy", "sections", name), f"no heading matches {clip(name)!r}{hint}")


def unfit_links(
    config: Config, written: Mapping[str, Collection[str]], results: Mapping[str, LinkResult]
) -> Iterator[Unused]:
    """What `[links]` says that fits no link.

    `written` are all links by their normalised URLs, each as it is written in the lists; `results`
    what a check of them found out.
    """
    for key, message in Selection(config.links, written).unused(written).items():
        name, _, number = key.rstrip("]").partition("[")
        yield Unused(("links", name, int(number) - 1), message, HELP)
    found = [results[url] for url in written if url in results]
    if any(one.verdict is Verdict.UNVERIFIED and one.status is None for one in found):
        return  # where these lead to is not known
    ends = (urls.http(url) for one in found for url in (one.url, one.final_url) if url)
    hosts = {name for end in ends if end is not None for name in names_of(end.host)}
    for key, table in (("accept", config.links.accept), ("hosts", config.links.hosts)):
        for host in table:
            if host != EVERY_HOST and host not in hosts:
                message = f"no link leads to {clip(host)!r}, by itself or by a redirect"
                yield Unused(("links", key, host), message)


def _unfit_source(
    config: Config, number: int, pattern: str, lists: Sequence[tuple[str, Document]]
) -> Iterator[Unused]:
    if not any(config.fits(path, pattern) for path, _ in lists):
        yield Unused(("sources", number, "file"), f"{clip(pattern)!r} matches no file")


def _unfit_table(config: TableConfig, tables: Sequence[Table]) -> Iterator[Unused]:
    """What one of `[[tables]]` says that holds for none of `tables`; keys within it."""
    headers = _headers(tables)
    absent = [header for header in config.headers if plain(header) not in headers]
    alike = [table for table in tables if _has_headers(table, config)]
    below = [table for table in tables if _is_below(table, config)]
    if absent:
        yield Unused(("headers",), _no_header(absent[0], headers))
    elif config.headers and not alike:
        yield Unused(("headers",), "no table has all of these headers")
    if config.section is not None and not below:
        message = f"no table is below a heading that matches {clip(config.section)!r}"
        yield Unused(("section",), message)
    elif alike and not any(_has_headers(table, config) for table in below):
        yield Unused(("section",), "no table below such a heading has these headers")
    elif alike:
        fitting = _headers(table for table in below if _has_headers(table, config))
        for header in config.map:
            if plain(header) not in fitting:
                yield Unused(("map", header), _no_header(header, fitting))


def _has_headers(table: Table, config: TableConfig) -> bool:
    return config.fits_headers(_headers([table]).keys())


def _is_below(table: Table, config: TableConfig) -> bool:
    return config.fits_headings(heading.text for heading in table.headings)


def _headers(tables: Iterable[Table]) -> Mapping[str, str]:
    """The headers of `tables` as they are compared, each with one as it is written."""
    cells = (cell.text for table in tables for cell in table.header.cells)
    return {plain(text): " ".join(text.split()) for text in cells}


def _no_header(header: str, known: Mapping[str, str]) -> str:
    return f"no table has the header {clip(header)!r}{did_you_mean(header, known.values())}"
