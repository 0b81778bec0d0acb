"""A title as words that can be compared: without LaTeX, markup, case, accents and decoration.

Sources: arXiv hands out titles with the TeX that their authors wrote
(https://info.arxiv.org/help/prep#title), Crossref with HTML and MathML (face markup,
https://www.crossref.org/documentation/schema-library/markup-guide-metadata-segments/face-markup/),
curators write either, Markdown, and what their keyboards have.
"""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

# Longer texts are no titles, and comparing takes time.
LONGEST = 400


def _words_of(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TAG = re.compile(r"</?[A-Za-z][\w:-]*(?:\s[^<>]*)?/?>")
_BREAK = re.compile(r"(?i)<br\s*/?>")
_SHORTCODE = re.compile(r":[a-z0-9_+-]+:")
_NOTE = re.compile(r"\\(?:footnote|thanks)\s*\{[^{}]*\}")
_ACCENT = re.compile(r"\\(?:['\"`^~=.]\s*|[Hcuvdbkrt](?=[{\s])\s*)\{?\\?([A-Za-z])\}?")
_ESCAPED = re.compile(r"\\([&%_#${}])")
_COMMAND = re.compile(r"\\([A-Za-z]+)\*?\s?")
_FRACTION = re.compile(r"\\[dt]?frac\s?\{([^{}]*)\}\s?\{([^{}]*)\}")
# Commands for how a text looks; any other stands for what it is called: `\alpha`, `\infty`.
_LOOKS = _words_of(
    """
    bar bf big bigl bigr boldsymbol bm breve check ddot displaystyle dot em emph ensuremath hat it
    left mathbb mathbf mathcal mathfrak mathit mathop mathring mathrm mathscr mathsf mathtt mbox
    operatorname overline right rm sc sf text textbf textit textnormal textrm textsc textsf textsl
    texttt textup tilde tt underline vec widehat widetilde
    """
)
# Commands for signs that are no letters, which no comparison sees
# (https://ctan.org/pkg/comprehensive) ...
_UNREAD = _words_of(
    """
    approx ast bigcap bigcup bigoplus bigotimes bullet cap cdot cdots circ cong cup dagger dashv
    ddagger ddots degree diamond dots downarrow emptyset equiv exists forall ge geq
    geqslant gg gtrsim iff int langle lceil ldots le leftarrow leftrightarrow leq leqslant lesssim
    lfloor lhd ll longleftrightarrow longrightarrow lvert mapsto mid mp nabla ne nearrow neq nexists
    notin oint oplus otimes parallel partial perp pm prec preceq prime prod propto qquad quad rangle
    rceil rfloor rhd rightarrow rightleftharpoons rtimes rvert searrow setminus sharp sim simeq
    sqrt square star subset subseteq succ succeq sum supset supseteq swarrow textdegree
    textendash textemdash to triangle uparrow vdash vdots vee vert wedge Box Leftarrow
    Leftrightarrow Longrightarrow Rightarrow Vert
    """
)
# ... and for letters that go by other names, or are called otherwise than their character is.
_LETTERS_BY_COMMAND = {
    "AA": "a", "O": "o", "aa": "a", "ell": "l", "hbar": "\u0127", "hslash": "\u0127",
    "i": "i", "imath": "i", "jmath": "j", "micro": "mu", "times": "x", "upmu": "mu",
    "varepsilon": "epsilon", "varkappa": "kappa", "varphi": "phi", "varpi": "pi", "varrho": "rho",
    "varsigma": "sigma", "vartheta": "theta", "xi": "\u03be", "Xi": "\u039e",
}  # fmt: skip
_UNSEEN = str.maketrans("", "", "$^_{}*`~\u00ad\u200b\u200d\ufeff")
# Letters that Unicode does not decompose, and signs that are read as words.
_SPELT = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe"})
_SIGNS = str.maketrans({"∞": "infty", "\u00d7": "x"})
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
# `PointNet++` and `CodeT5+` are not PointNet and CodeT5, `100,000+` is 100,000.
_PLUS = re.compile(r"([^\W\d_]\d*)(?:\s?(\+\+)|(\+))(?![\w+])")
_PLUS_WORD = "plus"
_PART = re.compile(r"\d+(?:\.\d+)*|[^\W\d_]+")
_LETTERS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")  # noqa: RUF001 - curly quotes are meant
_CHUNK = re.compile(r"[^\s\-‐‑–—/]+")  # noqa: RUF001 - dashes are meant
_INNER_CAPITAL = re.compile(r"[^\W\d_][A-Z]")
_ROMANS = "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX"
_ROMAN = {numeral: str(number) for number, numeral in enumerate(_ROMANS.split(" "), 1)}
_EMPTY_WORDS = _words_of(
    """
    a an and are as at be by et for from in into is it its of on onto or our the their this to
    toward towards upon using via vs versus we with you your
    """
)
_VERSION = frozenset({"v", "ver", "version", "vol"})
# Function words, each of one language, by which a title in Latin letters shows that it is none in
# English.
_FOREIGN = tuple(
    _words_of(words)
    for words in (
        "aus das dem den der des die ein eine eines für ist mit und über von zur zum",
        "como con de del el en es la las los para por que su una uno y",
        "avec dans de des du en est et la le les par pour sur une",
        "com como da das de do dos em é na no os para por que uma um",
        "che con da dei della delle di e gli il la per sono un una",
        "een en het met op te van voor",
    )
)
_FEWEST_FOREIGN = 2
_SHORTEST_VERSIONED = 3
_NUMBER = 3


@dataclass(frozen=True, slots=True)
class Word:
    """A word or number of a title as it is compared.

    `weight` says how much it tells one title from another: nothing for an article, most for a
    number.
    """

    text: str
    weight: int

    @property
    def number(self) -> bool:
        """Whether it is a number, or as telling: a Roman one, the plus of `CodeT5+`."""
        return self.weight == _NUMBER


@dataclass(frozen=True)
class Text:
    """A title, or a part of one; `plain` still has its case and its punctuation."""

    plain: str

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Its words, those left out that say nothing."""
        return tuple(word for word in _words(self.plain) if word.weight)

    @cached_property
    def joined(self) -> str:
        """Its letters and digits."""
        return "".join(word.text for word in self.words)

    @cached_property
    def versions(self) -> Mapping[str, frozenset[str]]:
        """The first parts of the numbers that stand behind a word, by the word."""
        found: dict[str, set[str]] = {}
        for word, after in pairwise(self.words):
            if after.number and not word.number:
                found.setdefault(word.text, set()).add(after.text.partition(".")[0])
        return {word: frozenset(numbers) for word, numbers in found.items()}

    def first(self, size: int) -> Text:
        """Its first words."""
        return Text(" ".join(word.text for word in self.words[:size]))

    @cached_property
    def length(self) -> int:
        """How many words a reader counts: a name is one, hyphens and digits or not."""
        return sum(
            1 if any(map(str.isdigit, word)) else len(_LETTERS.findall(word))
            for word in self.plain.split()
            if any(map(str.isalpha, word))
        )

    @cached_property
    def named(self) -> bool:
        """Whether it has a word that is written as names are: `GPT-4`, `LLaMA`, `PyTorch`."""
        return any(map(_is_name, _CHUNK.findall(self.plain)))


def read(text: str) -> Text:
    """A title without LaTeX and markup; what is too long is cut."""
    text = text[: 4 * LONGEST]
    text = _TAG.sub("", _BREAK.sub(" ", html.unescape(text)))
    if "\\" in text:
        text = _ACCENT.sub(r"\1", _NOTE.sub("", text))
        text = _ESCAPED.sub(r"\1", text.replace("\\\\", " "))
        text = _COMMAND.sub(_command, _FRACTION.sub(r"\1/\2", text))
    text = _SHORTCODE.sub(" ", text).translate(_UNSEEN)
    text = unicodedata.normalize("NFKC", text.translate(_SIGNS))
    text = _PLUS.sub(lambda found: found[1] + f" {_PLUS_WORD}" * len(found[2] or found[3]), text)
    return Text(" ".join(_THOUSANDS.sub("", text).split())[:LONGEST])


def _command(found: re.Match[str]) -> str:
    """What a command of TeX reads as; a blank for a sign, which parts two words."""
    name = found[1]
    if name in _LOOKS:
        return ""
    return " " if name in _UNREAD else _LETTERS_BY_COMMAND.get(name, name)


def is_foreign(text: Text) -> bool:
    """Whether a title is, or may be, in another language than English: by its script or words."""
    letters = [char for char in text.plain if char.isalpha()]
    strange = sum(not unicodedata.name(char, "").startswith(_OWN_SCRIPTS) for char in letters)
    greek = sum(unicodedata.name(char, "").startswith("GREEK") for char in letters)
    if strange >= _FEWEST_FOREIGN or greek * 2 > len(letters):
        return True
    words = text.plain.casefold().split()
    english = sum(word in _EMPTY_WORDS for word in words)
    return any(
        sum(word in foreign for word in words) >= max(_FEWEST_FOREIGN, english + 1)
        for foreign in _FOREIGN
    )


_OWN_SCRIPTS = ("LATIN", "GREEK", "FEMININE", "MASCULINE", "MICRO")


def _is_name(chunk: str) -> bool:
    if chunk.isalpha() and chunk.isupper() and len(chunk) > 1:
        return True
    digits = any(map(str.isdigit, chunk))
    return bool(_INNER_CAPITAL.search(chunk)) or (digits and any(map(str.isalpha, chunk)))


def _words(plain: str) -> list[Word]:
    shouted = plain.isupper()
    words: list[Word] = []
    for chunk in _CHUNK.findall(plain):
        weight = 2 if _is_name(chunk) and not shouted else 1
        for part in _PART.findall(chunk):
            if part[0].isdigit():
                if words:
                    words[-1] = _unversioned(words[-1])
                words.append(Word(part, _NUMBER))
            elif part == _PLUS_WORD:
                words.append(Word(part, _NUMBER))
            elif _is_roman(part, chunk):
                words.append(Word(_ROMAN[part.upper()], _NUMBER))
            else:
                text = _folded(part)
                words.append(Word(text, 0 if text in _EMPTY_WORDS else weight))
    return words


def _is_roman(part: str, chunk: str) -> bool:
    """Whether letters are a Roman number: two or more of them, or one that something ends with."""
    alone = chunk.rstrip(".:,") == part and part.upper() in _ROMAN
    return alone and (len(part) > 1 or chunk.endswith((".", ":")))


def _unversioned(word: Word) -> Word:
    """The word before a number without what only announces that: `YOLOv4`, `P-tuning v2`."""
    if word.text in _VERSION:
        return Word(word.text, 0)
    if word.text.endswith("v") and len(word.text) > _SHORTEST_VERSIONED:
        return Word(word.text.removesuffix("v"), word.weight)
    return word


def _folded(part: str) -> str:
    """Letters in lower case, without accents, Greek ones by their names."""
    letters = []
    for char in unicodedata.normalize("NFKD", part.casefold()).translate(_SPELT):
        name = unicodedata.name(char, "")
        if name.startswith("GREEK SMALL LETTER "):
            # Unicode spells one of them in its own way.
            letters.append(name.rpartition(" ")[2].lower().replace("lamda", "lambda"))
        elif not unicodedata.combining(char):
            letters.append(char)
    return "".join(letters)
