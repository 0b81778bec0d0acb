"""A URL says where its reader came from.

Such parameters come along when a link is copied from a mail, a share button or a chat: the page is
the same without them. Campaigns that name GitHub, a readme or the list itself are meant and stay;
so do `ref` and `source`, which some pages need.

```md bad
- [A talk](https://youtu.be/wjZofJX0v4M?si=Zt1R0xTnN5mVQk2w)
- [A model](https://example.com/model?size=7b&utm_source=chatgpt.com)
```

```md good
- [A talk](https://youtu.be/wjZofJX0v4M?t=90)
- [A model](https://example.com/model?size=7b)
- [A sponsor](https://example.com/?utm_source=github&utm_campaign=awesome-models)
```
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from lint import urls
from lint.diagnostics import Finding, Fix, Severity
from lint.document.model import LinkKind
from lint.rules.base import Context, rule
from lint.rules.helpers.edits import retarget
from lint.text import clip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.document.model import Document
    from lint.urls import URL

# Parameters that no page needs; Firefox and Brave strip most of them
# (https://firefox.settings.services.mozilla.com, collection query-stripping;
# https://github.com/brave/brave-browser/wiki/Query-String-Filter).
_ANYWHERE = re.compile(
    r"(?i)utm_[a-z_]+|[dgy]clid|gclsrc|[gw]braid|fbclid|msclkid|ttclid|twclid|li_fat_id|igshid"
    r"|mc_[ce]id|mkt_tok|_hs(?:enc|mi)|vero_id|oly_(?:anon|enc)_id|_openstat|spm_id_from|vd_source"
)
_CAMPAIGN = re.compile(r"(?i)utm_")
# `spm=a2c6h.13046898.0.0`, a place on a page of Alibaba's.
_PLACE = re.compile(r"[\w-]+(?:\.[\w-]+){2,}")
# A campaign that the list has agreed to, or that comes with a badge.
_MEANT = re.compile(r"(?i)awesome|badge|git-?hub|readme|sponsor")
_NOT_ALPHANUMERIC = re.compile(r"[\W_]+")


class _Site(NamedTuple):
    """Parameters that are for tracking on one site alone, by the hosts and paths they are on."""

    host: re.Pattern[str]
    path: re.Pattern[str]
    parameter: re.Pattern[str]


_SITES = tuple(
    _Site(*(re.compile(pattern) for pattern in site))
    for site in (
        (r"(?:.+\.)?youtube\.com|youtu\.be", r".*", r"si=.*|feature=(?:share[ds]?|youtu\.be)"),
        (r"open\.spotify\.com", r".*", r"si=.*"),
        (r"(?:.+\.)?(?:twitter|x)\.com", r"/[^/]+/status/.*", r"[st]=.*|ref_(?:src|url)=.*"),
        (r"(?:.+\.)?linkedin\.com", r".*", r"trk=.*|rcm=.*"),
        (r"(?:.+\.)?instagram\.com", r".*", r"igsh=.*"),
        (r"(?:.+\.)?bilibili\.com", r"/video/.*", r"share_(?:source|medium|plat|session_id)=.*"),
    )
)


@rule("tracking-parameter", Severity.INFO, since="0.1.0", fixable=True)
def RULE(document: Document, context: Context) -> Iterator[Finding]:
    """Findings in the order of the document, one for each link."""
    names = [_letters(one.text) for one in document.headings if one.level == 1]
    for link in document.links:
        if link.kind is LinkKind.IMAGE or "?" not in link.url:
            continue
        url = urls.http(link.url)
        if url is None:
            continue
        rest, found = _split(link.url.strip(), url)
        if not found or (any(map(_CAMPAIGN.match, found)) and _is_meant(found, names)):
            continue
        edit = retarget(document, link, rest)
        yield Finding(
            link.span,
            f"the URL tracks its readers by {clip('&'.join(found))}",
            Fix(f"link to {clip(rest)}", (edit,)) if edit is not None else None,
            url=url.request,
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
