"""Pages made to keep programs out: how such an answer is told from the page itself.

What it says of the link is nothing at all, whatever its status: 200, 202, 403, 404, 429 and 503 are
all seen. The data is what the makers document, and what captured pages have in their `<title>`.
Pure functions, no network.
"""
# ruff: noqa: RUF001
# The titles are as they are served, with letters that look like others.

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

# Headers with the values that say so, lower case; an empty set for any value.
_HEADERS: tuple[tuple[str, frozenset[str]], ...] = (
    # developers.cloudflare.com/cloudflare-challenges/challenge-types/challenge-pages/
    # detect-response: set to `challenge` on every challenge page.
    ("cf-mitigated", frozenset({"challenge"})),
    # docs.aws.amazon.com/waf/latest/developerguide/waf-captcha-and-challenge-how-it-works.html:
    # `challenge` with 202, `captcha` with 405.
    ("x-amzn-waf-action", frozenset()),
    # Vercel's firewall: 403 and 429.
    ("x-vercel-mitigated", frozenset({"challenge", "deny"})),
    # SiteGround's anti-bot system: 202.
    ("sg-captcha", frozenset({"challenge"})),
    ("x-sucuri-block", frozenset()),
)
# These come with any answer of a site behind such a service: only with a refusal they say who
# refused.
_WITH_REFUSAL: tuple[tuple[str, str], ...] = (
    ("cf-mitigated", ""),
    ("x-datadome", ""),  # docs.datadome.co
    ("x-kpsdk-ct", ""),  # Kasada, with 429
    ("server", "ddos-guard"),
)
_REFUSALS = frozenset({401, 403, 405, 406, 418, 429, 503})

# Titles, as `_plain` has them.
_TITLES = frozenset(
    [
        # Cloudflare, in the languages that it is served in
        "just a moment",
        "attention required! | cloudflare",
        "please wait... | cloudflare",
        "ddos protection by cloudflare",
        "nur einen moment",
        "un instant",
        "un momento",
        "um momento",
        "só um momento",
        "один момент",
        "bir dakika lütfen",
        "请稍候",
        "請稍候",
        "しばらくお待ちください",
        "잠시만 기다리십시오",
        # Anubis, lib/localization
        "making sure you're not a bot!",
        "making sure you're not a bot",
        # Fastly's challenge, on PyPI, Springer and Nature
        "client challenge",
        # Imunify360
        "one moment, please",
        # Imperva, formerly Distil
        "pardon our interruption",
        # F5 BIG-IP, with status 200
        "request rejected",
        # HUMAN, formerly PerimeterX
        "access to this page has been denied",
        "robot or human?",
        # Akamai
        "access denied",
        "ddos-guard",
        "vercel security checkpoint",
        "sucuri website firewall - access denied",
        "radware bot manager captcha",
        "radware captcha page",
        "shieldsquare captcha",
        "robot check",  # Amazon
        "are you a robot?",
        "are you not a robot?",
        "вы не робот?",  # Yandex SmartCaptcha
        "bot verification",
        "verifying you are human",
        "verify you are human",
        "verify you're human",
        "verifying your browser",
        "checking your browser",
        "百度安全验证",
        "安全验证",
        "滑动验证页面",
    ]
)
_OPENINGS = re.compile(
    r"(?:checking your browser before accessing|please stand by, while we are checking your browser"
    r"|access denied \| \S+ used cloudflare to restrict access"
    r"|(?:verifying (?:your browser|you are human)|安全验证|making sure you're not a bot!?) [-|] )"
)
# With an error, words that would be an ordinary title otherwise.
_WITH_ERROR = re.compile(
    r"(?:access denied|access forbidden|blocked|you have been blocked|security check(?:point)?"
    r"|captcha|please wait|one more step|human verification|bot detection|人机验证)(?: [-|] .+)?"
)
# Pages without a title that consist of a script, or of a frame (Imperva), and the services' hosts.
_MARKS = re.compile(
    r"(?:src|SRC)=[\"']?/_Incapsula_Resource\?|Incapsula incident ID|window\._cf_chl_opt"
    r"|https://(?:geo|ct)\.captcha-delivery\.com/|\.awswaf\.com/[^\"' ]{0,200}/challenge\.js"
)
SMALL = 16_384
"""A page that is longer than this, in bytes, is more than a wall."""


def by_headers(status: int, headers: Mapping[str, str]) -> str | None:
    """The header that says that the answer is a wall, with its value, or None.

    `headers` are looked up in any case.
    """
    for name, values in _HEADERS:
        value = headers.get(name)
        if value is not None and (not values or value.strip().lower() in values):
            return f"{name}: {value}"
    if status in _REFUSALS:
        for name, said in _WITH_REFUSAL:
            value = headers.get(name)
            if value is not None and said in value.lower():
                return f"{name}: {value}"
    return None


def by_title(status: int, title: str) -> bool:
    """Whether a page with this title, blanks collapsed, is a wall."""
    plain = _plain(title)
    if plain in _TITLES or _OPENINGS.match(plain):
        return True
    return status >= 400 and _WITH_ERROR.fullmatch(plain) is not None


def by_body(text: str) -> bool:
    """Whether a small page without a title is a wall."""
    return _MARKS.search(text) is not None


def _plain(title: str) -> str:
    """`title` in lower case, with plain quotes, without dots at its end."""
    text = unicodedata.normalize("NFKC", title.replace("’", "'")).casefold()
    return text.strip().rstrip(". 。")
