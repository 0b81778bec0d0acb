from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lint.document.badges import decode_badge

SHIELDS = "https://img.shields.io"


@pytest.mark.parametrize(
    ("url", "label", "message"),
    [
        ("/badge/arXiv-Paper-%23D2691E?logo=arxiv", "arXiv", "Paper"),
        ("/badge/arXiv-b31b1b.svg", "", "arXiv"),
        ("/badge/arXiv-2503.17407-red", "arXiv", "2503.17407"),
        ("/badge/Date-2023--11--23-blue", "Date", "2023-11-23"),
        ("/badge/Long--Term%20Memory-red", "", "Long-Term Memory"),
        ("/badge/snake__case_text-x-red", "snake_case text", "x"),
        ("/badge/RL Training-red", "", "RL Training"),
        ("/badge/Conference-ICML'23-blue", "Conference", "ICML'23"),
        ("/badge/w/Quantization-39B0A9", "", "w/Quantization"),
        ("/badge/-%F0%9F%A4%97%20Hugging_Face-orange", "", "🤗 Hugging Face"),
        ("/badge/GitHub-Page-9cf.svg?style=social", "GitHub", "Page"),
        ("/badge/GitHub-View-green?label=Code", "Code", "View"),
        ("/static/v1?label=&message=Awesome+Heads&color=black", "", "Awesome Heads"),
        ("/static/v1?label=%E8%AE%BA%E6%96%87&message=PDF", "论文", "PDF"),
        ("/:build-passing-green", "build", "passing"),
        ("/badge/arXiv--b31b1b", "arXiv", ""),
        ("/badge/arXiv--b31b1b.svg", "arXiv", ""),
        ("/badge/-arXiv-b31b1b", "", "arXiv"),
        ("/badge/arXiv----red", "arXiv", "-"),
        ("/badge/arXiv-GitHub---red", "arXiv", "GitHub-"),
        ("/badge/---GitHub-red", "", "-GitHub"),
        ("/badge/ar%2DXiv-red", "ar", "Xiv"),
        ("/badge/a%2Fb%2D%2Dc-red", "", "a/b-c"),
        ("/badge/2.0-v1.5-red", "2.0", "v1.5"),
        ("/badge/GitHub-PDF-blue?label=", "", "PDF"),
        ("/badge/GitHub-PDF-blue?label=Pa%20per&x", "Pa per", "PDF"),
        ("/static/v1?label=GitHub&message=", "GitHub", ""),
        ("/badge/alone", "", ""),
        ("/badge/alone.svg", "", ""),
        ("/badge/a-b-c-d", "", ""),
        ("/badge/a-b-1.5", "", ""),
        ("/badge/a-", "", ""),
        ("/badge/a--", "", ""),
    ],
)
def test_static_badges(url: str, label: str, message: str) -> None:
    badge = decode_badge(SHIELDS + url, "alt")
    assert badge is not None
    assert (badge.label, badge.message, badge.service) == (label, message, "badge")


SAME = [
    "custom-icon-badges.demolab.com",
    "custom-icon-badges.herokuapp.com",
    "img.shields.io",
    "raster.shields.io",
    "shields.io",
]


@pytest.mark.parametrize("host", SAME)
def test_hosts_that_read_as_shields_does(host: str) -> None:
    badge = decode_badge(f"https://{host}/badge/arXiv-2401.00001-red?logo=x", "alt")
    assert badge is not None
    assert (badge.label, badge.message, badge.logo) == ("arXiv", "2401.00001", "x")


@pytest.mark.parametrize("host", ["badgen.net", "flat.badgen.net", "badgers.space"])
@pytest.mark.parametrize(
    ("path", "label", "message"),
    [
        ("/badge/arXiv/2401.00001/red", "arXiv", "2401.00001"),
        ("/badge/a-b/c%20d", "a-b", "c d"),
        ("/badge/GitHub/PDF/blue?label=", "", "PDF"),
        ("/badge/alone", "alone", ""),
        ("/static/arXiv/2401.00001/red", "arXiv", "2401.00001"),
    ],
)
def test_hosts_that_read_as_badgen_does(host: str, path: str, label: str, message: str) -> None:
    badge = decode_badge(f"https://{host}{path}", "alt")
    assert badge is not None
    assert (badge.label, badge.message, badge.service) == (label, message, "badge")


