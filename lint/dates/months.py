"""The names of months in the languages of the lists, and what is meant by a misspelt one.

The names are those of CLDR (https://cldr.unicode.org, dates/calendars/gregorian/months, `wide` and
`abbreviated`, both as they stand alone and within a date). Short forms that are words of English
are left out: `ago`, `set`, `out`, `mart`.
"""

from __future__ import annotations

from functools import lru_cache

from lint.patterns import lazy

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

# By month; those of one language stand together: English, German, Dutch and Scandinavian, French,
# Spanish, Italian, Portuguese, Polish, Czech, Turkish, Russian, Ukrainian, Arabic, Chinese.
_NAMES = """
    january jan januar januari jänner janvier janv enero ene gennaio janeiro styczeń stycznia
    leden ledna ocak январь января янв січень січня يناير 一月 |
    february feb februar februari février févr fevr febrero febbraio fevereiro fev luty lutego
    únor února şubat февраль февраля февр фев лютий лютого فبراير 二月 |
    march mar märz mär mrz maart mars marzo março marzec marca březen března март марта березень
    березня مارس 三月 |
    april apr avril avr abril abr aprile kwiecień kwietnia duben dubna nisan апрель апреля апр
    квітень квітня أبريل 四月 |
    may mai mei maj mayo maggio maio maja květen května mayıs май мая травень травня مايو 五月 |
    june jun juni juin junio giugno junho czerwiec czerwca červen června haziran июнь июня июн
    червень червня يونيو 六月 |
    july jul juli juillet juil julio luglio julho lipiec lipca červenec července temmuz июль июля
    июл липень липня يوليو 七月 |
    august aug augustus augusti août agosto sierpień sierpnia srpen srpna ağustos август августа
    авг серпень серпня أغسطس 八月 |
    september sep sept septembre septiembre setiembre settembre setembro wrzesień września září
    eylül сентябрь сентября сент сен вересень вересня سبتمبر 九月 |
    october oct oktober okt octobre octubre ottobre outubro październik października říjen října
    ekim октябрь октября окт жовтень жовтня أكتوبر 十月 |
    november nov novembre noviembre novembro listopad listopada listopadu kasım ноябрь ноября нояб
    ноя листопад листопада نوفمبر 十一月 |
    december dec dezember dez décembre déc diciembre dic dicembre dezembro grudzień grudnia
    prosinec prosince aralık декабрь декабря дек грудень грудня ديسمبر 十二月
"""  # noqa: RUF001 - letters of other alphabets
_MONTH_OF = {
    name: number
    for number, names in enumerate(_NAMES.split("|"), start=1)
    for name in names.split()
}
# The names that a slip is looked for in: those of the most lists, written out.
_SPELT = (
    *(name.casefold() for name in MONTHS),
    *("januar", "februar", "oktober", "dezember", "janvier", "février", "juillet", "septembre"),
    *("octobre", "novembre", "décembre", "febrero", "agosto", "septiembre", "octubre", "noviembre"),
    *("diciembre", "janeiro", "fevereiro", "setembro", "outubro", "novembro", "dezembro"),
)
_ASCII_WORD = lazy(r"[a-z]+")
_SHORTEST, _LONGEST = 4, 11
# Of a shorter name, one letter more or less makes another word: `Mach`, `Arch`, `Jun`, `Jul`.
_LONG = 6
_ROMAN = lazy(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_LONGEST_ROMAN = 15


def month_number(word: str) -> int | None:
    """The month, from 1, that `word` is the name of, whatever its case; None for any other word."""
    return _MONTH_OF.get(word.casefold())


def names_month(text: str) -> bool:
    """Whether a word of `text`, in ASCII letters, is the name of a month."""
    return not _MONTH_OF.keys().isdisjoint(_ASCII_WORD.findall(text.casefold()))


def roman(text: str) -> int | None:
    """The number that capital Roman numerals in their usual form mean; None for anything else."""
    if not text or len(text) > _LONGEST_ROMAN or not _ROMAN.fullmatch(text):
        return None
    values = [_ROMAN_DIGITS[digit] for digit in text]
    following = [*values[1:], 0]
    return sum(
        -value if value < after else value for value, after in zip(values, following, strict=True)
    )


def respelt(word: str) -> str | None:
    """The name of the month that `word` is a slip for, in its case; None unless that is certain.

    A slip is a letter too many, too few, wrong, or two that have changed places, but not at the
    beginning; in names of at most five letters only what makes no other word.
    """
    if not _SHORTEST <= len(word) <= _LONGEST or not word.isalpha() or month_number(word):
        return None
    found = _nearest_month(word.casefold())
    if found is None or word.isupper():
        return found and found.upper()
    return found.capitalize() if word[0].isupper() else found


@lru_cache(maxsize=1024)
def _nearest_month(word: str) -> str | None:
    names = [name for name in _SPELT if _is_slip(word, name)]
    if len({_MONTH_OF[name] for name in names}) != 1:
        return None
    # No letter is lost or added sooner than one is in the wrong place.
    return min(names, key=lambda name: abs(len(name) - len(word)))


def _is_slip(word: str, name: str) -> bool:
    """Whether one slip makes `word` of `name`."""
    if word[0] != name[0] or abs(len(word) - len(name)) > 1:
        return False
    at = next((i for i, (a, b) in enumerate(zip(word, name, strict=False)) if a != b), -1)
    if at < 0:
        at = min(len(word), len(name))
    tail, rest = word[at:], name[at:]
    if len(word) == len(name):
        swapped = tail[:2] == rest[1::-1] and tail[2:] == rest[2:]
        return swapped or (len(name) >= _LONG and tail[1:] == rest[1:])
    if len(word) > len(name):
        doubled = word[at : at + 1] == word[at - 1 : at]
        return tail[1:] == rest and (doubled or (len(name) >= _LONG and at < len(name)))
    return len(name) >= _LONG and tail == rest[1:] and at < len(word)
