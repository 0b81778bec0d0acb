"""How well the entries of lists are understood, against annotations made by eye.

    python benchmarks/entries.py ANNOTATIONS CORPUS [--misses]

ANNOTATIONS has a JSON object a line: `file` (its name in CORPUS), `line`, `end`, `form`, `entry`
(whether it is one), and for an entry `title`, `date`, `summary` (its first and last word) and
`links` (label and URL); null for what it does not say. `alt_titles` and so on are as good. An
entry is found where one of the tool overlaps its lines; each serves one annotation. The exit
status is 1 below `BAR`.
"""

from __future__ import annotations

import argparse
import html
import json
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any
from urllib.parse import unquote

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from lint.document.parser import parse
from lint.source import Source
from lint.validation.violations import judge

FIELDS = ("title", "date", "links", "summary")
BAR = {"title": 0.95, "date": 0.93, "links": 0.96, "summary": 0.90, "taken": 0.03}
_EDGES = " \t.,;:!?…-–—·•|\"'“”「」。，、；：()[]（）{}"  # noqa: RUF001


def plain(text: str | None) -> str:
    """A text without markup and without marks at its ends."""
    text = re.sub(r"<[^<>]*>", " ", html.unescape(text or ""))
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = unicodedata.normalize("NFKC", re.sub(r"\\([^\w\s])", r"\1", text))
    return " ".join(re.sub(r"[*_`~\ufe0f\u200b]", "", text).split()).strip(_EDGES)


def urls(links: Any) -> list[str]:
    """The http(s) URLs of links, as they are compared."""
    found = [link[1] if isinstance(link, list) else link["url"] for link in links or ()]
    return [unquote(html.unescape(url)).rstrip("/") for url in found if url.startswith("http")]


def right(field: str, want: dict[str, Any], have: dict[str, Any]) -> bool:
    """Whether the tool has a field as the annotation or one of its alternatives has it."""
    others = {"date": "alt_dates", "title": "alt_titles", "summary": "alt_summaries"}
    if field == "links":
        wanted = [urls(want["links"]), *want.get("alt_links", [])]
        return any(urls(have.get("links")) == [url.rstrip("/") for url in one] for one in wanted)
    options = [want[field], *want.get(others[field], [])]
    text = plain(have.get(field))
    if field == "summary":
        return any(
            not text if one is None else _spans(text, plain(one[0]), plain(one[1]))
            for one in options
        )
    if field == "date":
        text = "".join(text.split()).casefold()
        return any("".join(plain(one).split()).casefold() == text for one in options)
    return any(plain(one) == text for one in options)


def _spans(text: str, first: str, last: str) -> bool:
    return text.startswith(first) and text.endswith(last)


def pair(wanted: list[dict[str, Any]], found: list[dict[str, Any]]) -> dict[int, int]:
    """Which entry of the tool serves which annotation: the one with the right title first."""
    pairs = []
    for at, want in enumerate(wanted):
        for index, have in enumerate(found):
            if have["line"] <= want["end"] and want["line"] <= have["end_line"]:
                same = len(set(urls(want["links"])) & set(urls(have.get("links"))))
                near = -abs(have["line"] - want["line"])
                pairs.append((right("title", want, have), same, near, at, index))
    got: dict[int, int] = {}
    for *_, at, index in sorted(pairs, reverse=True):
        if at not in got and index not in got.values():
            got[at] = index
    return got


def main() -> int:  # noqa: C901 - one loop for each level
    """Print the table; the exit status."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("annotations", type=Path)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--misses", action="store_true", help="show everything that is wrong")
    options = parser.parse_args()
    files: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in options.annotations.read_text(encoding="utf-8").splitlines():
        if line.strip():
            files[json.loads(line)["file"]].append(json.loads(line))
    number: Counter[str] = Counter()
    good: Counter[tuple[str, str]] = Counter()
    negatives = taken = 0
    for name, annotated in files.items():
        text = (options.corpus / name).read_bytes().decode("utf-8", errors="replace")
        found = [entry.as_row() for entry in judge(parse(Source(name, text))).entries]
        wanted = [one for one in annotated if one["entry"]]
        got = pair(wanted, found)
        for at, want in enumerate(wanted):
            number[want["form"]] += 1
            have = found[got[at]] if at in got else None
            good[want["form"], "found"] += have is not None
            for field in FIELDS:
                fine = have is not None and right(field, want, have)
                good[want["form"], field] += fine
                if options.misses and not fine:
                    print(
                        f"{name}:{want['line']}: {field}: {want[field]!r},"
                        f" not {(have or {}).get(field)!r}"
                    )
        spare = [one for index, one in enumerate(found) if index not in got.values()]
        for one in annotated:
            if not one["entry"]:
                negatives += 1
                within = [
                    each["title"]
                    for each in spare
                    if each["line"] <= one["end"]
                    and one["line"] <= each["end_line"]
                    and each["end_line"] - each["line"] <= max(30, one["end"] - one["line"])
                ]
                taken += bool(within)
                if options.misses and within:
                    print(f"{name}:{one['line']}: no entry, but read as {within[0]!r}")
    total = sum(number.values())
    print(f"{'form':20}{'entries':>8}" + "".join(f"{one:>9}" for one in ("found", *FIELDS)))
    for form, count in number.most_common():
        shares = "".join(f"{good[form, one] / count:>9.0%}" for one in ("found", *FIELDS))
        print(f"{form:20}{count:>8}{shares}")
    whole = {
        one: sum(good[form, one] for form in number) / max(total, 1) for one in ("found", *FIELDS)
    }
    print(f"{'all':20}{total:>8}" + "".join(f"{share:>9.1%}" for share in whole.values()))
    print(f"taken though none: {taken} of {negatives}")
    short = [name for name in FIELDS if whole[name] < BAR[name]]
    short += ["taken"] * (taken > BAR["taken"] * negatives)
    print("short of the bar: " + ", ".join(short) if short else "within the bar")
    return int(bool(short))


if __name__ == "__main__":
    sys.exit(main())
