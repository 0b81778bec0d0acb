"""List item that does not have the form “link - description”.

## What it does

Checks that a dash separates the link from the description, and that the description starts with a
capital letter and ends with a full stop, as the
[guidelines](https://github.com/sindresorhus/awesome/blob/main/pull_request_template.md) require. An
entry does not need a description.

Badges, emoji and footnotes next to either part are ignored, and so is what follows the full stop:
links in brackets, tags in code. A description may start with a name that is written in lower case.
Descriptions in a script other than Latin are checked by the conventions of that script. By default,
a dash may have any length; with `dash = "hyphen"`, only a hyphen is allowed, as in the npm linter.

## Why it matters

Entries of one form are easier to read and to compare.

## Bad

```md bad
- [Got](https://github.com/sindresorhus/got): HTTP requests.
- [Ky](https://github.com/sindresorhus/ky) - tiny HTTP client.
- [Meow](https://github.com/sindresorhus/meow) - Helper for command-line apps
```

## Good

```md good
- [Got](https://github.com/sindresorhus/got) - HTTP requests. ([Manual](https://example.org/got))
- [Ky](https://github.com/sindresorhus/ky)
  ![Stars](https://img.shields.io/github/stars/sindresorhus/ky) - Tiny HTTP client. `MIT` 🎉
- [Meow](https://github.com/sindresorhus/meow)
- [Pip](https://pip.pypa.io) - npm for Python?
```

## Fix safety

The fixes insert or replace the dash, capitalise the first letter or add the full stop. They are
unsafe, because they change the text that readers see.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from lint.diagnostics import Edit, Finding, Fix, Severity
from lint.patterns import lazy
from lint.rules.base import Context, rule
from lint.rules.helpers import guideline
from lint.rules.helpers.descriptions import MARKER, Description, descriptions, is_latin, skip, trim
from lint.source import Span
from lint.text import clip

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from lint.document.model import Document, Link

_DASH = lazy(r"[-\u2010-\u2015\u2212]+")
# A word that no name of a product is: letters, perhaps with a hyphen or an apostrophe.
_PLAIN = lazy(r"[A-Za-z]+(?:[-'\u2019][A-Za-z]+)*")
# Sentences end with these; the last ones close East Asian and Indic sentences.
_ENDS = tuple(".!?:\u2026\u3002\uff0e\uff01\uff1f\u0964")
_CLOSING = "\"'\u2019\u201d)]}\u00bb\u300d\u300f\uff09\u3011\u300b"
# What may follow the full stop: tags in code, and a group in brackets.
_TAG = lazy(r"(?:`[^`]*`|\([^()]*\)|\[[^\[\]]*\]|[|/,·•\u00b7\u2013\u2014-])$")
_LONGEST_TAG = 400
_LONGEST_MARK = 8
# `- [x](…) Words that describe it`: with fewer words, the rest may be a part of the name.
_FEWEST_WORDS = 4
# Words that open descriptions in English, before the list itself shows more.
_OPENERS_WORDS = """
    a add adds aims all allows an and another any api app application as automatic
    automatically based basic beautiful build builds bunch clean client code collection
    command complete comprehensive convert converts create creates cross-platform curated data
    detect develop display easily easy efficient elegant enables enhance fast find for
    framework free from full functional generate generates generator get gives great guide
    handle helps high high-performance how implement implementation implements improve in
    interactive it keep lets libraries library light lightweight like list lists load make
    makes manage minimal modern module native new object offers one open open-source package
    parse parser plugin port powerful pretty provide provides pure read real-time run running
    scalable script send server service set simple simplifies small software some static
    support supports table template the this tiny tool toolkit tools turn tutorial unofficial
    use useful using utilities utility validate various very web what with wrapper write
    written yet your
