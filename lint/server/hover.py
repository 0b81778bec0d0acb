"""What is shown of a place: rule, link with its last verdict, and what the entry was read as."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from lint.console.markdown import code
from lint.credentials import hide, hide_within
from lint.rules import all_rules
from lint.rules.helpers.results import in_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lint.document.model import Link
    from lint.entries.entry import Entry
    from lint.links.store.record import Record
    from lint.server.checking import Checked

_MOST_LINKS = 10
# Where the examples of a rule begin: with their heading, or without one in a plug-in.
_EXAMPLES = re.compile(r"(?m)^(?:## Bad$|`{3})")


def hover(checked: Checked, offset: int, cache: Path | None) -> str:
    """Markdown on the place at `offset`, "" where there is nothing to say.

    Verdicts are those of the cache in the folder `cache`; None is that of the platform.
    """
    return "\n\n".join(_parts(checked, offset, cache))


def _parts(checked: Checked, offset: int, cache: Path | None) -> Iterator[str]:
    found = (one for one in checked.diagnostics if one.span.start <= offset < one.span.end)
    for name in dict.fromkeys(one.rule for one in found):
        rule = all_rules().get(name)
        if rule is not None:
            # Our own words; without the examples, which are pages long.
            words = _EXAMPLES.split(rule.documentation, maxsplit=1)[0].strip()
            yield f"**{name}** ({rule.severity})\n\n{words}"
    link = checked.link(offset)
    if link is not None:
        yield _link(link, cache)
    entry = checked.entry(offset)
    if entry is not None:
        yield "\n".join(_entry(entry))


def _link(link: Link, cache: Path | None) -> str:
    url = link.web
    if url is None:
        return f"**Link** {code(link.url)}"
    known = _known(url.request, cache)
    return f"**Link** {code(hide(url.request))}: {_verdict(known) if known else 'not checked yet'}"


def _verdict(known: Record) -> str:
    try:
        result = known.result(())
    except (ValueError, TypeError):
        return "not checked yet"  # by a later version
    words = in_words(replace(result, from_cache=False))
    parts = [result.verdict.value, code(words) if words else ""]
    if result.redirected and result.final_url:
        parts.append(f"leads to {code(hide(result.final_url))}")
    return f"{', '.join(filter(None, parts))} (as of {known.checked})"


def _known(url: str, cache: Path | None) -> Record | None:
    """What the cache has of a URL; none is made where there is none."""
    try:
        from lint.links.store.location import default
        from lint.links.store.sqlite import FILE_NAME, Cache, CacheError
    except ImportError:
        return None  # a Python without SQLite
    try:
        file = (cache or default()) / FILE_NAME
        if not file.is_file():
            return None
        opened = Cache(file)
        try:
            return opened.get(url)
        finally:
            opened.close()
    except (CacheError, OSError):
        return None


def _entry(entry: Entry) -> Iterator[str]:
    shown: Any = hide_within(entry.as_json())
    yield "**Entry**\n"
    for name, value in shown.items():
        if isinstance(value, str):
            yield f"- {code(name)}: {code(value) if value else '(empty)'}"
    links = shown.get("links") or []
    for one in links[:_MOST_LINKS]:
        role = one.get("role") or one.get("label") or "link"
        yield f"- {code(str(role))}: {code(str(one.get('url', '')))}"
    if len(links) > _MOST_LINKS:
        yield f"- and {len(links) - _MOST_LINKS} more links"
