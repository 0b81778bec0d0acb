"""Destinations that cannot be what was meant: no reader can follow them, whatever the server says.

Every pattern here is a certain one: a destination that may be right, however odd, is not ours.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from lint import urls
from lint.files.inputs import relative_target
from lint.patterns import lazy
from lint.text import clip

if TYPE_CHECKING:
    from collections.abc import Mapping

    from publicsuffixlist import PublicSuffixList


class Defect(NamedTuple):
    """What is wrong with a destination, and what was meant where that is plain.

    `meant` is the destination to write instead; `safe` says that no second reading is possible.
    `lenient` is set where a server may answer all the same.
    """

    problem: str
    meant: str | None = None
    safe: bool = False
    lenient: bool = False


# Absolute URLs -------------------------------------------------------------------------------

_ABSOLUTE = lazy(r"(?i)https?://")
# A host that needs no second look: labels, a last one that is no number, a port, then a path.
_PLAIN_HOST = lazy(r"(?i)https?://(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]*(?::[0-9]+)?(?:[/?#]|$)")
_TWO_SCHEMES = lazy(r"(?i)https?://(?:www\.)?(?=https?(?::/|//|%3a))")
# Archives and proxies put a URL behind a slash or into the query; one behind a letter is a slip.
_GLUED = lazy(r"(?i)[0-9a-z](?=https?://[^/])|\\?\((?=https?://[^/])")
# What JavaScript makes of an object where a text was wanted, and programs of a value that is none.
_OBJECT = lazy(r"(?i)\[object(?:%20|\+| )object\]")
_NO_HOST = lazy(r"(?i)https?://(?:/*$|(?:nan|nil|none|null|undefined)(?:[/?#:]|$))")
_ARXIV_ID = r"(?P<id>[0-9]{4}\.[0-9]{4,5}(?:v[0-9]{1,3})?|[a-z-]{2,20}(?:\.[a-z]{2})?/[0-9]{7})"
_ARXIV = lazy(
    r"(?i)(?P<base>https?://(?:www\.|export\.)?arxiv\.org/)(?P<kind>abs|pdf)(?P<slashes>/+)"
    rf"{_ARXIV_ID}(?P<pdf>\.pdf)?$"
)


# A host with a dot, and nothing in the rest that any of these begins with: nearly every URL.
_SOUND = lazy(
    r"https?://(?!www\.https?//)(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]*(?:[/?#][\w./~?#&=+,;!@$%-]*)?",
    re.ASCII,
)
_PRINTED = Defect("contains a JavaScript object, not a URL")


def _absolute(url: str) -> Defect | None:
    """What is wrong with an http(s) URL."""
    if twice := _TWO_SCHEMES.match(url):
        rest = url[twice.end() :]
        return Defect("has two schemes", rest if _PLAIN_HOST.match(rest) else None, safe=True)
    if _OBJECT.search(url):
        return _PRINTED
    path = re.split(r"[?#]", url, maxsplit=1)[0]
    if _GLUED.search(path, len("http://")):
        return Defect("contains two URLs")
    if "](" in url:
        return Defect("contains the brackets of another link")
    if path.endswith("]") and path.count("]") > path.count("["):
        return Defect("ends with a stray bracket", url[:-1] if path == url else None, safe=True)
    if _NO_HOST.match(url):
        return Defect("has no host")
    if _PLAIN_HOST.match(url):
        return _arxiv(url)
    # The first of these has been parsed already.
    parsed = urls.http(url) or urls.parse(url)
    if parsed is None:
        return Defect("is not a valid URL")
    if parsed.host.startswith(".") or ".." in parsed.host:
        return Defect("has an empty label in its host")
    return None


def _arxiv(url: str) -> Defect | None:
    """What is wrong with the path of a paper on arXiv: `abs//ID` and `abs/ID.pdf` are none."""
    match = _ARXIV.match(url)
    if match is None:
        return None
    doubled, pdf = len(match["slashes"]) > 1, match["pdf"] or ""
    if not doubled and not (pdf and match["kind"].lower() == "abs"):
        return None
    problem = "has an extra slash" if doubled else "ends with .pdf, but abstract pages do not"
    kept = pdf if match["kind"].lower() == "pdf" else ""
    meant = f"{match['base']}{match['kind']}/{match['id']}{kept}"
    return Defect(problem, meant, lenient=True)


# Everything else ------------------------------------------------------------------------------

_SCHEME = lazy(r"[A-Za-z][A-Za-z0-9+.\-]*:")
_HTTP = r"(?P<scheme>https?)"
_REST = r"(?P<rest>[^\s/\\:;].*)"
_BLANK = lazy(rf"(?i){_HTTP}\s*+:\s*+/?\s*+/?\s*+{_REST}", re.DOTALL)
_FEW_SLASHES = lazy(rf"(?i){_HTTP}:[/\\]?{_REST}", re.DOTALL)
_NO_COLON = lazy(rf"(?i){_HTTP}(?P<colon>[;,.\uff1a\uff1b]?)//{_REST}", re.DOTALL)
_ENCODED = lazy(r"(?i)https?%3a")
# Any word of the letters of `https` that has a t and a p: `htp`, `htttps`, `ttps`, `hhttp`. No
# registered scheme is one; defanged `hxxp` is meant.
_MISSPELT = lazy(rf"(?i)(?=[hps]*t)(?=[hts]*p)(?P<scheme>[htps]{{3,9}}):/{{1,2}}{_REST}")
# The page of a work by its identifier: https://info.arxiv.org/help/arxiv_identifier.html,
# https://www.doi.org/doi-handbook/HTML/doi-name-syntax.html.
_PAPER = lazy(rf"(?i)arxiv:[ \t]*{_ARXIV_ID}")
_DOI = lazy(r"(?i)doi:[ \t]*(?P<id>10\.[0-9]{4,9}/[^\s<>\"]+)")
_SCRIPT = lazy(r"(?i)[ \t]*(?:java|vb)script:")
# What programs write for a value that they have not got, and people for a URL that they have not.
_NO_VALUES = frozenset(
    ["N/A", "NULL", "NaN", "None", "TBD", "TODO", "URL", "nan", "nil", "null", "undefined"]
)
_HTTP_INSIDE = lazy(r"(?i)https?:/")
_MAIL = lazy(r"(?i)[a-z0-9.+_-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}")
_WWW = lazy(r"(?i)www\.(?:[a-z0-9-]+\.)+[a-z]{2,}(?::[0-9]+)?(?:[/?#]|$)")
_HOST = lazy(r"((?:[^\W_](?:[^\W_]|-)*+\.)+([^\W\d_]{2,}))(?::[0-9]+)?(?:([/?#])|$)")
# Sites that lists point at, so well known that no file is called so.
_SITES = frozenset(
    [
        "arxiv.org",
        "bitbucket.org",
        "codeberg.org",
        "dl.acm.org",
        "doi.org",
        "gist.github.com",
        "github.com",
        "gitlab.com",
        "huggingface.co",
        "ieeexplore.ieee.org",
        "kaggle.com",
        "linkedin.com",
        "medium.com",
        "openreview.net",
        "pypi.org",
        "reddit.com",
        "stackoverflow.com",
        "twitter.com",
        "youtu.be",
        "youtube.com",
    ]
)
# Top-level domains that are no file name extension, and those that may be but seldom end a path.
_TLDS = frozenset(["cn", "com", "de", "edu", "eu", "fr", "gov", "info", "jp", "kr", "nl", "org"])
_TLDS_WITH_PATH = (
    _TLDS
    | frozenset(
        ["ai", "app", "br", "ca", "ch", "cloud", "co", "dev", "es", "io", "it", "me", "net", "ru"]
    )
    | frozenset(["se", "site", "so", "tech", "to", "tv", "uk", "us", "xyz"])
)
# Top-level domains that also end the names of files: a path that ends so is one.
_EXTENDING = """
    ac ai am bz cab cc cl cr gd in la lc map md mk ml mm mo mov mp ms nc nu ph pl pm ps pub py rs sc
    sh so st sv tc tf tk vi zip
