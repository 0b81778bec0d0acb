"""The issue on the dead links of a list: its text, and what curators have ticked in it.

The text is all that is remembered of what was told: each link has a line with a box, and the line a
mark by which it is known again, whatever else people write around it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from typing import TYPE_CHECKING, NamedTuple

from lint.actions.api import BODY_MAX
from lint.actions.markdown import address, code, linked
from lint.actions.rule_pages import Pages
from lint.text import plural

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

MARK = "<!-- awesome-lint: dead links -->"
"""The first line of the issue, by which it is found again."""
TITLE = "Dead links"
KEEP_DAYS = 90
"""For so long a ticked link is let be."""
_LINE = re.compile(
    r"(?m)^- \[(?P<box>[ xX])\] .*<!-- link (?P<key>[0-9a-f]{16})"
    r"(?: kept (?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2}))? -->[ \t]*\r?$"
)
_REST = re.compile(r"<!-- more(?P<keys>(?: [0-9a-f]{16})+) -->")
_BUDGET = BODY_MAX - 25_000
_MOST_PLACES = 5
_LONGEST_NAME = 80


class Dead(NamedTuple):
    """A link that is dead: why, in words, where it is used (path and line), and what may stand in.

    `snapshot` is an archived copy, `moved` a new address. `entry` is the title of the first entry
    with it, and `section` its section.
    """

    url: str
    why: str
    places: tuple[tuple[str, int], ...]
    snapshot: str | None = None
    moved: str | None = None
    entry: str = ""
    section: str = ""


class Told(NamedTuple):
    """What an issue says: its lines by the links' keys, and since when which boxes are ticked."""

    lines: Mapping[str, str]
    ticked: Mapping[str, dt.date]
    unseen: frozenset[str] = frozenset()

    @property
    def keys(self) -> frozenset[str]:
        """All links that it has been told of."""
        return frozenset(self.lines) | self.unseen


def key(url: str) -> str:
    """What `url` is known by."""
    return hashlib.sha256(url.encode(errors="replace")).hexdigest()[:16]


def read(body: str, today: dt.date) -> Told:
    """What an issue with the text `body` says; a tick without a day is of `today`."""
    lines, ticked = {}, {}
    for found in _LINE.finditer(body):
        lines[found["key"]] = found[0].rstrip()
        if found["box"] != " ":
            ticked[found["key"]] = _day(found["day"], today)
    unseen = {one for found in _REST.finditer(body) for one in found["keys"].split()}
    return Told(lines, ticked, frozenset(unseen - lines.keys()))


