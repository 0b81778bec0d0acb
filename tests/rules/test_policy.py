"""The policy of a list: which key a finding names, and where it points."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.document.parser import parse
from lint.rules import Context, all_rules
from lint.rules.entry_policy import Policy
from lint.source import Source
from lint.validation.violations import judge
from tests.document.pieces import PIECES

if TYPE_CHECKING:
    from lint.diagnostics import Finding

TABLE = "| API | Description | Auth |\n|--|--|--|\n| [A](https://a.org) | Some words. | none |\n"
STRICT = Policy(
    description_min=5,
    description_max=5,
    final_punctuation="required",
    title_is_repository=True,
    banned_words=("a", "数据"),
    allowed_hosts=("arxiv.org",),
    allowed_values={"Title": ("x",), "Date": ("2023",)},
    section_min=2,
    section_max=2,
)


def findings(text: str, policy: Policy) -> list[Finding]:
    document = parse(Source("list.md", text))
    entries = judge(document).entries
    context = Context(dt.date(2025, 1, 1), entries=entries, configured={Policy: policy})
    return list(all_rules()["entry-policy"].check(document, context))


@pytest.mark.parametrize(
    ("policy", "text", "place", "message"),
    [
        (
            Policy(description_min=6),
            "- [A](https://a.org) - *one*.\n",
            "one*.",
            "description_min: the description has 4 characters, expected at least 6",
        ),
        (
            Policy(description_max=10),
            TABLE,
            "Some words.",
            "description_max: the description has 11 characters, expected at most 10",
        ),
        (
            Policy(final_punctuation="required"),
            "- [A](https://a.org) - No stop [b](https://b.org)\n",
            "No stop [b](https://b.org)",
            "final_punctuation: the description ends with “b”, expected a full stop",
        ),
        (
            Policy(final_punctuation="forbidden"),
            TABLE,
            "Some words.",
            "final_punctuation: the description ends with “.”",
        ),
        (
            Policy(title_is_repository=True),
            "- **[The tool](https://github.com/o/tool)** - x\n",
            "[The tool](https://github.com/o/tool)",
            "title_is_repository: the title is “The tool”, but the repository is “tool”",
        ),
        (
            Policy(banned_words=("words",)),
            TABLE.replace("Some", "*Big*"),
            "words",
            "banned_words: the description contains the banned word “words”",
        ),
        # Where markup stands in between, the description as a whole.
        (
            Policy(banned_words=("big words",)),
            TABLE.replace("Some", "*Big*"),
            "*Big* words.",
            "banned_words: the description contains the banned word “Big words”",
        ),
        (
            Policy(allowed_hosts=("b.org",)),
            TABLE,
            "[A](https://a.org)",
            "allowed_hosts: the link leads to a.org, which is not allowed",
        ),
        (
            Policy(allowed_values={"auth": ("No", "apiKey")}),
            TABLE,
            "none",
            "allowed_values: auth is “none”, not one of “No”, “apiKey”",
        ),
        (
            Policy(allowed_values={"Auth": ("No",)}),
            TABLE.replace("none", ""),
            "| [A](https://a.org) | Some words. |  |",
            "allowed_values: Auth is empty, not one of “No”",
        ),
        (
            Policy(section_min=2),
            f"# Tools\n\n{TABLE}",
            "# Tools",
            "section_min: the section has 1 entry, expected at least 2",
        ),
        (
            Policy(section_max=1),
            f"# Tools\n\n{TABLE}\n{TABLE}",
            "# Tools",
            "section_max: the section has 2 entries, expected at most 1",
        ),
    ],
)
def test_a_finding_names_its_key_and_points_at_its_place(
    policy: Policy, text: str, place: str, message: str
) -> None:
    (one,) = findings(text, policy)
    assert text[one.span.start : one.span.end] == place
    assert one.message == f"policy.{message}"


@given(
    st.text("ab .", min_size=1, max_size=12).map(str.strip).filter(lambda text: "a" in text),
    st.integers(1, 12),
)
def test_the_length_of_a_description_is_that_of_its_text(words: str, limit: int) -> None:
    words = " ".join(words.lstrip(". ").split())
    text = f"- [T](https://a.org) - {words}\n"
    assert bool(findings(text, Policy(description_max=limit))) == (len(words) > limit)
    assert bool(findings(text, Policy(description_min=limit))) == (len(words) < limit)
    stopped = words.endswith(".")
    assert bool(findings(text, Policy(final_punctuation="required"))) != stopped
    assert bool(findings(text, Policy(final_punctuation="forbidden"))) == stopped


@given(
    st.lists(st.sampled_from([*PIECES, TABLE, "# a\n\n", "a. ", "数据"]), max_size=25).map("".join)
)
def test_no_text_makes_it_fail(text: str) -> None:
    for one in findings(text, STRICT):
        assert 0 <= one.span.start < one.span.end <= len(text)
        assert one.message.startswith("policy.")
        assert "\n" not in one.message
    assert findings(text, Policy()) == []


def test_an_end_of_nothing_but_brackets_is_left_alone() -> None:
    text = "- [T](https://a.org) - text " + "() " * 100_000 + "\n"
    assert findings(text, Policy(final_punctuation="required")) == []


@pytest.mark.parametrize(
    ("policy", "text", "place", "message"),
    [
        (
            Policy(sections={"Papers": ("arxiv", "doi")}),
            "## 📄 Papers\n\n- [A](https://github.com/o/a) - Words.\n",
            "[A](https://github.com/o/a)",
            "sections: “Papers” only allows links to arxiv, doi, not to github/repository",
        ),
        (
            Policy(sections={"Tools": ("github",)}),
            "# Tools\n\n## Small\n\n- [A](https://a.org/x) - Words.\n",
            "[A](https://a.org/x)",
            "sections: “Tools” only allows links to github, not to a.org",
        ),
        (
            Policy(sections={"Tools": ("github",), "Small": ("pypi",)}),
            "# Tools\n\n## Small\n\n- [A](https://github.com/o/a) - Words.\n",
            "[A](https://github.com/o/a)",
            "sections: “Small” only allows links to pypi, not to github/repository",
        ),
        (
            Policy(summary_max_words=3),
            "- [A](https://a.org) - Four words \u2013 or five.\n",
            "Four words – or five.",  # noqa: RUF001 - a dash is no word
            "summary_max_words: the description has 4 words, expected at most 3",
        ),
        (
            Policy(summary_max_words=5),
            "- [A](https://a.org) - 用于加密的 Python 脚本.\n",
            "用于加密的 Python 脚本.",
            "summary_max_words: the description has 8 words, expected at most 5",
        ),
        (
            Policy(links_max=2),
            "- [A](https://a.org) - One [b](https://b.org) [c](https://c.org) [d](https://d.org)\n",
            "[c](https://c.org)",
            "links_max: the entry has 4 links, expected at most 2",
        ),
        (
            Policy(required_badges=("arXiv", "GitHub")),
            "- [A](https://a.org) ![x](https://img.shields.io/badge/arxiv-2401.00001-red) - One.\n",
            "[A](https://a.org)",
            "required_badges: the entry is missing the badge “GitHub”",
        ),
        (
            Policy(required_badges=("Stars", "论文")),
            TABLE,
            "[A](https://a.org)",
            "required_badges: the entry is missing the badges “Stars” and “论文”",
        ),
    ],
)
def test_a_finding_on_links_and_badges(policy: Policy, text: str, place: str, message: str) -> None:
    (finding,) = findings(text, policy)
    assert finding.message == f"policy.{message}"
    assert text[finding.span.start : finding.span.end].strip("|- ") == place


@pytest.mark.parametrize(
    ("policy", "text"),
    [
        (
            Policy(sections={"Papers": ("arxiv",)}),
            (
                "## Papers\n\n- [A](https://arxiv.org/abs/2401.00001) - x\n\n## Tools\n\n"
                "- [B](https://github.com/o/b) - x\n"
            ),
        ),
        (
            Policy(sections={"papers": ("arxiv", "doi", "openreview", "other")}),
            "## PAPERS\n\n- [A](https://a.org/x) - x\n- [B](https://doi.org/10.1/x) - x\n",
        ),
        (Policy(summary_max_words=4), "- [A](https://a.org) - Four words – or less.\n"),  # noqa: RUF001
        (Policy(links_max=1), "- [A](https://a.org) - ![x](https://img.shields.io/badge/a-b-c)\n"),
        (
            Policy(required_badges=("ARXIV",)),
            "- [A](https://a.org) [![x](https://img.shields.io/badge/arXiv-1-red)](https://b.org)\n",
        ),
    ],
)
def test_entries_that_keep_it(policy: Policy, text: str) -> None:
    assert findings(text, policy) == []