"""
_OPENERS = frozenset(_OPENERS_WORDS.split())


@dataclass(frozen=True, slots=True)
class Options:
    """How a link is separated from its description."""

    dash: Literal["any", "hyphen"] = field(
        default="any",
        metadata={
            "description": "The dash between link and description: any dash, or only a hyphen (-)."
        },
    )


@rule(
    "improper-list-item",
    Severity.WARNING,
    since="0.1.0",
    fixable=True,
    preset=guideline.PRESET,
    options=Options,
)
def check(document: Document, context: Context) -> Iterator[Finding]:
    """Findings in the order of the document, one for each part that is not as it should be."""
    if not guideline.is_list(document, context):
        return
    hyphen = context.options(Options).dash == "hyphen"
    parts = ((one, _separator(one, hyphen=hyphen)) for one in descriptions(document, context))
    found = [(one, *part) for one, part in parts if part is not None]
    first = (_PLAIN.match(one.text, begin) for one, _, begin in found)
    openers = _OPENERS | {word[0].lower() for word in first if word and word[0].istitle()}
    for one, finding, begin in found:
        if finding is not None:
            yield finding
        yield from _check(one, begin, openers)
    yield from _glued(document)


def _check(one: Description, begin: int, openers: AbstractSet[str]) -> Iterator[Finding]:
    """What is wrong with the beginning and the end of the description that starts at `begin`."""
    word = _PLAIN.match(one.text, begin)
    if word and word[0] in openers and _ends(one.text, word.end()) and not _link_at(one, begin):
        capital = word[0][0].upper()
        fix = Fix(
            f"replace with {capital}{word[0][1:]}", (Edit(one.span(begin, begin + 1), capital),)
        )
        message = f"the description starts with a lowercase letter: “{clip(word[0])}”"
        yield Finding(one.span(*word.span()), message, fix)
    if not _is_closed(one, begin):
        yield _open_end(one, begin)


def _separator(one: Description, *, hyphen: bool) -> tuple[Finding | None, int] | None:
    """What is wrong with what separates link and description, and where the latter begins.

    None if nothing follows that looks like a description. `hyphen` says that no other dash will do.
    """
    text, start = one.text, one.words_at
    blank_before = text[start - 1 : start].isspace()
    if dash := _DASH.match(text, start):
        end, begin = dash.end(), skip(text, dash.end())
        blank_after = text[end : end + 1].isspace()
        if begin >= len(text) or (len(dash[0]) == 1 and not (blank_before or blank_after)):
            return None
        if len(dash[0]) == 1 and blank_before and blank_after:
            if _is_links(one, begin):
                return None
            return (_other_dash(one, start, end) if hyphen and dash[0] != "-" else None), begin
    elif text[start : start + 1] == ":":
        end, begin, blank_after = start + 1, skip(text, start + 1), True
        if not text[end : end + 1].isspace() or not is_latin(text[begin : begin + 1]):
            return None
    else:
        words = text[start:].split(maxsplit=_FEWEST_WORDS)
        first = text[start : start + 1]
        sentence = first.isupper() and is_latin(first) and blank_before
        if not sentence or len(words) < _FEWEST_WORDS or _link_at(one, start):
            return None
        fix = Fix("insert a dash", (Edit(one.span(start, start), "- "),))
        message = "missing dash between link and description"
        return Finding(one.span(start, start + len(words[0])), message, fix), start
    if _link_at(one, begin):
        return None
    place = one.span(start, end)
    written = " " * (not blank_before) + "-" + " " * (not blank_after)
    message = (
        f"“{text[start:end]}” separates link and description, expected a dash with spaces around it"
    )
    return Finding(place, message, Fix("replace with a dash", (Edit(place, written),))), begin


def _other_dash(one: Description, start: int, end: int) -> Finding:
    place = one.span(start, end)
    message = f"“{one.text[start:end]}” separates link and description, expected a hyphen"
    return Finding(place, message, Fix("replace with a hyphen", (Edit(place, "-"),)))


def _link_at(one: Description, at: int) -> Link | None:
    """The link whose text holds a place, or ends there."""
    place = one.start + at
    return next((link for link in one.others if link.span.start < place <= link.span.end), None)


def _is_links(one: Description, begin: int) -> bool:
    """Whether there are no words from a place on but those of links."""
    rest = list(one.text[begin:])
    for link in one.others:
        first, last = (max(0, at - one.start - begin) for at in (link.span.start, link.span.end))
        rest[first:last] = " " * (last - first)
    return not any(character.isalnum() for character in rest)


def _ends(text: str, end: int) -> bool:
    """Whether a word ends there, so that it is no part of a path, a file or a call."""
    following = text[end : end + _LONGEST_MARK].lstrip("*_,;:.")
    return not following or following[0].isspace()


def _is_closed(one: Description, begin: int) -> bool:
    """Whether a description ends as a sentence does, but for what may follow the full stop."""
    text = trim(one.text[begin:])
    last_letter = next((char for char in reversed(text) if char.isalpha()), "")
    if not is_latin(last_letter):
        return True
    while text and not text.endswith(_ENDS) and not text.rstrip(_CLOSING).endswith(_ENDS):
        link = _link_at(one, begin + len(text))
        tag = _TAG.search(text, max(0, len(text) - _LONGEST_TAG))
        if link is not None:
            end = link.span.start - one.start - begin
        elif tag is not None:
            end = tag.start()
        else:
            return False
        text = trim(text[:end])
    return bool(text)


def _open_end(one: Description, begin: int) -> Finding:
    """That the end of a description lacks its full stop."""
    text = trim(one.text[begin:])
    end = begin + len(text)
    last = max(begin, end - len(text.split()[-1]))
    link = _link_at(one, end)
    at = end if link is None else link.span.end - one.start
    # Behind tags in code a full stop would end nothing.
    sentence = text[-1].isalnum() or text[-1] in _CLOSING
    fix = Fix("add a full stop", (Edit(one.span(at, at), "."),)) if sentence else None
    message = f"the description ends without a full stop: “{clip(text.split()[-1])}”"
    return Finding(one.span(last, end), message, fix)


def _glued(document: Document) -> Iterator[Finding]:
    """Items whose marker has no blank behind it, which makes them text of what is above."""
    for paragraph in document.paragraphs:
        for match in MARKER.finditer(
            document.source.text, paragraph.span.start, paragraph.span.end
        ):
            message = f"missing space after the list marker “{match[1]}”"
            yield Finding(Span(match.start(1), match.end()), message)
