"""Entry out of order in a sorted section.

## What it does

Checks for a single entry that breaks the alphabetical or chronological order of its section. The
order is detected from the other entries; there is nothing to configure. `Apple Pie` may be before
or after `Apple`, and punctuation may be compared or ignored.

A section needs eight entries, or five if nearly all sections of the list are sorted in the same
way. Unless nearly all of them are, the problem is an info. An entry at the start of a section is
ignored, because it is usually pinned there.

## Why it matters

The section was sorted until the entry was added, mostly at its end. Readers look for it in the
wrong place.

## Bad

```md bad
- [actix](https://actix.example)
- [axum](https://axum.example)
- [gotham](https://gotham.example)
- [iron](https://iron.example)
- [rocket](https://rocket.example)
- [salvo](https://salvo.example)
- [tide](https://tide.example)
- [warp](https://warp.example)
- [poem](https://poem.example)
```

## Good

```md good
- [actix](https://actix.example)
- [axum](https://axum.example)
- [gotham](https://gotham.example)
- [iron](https://iron.example)
- [Poem](https://poem.example)
- [rocket](https://rocket.example)
- [salvo](https://salvo.example)
- [tide](https://tide.example)
- [warp](https://warp.example)
```

## Fix safety

The fix moves the entry. It is unsafe, because its position may be intended.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from lint.diagnostics import Finding, Fix, Related, Severity
from lint.entries.identity import series
from lint.patterns import lazy
from lint.rules.base import Context, rule
from lint.rules.helpers.lines import move, whole_lines
from lint.rules.helpers.orders import ALPHABETICAL, FIRST, Order, is_russian, is_sorted, orders
from lint.text import clip

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lint.document.model import Document
    from lint.entries.identity import Series
    from lint.source import Span

# Of all orders of five entries, a seventh is one entry away from alphabetical; of eight, one in
# 800. A list sorts its sections where so many of them are in order, and there are some.
_FEWEST, _ENOUGH = 5, 8
_HABIT, _FEWEST_SECTIONS = 0.8, 4
_NUMBERED = lazy(r"\d")
_CONTENTS = lazy(r"(?i)\b(?:contents?|index|toc)\b|目录|目錄|目次|목차")


class _Misfit(NamedTuple):
    """The entry at `place` belongs behind that at `after`, before that at `before`, if any."""

    place: int
    after: int | None
    before: int | None
    order: str
    distinct: int


@rule("unsorted-entry", Severity.WARNING, since="0.1.0", fixable=True, relative=True)
def check(document: Document, context: Context) -> Iterator[Finding]:
    """Findings in the order of tables and lists, at most one for each."""
    sections = 0
    kept: Counter[str] = Counter()
    found: list[tuple[Series, _Misfit]] = []
    for each in series(document, context):
        if len(each.entries) < _FEWEST or _has_no_order(document, each):
            continue
        sections += 1
        possible = list(orders(each))
        names = [one.name for one in possible if any(map(is_sorted, one.keys))]
        kept.update(names)
        misfits = [misfit for one in possible if (misfit := _misfit(one)) is not None]
        misfits = [one for one in misfits if not _is_sorted_elsewhere(each, one)]
        if misfits and not names:
            found.append((each, max(misfits, key=lambda one: one.distinct)))
    for each, misfit in found:
        number = kept[misfit.order]
        habit = number >= _FEWEST_SECTIONS and number >= _HABIT * (sections - 1)
        if habit or misfit.distinct >= _ENOUGH:
            yield _finding(document, each, misfit, None if habit else Severity.INFO)


def _has_no_order(document: Document, each: Series) -> bool:
    """Whether entries are numbered, or are a table of contents."""
    if any(_CONTENTS.search(heading.text) for heading in each.headings[-1:]):
        return True
    return bool(each.items) and _is_numbered(document, each.items[0].span)


def _is_numbered(document: Document, span: Span) -> bool:
    return _NUMBERED.match(document.source.text, span.start) is not None


def _misfit(order: Order) -> _Misfit | None:
    """The one entry without which the others keep `order`, however they are compared."""
    count = len(order.keys[0])
    common: set[int] | None = None
    fitting: tuple[str, ...] = ()
    for keys in order.keys:
        candidates = _candidates(keys)
        if candidates:
            common = candidates if common is None else common & candidates
            fitting = fitting or keys
    if not common:
        return None
    # Of two neighbours that are swapped, the later one is said to be out of place.
    at = min(common) if order.backwards else max(common)
    place = count - 1 - at if order.backwards else at
    if place == 0:
        return None
    ahead = bisect_right([*fitting[:at], *fitting[at + 1 :]], fitting[at])
    others = [one for one in range(count) if one != place]
    if order.backwards:
        ahead = len(others) - ahead
    after = others[ahead - 1] if ahead > 0 else None
    before = others[ahead] if ahead < len(others) else None
    return _Misfit(place, after, before, order.name, len(set(fitting)))


def _is_sorted_elsewhere(each: Series, misfit: _Misfit) -> bool:
    """Whether an alphabet may have the misfit where it is: Å comes behind Z in some, not in all."""
    if misfit.order not in ALPHABETICAL:
        return False
    title = unicodedata.normalize("NFC", each.entries[misfit.place].fields.get("title", ""))
    first = FIRST.search(title)
    return first is not None and not (first[0].isascii() or is_russian(first[0]))


def _candidates(keys: Sequence[str]) -> set[int]:
    """The indexes of the entries without any one of which the others are sorted."""
    fall = next((i for i in range(len(keys) - 1) if keys[i] > keys[i + 1]), None)
    if fall is None:
        return set()
    return {i for i in (fall, fall + 1) if is_sorted([*keys[:i], *keys[i + 1 :]])}


def _finding(
    document: Document, each: Series, misfit: _Misfit, severity: Severity | None
) -> Finding:
    entry = each.entries[misfit.place]
    if misfit.after is None:
        neighbour, where = each.entries[misfit.before or 0], "before"
    else:
        neighbour, where = each.entries[misfit.after], "after"
    title, other = clip(entry.fields["title"]), clip(neighbour.fields["title"])
    message = (
        f"“{title}” belongs {where} “{other}”: the other {len(each.entries) - 1} entries of this"
        f" {each.place} are {misfit.order}"
    )
    place = entry.places.get("title", entry.span)
    related = (Related(neighbour.places.get("title", neighbour.span), f"belongs {where} this"),)
    return Finding(place, message, _fix(document, each, misfit), related, severity=severity)


def _fix(document: Document, each: Series, misfit: _Misfit) -> Fix | None:
    """Move the entry, if all entries are whole lines without blank ones between them."""
    text = document.source.text
    if each.table is not None and each.table.html:
        return None
    blocks = [whole_lines(text, entry.span) for entry in each.entries]
    for block, entry in zip(blocks, each.entries, strict=True):
        around = text[block.start : entry.span.start] + text[entry.span.end : block.end]
        if around.strip(" \t\r\n|>"):
            return None
    first, last = blocks[0], blocks[-1]
    if any(not line.strip() for line in text[first.start : last.end].splitlines()):
        return None
    target = last.end if misfit.before is None else blocks[misfit.before].start
    return Fix("move the entry", move(text, blocks[misfit.place], target))
