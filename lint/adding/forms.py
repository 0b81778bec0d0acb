"""The forms in which a list writes URLs, authors, venues, titles and summaries."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import quote

from lint import urls
from lint.sites import arxiv, identity, site_name
from lint.sites.site import segments

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lint.adding.work import Work

_SAFE = "!#$%&'()*+,/:;=?@[]~"
_VERSION = re.compile(r"v\d{1,6}", re.ASCII)
_YEAR = re.compile(r"(?:19|20)(\d\d)(?!\d)", re.ASCII)
_SHORT_YEAR = re.compile(r"['\u2019](\d\d)(?!\d)", re.ASCII)
_ANY_YEAR = re.compile(r"(?:19|20)\d\d(?!\d)|['\u2019]\d\d(?!\d)", re.ASCII)
_SENTENCE = re.compile(r"[.!?](?=\s+[A-Z])|[。！？]")  # noqa: RUF001
# In characters: a description that is longer than all of a list's is cut after a sentence.
_LONG = 200
_STOPS = (".", "。")
# Of so many descriptions, so many say whether the list ends them with a full stop.
_FEWEST, _AGREED = 5, 0.8
_ET_AL = re.compile(r"(?i),?\s{0,3}(?:\bet\.? al\b\.?|等)")
_BETWEEN_NAMES = re.compile(r"[,;]|\s(?:and|&)\s")
# `J. Doe`, `J.-L. Doe`, `J. R. Doe`; not `Jane R. Doe`.
_INITIALS = re.compile(r"[^\W\d_]\.")
_README = "readme"


def url_like(url: str, example: str) -> str:
    """`url` in the form of `example`, of the same site: `abs` or `pdf`, with `www` or not."""
    found = _like(url, example)
    if url.startswith("https:") and found.startswith("http:"):
        return f"https{found[4:]}"
    return found


def _like(url: str, example: str) -> str:
    new, old = urls.http(url), urls.http(example)
    if new is None or old is None:
        return url
    name, other = identity(new) or "", identity(old) or ""
    kind, _, work = name.partition(":")
    if not work or kind != other.partition(":")[0]:
        return url
    example_work = other.partition(":")[2]
    if kind == "arxiv" and example.count(example_work) == 1:
        version = arxiv.version(new)
        before, after = example.split(example_work)
        found = _VERSION.match(after)
        after = after[found.end() :] if found else after
        return f"{before}{work}{f'v{version}' if version else ''}{after}"
    if kind == "openreview" and example.count(example_work) == 1:
        # An identifier there has a case, which the URL keeps.
        return example.replace(example_work, spelt(work, url))
    if kind == "doi" and site_name(old) == site_name(new) == "doi":
        return f"{old.origin}{new.path}"
    if kind in {"github", "gitlab"} and len(segments(old)) == len(segments(new)) == 2:
        path = "/".join(segments(new)).removesuffix(".git")
        path += ".git" if old.path.endswith(".git") else "/" * old.path.endswith("/")
        place = f"#{new.fragment}" if new.fragment not in {"", _README} else ""
        return f"{new.origin}/{path}{place or f'#{_README}' * (old.fragment == _README)}"
    return url


def spelt(name: str, text: str) -> str:
    """`name`, in lower case, as `text` spells it; `name` itself where that is not in it."""
    at = text.lower().find(name)
    found = text[at : at + len(name)]
    return found if at >= 0 and found.lower() == name else name


def renamed(text: str, names: Mapping[str, str]) -> str:
    """`text` with other names for those in `names`, which are in lower case; each place once."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = text  # a letter whose lower case is two
    parts: list[str] = []
    start = 0
    while True:
        places = [(at, -len(old), old) for old in names if (at := lowered.find(old, start)) >= 0]
        if not places:
            return "".join((*parts, text[start:]))
        at, _, old = min(places)
        parts += [text[start:at], names[old]]
        start = at + len(old)


def destination(url: str, *, in_html: bool) -> str:
    """`url` as it is written in a link, where no character of it ends that or a cell."""
    written = quote(url, safe=_SAFE)
    if in_html:
        return written.replace("'", "%27").replace("&", "&amp;")
    for char in "()" if not _balanced(written) else "":
        written = written.replace(char, f"%{ord(char):X}")
    return written.replace("[", "%5B").replace("]", "%5D").replace("*", "%2A")