@pytest.mark.parametrize(
    ("url", "label", "message"),
    [
        ("zenodo.org/badge/DOI/10.5281/zenodo.12345.svg", "DOI", "10.5281/zenodo.12345"),
        ("www.zenodo.org/badge/doi/10.5281/zenodo.1", "DOI", "10.5281/zenodo.1"),
        ("zenodo.org/badge/latestdoi/12345", "DOI", ""),
        ("zenodo.org/badge/12345.svg", "DOI", ""),
        (
            "huggingface.co/datasets/huggingface/badges/resolve/main/paper-page-sm.svg",
            "Hugging Face",
            "Paper page",
        ),
        (
            "huggingface.co/datasets/huggingface/badges/raw/main/model-on-hf-md-dark.svg",
            "Hugging Face",
            "Model on hf",
        ),
        (
            "huggingface.co/datasets/huggingface/badges/resolve/main/powered-by-huggingface-light.svg",
            "Hugging Face",
            "Powered by huggingface",
        ),
    ],
)
def test_badges_of_one_site(url: str, label: str, message: str) -> None:
    badge = decode_badge(f"https://{url}", "alt")
    assert badge is not None
    assert (badge.label, badge.message, badge.service) == (label, message, "badge")


SHIELDS_PATTERN = re.compile(r"((?:[^-]|--)*?)-?((?:[^-]|--)*)-((?:[^-.]|--)+)")


@given(st.text(st.sampled_from("ab-.-"), max_size=12))
def test_a_static_badge_is_split_as_shields_splits_it(path: str) -> None:
    badge = decode_badge(f"{SHIELDS}/badge/{path}", "alt")
    assume(path)
    assert badge is not None
    match = SHIELDS_PATTERN.fullmatch(path)
    expected = (match[1], match[2]) if match else ("", "")
    assert (badge.label, badge.message) == tuple(one.replace("--", "-") for one in expected)


@pytest.mark.parametrize(
    ("url", "service", "repository"),
    [
        ("/github/stars/owner/name?style=social", "github/stars", "owner/name"),
        ("/github/stars/Owner/na.me.svg?style=social&label=Star", "github/stars", "Owner/na.me"),
        ("/github/last-commit/owner/name.git", "github/last-commit", "owner/name"),
        ("/github/v/release/owner/name", "github/v", ""),
        ("/badge/dynamic/json?label=views&url=x", "badge/dynamic", ""),
        ("/youtube/views/abc", "youtube/views", ""),
    ],
)
def test_services(url: str, service: str, repository: str) -> None:
    badge = decode_badge(SHIELDS + url, "")
    assert badge is not None
    assert (badge.service, badge.repository) == (service, repository)


@pytest.mark.parametrize(
    "url",
    ["https://awesome.re/badge.svg", "https://github.com/o/r/actions/workflows/ci.yml/badge.svg"],
)
def test_other_badges_have_their_alternative_text_alone(url: str) -> None:
    badge = decode_badge(url, " Build \n status ")
    assert badge is not None
    assert (badge.text, badge.service) == ("Build status", "")


@pytest.mark.parametrize(
    "url", ["img/figure.png", "https://x.example/badger.png", "https://[bad/badge.svg", ""]
)
def test_pictures_are_no_badges(url: str) -> None:
    assert decode_badge(url, "figure") is None


words = st.text(st.characters(codec="utf-8", exclude_characters="/?#%\\"), min_size=1).filter(
    lambda word: word == " ".join(word.split()) and not word.startswith("-")
)


@given(words, words)
def test_what_is_escaped_as_shields_has_it_is_read_again(label: str, message: str) -> None:
    def escape(text: str) -> str:
        return text.replace("_", "__").replace("-", "--").replace(" ", "_")

    if label.endswith("-") or message.endswith("-") or message.startswith("-"):
        return  # `a---b` may be `a-` and `b` as well as `a` and `-b`: shields.io has no answer
    badge = decode_badge(f"{SHIELDS}/badge/{escape(label)}-{escape(message)}-red", "")
    assert badge is not None
    assert (badge.label, badge.message) == (label, message)
