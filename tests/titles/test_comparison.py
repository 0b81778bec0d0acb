from __future__ import annotations

import json
import subprocess
import sys
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.titles.comparison import ALIKE, compare, is_title
from lint.titles.words import read
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


SIGNS = [
    ("3$\\times$3 Grids of Neurons", "3×3 Grids of Neurons"),  # noqa: RUF001 - as readers see it
    ("Learning in $\\ell_1$ Spaces", "Learning in ℓ₁ Spaces"),
    ("$A\\rightarrow B$ Translation of Names", "A→B Translation of Names"),
    ("Search for $H \\to \\mu\\mu$ Decays", "Search for H→μμ Decays"),
    ("Gaps of $\\frac{1}{2}$ Spins", "Gaps of 1/2 Spins"),
    ("$\\varepsilon$-Greedy Search for All", "ε-Greedy Search for All"),
    ("A $\\sqrt{n}$ Bound on Walks", "A √n Bound on Walks"),
    ("$\\hat{x}$ as the Mean", "x̂ as the Mean"),
    ("Fast $\\nabla$ in $\\mathbb{R}^n$", "Fast ∇ in ℝⁿ"),
    ("$p\\bar{p}$ Collisions at Rest", "pp̄ Collisions at Rest"),
    ("$\\approx$90\\% of All $\\mu$m", "≈90% of All μm"),
    ("$\\hbar$ and Us", "ℏ and Us"),
    ("$2\\times 10^5$ Steps to Go", "2×10⁵ Steps to Go"),  # noqa: RUF001 - as readers see it
    ("Models of $\\Lambda$CDM", "Models of ΛCDM"),
    ("M\\o ller Waves at Sea", "Møller Waves at Sea"),
]


@pytest.mark.parametrize(("tex", "shown"), SIGNS)
def test_a_sign_is_the_same_in_tex_and_as_a_character(tex: str, shown: str) -> None:
    assert read(tex).joined == read(shown).joined
    for one, other in ((tex, shown), (shown, tex)):
        assert compare(one, other).likeness == 1.0


GREEK = "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho"
GREEK += " sigma tau upsilon phi chi psi omega"


@pytest.mark.parametrize("name", GREEK.split())
def test_greek_letters_have_the_names_of_their_commands(name: str) -> None:
    spelt = unicodedata.lookup(f"GREEK SMALL LETTER {name.upper().replace('LAMBDA', 'LAMDA')}")
    assert read(spelt).joined == read(f"$\\{name}$").joined == name
    assert read(spelt.upper()).joined == read(f"$\\{name.title()}$").joined


def test_pairs_of_a_file_are_told_apart(tmp_path: Path) -> None:
    """The benchmark on pairs in a file; an odd line ends it with one line."""
    lines = [
        {"listed": ONE, "official": TWO, "verdict": "different"},
        {"listed": ONE, "official": TWO, "verdict": "renamed"},
        {"listed": ONE, "official": f"{ONE}s", "verdict": "close"},
    ]
    path = tmp_path / "pairs.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    done = _benchmark(path)
    assert done.returncode == 0, done.stderr
    rows = [line.split(" | ") for line in done.stdout.splitlines()[2:]]
    assert [row[1:5] for row in rows] == [
        ["1", "0", "0", "1"],
        ["1", "0", "1", "0"],
        ["1", "1", "0", "0"],
    ]
    path.write_text("{}", encoding="utf-8")
    done = _benchmark(path)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)


ONE = "Guiding a Small Boat by Reading Its Map"
TWO = "What This Paper Is Really Called by Its Authors"


def _benchmark(path: Path) -> subprocess.CompletedProcess[str]:
    root = Path(__file__).parents[2]
    command = [sys.executable, "benchmarks/titles.py", str(path)]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
