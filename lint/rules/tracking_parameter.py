"""URL with tracking parameters.

## What it does

Checks for parameters that identify where a reader came from, as added by newsletters, share buttons
and chats. Campaigns that name GitHub, a readme or the list itself are intentional and are ignored.
So are `ref` and `source`, which some pages need. A campaign that most links to a host have belongs
to the list itself; it is reported once, without a fix.

## Why it matters

The page is the same without them, and readers are tracked.

## Bad

```md bad
- [A talk](https://youtu.be/wjZofJX0v4M?si=Zt1R0xTnN5mVQk2w)
- [A model](https://example.com/model?size=7b&utm_source=chatgpt.com)
```

## Good

```md good
- [A talk](https://youtu.be/wjZofJX0v4M?t=90)
- [A model](https://example.com/model?size=7b)
- [A sponsor](https://example.com/?utm_source=github&utm_campaign=awesome-models)
```

## Fix safety

The fix removes the parameters. It is unsafe, because a page may depend on them.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from lint.diagnostics import Finding, Fix, Severity
from lint.document.model import LinkKind
from lint.patterns import lazy
from lint.rules.base import Context, rule
from lint.rules.helpers.edits import retarget
from lint.text import clip, plural

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from lint.document.model import Document, Link
    from lint.urls import URL

# Parameters that no page needs; Firefox and Brave strip most of them
# (https://firefox.settings.services.mozilla.com, collection query-stripping;
# https://github.com/brave/brave-browser/wiki/Query-String-Filter).
_ANYWHERE = lazy(
    r"(?i)utm_[a-z_]+|[dgy]clid|gclsrc|[gw]braid|fbclid|msclkid|ttclid|twclid|li_fat_id|igshid"
    r"|gad_(?:source|campaignid)|mc_[ce]id|mkt_tok|_hs(?:enc|mi)|vero_id|oly_(?:anon|enc)_id|_openstat|spm_id_from|vd_source"
)
_CAMPAIGN = lazy(r"(?i)utm_")
_SOURCE = lazy(r"(?i)utm_source=.")
# `spm=a2c6h.13046898.0.0`, a place on a page of Alibaba's.
_PLACE = lazy(r"[\w-]+(?:\.[\w-]+){2,}")
# A campaign that the list has agreed to, or that comes with a badge.
_MEANT = lazy(r"(?i)awesome|badge|git-?hub|readme|sponsor")
# So many links to one host, and more than half of those that there are, carry the list's campaign.
_OWN = 4
_NOT_ALPHANUMERIC = lazy(r"[\W_]+")


class _Site(NamedTuple):
    """Parameters that are for tracking on one site alone, by the hosts and paths they are on."""

    host: re.Pattern[str]
    path: re.Pattern[str]
    parameter: re.Pattern[str]


_SITES = tuple(
    _Site(*(lazy(pattern) for pattern in site))
    for site in (
        (r"(?:.+\.)?youtube\.com|youtu\.be", r".*", r"si=.*|feature=(?:share[ds]?|youtu\.be)"),
        (r"open\.spotify\.com", r".*", r"si=.*"),
        (r"(?:.+\.)?(?:twitter|x)\.com", r"/[^/]+/status/.*", r"[st]=.*|ref_(?:src|url)=.*"),
        (r"(?:.+\.)?linkedin\.com", r".*", r"trk=.*|rcm=.*"),
        (r"(?:.+\.)?instagram\.com", r".*", r"igsh=.*"),
        (r"(?:.+\.)?bilibili\.com", r"/video/.*", r"share_(?:source|medium|plat|session_id)=.*"),
    )
)


class _Tracked(NamedTuple):
    """A link whose URL has parameters that track, and the URL without them."""

    link: Link
    url: URL
    parameters: list[str]
    rest: str

    @property
    def campaign(self) -> tuple[str, str] | None:
        """Its host and what names its campaign, if nothing else is tracked."""
        if not all(map(_CAMPAIGN.match, self.parameters)):
            return None
        named = (one for one in self.parameters if _SOURCE.match(one))
        return self.url.host, next(named, "&".join(self.parameters))


@rule("tracking-parameter", Severity.INFO, since="0.1.0", fixable=True, relative=True)
def check(document: Document, context: Context) -> Iterator[Finding]:
    """Findings in the order of the document, one for each link or campaign."""
    names = [_letters(one.text) for one in document.headings if one.level == 1]
    hosts: Counter[str] = Counter()
    found = []
    for link in document.links:
        url = link.web if link.kind is not LinkKind.IMAGE else None
        if url is None:
            continue
        hosts[url.host] += 1
        if "?" not in link.url:
            continue
        rest, tracking = _split(link.url.strip(), url)
        if tracking and not (any(map(_CAMPAIGN.match, tracking)) and _is_meant(tracking, names)):
            found.append(_Tracked(link, url, tracking, rest))
    campaigns = Counter(filter(None, (one.campaign for one in found)))
    own = {key for key, count in campaigns.items() if count >= _OWN and 2 * count > hosts[key[0]]}
    told = set()
    for one in found:
        link, key = one.link, one.campaign
        if key is None or key not in own:
            edit = retarget(document, link, one.rest)
            yield Finding(
                link.span,
                f"the URL has tracking parameters: {clip('&'.join(one.parameters))}",
                Fix(f"link to {clip(one.rest)}", (edit,)) if edit is not None else None,
                url=one.url.request,
                cause="&".join(one.parameters),
            )
        elif key not in told:
            told.add(key)
            host, name = key
            share = f"{campaigns[key]:,} of {plural(hosts[host], 'link')}"
            yield Finding(
                link.span,
                f"{share} to {clip(host)} have the campaign {clip(name)}, which belongs to the"
                " list",
                url=one.url.request,
            )


def _split(text: str, url: URL) -> tuple[str, list[str]]:
    """The URL in `text` without the parameters that track, and these."""
    whole, number, fragment = text.partition("#")
    base, _, query = whole.partition("?")
    kept: list[str] = []
    found: list[str] = []
    for parameter in query.split("&"):
        (found if _tracks(parameter, url) else kept).append(parameter)
    rest = base + ("?" + "&".join(kept) if any(kept) else "")
    return rest + number + fragment, found


def _tracks(parameter: str, url: URL) -> bool:
    name, _, value = parameter.partition("=")
    if _ANYWHERE.fullmatch(name) or (name == "spm" and _PLACE.fullmatch(value)):
        return True
    return any(
        site.parameter.fullmatch(parameter)
        and site.host.fullmatch(url.host)
        and site.path.fullmatch(url.path)
        for site in _SITES
    )


def _is_meant(parameters: list[str], names: list[str]) -> bool:
    """Whether a campaign names GitHub or the list, whose `names` are letters and digits alone."""
    for value in (one.partition("=")[2] for one in parameters):
        letters = _letters(value)
        if _MEANT.search(value) or (letters and any(letters in name for name in names)):
            return True
    return False


def _letters(text: str) -> str:
    return _NOT_ALPHANUMERIC.sub("", text).casefold()
