"""Whether what is said of a preprint says that it was withdrawn.

arXiv keeps no field for it: a withdrawn paper has a last version without a text, and the reason
stands in its comments, in the words of its authors or of arXiv's moderators
(https://info.arxiv.org/help/withdraw.html), or in the first words of its abstract. What speaks of
another version or paper, of a withdrawal from a conference, or of anything else that is withdrawn,
does not say so. A text is read clause by clause, each of which must begin like a notice.
"""

from __future__ import annotations

import re

# Longer comments are no notices; an abstract says so in its first words.
_LONGEST = 2000

_LEAD = re.compile(
    r"(?:[\W_]|(?:arxiv )?admin(?:istrators?)?(?: note)?:|(?:please )?note(?: that)?:? |comments?: "
    r"|notice: |abstract: ){0,30}",
    re.IGNORECASE,
)
_NOUN = (
    r"(?:article|contribution|draft|e-?print|letter|manuscript|note|paper|preprint|pre-print|report"
    r"|submission|thesis|version|work)s?"
)
# Words that may stand before it; `previous`, `first` or `companion` would make it another one.
_KIND = (
    r"(?:(?:above|arxiv|conference|current|entire|following|present|research|review|short|whole) )?"
)
_OWN = rf"(?:this|our|my) {_KIND}{_NOUN}"
_NAMED = rf"(?:the|these) {_KIND}{_NOUN}"
_BARE = rf"{_KIND}(?:article|draft|manuscript|paper|preprint|submission)"
_IS = r"(?:has|have|had|is|are|was|were|will|should|must|needs?)"
_ADVERB = (
    r"(?:already|also|be|been|being|formally|hereby|now|\(?temporarily\)?|therefore|thus|to"
    r"|voluntarily)"
)
_IT = rf"(?:it|this) {_IS}"
_GONE = r"(?:withdrawn|withdrawed|withdraw(?= (?:by|due|because)\b)|retracted)"
# A paper may be withdrawn from a journal and still be here.
_STAYS = (
    r"(?! from (?!(?:the )?(?:archive|arxiv|consideration|further|public)\b))"
    r"(?! in favou?r of (?:the )?v\d)"
)
_PASSIVE = rf"(?: {_IS})?(?: {_ADVERB}){{0,3}} {_GONE}\b{_STAYS}"
_REMOVED = rf" {_IS}(?: {_ADVERB}){{0,3}} (?:removed|deleted) (?:from arxiv )?by (?:the )?arxiv\b"
_WHO = (
    r"(?:we|i(?:, the author,)?|(?:(?:all|both|the|one of the)(?: \w+)? )?authors?"
    r"|arxiv(?: administrators?)?)"
)
_ACTIVE = (
    rf"{_WHO}(?: (?:am|are|decided to|had|has|have|hereby|is|must|need to|now|requests? to"
    r"|temporarily|therefore|to|want to|wish to|wishes to|would like to)){0,3}"
    r" (?:withdraw|withdraws|withdrew|withdrawn|withdrawing|retract|retracted)"
    rf" (?:this|the|our|my|his|her|their) {_KIND}{_NOUN}\b{_STAYS}"
)
_FIRST = re.compile(
    rf"(?:{_OWN}|{_NAMED}|{_BARE})(?:{_PASSIVE}|{_REMOVED})|{_IT}{_PASSIVE}|{_ACTIVE}"
    rf"|withdrawing {_OWN}\b{_STAYS}"
    rf"|(?:because of|due to|owing to) [^.;]{{1,80}}? (?:{_OWN}|{_NAMED}){_PASSIVE}",
    re.IGNORECASE,
)
# `The paper has an error and was withdrawn`, where a fault is named in between.
_AND_GONE = re.compile(
    rf"(?:{_OWN}|{_NAMED}|{_BARE}) (?P<fault>[^.;]{{1,100}}?)(?:,? and| so)(?: it| we)?{_PASSIVE}",
    re.IGNORECASE,
)
# The word alone: what follows must say by whom or why, or nothing.
_ALONE_FIRST = re.compile(
    rf"(?:temporarily |formally )?(?:withdrawn|retracted){_STAYS}(?=\W*$|\s?[.;:!()\[\]]|,| [-–—]"  # noqa: RUF001 - dashes are meant
    r"| (?:after|and|as|at|because|by|due|for|from|in order|on|owing|pending|since|temporarily|to"
    r"|until)\b)",
    re.IGNORECASE,
)
_BY_AUTHOR = re.compile(
    r"(?:withdrawn|retracted) (?:by (?:the )?(?:authors?|arxiv)|for revision)\b"
    r"(?! (?:are|is|of|were)\b)|(?:withdrawn|retracted)(?:\W*$|[\])]|\.)",
    re.IGNORECASE,
)
# Further on, `the paper` may be the one that this one is about.
_LATER = re.compile(rf"(?:(?:{_OWN})(?:{_PASSIVE}|{_REMOVED})|{_ACTIVE})", re.IGNORECASE)
_LATER_NAMED = re.compile(
    rf"(?:{_NAMED}|{_BARE}){_PASSIVE}|{_IT}{_PASSIVE}"
    r"|withdrawn by (?:the )?(?:arxiv|authors?)\b(?! (?:are|is|of|were)\b)",
    re.IGNORECASE,
)
_LATER_ALONE = re.compile(r"withdrawn\W*$", re.IGNORECASE)
_OF_ANOTHER = re.compile(
    r"\b(?:comments? (?:on|to)|reply|response|rebuttal|erratum|replaces|another|previous|earlier"
    r"|original|companion|first version|old)\b|\d{4}\.\d{4,5}|\bv\d\b|[a-z-]/\d{7}",
    re.IGNORECASE,
)
_FAULT = re.compile(
    r"\b(?:errors?|mistakes?|flaw(?:s|ed)?|gap|wrong|incorrect|inconsisten\w+|bugs?|duplicates?"
    r"|superseded|merged|subsumed|plagiari\w+|copyright|consent|permission)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[.;!?]\s+|,\s+|(?<!\s)\s++[-–—]++\s+|[\[\](){}]+\s*")  # noqa: RUF001 - dashes are meant


def by_comment(comment: str) -> bool:
    """Whether the comment on a preprint, on one line, says that it was withdrawn."""
    comment = comment[:_LONGEST]
    start = _LEAD.match(comment)
    begin = start.end() if start else 0
    if _FIRST.match(comment, begin) or _ALONE_FIRST.match(comment, begin):
        return True
    joined = _AND_GONE.match(comment, begin)
    if joined is not None and _FAULT.search(joined["fault"]):
        return True
    for found in _CLAUSE.finditer(comment):
        lead = _LEAD.match(comment, found.end())
        at = lead.end() if lead else found.end()
        if _LATER.match(comment, at):
            return True
        if _LATER_NAMED.match(comment, at) or (
            _LATER_ALONE.match(comment, at) and _FAULT.search(comment[:at])
        ):
            return not _OF_ANOTHER.search(comment[:at])
    return False


def by_abstract(abstract: str) -> bool:
    """Whether the abstract of a preprint, on one line, begins with a notice of withdrawal."""
    abstract = abstract[:_LONGEST]
    start = _LEAD.match(abstract)
    begin = start.end() if start else 0
    return bool(_FIRST.match(abstract, begin) or _BY_AUTHOR.match(abstract, begin))
