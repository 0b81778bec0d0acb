"""Icon, badge or label with the link of another entry.

## What it does

Checks the icons, badges and labels of an entry for links to the repository or the model of another
entry, by its link or its name. A problem requires that the entry has a repository of its own or is
a few lines away, and that nothing in it names the other one: a word in both names, a common account
or a mention ("a fork of …") explains the link. For a model, a dataset or a Space, and for the icon
of a neighbour with the same icon, most links with the label must lead to what has the name of their
entry.

If more than a fifth of the links with one label lead to another entry, the label means something
else in this list, and they are ignored.

## Why it matters

New entries are copied from the one above. If an icon or a label keeps the old link, readers get the
repository or the model of a different entry.

## Bad

```md bad
- [lychee](https://github.com/lycheeverse/lychee) - Checks links.
  [![Open source](icons/oss.svg)](https://github.com/lycheeverse/lychee)
- [Harper](https://github.com/elijah-potter/harper) - Checks grammar.
  [![Open source](icons/oss.svg)](https://github.com/lycheeverse/lychee)
```

## Good

```md good
- [lychee](https://github.com/lycheeverse/lychee) - Checks links.
  [![Open source](icons/oss.svg)](https://github.com/lycheeverse/lychee)
- [Harper](https://github.com/elijah-potter/harper) - Checks grammar.
  [![Open source](icons/oss.svg)](https://github.com/elijah-potter/harper)
- [Action for links](https://github.com/acme/link-action) - Runs lychee.
  [![Engine](icons/engine.svg)](https://github.com/lycheeverse/lychee)
```
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from lint.diagnostics import Finding, Related, Severity
from lint.entries.identity import name_key, title_link, work
from lint.entries.nulls import fold
from lint.patterns import lazy
from lint.rules.base import Context, rule
from lint.rules.helpers.link_roles import PICTURE, role
from lint.text import clip

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from lint.document.model import Document
    from lint.entries.entry import Entry
    from lint.entries.labels import EntryLink

_FORGES = frozenset({"bitbucket", "codeberg", "gitee", "github", "gitlab"})
_HUBS = frozenset({"huggingface", "modelscope"})
# Of a name in `owner/name`, and of a title, what is compared.
_WORDS = lazy(r"[^\W\d_]+|\d+")
_LATIN = lazy(r"[A-Za-z]{3}")
_HUMP = lazy(r"(?<=[a-z])(?=[A-Z])")
# Shorter names are found within others by chance.
_SHORTEST = 4
# The length of a word that two names may have in common.
_WORD = 3
# A label that leads to another's thing more often means something else in this list.
_SLIPS, _SHARE = 2, 5
# Labels on models that have the name of their entry: how many there must be, and how many to one.
_FITTING, _TO_ONE = 2, 2
# What has more links, or more text, is no row that was copied; and comparing takes time.
_MOST_LINKS = 30
_LONGEST = 10_000
_FEW_LINES = 15
_URL = lazy(r"https?://[^\s<>()\"']+")

# The same slip, seen by the badge that stands there.
_CONSEQUENCES = ("badge-url-mismatch", "star-badge-mismatch")


class _Use(NamedTuple):
    """A label or a picture of an entry that leads to a repository, a model or the like."""

    entry: Entry
    link: EntryLink
    work: str
    role: str


@rule("copied-link", Severity.WARNING, since="0.2.0", outranks=_CONSEQUENCES, separate=True)
def check(document: Document, context: Context) -> Iterator[Finding]:
    """Findings in the order of the entries."""
    uses = list(_uses(document, context.entries))
    owners = _owners(context.entries, uses)
    fitting, strange = Counter[str](), Counter[str]()
    copied: list[tuple[_Use, Entry]] = []
    for use in uses:
        if _is_own(use.entry, use.work):
            fitting[use.role] += 1
            continue
        kin = any(_are_related(_title(use.entry), one) for one in _path(use.work))
        # A name in another script may be the same name.
        if kin or _LATIN.search(_title(use.entry)):
            (fitting if kin else strange)[use.role] += 1
        owner = next((one for one in owners.get(use.work, ()) if one is not use.entry), None)
        if owner is not None and _is_unexplained(document, use, owner):
            copied.append((use, owner))
    astray = Counter(use.role for use, _ in copied)
    for use, owner in copied:
        known = fitting[use.role]
        if astray[use.role] > max(_SLIPS, known // _SHARE):
            continue
        habit = known >= max(_FITTING, _TO_ONE * strange[use.role])
        if not habit and (_site(use.work) in _HUBS or not _tells_itself(use, owner)):
            continue
        line, _ = document.source.position(owner.span.start)
        message = f"this link leads to “{clip(owner.title)}” in line {line}, not to this entry"
        place = owner.places.get("title", owner.span)
        yield Finding(use.link.link.span, message, related=(Related(place, "the other entry"),))


def _uses(document: Document, entries: Sequence[Entry]) -> Iterator[_Use]:
    for entry in entries:
        own = title_link(entry)
        links = entry.links or ()
        for link in links if len(links) <= _MOST_LINKS else ():
            where = work(link)
            if link is own or where is None or _site(where) not in _FORGES | _HUBS:
                continue
            if how := role(document, link):
                yield _Use(entry, link, where, how)


def _owners(entries: Sequence[Entry], uses: Sequence[_Use]) -> Mapping[str, list[Entry]]:
    """Whose own a work is, by the link of its title or by its name."""
    owners: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        link = title_link(entry)
        if link is not None and (where := work(link)) is not None:
            owners[where].append(entry)
    for use in uses:
        if _is_named(use.entry, use.work):
            owners[use.work].append(use.entry)
    return owners


def _is_own(entry: Entry, where: str) -> bool:
    link = title_link(entry)
    return _is_named(entry, where) or (link is not None and work(link) == where)


def _is_named(entry: Entry, where: str) -> bool:
    """Whether an entry has the name of a work: one of the two begins with the other."""
    title, name = name_key(_title(entry)), name_key(_path(where)[-1])
    short = min(title, name, key=len)
    return len(short) >= _SHORTEST - 1 and (title.startswith(short) and name.startswith(short))


def _is_unexplained(document: Document, use: _Use, owner: Entry) -> bool:
    """Whether nothing but a slip explains that an entry carries the link of `owner`."""
    entry, where = use.entry, use.work
    if entry.span.contains(owner.span) or owner.span.contains(entry.span) or not entry.title:
        return False
    link = title_link(entry)
    own = work(link) if link is not None else None
    on_forge = own is not None and _site(own) in _FORGES
    # A site may have its code anywhere: only the icon of a row nearby was copied.
    was_near = own is None and use.role == PICTURE and _is_beside(document, use, owner)
    if _site(where) in _FORGES and not on_forge and not was_near:
        return False
    if _site(where) in _HUBS and not _LATIN.search(_title(entry)):
        return False  # a name in another script may be the same name
    others = [link for link in entry.links or () if work(link) != where]
    paths = [_path(one) for one in map(work, others) if one is not None]
    accounts, names = {path[0] for path in paths}, {path[-1] for path in paths}
    account, name = _path(where)
    theirs = {_title(owner), name}
    names.add(_title(entry))
    pairs = [*product(names | accounts, theirs), *product(names, {account})]
    if account in accounts or any(_are_related(one, other) for one, other in pairs):
        return False
    said = name_key(_URL.sub(" ", document.source.slice(entry.span)[:_LONGEST]))
    hosts = name_key(" ".join(link.host for link in others))
    known = (key for key in map(name_key, (*theirs, account)) if len(key) >= _SHORTEST)
    return not any(key in said or key in hosts for key in known)


def _is_beside(document: Document, use: _Use, owner: Entry) -> bool:
    """Whether the link is that of an entry a few lines away, in one section.

    It is the link of that entry's title, or a picture that the entry has, too.
    """
    if owner.section != use.entry.section or abs(owner.line - use.entry.line) > _FEW_LINES:
        return False
    link = title_link(owner)
    return (link is not None and work(link) == use.work) or any(
        work(one) == use.work and role(document, one) == PICTURE
        for one in (owner.links or ())[:_MOST_LINKS]
    )


def _tells_itself(use: _Use, owner: Entry) -> bool:
    """Whether the titles of both entries show that a link was copied, whatever the others do."""
    own, link = title_link(use.entry), title_link(owner)
    forge = own is not None and _site(work(own) or "") in _FORGES
    return forge or (link is not None and work(link) == use.work)


def _are_related(one: str, other: str) -> bool:
    """Whether two names have a word in common, or one holds the other or its initials."""
    words, others = _words(one), _words(other)
    keys = "".join(words), "".join(others)
    if len(min(keys, key=len)) >= _SHORTEST and (keys[0] in keys[1] or keys[1] in keys[0]):
        return True
    if any(len(word) >= _WORD for word in set(words) & set(others)):
        return True
    return any(
        len(initials) > 1 and key.startswith(initials)
        for initials, key in ((_initials(words), keys[1]), (_initials(others), keys[0]))
    )


def _words(name: str) -> list[str]:
    return _WORDS.findall(fold(_HUMP.sub(" ", name)))


def _initials(words: Iterable[str]) -> str:
    return "".join(word[0] for word in words)


def _title(entry: Entry) -> str:
    return entry.title.partition("\n")[0]


def _site(where: str) -> str:
    return where.partition(":")[0]


def _path(where: str) -> tuple[str, str]:
    """The account and the name in a work: `github:account/name`."""
    account, _, name = where.partition(":")[2].rpartition("/")
    return account.rpartition("/")[2], name
