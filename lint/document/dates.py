"""What a curator means by a date: `2024-05`, `Mar/2023`, `NeurIPS 2022`, `AAAI'26`, `2023年5月`.

A cell is judged line by line (`<br>` is a line break), a line as a row of atoms: numbers, numeric
dates, months and words. What can state a date passes, since the tool cannot know every venue and
every habit; what cannot (`2025--01`, month 13, a lone word that is no known venue) and what states
two dates at once (`7/4/23`) does not. Everything here is a pure function of text.

A notation's name shows its form: YYYY, MM and DD have all their digits, M and D need not, Mon is
the name of a month, short or full.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from lint.document.venues import known

if TYPE_CHECKING:
    from collections.abc import Iterable

# The years that a date can have. Whoever knows today's date says more about the last one.
EARLIEST, LATEST = 1900, 2099
# A list that is still kept means the later year where two digits leave a choice of centuries.
_RECENT = 2010
# A date stands at the beginning of its cell; what is beyond this many characters is prose.
_LONGEST = 200

# Notations that state a date once a year is known from elsewhere.
YEARLESS = frozenset({"MM-DD", "MM/DD", "MM.DD", "Mon DD", "DD Mon", "Mon", "M月", "M月D日"})
# ISO 8601, 4.1.2 has two digits for month and day; without them a table sorts wrong.
UNPADDED = frozenset({"YYYY-M", "YYYY-M-D"})
# Notations in which one cell can mean several dates.
ORDERED = frozenset(
    order.replace("/", separator)
    for separator in "/-."
    for order in ("M/D/YY", "D/M/YY", "YY/MM/DD", "M/D/YYYY", "D/M/YYYY")
)

_MONTHS = (
    "January February March April May June July August September October November December"
).split()
# English, German, French, Spanish, Italian, Portuguese; what is also a word is left out.
_MONTH_NAMES = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar janvier janv enero gennaio janeiro",
            "february feb februar février févr febrero febbraio fevereiro",
            "march mar märz mär mars marzo março",
            "april apr avril abril aprile abr",
            "may mai mayo maggio maio",
            "june jun juni juin junio giugno junho",
            "july jul juli juillet juil julio luglio julho",
            "august aug août agosto ago",
            "september sep sept septembre septiembre settembre setembro",
            "october oct oktober okt octobre octubre ottobre outubro",
            "november nov novembre noviembre novembro",
            "december dec dezember dez décembre déc diciembre dicembre dezembro",
        ),
        start=1,
    )
    for name in names.split()
}
_SEASONS = frozenset("spring summer autumn fall winter early mid late".split())
# Words beside a date that are no venue.
_FILLERS = _SEASONS | frozenset(
    """
    a about accepted added after and approx around as at before beginning by c ca circa created
    current currently date de del di du end est first from half in last later modified now of on
    ongoing or post posted pre present published quarter rev revised second since started submitted
    the til till to today until up updated v ver version via week
    """.split()
)
# Cells that say on purpose that there is no date.
_NULLS = frozenset(
    {
        *"tba tbd tbc n/a na none null nil unknown undated nd n.d soon upcoming ongoing".split(),
        *"present current unreleased pending forthcoming wip 待定 未知 未定 暂无 无 即将".split(),
        *"即将发布 即将开源 待开源 待更新 不明 未公開 미정 없음".split(),
        *("coming soon", "to appear", "in press", "under review", "in review", "in submission"),
        *("no date", "to be announced", "to be determined", "work in progress", "in progress"),
    }
)

_LOOKALIKES = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—―−", "-"),  # noqa: RUF001 - the characters are the point
        **dict.fromkeys("’‘`´′ʼ", "'"),  # noqa: RUF001 - the characters are the point
        **dict.fromkeys("〜∼、。「」【】", " "),
        # Footnote marks and what has no width; NFKC would make digits of the former.
        **dict.fromkeys("¹²³⁰⁴⁵⁶⁷⁸⁹\u200b\u200c\u200d\u2060\ufeff\ufe0e\ufe0f"),
    }
)
_SHORTCODE = re.compile(r":[a-z0-9_+-]+:")
_CLOCK = re.compile(r"(?<!\d)\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?")
_BREAK = re.compile(r"[\s,;:|()\[\]{}<>&+~@→=*_\"!?…·•#^\\]+")
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
_ERA = re.compile(rf"({'|'.join(_ERAS)})\s?(\d{{1,3}}|元)年")
_CJK_DATE = re.compile(
    r"(?:(?<!\d)(\d{4}|\d\d)\s?[年년]\s?)?(?<!\d)(\d{1,2})\s?[月월](?:\s?(\d{1,2})\s?[日号號일])?"
    r"|(?<!\d)(\d{4}|\d\d)\s?[年년]"
)
_CJK = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff"
_CJK_EDGE = re.compile(rf"(?<=[{_CJK}])(?=[\dA-Za-z'])|(?<=[\dA-Za-z])(?=[{_CJK}])")
_NUMERIC = re.compile(r"(\d{1,4})([-./])(\d{1,4})(?:([-./])(\d{1,4}))?")
_RANGE = re.compile(r"(\d[\d./-]*?)--?(\d{4}(?:[-./]\d{1,2}){0,2})")
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er|º|ª)")
_WEEK = re.compile(r"(\d{4})-?[Ww](\d\d)(?:-[1-7])?")
_QUARTER = re.compile(r"[QqHh][1-4]")
_YEAR_WORD = re.compile(r"(\d{4})[-/.']?([^\W\d_].*)")
_WORD_YEAR = re.compile(r"(.*[^\W\d_])([-/.']*)(\d{4}|\d\d)")
_PIECE = re.compile(r"'\d\d|\d+|[^\W\d_]+|[^\w\s]")
# The atoms of one date by their kinds: Number of one or two digits, Pair of such (a range of
# days), Month, Year, Abbreviated year, numeric Date.
_DATE = re.compile(r"[NP]M[YA]?|M[NP]?[YA]|MM[YA]|YMN?|MN?|[YAPD]")


@dataclass(frozen=True, slots=True)
class Date:
    """One reading of a date as it is written; what it does not say is None or "".

    `notation` is a notation's name such as `YYYY-MM`, `venue` the words beside a bare year.
    """

    year: int | None
    month: int | None
    day: int | None
    notation: str
    venue: str = ""

    @property
    def precision(self) -> int:
        """How many of year, month and day are known."""
        return sum(part is not None for part in (self.year, self.month, self.day))

    def __str__(self) -> str:
        """The date in words, as `4 July 2023`."""
        name = _MONTHS[self.month - 1] if self.month else None
        return " ".join(str(part) for part in (self.day, name, self.year) if part is not None)


@dataclass(frozen=True, slots=True)
class Convention:
    """A notation that a table keeps to, to be accepted in its other cells.

    `notations` goes into the `accepted` of `check` and `read`; `text` says it to the curator.
    """

    notations: frozenset[str]
    text: str


class _Atom(NamedTuple):
    """A part of a line: its kind (see `_DATE`, besides Word and eXcluded), value and text."""

    kind: str
    text: str
    value: int = 0
    readings: tuple[Date, ...] = ()


@dataclass(slots=True)
class _Line:
    """What a line states: its dates, each with all its readings, its other words, its defect."""

    text: str
    dates: list[tuple[Date, ...]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    defect: str | None = None

    @property
    def empty(self) -> bool:
        """Whether the line says nothing, or says that there is no date."""
        return not (self.dates or self.words or self.defect) or (
            self.text.strip("-. ").casefold() in _NULLS
        )