"""
_EXTENSIONS = frozenset(_EXTENDING.split())
# Names that files have, whatever stands behind them.
_NAMING = """
    changelog compose config contributing docker-compose dockerfile index licence license logo main
    makefile package readme requirements test
"""
_STEMS = frozenset(_NAMING.split())
_FILE = lazy(
    r"(?i)\.(?:bib|csv|docx?|gif|html?|ipynb|jpe?g|json|md|pdf|png|pptx?|py|rst|sh|svg|tex|txt"
    r"|webp|xlsx?|ya?ml|zip)(?:[?#]|$)"
)


def _other(url: str, files: Mapping[str, bool]) -> Defect | None:
    """What is wrong with a destination that is no http(s) URL, though it may want to be one."""
    target = relative_target(url)
    exists = files.get(target) if target is not None else None
    if exists:
        return None
    if url in _NO_VALUES:
        return Defect("is not a URL")
    if _OBJECT.search(url):
        return _PRINTED
    return _scheme(url) or _host(url, exists)


def _scheme(url: str) -> Defect | None:
    """What is wrong with the scheme, or with what stands before it."""
    if match := _FEW_SLASHES.match(url):
        if "." not in match["rest"]:
            return Defect("has no slashes after its scheme")
        count = "only one slash" if url[match.end("scheme") + 1] in "/\\" else "no slashes"
        return Defect(f"has {count} after its scheme", _meant(match), safe=True)
    if match := _BLANK.match(url):
        return Defect("has a space in its scheme", _meant(match), safe=True)
    if match := _NO_COLON.match(url):
        problem = f"has “{match['colon']}” instead of a colon" if match["colon"] else "has no colon"
        return Defect(f"{problem} after its scheme", _meant(match), safe=True)
    if match := _MISSPELT.match(url):
        scheme = match["scheme"].lower()
        meant = "https" if "s" in scheme else "http"
        return Defect(f"misspells {meant} as {match['scheme']}", f"{meant}://{match['rest']}")
    if match := _PAPER.fullmatch(url):
        meant = f"https://arxiv.org/abs/{match['id']}"
        return Defect("is the identifier of a paper, not a URL", meant, safe=True)
    if match := _DOI.fullmatch(url):
        return Defect("is a DOI, not a URL", f"https://doi.org/{match['id']}", safe=True)
    if _SCRIPT.match(url):
        return Defect("is a script, which GitHub removes from links")
    if _ENCODED.match(url):
        return Defect("has a percent-encoded scheme")
    return None if _SCHEME.match(url) else _before_scheme(url)


def _before_scheme(url: str) -> Defect | None:
    """What stands before the scheme of a destination that has none at its beginning."""
    inside = _HTTP_INSIDE.search(re.split(r"[?#]", url, maxsplit=1)[0])
    if inside is None:
        return None
    before, meant = url[: inside.start()].strip(), url[inside.start() :]
    if url.startswith("[") and "](" in url:
        return Defect("is a link inside a link")
    if _WWW.match(before) or _HOST.match(before):
        return Defect("contains two URLs")
    whole = bool(_PLAIN_HOST.match(meant)) and not re.search(r"[\[\]()<>\"]", meant)
    return Defect(f"has “{clip(before)}” before its scheme", meant if whole else None)


def _meant(match: re.Match[str]) -> str:
    return f"{match['scheme'].lower()}://{match['rest']}"


def _host(url: str, exists: bool | None) -> Defect | None:  # noqa: FBT001 - a fact, not a switch
    """Whether a relative target is the host of a site without its scheme.

    A file that is known not to exist is proof enough; where nothing is known, `www.` and the names
    of well-known sites are.
    """
    problem = "has no scheme, so GitHub treats it as a file"
    if _MAIL.fullmatch(url):
        return Defect("is an e-mail address without mailto:", f"mailto:{url}", safe=True)
    if _WWW.match(url):
        return Defect(problem, f"https://{url}")
    match = _HOST.match(url)
    if match is None:
        return None
    host, tld, path = match[1].lower(), match[2].lower(), match[3]
    known = host in _SITES
    if exists is None:
        return Defect(problem, f"https://{url}") if known and path else None
    certain = known or tld in (_TLDS_WITH_PATH if path else _TLDS) or _is_public(host, tld)
    if not certain or (not known and path and _FILE.search(url)):
        return None
    return Defect(problem, f"https://{url}")


def _is_public(host: str, tld: str) -> bool:
    """Whether sites are registered where `host` would be, and no file is called like it."""
    if tld in _EXTENSIONS or host.partition(".")[0] in _STEMS:
        return False
    return _suffixes().privatesuffix(host) is not None


@cache
def _suffixes() -> PublicSuffixList:
    # The list that comes with the package: nothing is fetched.
    from publicsuffixlist import PublicSuffixList

    return PublicSuffixList(accept_unknown=False, only_icann=True)


def defect(url: str, files: Mapping[str, bool]) -> Defect | None:
    """What makes a destination malformed, or None.

    `url` is the destination with entities and escapes decoded; `files` are the facts about files.
    """
    url = url.strip()
    if _SOUND.fullmatch(url):
        return _arxiv(url) if "arxiv.org" in url else None
    if _ABSOLUTE.match(url):
        return _absolute(url)
    if not url or url[0] in "#?" or url.startswith("//"):
        return None
    return _other(url, files)
