"""Where a preprint was published, by what its authors told the preprint server.

arXiv has `journal_ref` for it (https://info.arxiv.org/help/jref.html); most authors write it into
the comments instead. `Accepted at CVPR 2024` names a venue; a submission, a workshop, a challenge,
and the longer version of a paper do not.
"""

from __future__ import annotations

import re

from lint.dates import venues

_LONGEST = 500

_YEAR = r"(?:[ -]?(?P<year>(?:19|20)\d\d)|[ -]?['’]?(?P<short>\d\d)(?!\d))"  # noqa: RUF001
_VENUE = (
    r"(?:(?:the|main(?: conference)?(?: of)?|(?:proceedings|findings) (?:at|in|of)|proc\. of"
    r"|\d{1,2}(?:st|nd|rd|th)|ieee(?:/cvf)?|acm|usenix) ){0,4}"
    rf"(?P<venue>[A-Za-z][A-Za-z&+-]{{1,15}}?){_YEAR}?(?![\w'-])"
)
# What says that the venue behind it took the paper.
_SAYS = re.compile(
    r"\b(?:accepted|to appear|to be (?:presented|published)|published|presented|appear(?:s|ed|ing)?"
    r"|camera[- ]ready(?: version)?)(?: as (?:an? )?\w+(?: \w+){0,2}?)?"
    r"(?: for (?:presentation|publication))?(?: (?:at|by|for|in|of|to))+ ",
    re.IGNORECASE,
)
_NAMED = re.compile(_VENUE, re.IGNORECASE)
# A part of a comment that is a venue and nothing else: `ICLR 2024`, `NeurIPS 2023 (Spotlight)`.
_ALONE = re.compile(
    rf"{_VENUE}(?: \(?(?:accepted|camera[- ]ready(?: version)?|conference|findings|highlight|long"
    r"|main|oral|paper|poster|short|spotlight)\)?){0,3}(?=\W*$|[.;,])",
    re.IGNORECASE,
)
_PART = re.compile(r"[.;,]\s|\s[-–—|]\s")  # noqa: RUF001 - dashes are meant
# What makes it another paper than that of the venue, or none that was published there.
_ELSEWHERE = re.compile(
    r"\b(?:submi(?:t|tted|ssion)|review|rejected|withdrawn|workshops?|challenge|competition|demo"
    r"|tutorial|extended|extends|extension|longer|full version|preliminary|based on|abstract"
    r"|doctoral|consortium|reports? (?:for|to)|not|non-archival|shared task|supersed\w+"
    r"|plan(?:ned|s)?|in preparation|conditionally)\b",
    re.IGNORECASE,
)
_NO_REFERENCE = re.compile(r"\b(?:arxiv|preprint|submitted|workshops?)\b", re.IGNORECASE)


def venue(comment: str, reference: str) -> str | None:
    """Where a paper was published: `CVPR 2024` out of its comment, else its journal reference.

    Both are on one line. None where neither says so for certain.
    """
    announced = _announced(comment[:_LONGEST])
    if announced or not reference or _NO_REFERENCE.search(reference[:_LONGEST]):
        return announced
    return reference[:_LONGEST]


def _announced(comment: str) -> str | None:
    if _ELSEWHERE.search(comment):
        return None
    for said in _SAYS.finditer(comment):
        if found := _name(_NAMED.match(comment, said.end())):
            return found
    starts = (0, *(one.end() for one in _PART.finditer(comment)))
    alone = (_name(_ALONE.match(comment, start)) for start in starts)
    # The year tells a venue from a word, and a paper there from a mention of it.
    return next((one for one in alone if one is not None and one[-1].isdigit()), None)


def _name(found: re.Match[str] | None) -> str | None:
    """The venue with its year of four digits, as the comment spells it; None for no known one."""
    if found is None or not venues.is_venue(found["venue"]) or found["venue"].islower():
        return None
    year = found["year"] or (f"20{found['short']}" if found["short"] else "")
    return f"{found['venue']} {year}".strip()
