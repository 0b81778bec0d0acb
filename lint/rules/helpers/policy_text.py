"""What a list's own policy says of the titles and descriptions of entries."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from lint.entries.identity import title_link
from lint.entries.nulls import is_null
from lint.source import Span
from lint.text import clip, plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Literal

    from lint.document.model import Document
    from lint.entries.entry import Entry
    from lint.rules.helpers.policy_links import Broken

_SENTENCE_END = ".!?\u2026\u3002\uff0e\uff01\uff1f"
# What closes, and may stand behind the end of a sentence.
_CLOSING = " \n\"'\u201d\u2019\u300d\u300f\u00bb*_`)]\uff09"
# Symbols, their modifiers and joiners, and variation selectors.
_EMOJI = frozenset({"So", "Sk", "Cf", "Mn"})
_CLOSING_BRACKETS = frozenset(")]\uff09")
_OPENING_BRACKETS = "([\uff08"
# What stands further from the end of a description is not looked at.
_LONGEST_END = 500
# Letters of the scripts that put no blanks between words.
_UNSPACED = r"\u2e80-\U0010ffff"


def wrong_length(entry: Entry, least: int | None, most: int | None) -> Iterator[Broken]:
    """An entry whose description has fewer than `least` or more than `most` characters."""
    text = _description(entry)
    if not text:
        return
    span = entry.places["summary"]
    has = f"the description has {plural(len(text), 'character')}"
    if least is not None and len(text) < least:
        yield "description_min", span, f"{has}, expected at least {least}"
    if most is not None and len(text) > most:
        yield "description_max", span, f"{has}, expected at most {most}"


def wrong_end(entry: Entry, wanted: Literal["required", "forbidden"] | None) -> Iterator[Broken]:
    """An entry whose description ends with a full stop or the like, or does not."""
    text = _description(entry) if wanted is not None else ""
    if not text:
        return
    span = entry.places["summary"]
    if wanted == "forbidden" and text[-1] in _SENTENCE_END:
        yield "final_punctuation", span, f"the description ends with “{text[-1]}”"
    if wanted == "required" and not _is_sentence(text):
        message = f"the description ends with “{clip(text.split()[-1])}”, expected a full stop"
        yield "final_punctuation", span, message


def _description(entry: Entry) -> str:
    """The description of an entry; empty if it has none, which `missing-summary` reports."""
    text = entry.fields.get("summary", "").strip()
    return "" if is_null(text, frozenset()) else text


def _is_sentence(text: str) -> bool:
    """Whether `text` ends as a sentence does, emoji and groups in brackets (links) left out."""
    text = text[-_LONGEST_END:]
    while True:
        bare = text
        while bare and (bare[-1] in _CLOSING or unicodedata.category(bare[-1]) in _EMOJI):
            bare = bare[:-1]
        if bare[-1:] in _SENTENCE_END:
            return True
        start = max(map(text.rfind, _OPENING_BRACKETS))
        if start < 0 or _CLOSING_BRACKETS.isdisjoint(text[len(bare) :]):
            return False
        text = text[:start]


def other_title(entry: Entry) -> Iterator[Broken]:
    """An entry whose title links to a repository and is not its name."""
    link = title_link(entry)
    url = link.link.web if link is not None else None
    if link is None or url is None or not link.site.endswith("/repository"):
        return
    parts = [part for part in url.path.split("/") if part]
    name = parts[-1].removesuffix(".git")
    names = {name.casefold(), "/".join((*parts[:-1], name)).casefold()}
    text = " ".join(link.link.text.split())
    if text.casefold() not in names:
        message = f"the title is “{clip(text)}”, but the repository is “{name}”"
        yield "title_is_repository", link.link.span, message


def banned(document: Document, entry: Entry, words: Sequence[str]) -> Iterator[Broken]:
    """An entry whose title or description contains one of `words`."""
    for word in words:
        pattern = _whole(word)
        for name in ("title", "summary"):
            found = pattern.search(entry.fields.get(name, ""))
            if found is None:
                continue
            place = entry.places[name]
            written = pattern.search(document.source.text, place.start, place.end)
            span = Span(*written.span()) if written else place
            thing = "title" if name == "title" else "description"
            yield "banned_words", span, f"the {thing} contains the banned word “{clip(found[0])}”"


def _whole(word: str) -> re.Pattern[str]:
    """A pattern for `word` that does not find it within another one."""
    letter = rf"[^\W{_UNSPACED}]"
    before = rf"(?<!{letter})" if re.match(letter, word) else ""
    after = rf"(?!{letter})" if re.match(letter, word[-1]) else ""
    return re.compile(before + r"\s+".join(map(re.escape, word.split())) + after, re.IGNORECASE)
