"""What sites say, as plain text: markup, and what may not reach a terminal."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.links.providers import _text
from lint.titles.comparison import compare

MATH = '<mml:math xmlns:mml="http://www.w3.org/1998/Math/MathML" display="inline">{}</mml:math>'


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("Slow Growth of<i>Avena fictiva</i>Roots", "Slow Growth of Avena fictiva Roots"),
        ("Slow growth of <i>Avena</i> roots", "Slow growth of Avena roots"),
        ("<i>In vitro</i>, in vivo", "In vitro, in vivo"),
        ("Reading <b><i>Nature</i></b>Daily", "Reading Nature Daily"),
        ("H<sub>2</sub>O and 10<sup>5</sup>K", "H2O and 105K"),
        ("the<scp>DNA</scp>of", "the DNA of"),
        (
            "in the"
            + MATH.format(
                "<mml:mrow><mml:mi>N</mml:mi><mml:mo>=</mml:mo><mml:mn>42</mml:mn></mml:mrow>"
            )
            + "Basin",
            "in the N=42 Basin",
        ),
        (
            "with"
            + MATH.format("<mml:msup><mml:mi>L</mml:mi><mml:mn>1</mml:mn></mml:msup>")
            + "Data",
            "with L1 Data",
        ),
        (
            "the<inline-formula><tex-math>$k$</tex-math></inline-formula>of",
            "the $k$ of",
        ),
        (
            "of"
            + MATH.format(
                "<mml:semantics><mml:mi>k</mml:mi><mml:annotation>k</mml:annotation></mml:semantics>"
            )
            + "<tex-math>$k$</tex-math>Things",
            "of k Things",
        ),
        ("Of &lt;i&gt;Avena&lt;/i&gt; &amp; others", "Of Avena & others"),
        ("p &lt; 0.05 and q &gt; 3", "p < 0.05 and q > 3"),
        ("Why a &lt;b, c&gt; d", "Why a <b, c> d"),
        ("Two\n   lines", "Two lines"),
    ],
)
def test_markup_stands_for_the_words_in_it(said: str, title: str) -> None:
    assert _text.text(said, markup=True) == title


WORDS = st.lists(st.text("abcxyz", min_size=2, max_size=8), min_size=4, max_size=9)
TAGS = st.sampled_from(["i", "b", "em", "strong", "scp", "italic", "jats:italic"])


@given(WORDS, st.data())
def test_a_title_with_lost_blanks_is_the_same_title(words: list[str], data: st.DataObject) -> None:
    """Markup around some words, with no blanks beside it, as registries deliver it."""
    at = data.draw(st.integers(0, len(words) - 1))
    until = data.draw(st.integers(at + 1, len(words)))
    tag = data.draw(TAGS)
    before, within, after = (
        " ".join(part) for part in (words[:at], words[at:until], words[until:])
    )
    found = _text.text(f"{before}<{tag}>{within}</{tag}>{after}", markup=True)
    assert found == " ".join(words)
    assert not compare(" ".join(words), found).mismatch


@given(st.text() | st.text("a \n\x00\x1b\x85\u2028\u202e\u2067\u200f\ud800<>&;bi/"))
def test_what_a_site_says_is_one_bounded_line_that_nothing_obeys(said: str) -> None:
    for found in (
        _text.text(said),
        _text.text(said, markup=True),
        _text.line(said, 30),
        _text.name(said),
    ):
        assert found is None or found == found.strip() != ""
        for character in found or "":
            assert unicodedata.category(character) not in {"Cc", "Cs", "Zl", "Zp"}
            assert unicodedata.bidirectional(character) not in BIDI
    assert len(_text.line(said, 30) or "") <= 30


BIDI = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def test_what_is_long() -> None:
    assert _text.text("x" * 1001) is None
    assert _text.line("x" * 1001) == "x" * 999 + "…"
    assert _text.name("x" * 201) is None
    assert _text.line("\u202e \x00") is None


@pytest.mark.parametrize("value", [None, 3, True, ["a"], {"a": "b"}, b"x"])
def test_what_is_no_text_says_nothing(value: object) -> None:
    assert _text.text(value) is _text.line(value) is _text.name(value) is None
