"""What the rules on papers say, word by word."""

from __future__ import annotations

import pytest

from lint.testing import judge as judged
from lint.testing import read_case

BADGE = "[![arXiv](https://img.shields.io/badge/arXiv-Paper-red)]"
LLAMA = "https://arxiv.org/abs/2302.13971"
REACT = "https://arxiv.org/abs/2210.03629"
LLAMA_TITLE = "LLaMA: Open and Efficient Foundation Language Models"
REACT_TITLE = "ReAct: Synergizing Reasoning and Acting in Language Models"


@pytest.mark.parametrize(
    ("rule_id", "text", "message"),
    [
        (
            "title-mismatch",
            f"- [Language Models are Few-Shot Learners]({LLAMA})",
            f"the title leads to “{LLAMA_TITLE}”, not to “Language Models are Few-Shot Learners”",
        ),
        (
            "title-mismatch",
            f"- [LLaMA]({LLAMA}) {BADGE}({REACT})",
            f"the badge “arXiv” leads to “{REACT_TITLE}”, the title to “{LLAMA_TITLE}”",
        ),
        (
            "title-mismatch",
            f"- [{REACT_TITLE}]({LLAMA}) ([PDF]({REACT}))",
            f"the title leads to “{LLAMA_TITLE}”, the link “PDF” to “{REACT_TITLE}”",
        ),
        (
            "withdrawn-paper",
            "[x](https://arxiv.org/abs/2401.99999v1)",
            "https://arxiv.org/abs/2401.99999v1 (“Proof of Everything”) was withdrawn",
        ),
        (
            "date-mismatch",
            f"| Date | Title |\n|---|---|\n| 2023-05 | [LLaMA]({LLAMA}) |",
            "the date is 2023-05, the first version of arXiv:2302.13971 is of 2023-02-27",
        ),
    ],
)
def test_messages_name_the_values(rule_id: str, text: str, message: str) -> None:
    ((_, finding),) = judged(read_case("", (rule_id,), text))
    assert finding.message == message


def test_where_two_links_disagree_the_other_one_is_shown() -> None:
    text = f"- [LLaMA]({LLAMA}) {BADGE}({REACT})"
    ((_, finding),) = judged(read_case("", ("title-mismatch",), text))
    (related,) = finding.related
    assert text[finding.span.start : finding.span.end] == f"{BADGE}({REACT})"
    assert text[related.span.start : related.span.end] == f"[LLaMA]({LLAMA})"
