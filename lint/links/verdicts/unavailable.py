"""What a page with the status 503 says: whether the site is down, or programs are shut out.

Shops and portals answer 503 to whoever they take for a program, day after day, and serve readers.
So a 503 alone proves nothing. Its page may: one that speaks to programs is a wall, and one that
names maintenance or a site that is not there means everybody. Pure functions, no network. Imports
nothing heavy.
"""

from __future__ import annotations

import re
import unicodedata

SERVICE_UNAVAILABLE = 503
MAINTENANCE = "its page mentions maintenance"
NO_SITE = "its page says that there is no such site"
# Records of version 0.1.0 have the former words.
SITE_IS_DOWN = frozenset({MAINTENANCE, NO_SITE, "its page speaks of maintenance"})
"""What is noted of a 503 that means everybody."""
MOST = 65_536
"""So many bytes of the page are read at most."""

# What is shown of a page: neither scripts nor styles nor comments, of which one may never end.
_HIDDEN = re.compile(r"(?is)<(script|style|template)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)")
_TAG = re.compile(r"<[^<>]{0,2000}>")
_FOR_PROGRAMS = re.compile(
    r"automated (?:access|requests?|traffic|queries|software|tools?)|\bautomation\b"
    r"|\b(?:ro)?bots?\b|\bcrawl(?:er|ers|ing)\b|\bspiders?\b|\bscrap(?:er|ers|ing)\b|captcha"
    r"|(?:are|you're|you are) (?:a )?(?:human|not a robot)|verify (?:that )?you"
    r"|unusual (?:traffic|activity)|suspicious (?:traffic|activity|requests?)"
    r"|rate limit|too many requests|(?:you|your ip(?: address)?) (?:have been|has been|is|are)"
    r" (?:blocked|banned|denied)|access (?:denied|to this (?:page|site) (?:has been|is) denied)"
    r"|enable (?:javascript|cookies)|checking your browser|security check|ddos"
    r"|developer\S* api|\bapi access\b|机器人|验证码|访问频繁|ロボット|автоматическ|автоматизир"
    r"|roboter|automatisch\w* (?:zugriff|anfrage)|acc[eè]s automatis"
)
_MAINTENANCE = re.compile(
    r"maintenance|maintenanc|\bupgrading\b|(?:site|service|server|page|we) (?:is|are|will be)"
    r" (?:temporarily |currently |down |offline )*(?:down|offline|closed|under construction)\b"
    r"|(?:we'll|we will|will) be (?:right )?back|be back (?:soon|shortly|online)|\bwartung"
    r"|mantenimiento|manuten[çc][ãa]o|manutenzione|onderhoud|konserwacj|техническ\w{1,8} работ"
    r"|обслуживани|维护|維護|メンテナンス|점검"
)
_NO_SITE = re.compile(
    r"no (?:app(?:lication)?|site|website|host|server|backend) (?:is |was )?(?:configured|found"
    r"|here)"
    r"|no such (?:app|site|host|domain|server|website|backend)\b"
    r"|(?:app(?:lication)?|site|website|domain|host|server|backend|account|page)"
    r" (?:\S{1,60} ){0,4}?(?:(?:is|was|could|can) ?not (?:be )?(?:found|configured|exist|available"
    r"|resolved|there)|(?:does not|doesn't|no longer) exists?|not found|(?:has|have) (?:been )?"
    r"(?:expired|suspended|removed|deleted|deactivated|disabled|moved|closed)|is (?:suspended"
    r"|deactivated|disabled|parked|stopped|no longer (?:active|available)))"
    r"|(?:there is|there's) (?:no|nothing) (?:app|site|website|here)|no healthy upstream"
    r"|no server is available|backend fetch failed|(?:no|unknown) (?:backend|upstream|domain)\b"
    r"|nothing (?:is )?here yet|account suspended"
)


def judge(page: str) -> str | None:
    """What `page`, in HTML or plain text, is: MAINTENANCE, NO_SITE, "" for a wall, None for none.

    A page that speaks to programs and of maintenance is a wall: a reader may see another one.
    """
    text = _plain(page)
    if _FOR_PROGRAMS.search(text):
        return ""
    if _MAINTENANCE.search(text):
        return MAINTENANCE
    return NO_SITE if _NO_SITE.search(text) else None


def _plain(page: str) -> str:
    text = _TAG.sub(" ", _HIDDEN.sub(" ", page[:MOST])).replace(
        "\N{RIGHT SINGLE QUOTATION MARK}", "'"
    )
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
