"""The habits of the list that an entry is added to: what its entries have, and which words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lint import urls
from lint.adding.parts import between, parts_of
from lint.adding.work import role
from lint.document.model import LinkKind
from lint.entries.nulls import is_null

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lint.document.model import Document, Link
    from lint.entries.identity import Series
    from lint.rules.base import Context
    from lint.urls import URL

# So many entries around a place are looked at; a section may have thousands.
_MOST = 400
_WORD_HABIT, _PART_HABIT, _ALWAYS = 0.5, 0.5, 0.8
# Most sites have a description, and curators write one where they find it worth the while.
_SUMMARY_HABIT = 0.1
# Of a link there is one for each entry that has such a page.
_LINK_HABIT = 0.08
# In so few entries a short text shows no habit, and is taken for a label.
_FEW, _LABEL = 2, 20
_FIGURES = "0123456789.,+-~() kKmMbBtTxX%"
# Of so many of the entries, a link to one page stands in two places.
_REPEATS = 0.3
CORE = ("date", "venue", "authors", "summary")


@dataclass(frozen=True, slots=True)
class House:
    """The list, the entries that stand together, and how often what occurs in them.

    `marks` are null marks, folded. `parts` counts the names of fields and the roles of links, by
    entries; `words` counts the texts of links, on badges and between parts, likewise, and `images`
    the URLs of images. `repeats` says that entries link to a page twice, `described` that the list
    has summaries, in other sections, too.
    """

    document: Document
    series: Series
    context: Context
    marks: frozenset[str] = frozenset()
    parts: Mapping[str, int] = field(default_factory=dict)
    words: Mapping[str, int] = field(default_factory=dict)
    images: Mapping[str, int] = field(default_factory=dict)
    repeats: bool = False
    size: int = 1
    described: bool = False

    def share(self, part: str) -> float:
        """How many of the entries have a part, from 0 to 1."""
        return self.parts.get(part, 0) / max(self.size, 1)

    def usual(self, part: str) -> bool:
        """Whether an entry has a part where there is one to have."""
        if part == "summary":
            alone = self.size > _FEW and self.parts.get(part, 0) < 2 and not self.described
            return self.share(part) >= _SUMMARY_HABIT and not alone
        return self.share(part) >= (_PART_HABIT if part in CORE else _LINK_HABIT)

    def says(self, text: str) -> bool:
        """Whether words belong to the list, not to one entry: a label, `by`, `Code:`."""
        words = " ".join(text.split())
        count = self.words.get(words, 0)
        if words.endswith((":", "：")):  # noqa: RUF001
            return count > 1
        return count > 1 and count >= _WORD_HABIT * self.size

    def always(self, text: str) -> bool:
        """Whether nearly every entry has these words, so that they say nothing of one."""
        return self.words.get(" ".join(text.split()), 0) >= _ALWAYS * self.size

    def labels(self, text: str) -> bool:
        """Whether other entries have links of this name, too."""
        if is_figure(text):
            return False
        count = self.words.get(" ".join(text.split()), 0)
        if len(text) > _LABEL:
            # Two rows about one work have its title in both.
            return count > _FEW and count >= _LINK_HABIT * self.size
        return count > 1 or self.size <= _FEW

    def is_single(self, image: str) -> bool:
        """Whether an image at this URL is that of one entry, among several."""
        return self.size > _FEW and self.images.get(image, 0) <= 1

    def is_null(self, text: str) -> bool:
        """Whether a field says nothing."""
        return not text.strip() or is_null(text.strip(), self.marks)


def learn(
    document: Document, series: Series, context: Context, marks: frozenset[str] = frozenset()
) -> House:
    """The habits of `series`."""
    entries = series.entries[:_MOST]
    bare = House(document, series, context, marks)
    parts: Counter[str] = Counter()
    words: Counter[str] = Counter()
    images: Counter[str] = Counter()
    twice = 0
    for entry in entries:
        parts.update(
            {name for name, text in entry.fields.items() if not bare.is_null(text)}
            | {role(urls.http(link.link.url), link).value for link in entry.links or ()}
        )
        counted = repeated(link.link for link in entry.links or ())
        twice += any(count > 1 for count in counted.values())
        inside = document.links_in(entry.span)
        images.update({link.url for link in inside if link.kind is LinkKind.IMAGE})
        said = {words_of(link) for link in inside}
        found = parts_of(document, entry, entry.span)
        if found is not None:
            said |= {one.text for one in between(document, entry.span, found)}
        words.update(" ".join(one.split()) for one in said if one)
    return House(
        document,
        series,
        context,
        marks,
        parts,
        words,
        images,
        _REPEATS * len(entries) <= twice,
        len(entries),
        sum(bool(one.fields.get("summary")) for one in context.entries)
        >= _SUMMARY_HABIT * len(context.entries),
    )


def is_figure(text: str) -> bool:
    """Whether a text is a number: a size, a year, so many tokens, `7b (6.8b)`, `8x7B`."""
    return any(map(str.isdigit, text)) and not text.strip(_FIGURES)


def repeated(links: Iterable[Link]) -> Counter[URL | None]:
    """How often each web page is linked to."""
    return Counter(url for link in links if (url := urls.http(link.url)) is not None)


def words_of(link: Link) -> str:
    """What a link is called, or what a badge says."""
    if link.badge is not None and link.kind is LinkKind.IMAGE:
        return f"{link.badge.label} {link.badge.message}"
    return link.text
