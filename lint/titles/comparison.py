"""Whether what a list calls a work and the work's own title are the same.

Both are compared word by word, and what explains a difference is looked for first: a venue, a year
or authors beside the title, a name that the list gave it, a subtitle left out, an end cut off,
words abbreviated or spelt out, slips. What is left over, weighed (a number tells more than a noun),
against what both have is how alike they are. Where a text may be no title at all (the short name of
a model, a topic, a translation), nothing is certain.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from lint.dates import venues
from lint.titles.alignment import has_not, likeness
from lint.titles.words import Text, is_foreign, read

if TYPE_CHECKING:
    from collections.abc import Iterator

ALIKE = 0.89
"""Titles that are less alike are those of two works. Chosen by benchmarks/titles.py."""

# Where a title may begin or end within what a list writes; a hyphen within a word is no such place.
_SEPARATOR = re.compile(
    r"\s[-‐‑–—|/•·~]+\s|[–—|:：]\s*|->|→|[.?!]\s+|,\s+|[\"“”«»]|[()\[\]【】（）]"  # noqa: RUF001
)
_SUBTITLE = re.compile(r"\s[-‐‑–—]+\s|[–—]|[:：]\s*|[.?!]\s+")  # noqa: RUF001 - dashes are meant
_NAME_END = re.compile(r"\s[-–—]\s|[–—]|[:：]|,\s")  # noqa: RUF001 - dashes are meant
_BRACKETS = re.compile(r"[(\[【（][^()\[\]【】（）]*[)\]】）]")  # noqa: RUF001 - fullwidth is meant
_NUMBERING = re.compile(r"(?i)^\W*(?:no\.?\s*)?\d{1,3}(?:[.):]|\s-)?\s+(?=\S)|^\W+(?=\w)")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b|['’]\d\d\b")  # noqa: RUF001 - curly quotes are meant
_BESIDE = re.compile(r"(?i)\bet\s+al\b|^by\b|^(?:pdf|paper|code|new|must read|oral)$")
_DIGITS = re.compile(r"\d+")
_CUT = re.compile(r"…|\.\.|\[…\]")
_NO_WORD = re.compile(r"\W*+")
# What no name but a title holds.
_TITLE_ONLY = re.compile(
    r"(?i)\b(?:technical report|system card|model card)\b"
    r"|[:：]\s+(?:an?\s)?(?:\w+\s){0,2}(?:survey|review)\b"  # noqa: RUF001 - fullwidth is meant
    r"|^(?:an?\s)?(?:\w+\s)?(?:survey|review)\s(?:of|on)\b"
)
# What may stand before a colon and name no work.
_NO_NAMES = re.compile(
    r"(?i)\b(?:comment|editorial|introduction|overview|perspective|position|review|roadmap|survey"
    r"|tutorial|update)\b"
)
_MOST_SEGMENTS = 8
_MOST_NAME_WORDS = 3
# A part of a title is compared with all of the other if it has so many words.
_FEWEST_WORDS = 3
# Fewer words may name a topic, a model or a data set ...
_TITLE_WORDS, _CLEAR_WORDS, _CLEAR_NAME_WORDS = 4, 5, 7
# ... unless they have so much in common with the title that they must have been meant as one.
_SHORT_TITLE_WORDS, _IN_COMMON = 3, 0.4


@dataclass(frozen=True, slots=True)
class Comparison:
    """How alike two titles are, from 0 to 1.

    `certain` says that what is written is meant as a title, `brief` that it has so few words that
    only its neighbours can tell whether it is.
    """

    likeness: float
    certain: bool
    brief: bool = False

    @property
    def mismatch(self) -> bool:
        """Whether they are the titles of two works."""
        return self.certain and self.likeness < ALIKE


def is_title(text: str) -> bool:
    """Whether a text is certainly a title, by itself: in English, and of no few words."""
    found = read(text)
    return not is_foreign(found) and _undecorated(found).length >= _CLEAR_WORDS


def compare(written: str, title: str) -> Comparison:
    """Compare what a list calls a work, `written`, with the work's own title.

    Of two titles, both have to be tried as `written`.
    """
    entry, own = read(written), read(title)
    if not entry.words or not own.words:
        return Comparison(0.0, certain=False)
    if entry.joined == own.joined:
        return Comparison(1.0, certain=True)
    if is_foreign(entry) or is_foreign(own):
        return Comparison(0.0, certain=False)
    bare = _undecorated(entry)
    if _same_name(bare, own) or _main(bare).joined == own.joined:
        return Comparison(1.0, certain=True)
    alike = max(likeness(mine.words, theirs.words) for mine, theirs in _pairs(entry, bare, own))
    return Comparison(alike, _is_title(bare, own, alike), _is_brief(bare, own))


def _pairs(entry: Text, bare: Text, own: Text) -> Iterator[tuple[Text, Text]]:
    """What of an entry's title, `bare` without decoration, may be what of the work's own."""
    yield entry, own
    yield bare, own
    for run in _runs(entry):
        if len(run.words) >= _FEWEST_WORDS:
            yield run, own
    yield bare, _main(own)
    # What registries know of a title often lacks the subtitle.
    yield _main(bare), own
    yield from _without_names(bare, own)
    yield from _cut_off(bare, own)


def _runs(text: Text) -> Iterator[Text]:
    """The parts of a text from one separator to another."""
    found = list(_SEPARATOR.finditer(text.plain))[: _MOST_SEGMENTS - 1]
    starts = [0, *(one.end() for one in found)]
    ends = [*(one.start() for one in found), len(text.plain)]
    for first, last in combinations(range(len(starts) + 1), 2):
        if (first, last) != (0, len(starts)):
            yield Text(text.plain[starts[first] : ends[last - 1]])


def _without_names(bare: Text, own: Text) -> Iterator[tuple[Text, Text]]:
    """The two without the names before their colons, of which one may be missing."""
    name, rest = _name(own)
    if name is None or len(rest.words) < _FEWEST_WORDS:
        return
    given, others = _name(bare)
    if given is None:
        yield bare, rest
        # The name may stand behind: `Communicative Agents for Software Development: ChatDev`.
        for run in _runs(bare):
            if len(run.words) >= _FEWEST_WORDS:
                yield run, rest
    elif _share_a_name(given, name):
        yield others, rest


def _share_a_name(one: Text, other: Text) -> bool:
    """Whether one name is a part of another: `RLAIF`, `RLAIF vs. RLHF`."""
    if any(word.number for word in (*one.words, *other.words)):
        return False
    return not {word.text for word in one.words}.isdisjoint(word.text for word in other.words)


def _cut_off(bare: Text, own: Text) -> Iterator[tuple[Text, Text]]:
    """An entry's title beside as much of the work's own, if that goes on with no number.

    `Textbooks Are All You Need II` is no longer form of `Textbooks Are All You Need`.
    """
    size = len(bare.words)
    if _FEWEST_WORDS <= size < len(own.words) and not own.words[size].number:
        yield bare, own.first(size)
    backwards = _NO_WORD.match(bare.plain[::-1])
    cut = backwards and _CUT.search(bare.plain, len(bare.plain) - backwards.end())
    if cut is None or not 1 < size <= len(own.words):
        return
    if own.words[size - 1].text.startswith(bare.words[-1].text):
        yield bare.first(size - 1), own.first(size - 1)


def _main(text: Text) -> Text:
    """A title without its subtitle."""
    found = _SUBTITLE.search(text.plain)
    main = Text(text.plain[: found.start()]) if found else text
    return main if main.words else text


def _undecorated(text: Text) -> Text:
    """A text without numbering, brackets, and the parts that say where, when or by whom."""
    plain = _NUMBERING.sub("", _BRACKETS.sub(" ", text.plain)).strip()
    found = list(_SEPARATOR.finditer(plain))
    if found and _beside(plain[: found[0].start()]):
        plain = plain[found[0].end() :]
    while (found := list(_SEPARATOR.finditer(plain.rstrip(" .,")))) and _beside(
        plain[found[-1].end() :].rstrip(" .,")
    ):
        plain = plain[: found[-1].start()]
    return Text(plain) if Text(plain).words else text


def _beside(part: str) -> bool:
    """Whether a part of a text stands beside a title: `ICLR 2024`, `Hinton et al.`, `2017.06`."""
    if _BESIDE.search(part):
        return True
    bare = " ".join(_DIGITS.sub(" ", part).replace("'", " ").split())
    return bool(_YEAR.search(part) and not bare.strip(" .-/")) or venues.known(bare)


def _name(text: Text) -> tuple[Text | None, Text]:
    """The name that stands before the colon of a title, and the rest; None if there is none."""
    found = _NAME_END.search(text.plain)
    if found is None:
        return None, text
    name = Text(text.plain[: found.start()])
    size = len(name.plain.split())
    if not name.words or size > _MOST_NAME_WORDS or (size > 1 and not name.named):
        return None, text
    if _NO_NAMES.search(name.plain):
        return None, text
    return name, Text(text.plain[found.end() :])


def _same_name(bare: Text, own: Text) -> bool:
    """Whether both begin with the same name: what follows was changed, or made up by the list."""
    mine, theirs = _name(bare)[0], _name(own)[0]
    return mine is not None and theirs is not None and mine.joined == theirs.joined


def _is_title(bare: Text, own: Text, alike: float) -> bool:
    """Whether an entry's title is that of a work, and not what one calls it."""
    if bare.length >= _TITLE_WORDS or _TITLE_ONLY.search(bare.plain) or _other_version(bare, own):
        return True
    if bare.length < _SHORT_TITLE_WORDS or bare.named or alike < _IN_COMMON:
        return False
    return any(has_not(own.words, word) for word in bare.words)


def _is_brief(bare: Text, own: Text) -> bool:
    """Whether an entry's title may be a name or a topic all the same.

    What begins with a name and has no subtitle may be a longer one: `Stable Diffusion XL Base`.
    """
    if _TITLE_ONLY.search(bare.plain) or _other_version(bare, own):
        return False
    begin = Text(" ".join(bare.plain.split()[:_MOST_NAME_WORDS]))
    is_name = begin.named and _SUBTITLE.search(bare.plain) is None
    return bare.length < (_CLEAR_NAME_WORDS if is_name else _CLEAR_WORDS)


def _other_version(bare: Text, own: Text) -> bool:
    """Whether a short name is that of another version than the title's: `Llama 2` and `Llama 3`."""
    mine, theirs = bare.versions, own.versions
    return any(
        name in theirs and theirs[name].isdisjoint(numbers) for name, numbers in mine.items()
    )