class Issue:
    """The issue as it is to be, after a run of `today` that found `dead` among `all_urls`.

    `good` are the links that answered. What was told and is neither good nor dead by now, nor gone
    from the list, stays: it has not been seen to be back. `repository` is the URL of its page,
    `rules` that of the folder with the pages of the rules.
    """

    def __init__(  # noqa: PLR0913 - what an issue is made of, by keyword
        self,
        told: Told,
        dead: Sequence[Dead],
        *,
        good: Collection[str],
        all_urls: Collection[str],
        today: dt.date,
        repository: str = "",
        rules: str | None = None,
    ) -> None:
        by_key = {key(one.url): one for one in dead}
        self._dead = by_key
        # At whatever commit: the text must not change where nothing else does.
        self._files = f"{repository}/blob/HEAD" if repository else ""
        self._rules = Pages(rules)
        self.fresh = [one for name, one in by_key.items() if name not in told.keys]
        self.back = [url for url in good if key(url) in told.keys]
        listed = set(map(key, all_urls)) - set(map(key, good))
        self._pending = {
            name: line for name, line in told.lines.items() if name in listed and name not in by_key
        }
        limit = today - dt.timedelta(days=KEEP_DAYS)
        self._kept = {name: day for name, day in told.ticked.items() if day > limit}

    @property
    def open(self) -> bool:
        """Whether a link is left that somebody should look at."""
        return any(name not in self._kept for name in (*self._dead, *self._pending))

    @property
    def any(self) -> bool:
        """Whether there is a line at all."""
        return bool(self._dead or self._pending)

    def body(self) -> str:
        """The text; the same for the same links, whenever it is made."""
        lines, rest, room = [], [], _BUDGET
        for name, line in self._lines():
            if len(line) < room:
                lines.append(line)
                room -= len(line) + 1
            else:
                rest.append(name)
        parts = [MARK, self._introduction()]
        if lines:
            parts.append("\n".join(lines))
        if rest:
            marks = " ".join(rest[:1_000])
            parts.append(f"… and {plural(len(rest), 'more link')}.\n<!-- more {marks} -->")
        return "\n\n".join(parts) + "\n"

    def comment(self) -> str:
        """What is new since the last run; "" if nothing is."""
        parts = []
        for title, urls in (
            ("Newly broken", [one.url for one in self.fresh]),
            ("Working again", self.back),
        ):
            if urls:
                shown = [f"- {code(url)}" for url in urls[:50]]
                shown += [f"- … and {len(urls) - 50:,} more"] * (len(urls) > 50)
                parts.append("\n".join([f"{title}:", "", *shown]))
        return "\n\n".join(parts)

    def _introduction(self) -> str:
        count = len(self._dead) + len(self._pending)
        if not count:
            return "No links in this list are known to be broken."
        verb = "is" if count == 1 else "are"
        known = self._rules.page("broken-link") is not None
        rule = f" The rule is {self._rules.linked('broken-link')}." if known else ""
        return (
            f"{plural(count, 'link')} {verb} broken. Tick a box to keep a link as it is for"
            f" {KEEP_DAYS} days. This issue is updated by each run, with a comment if a link breaks"
            f" or works again.{rule}"
        )

    def _lines(self) -> Iterator[tuple[str, str]]:
        """The lines, sorted by where the links are first used; those only told of at the end."""
        for one in sorted(self._dead.values(), key=lambda one: (one.places[:1], one.url)):
            name = key(one.url)
            yield name, self._boxed(name, _words(one, self._files))
        for name, line in sorted(self._pending.items()):
            text = line.rpartition("<!-- link ")[0].rstrip()
            yield name, self._boxed(name, text[len("- [ ] ") :])

    def _boxed(self, name: str, text: str) -> str:
        day = self._kept.get(name)
        mark = f" kept {day.isoformat()}" if day else ""
        return f"- [{'x' if day else ' '}] {text} <!-- link {name}{mark} -->"


def _words(one: Dead, files: str) -> str:
    """A dead link in a line: what it is, why, where, and what may stand in for it."""
    places = [
        f"{code(path)} {linked(f'line {line}', files, path, line)}"
        for path, line in one.places[:_MOST_PLACES]
    ]
    if one.entry:
        section = f", section {code(one.section, _LONGEST_NAME)}" if one.section else ""
        places.insert(0, f"in {code(one.entry, _LONGEST_NAME)}{section}")
    places += [f"{len(one.places) - _MOST_PLACES:,} more"] * (len(one.places) > _MOST_PLACES)
    parts = [f"{code(one.url)} {_plain(one.why)} ({', '.join(places)})"]
    if one.moved and (target := address(one.moved)):
        parts.append(f"[new address]({target})")
    if one.snapshot and (target := address(one.snapshot)):
        parts.append(f"[archived copy]({target})")
    return " · ".join(parts)


def _plain(why: str) -> str:
    """Words of ours, which may quote a server."""
    return why if re.fullmatch(r"[\w ,.()'-]+", why) else code(why)


def _day(text: str | None, today: dt.date) -> dt.date:
    try:
        return min(dt.date.fromisoformat(text), today) if text else today
    except ValueError:
        return today


def newest(issues: Iterable[Mapping[str, object]]) -> Mapping[str, object] | None:
    """Of several, the one to go on with: an open one before a closed one, the latest first."""

    def rank(one: Mapping[str, object]) -> tuple[bool, int]:
        number = one["number"]
        return one["state"] == "open", number if isinstance(number, int) else 0

    return max(issues, key=rank, default=None)
