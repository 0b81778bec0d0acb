from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.titles.comparison import ALIKE, compare, is_title
from tests.titles.pairs import chosen, halves, pairs, score

PAIRS = list(pairs())
_LONG = (
    "Vision-Language Models Learn Compositional Visual Reasoning From Synthetic Program Traces"
    " Without Human Annotated Data"
)
TEXTS = st.text(max_size=60) | st.text(r"\$^{}_'[]()<>&:;.,-–—…+ abLI12", max_size=60)  # noqa: RUF001 - a dash


def test_the_pairs_are_enough_and_none_comes_twice() -> None:
    assert Counter(pair.same for pair in PAIRS).most_common()[-1][1] >= 300
    assert len({(pair.written, pair.title) for pair in PAIRS}) == len(PAIRS)
    assert all(pair.kind for pair in PAIRS)


def test_the_threshold_is_what_one_half_chooses_and_good_on_the_other() -> None:
    choosing, judging = halves()
    assert min(len(choosing), len(judging)) >= 300
    assert chosen(choosing) == ALIKE
    found = score(judging, ALIKE)
    assert found.precision >= 0.99
    assert found.recall >= 0.95
    everything = score([*choosing, *judging], ALIKE)
    assert everything.precision >= 0.99
    assert everything.recall >= 0.95


@given(TEXTS)
def test_a_title_is_like_itself(text: str) -> None:
    assert not compare(text, text).mismatch


@given(TEXTS, TEXTS)
def test_any_two_texts_can_be_compared(one: str, other: str) -> None:
    assert 0 <= compare(one, other).likeness <= 1


TITLES = st.sampled_from([pair.title for pair in PAIRS])
AROUND = st.sampled_from(
    [
        "{}",
        "**{}**",
        "1. {}",
        "⭐ {}",
        "{} (2023)",
        "[CVPR 2024] {}",
        "{} [ICLR'23]",
        "“{}”",
        "{} 🔥",
    ]
)


@given(TITLES, AROUND)
def test_what_lists_write_around_a_title_makes_no_other(title: str, around: str) -> None:
    for written in (title, title.upper(), title.lower()):
        found = compare(around.format(written), title)
        assert not found.mismatch, found


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("H$_2$O", "H2O"),
        (r"\textit{Poincar\'e} maps", "Poincaré Maps"),
        (r"Schr\"{o}dinger's $\alpha$", "Schrödinger\u2019s \u03b1"),
        (r"The \emph{\L}o\'s theorem\footnote{With an appendix.}", "The Łoś theorem"),
        ("$\\mathbf{x}^2$ & more", r"x2 \& more"),
        ("Stra&szlig;e &amp; Ort", "Strasse & Ort"),
        ("CO<sub>2</sub>", "CO2"),
        ("100,000 questions", "100000 Questions"),
        ("Part IV", "part 4"),
        ("Δ-matroids", "Delta-Matroids"),
        ("ﬁne ½ ２", "fine 1⁄2 2"),  # noqa: RUF001 - compatibility characters are meant
    ],
)
def test_spellings_of_one_text(written: str, title: str) -> None:
    assert compare(written, title).likeness == 1


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("CodeT5 for code understanding", "CodeT5+ for code understanding"),
        ("Qwen2 Technical Report", "Qwen2.5 Technical Report"),
        ("Planck 2015 results. I. Overview", "Planck 2018 results. I. Overview"),
        ("Textbooks Are All You Need Here", "Textbooks Are All You Need Here II"),
        ("Learning with Supervised Image Models", "Learning with Unsupervised Image Models"),
        ("Attention Is All You Need", "Attention Is Not All You Need"),
        ("Llama 2", "The Llama 3 Herd of Models"),
        (_LONG, f"{_LONG} 2"),
    ],
)
def test_small_differences_that_make_two_works(written: str, title: str) -> None:
    assert compare(written, title).mismatch
    assert not compare(title, title).mismatch


@pytest.mark.parametrize(
    "written",
    [
        "BERT",
        "LLaMA-2-13B-chat-hf (4-bit, GPTQ)",
        "Paper",
        "Mixture of Experts",
        "通过人类反馈训练语言模型遵循指令",
        "Обучение языковых моделей следовать инструкциям",
        "Un estudio de los grandes modelos de lenguaje y sus aplicaciones",
        "Μάθηση γλωσσικών μοντέλων με ανθρώπινη ανάδραση",
        "",
        "🔥🔥🔥",
    ],
)
def test_what_may_be_no_title_is_not_certain(written: str) -> None:
    found = compare(written, "Exploring the Limits of Transfer Learning")
    assert not found.certain
    assert not is_title(written)


def test_few_words_are_for_their_neighbours_to_judge() -> None:
    few = compare("Exponentially Faster Language Modelling", "Deep contextualized representations")
    assert few.mismatch
    assert few.brief
    assert compare("Stable Diffusion XL Base Model Weights", "A Study of Graph Limits").brief
    assert not compare("SDXL: A Better Image Model", "A Study of Graph Limits").brief
    assert not compare("Denoising Diffusion Models for Speech", "A Study of Graph Limits").brief
    assert not is_title("Exponentially Faster Language Modelling")
    assert is_title("Exponentially Faster Language Modelling Today")


def test_what_a_hostile_list_writes_is_compared_in_bounded_time() -> None:
    long = "a, b: " * 100_000
    assert not compare(long, "A title of some more words").likeness > 1
    for text in ("(" * 5000, "<a " * 5000, "\\'{" * 5000, "$" * 5000, "a-" * 5000, "&#x" * 5000):
        compare(text, "A title of some more words")
        compare("A title of some more words", text)