def _balanced(text: str) -> bool:
    depth = 0
    for char in text:
        depth += (char == "(") - (char == ")")
        if depth < 0:
            return False
    return depth == 0


def authors_like(authors: Sequence[str], example: str) -> str:
    """`authors` as `example` writes others: all of them, or the first with `et al.`.

    With initials, or family names alone, where all in `example` are written so.
    """
    authors = _people_like(authors, example[:2000])
    if re.search(r"(?i)\bet\.? al\b|等", example[:1000]):
        tail = re.search(r"(?i),?\s{0,3}(?:et\.? al\.?|等)[^\n]{0,4}$", example[:1000])
        shown = max(1, example[: tail.start()].count(",") + 1) if tail else 1
        return ", ".join(authors[:shown]) + (tail[0] if tail else " et al.")
    joint = re.search(r"((?:,|(?<![\s,]))\s{1,20}(?:and|&)\s{1,20})[^,]{1,80}$", example[:2000])
    if joint and len(authors) > 1:
        return ", ".join(authors[:-1]) + joint[1] + authors[-1]
    return ("; " if ";" in example else ", ").join(authors)


def _stop(text: str) -> str:
    return next((one for one in _STOPS if text.rstrip().endswith(one)), "")


def _people_like(people: Sequence[str], example: str) -> Sequence[str]:
    bare = _ET_AL.sub("", example)
    known = [one.strip() for one in _BETWEEN_NAMES.split(bare) if one.strip()]
    if not known:
        return people
    if all(" " not in one and one.isascii() and one.isalpha() for one in known):
        return [name.rpartition(" ")[2] for name in people]
    if all(_INITIALS.match(one) for one in known):
        return [_with_initials(name) for name in people]
    return people


def _with_initials(name: str) -> str:
    """`Jean-Luc van Doe` as `J.-L. van Doe`."""
    *given, family = name.split()
    short = [
        "-".join(f"{part[0]}." for part in one.split("-") if part) if one[0].isupper() else one
        for one in given
    ]
    return " ".join((*short, family))


def venue_like(venue: str, example: str) -> str:
    """`venue` with its year in the notation of `example`, or without one where that has none."""
    year = _YEAR.search(venue)
    if year is None:
        return venue
    if short := _SHORT_YEAR.search(example):
        space = " " * example[: short.start()].endswith(" ")
        start = venue[: year.start()].rstrip(" '-")
        return f"{start}{space}{example[short.start()]}{year[1]}{venue[year.end() :]}".strip()
    if _ANY_YEAR.search(example) is None:
        return _YEAR.sub("", venue).strip(" ,'-")
    return venue


def title_like(work: Work, example: str, example_url: str) -> str:
    """The title of `work` as `example`, the title of the entry that leads to `example_url`, is."""
    if not work.owner:
        return work.title
    url = urls.http(example_url)
    parts = segments(url) if url is not None else []
    if len(parts) < 2:
        return work.title
    name = parts[1].removesuffix(".git")
    if example.casefold() == f"{parts[0]}/{name}".casefold():
        return f"{work.owner}/{work.title}"
    return work.title


def summary_like(summary: str, examples: Sequence[str], example: str) -> str:
    """`summary`, no longer than it takes, with a full stop where `examples` have one.

    Where they do not agree, `example` counts. Of several sentences the last one keeps its own.
    """
    longest = max((len(one) for one in examples), default=0)
    if len(summary) > max(longest, _LONG) and (end := _SENTENCE.search(summary)):
        summary = summary[: end.end()]
    stop = _stop(example)
    stops = Counter(map(_stop, examples))
    if len(examples) >= _FEWEST and max(stops.values()) >= _AGREED * len(examples):
        stop = stops.most_common(1)[0][0]
    if stop and summary[-1:] not in {*".。!?！？…"}:  # noqa: RUF001
        return summary + stop
    several = _SENTENCE.search(summary[:-1]) is not None
    if not stop and summary.endswith(_STOPS) and not summary.endswith("..") and not several:
        return summary[:-1]
    return summary
