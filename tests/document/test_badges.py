from __future__ import annotations

import pytest
from hypothesis import given
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
        ("/badge/alone", "", "alone"),
    ],
)
def test_static_badges(url: str, label: str, message: str) -> None:
    badge = decode_badge(SHIELDS + url, "alt")
    assert badge is not None
    assert (badge.label, badge.message, badge.service) == (label, message, "badge")


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
