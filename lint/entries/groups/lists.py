"""Groups of list items: which of them are entries, which belong to one, and which are neither."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from lint.dates.cells import month_in
from lint.entries.fields.front import days_end
from lint.entries.fields.items import entry_of
from lint.entries.fields.line import NAMED, PLAIN
from lint.entries.fields.lines import break_lines
from lint.entries.fields.parts import read_parts
from lint.entries.fields.properties import known_keys
from lint.entries.groups.logs import Logged, logged_pages, take_logged
from lint.entries.groups.neighbours import (
    take_by,
    take_contacts,
    take_keyed,
    take_labels,
    take_listed,
    take_mixed,
    take_names,
    take_sourced,
    take_unlinked,
    take_wiki,
)
from lint.entries.groups.shapes import (
    Shape,
    hints_of,
    is_linked,
    labels_below,
    shape_of,
)
from lint.entries.groups.slashes import are_signed, take_slashed
from lint.entries.groups.summaries import asked_nodes, describe
from lint.entries.groups.verdicts import (
    Group,
    addressed_lists,
    are_peers,
    are_sections,
    described_lists,
    has_lone,
    verdict_on,
)
from lint.entries.groups.works import are_catalogued, take_works
from lint.entries.words import mentions_label
from lint.patterns import lazy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lint.document.model import Document
    from lint.entries.candidates.tree import Node
    from lint.entries.entry import Entry
    from lint.entries.facts import Facts

_COLON = frozenset(":\uff1a")
_FEWEST_LONE = 3
_LONGEST_INTRODUCTION, _MOST_FURTHER = 5, 3
# How news of the list begins behind its day.
_DONE_WORDS = """add added adding update updated updates release released remove removed fix fixed
    classify merge merged upload uploaded include included initial reorganize reorganized rename
    renamed create created collect collected refine refined""".split()  # noqa: SIM905 - words
_DONE = lazy(rf"\W{{0,6}}(?:We |I )?(?i:{'|'.join(_DONE_WORDS)})\b")


class _Habits(NamedTuple):
    """What the lists of a document have in common.

    `keys` are those of properties, `near_keys` those that probably are. `described` and `addressed`
    are lists that `verdicts` knows; `signed` says that authors stand behind slashes, `catalogued`
    that the items are works without a link, `logged` that days stand before the names of pages.
    """

    keys: frozenset[str]
    near_keys: frozenset[str]
    described: frozenset[int]
    addressed: frozenset[int]
    signed: bool
    catalogued: bool
    logged: Logged


def read_items(document: Document, nodes: Sequence[Node], facts: Facts) -> list[Entry]:
    """The entries that items are; every node gets a verdict."""
    for node in nodes:
        if node.verdict != "part":
            if node.text.softs:
                node.text = break_lines(node.text, facts)
            node.parts = read_parts(node.text, facts, PLAIN)
            node.web = any(facts.is_web(one.link) for one in node.text.anchors if not one.is_image)
            if not node.web and len(node.paragraphs) > 1:
                node.below = labels_below(document, node, facts)
    groups: dict[int, list[Node]] = defaultdict(list)
    for node in nodes:
        groups[node.item.group].append(node)
    whole = shape_of([node for node in nodes if node.verdict != "part"], facts)
    near = known_keys(nodes, fewest=2)
    habits = _Habits(
        known_keys(nodes),
        near,
        described_lists(nodes, near),
        addressed_lists(nodes, facts),
        signed=are_signed(node for node in nodes if node.verdict != "part"),
        catalogued=are_catalogued(document, nodes),
        logged=logged_pages(nodes),
    )
    for group in groups.values():
        _decide(document, group, whole, facts, habits)
    taken = [node for node in nodes if node.verdict in {"entry", "record"}]
    describe(taken)
    asked = asked_nodes(taken)
    entries = []
    for node in taken:
        entries.append(entry_of(document, node, facts, asked=node in asked))
        # An item looks at those within it, which come later. What was read of a long list takes
        # more than its entries, and so makes room for them.
        node.forget()
    return entries


def _decide(
    document: Document,
    group: list[Node],
    whole: Shape,
    facts: Facts,
    habits: _Habits,
) -> None:
    """Give every item of a list its verdict."""
    group = [node for node in group if not node.verdict]
    parent = group[0].parent if group else None
    if parent is not None and parent.verdict in {"record", "part"}:
        for node in group:
            node.verdict = "part"
        return
    shape = _read_again(group, whole, facts)
    if parent is not None and parent.verdict == "entry" and _are_further(group):
        for node in group:
            node.verdict = "part"
        return
    take_by(group)
    take_slashed(group, facts, signed=habits.signed)
    meta = (facts.meta(group[0].item.headings) if group else "") or _news(group)
    if not meta and group and _is_introduction(document, group, facts):
        meta = "introduction"
    if not meta and not habits.signed and _are_plain(group, facts):
        for node in group:
            node.verdict = "entry"
    else:
        _look_closer(document, group, (shape, whole), facts, habits, meta)


def _look_closer(  # noqa: PLR0913, PLR0917 - what `_decide` knows
    document: Document,
    group: list[Node],
    shapes: tuple[Shape, Shape],
    facts: Facts,
    habits: _Habits,
    meta: str,
) -> None:
    """Give every item of a list its verdict, whatever they are; `meta` is as in `Group`."""
    shape, whole = shapes
    lone = sum(map(has_lone, group))
    known = Group(
        facts,
        habits.keys,
        habits.near_keys,
        shape,
        whole,
        meta,
        _all_owners(group, facts),
        lone=lone >= _FEWEST_LONE and lone * 5 >= len(group) * 4,
        described=habits.described,
        addressed=habits.addressed,
        peers=are_peers(group, facts),
        sections=are_sections(group, facts),
    )
    for node in group:
        node.verdict, node.why = verdict_on(node, known)
    take_unlinked(group)
    take_sourced(group, facts)
    take_wiki(group)
    take_listed(group, whole)
    take_logged(group, logged=habits.logged)
    take_works(group, catalogued=habits.catalogued)
    take_mixed(group)
    take_names(document, group)
    take_keyed(group, shape, facts)
    take_labels(group, facts)
    take_contacts(group)
    contacts = sum(node.verdict == "contact" for node in group)
    if contacts and contacts * 2 >= shape.web:
        for node in group:
            if node.web and not is_linked(node, facts):
                node.verdict, node.why = "contact", ""


def _are_plain(group: Sequence[Node], facts: Facts) -> bool:
    """Whether all items are plain linked titles with a sentence each, which entries are.

    Nearly all lists are such. To look for whatever else they may be takes a tenth of a check.
    """
    plain = all(
        node.parts is not None and node.parts.plain and node.web and not node.children
        for node in group
    )
    return plain and not _all_owners(group, facts)


def _read_again(group: Sequence[Node], whole: Shape, facts: Facts) -> Shape:
    """Read the items again with what their list shows of them; the shape of the list."""
    shape = shape_of(group, facts)
    hints = hints_of(shape, whole)._replace(days=_are_days(group))
    if hints == PLAIN:
        return shape
    again = [
        node
        for node in group
        if node.parts is not None
        and (node.parts.kind not in NAMED or hints.authors or hints.signed or hints.days)
    ]
    for node in again:
        node.parts = read_parts(node.text, facts, hints)
    return shape_of(group, facts) if again else shape


def _are_days(group: Sequence[Node]) -> bool:
    """Whether the numbers in front of items are days of the month that their heading names."""
    headings = group[0].item.headings if group else ()
    if not headings or month_in(headings[-1].text) is None:
        return False
    found = sum(days_end(node.text.text, 0, len(node.text.text)) > 0 for node in group)
    return found * 10 >= len(group) * 6


def _news(group: Sequence[Node]) -> str:
    """Whether items tell what was done to the list, by the day: `2023/12/08: Add papers of …`."""
    told = sum(
        node.parts is not None
        and node.parts.lead_date
        and node.parts.kind != "link"
        and _DONE.match(node.text.text, node.parts.date[1] if node.parts.date else 0) is not None
        for node in group
    )
    return "news" if told >= 2 and told * 2 >= len(group) else ""


def _is_introduction(document: Document, group: Sequence[Node], facts: Facts) -> bool:
    """Whether a few items above the sections go on from a sentence: `Get the data:`."""
    start = group[0].item.span.start
    if len(group) > _LONGEST_INTRODUCTION or any(one.level > 1 for one in facts.path(start)):
        return False
    if not any(one.level > 1 for one in facts.headings):
        return False
    if any(node.parts is None or node.parts.kind in NAMED for node in group):
        return False
    starts = [one.span.start for one in document.paragraphs]
    before = bisect_left(starts, start) - 1
    if before < 0:
        return False
    place = document.paragraphs[before].span
    words = document.source.text[place.start : place.end].rstrip()
    return words[-1:] in _COLON and place.end <= start


def _are_further(group: Sequence[Node]) -> bool:
    """Whether items below an entry are further links of it: few, and nothing but labels."""
    if len(group) > _MOST_FURTHER:
        return False
    labels = 0
    for node in group:
        parts = node.parts
        if parts is None or parts.kind != "link" or parts.title is None or node.children:
            return False
        if parts.summary or parts.date or parts.labels or parts.others or parts.authors:
            return False
        labels += mentions_label(node.text.value(*parts.title))
    return labels * 2 >= len(group)


def _all_owners(group: Sequence[Node], facts: Facts) -> bool:
    """Whether all items lead to people: contributors, not entries."""
    found = [one for node in group for one in node.text.anchors if not one.is_image]
    return len(found) >= 2 and all(facts.is_owner(one.link.url) for one in found)
