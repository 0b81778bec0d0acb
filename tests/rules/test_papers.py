"""What the rules on papers say, word by word."""

from __future__ import annotations

import json

import pytest

from lint.engine.fixer import apply
from lint.testing import judge as judged
from lint.testing import read_case

BADGE = "[![arXiv](https://img.shields.io/badge/arXiv-Paper-red)]"
LLAMA = "https://arxiv.org/abs/2302.13971"
REACT = "https://arxiv.org/abs/2210.03629"
LLAMA_TITLE = "LLaMA: Open and Efficient Foundation Language Models"
FORMER = "LLaMA: Small Models Trained on More Tokens"
REACT_TITLE = "ReAct: Synergizing Reasoning and Acting in Language Models"


@pytest.mark.parametrize(
    ("rule_id", "text", "message"),
    [
        (
            "title-mismatch",
            f"- [Language Models are Few-Shot Learners]({LLAMA})",
            f"the title leads to “{LLAMA_TITLE}”, not “Language Models are Few-Shot Learners”",
        ),
        (
            "title-mismatch",
            f"- [LLaMA]({LLAMA}) {BADGE}({REACT})",
            f"the badge “arXiv” leads to “{REACT_TITLE}”, but the title to “{LLAMA_TITLE}”",
        ),
        (
            "title-mismatch",
            f"- [{REACT_TITLE}]({LLAMA}) ([PDF]({REACT}))",
            f"the title leads to “{LLAMA_TITLE}”, but the link “PDF” to “{REACT_TITLE}”",
        ),
        (
            "withdrawn-paper",
            "[x](https://arxiv.org/abs/2401.99999v1)",
            "https://arxiv.org/abs/2401.99999v1 (“Proof of Everything”) was withdrawn",
        ),
        (
            "title-mismatch",
            (
                '<!-- facts: https://arxiv.org/abs/2401.00001 {"title": "Boats"} -->\n'
                "- [Language Models are Few-Shot Learners](https://arxiv.org/abs/2401.00001)"
            ),
            (
                "the title leads to “Boats”, not “Language Models are Few-Shot Learners”"
                " (earlier titles unknown)"
            ),
        ),
        (
            "renamed-paper",
            f"- [{FORMER}](https://arxiv.org/abs/2301.99999)",
            f"the paper “{FORMER}” is now titled “Open Models Trained on Public Data Alone”",
        ),
        (
            "outdated-venue",
            (
                "| Date | Venue | Title |\n|---|---|---|\n"
                "| 2023 | arXiv | [Published](https://arxiv.org/abs/2302.99999) |"
            ),
            "the venue is arXiv, but the paper was published in CVPR 2024",
        ),
        (
            "dead-package",
            "[x](https://www.npmjs.com/package/deprecated-example)",
            "deprecated-example is deprecated on npm: “use another one”",
        ),
        (
            "withdrawn-paper",
            (
                '<!-- facts: https://doi.org/10.1145/1 {"withdrawn": true} -->\n'
                "[x](https://doi.org/10.1145/1)"
            ),
            "https://doi.org/10.1145/1 was retracted",
        ),
        (
            "date-mismatch",
            f"| Date | Title |\n|---|---|\n| 2023-05 | [LLaMA]({LLAMA}) |",
            "the date is 2023-05, but the first version of arXiv:2302.13971 is from 2023-02-27",
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


PAPER = "https://arxiv.org/abs/2401.00001"


@pytest.mark.parametrize(
    ("now", "before", "after"),
    [
        ("Steering Boats", f"- [{FORMER}]({PAPER}) (2024)", f"- [Steering Boats]({PAPER}) (2024)"),
        (
            "A *B* [C] d_e | f",
            f"- [{FORMER}]({PAPER})",
            f"- [A \\*B\\* \\[C\\] d\\_e \\| f]({PAPER})",
        ),
        ("Boats: a Map", f"- **[{FORMER}]({PAPER})**", f"- **[Boats: a Map]({PAPER})**"),
        (
            "Boats & <Maps>",
            f'- <a href="{PAPER}">{FORMER}</a>',
            f'- <a href="{PAPER}">Boats &amp; &lt;Maps&gt;</a>',
        ),
        # What stands beside the title, its markup, or TeX: a fix could lose or break it.
        ("Steering Boats", f"- [{FORMER} (ICLR 2024)]({PAPER})", None),
        ("Steering Boats", f"- [{FORMER.replace('Small', '*Small*')}]({PAPER})", None),
        ("Steering $N$ Boats", f"- [{FORMER}]({PAPER})", None),
    ],
)
def test_a_former_title_is_replaced_as_it_is_written(
    now: str, before: str, after: str | None
) -> None:
    facts = json.dumps({"title": now, "former": [FORMER]})
    text = f"<!-- facts: {PAPER} {facts} -->\n{before}"
    ((_, finding),) = judged(read_case("", ("renamed-paper",), text))
    if after is None:
        assert finding.fix is None
        return
    assert finding.fix is not None
    assert not finding.fix.safe
    assert apply(text, finding.fix.edits).partition("\n")[2] == after


def test_a_venue_is_written_into_its_cell() -> None:
    head = "| Date | Venue | Title |\n|---|---|---|\n"
    text = f"{head}| 2023 | *arXiv 2023* | [Published](https://arxiv.org/abs/2302.99999) |"
    ((_, finding),) = judged(read_case("", ("outdated-venue",), text))
    assert finding.fix is not None
    assert not finding.fix.safe
    assert apply(text, finding.fix.edits) == text.replace("arXiv 2023", "CVPR 2024")


@pytest.mark.parametrize(
    ("written", "fixed"),
    [
        ("2023-05", "2023-02"),
        ("2023-05-06", "2023-02-27"),
        ("**2023/05**", "**2023/02**"),
        ("May, 2023", "Feb, 2023"),
        ("MAY 6, 2023", "FEB 27, 2023"),
        ("5/2023", "2/2023"),
        ("2023年5月", "2023年2月"),
        ("2025", "2023"),
    ],
)
def test_a_date_is_corrected_in_its_own_notation(written: str, fixed: str) -> None:
    text = f"| Date | Title |\n|---|---|\n| {written} | [LLaMA]({LLAMA}) |"
    ((_, finding),) = judged(read_case("", ("date-mismatch",), text))
    assert finding.fix is not None
    assert not finding.fix.safe
    assert apply(text, finding.fix.edits) == text.replace(written, fixed)


@pytest.mark.parametrize(
    ("other", "fixed"),
    [
        ("2022-10", "2023-02"),
        ("2022-10-06", "2023-02-27"),
        ("**2022/10**", "**2023/02**"),
        ("Oct 2022", "Feb 2023"),
        ("6 October 2022", "27 February 2023"),
        ("2022", "2023"),
    ],
)
@pytest.mark.parametrize("blank", [" ", "", "                      "])
def test_a_missing_date_is_written_as_its_neighbours_are(
    other: str, fixed: str, blank: str
) -> None:
    rows = f"| {other} | [ReAct]({REACT}) |\n|{blank}| [LLaMA]({LLAMA}) |\n"
    text = f"| Date | Title |\n|---|---|\n{rows}"
    ((_, finding),) = judged(read_case("", ("missing-date",), text))
    assert finding.fix is not None
    assert not finding.fix.safe
    done = apply(text, finding.fix.edits)
    assert done.startswith(text.rpartition("\n|")[0])
    assert done.splitlines()[-1].split("|")[1].strip() == fixed
    assert done.endswith(f"| [LLaMA]({LLAMA}) |\n")
    if len(blank) > 2:
        assert len(done) == len(text)
    assert judged(read_case("", ("missing-date", "invalid-date", "date-mismatch"), done)) == []


@pytest.mark.parametrize(
    "rows",
    [
        f"| ICLR 2023 | [ReAct]({REACT}) |\n| | [LLaMA]({LLAMA}) |",
        f"| 2022-10 | [ReAct]({REACT}) |\n| | LLaMA |",
        f"| 2022-10 | [ReAct]({REACT}) |\n| | [A](https://arxiv.org/abs/2401.00001) |",
        # Dates that are those of something else.
        "".join(f"| 2025-10 | [ReAct {one}]({REACT}) |\n" for one in range(6))
        + f"| | [LLaMA]({LLAMA}) |",
    ],
)
def test_a_missing_date_that_nobody_knows_is_not_written(rows: str) -> None:
    text = f"| Date | Title |\n|---|---|\n{rows}\n"
    found = judged(read_case("", ("missing-date",), text))
    assert [finding.fix for _, finding in found] == [None]


CODE = '<!-- facts: https://arxiv.org/abs/2302.13971 {"title": "L", "code": "CODE"} -->\n\n'
CODES = (
    "| Title | Paper | Code |\n|---|---|---|\n"
    f"| ReAct | [paper]({REACT}) | [code](https://github.com/a/b) |\n"
    f"| Other | [paper](https://arxiv.org/abs/2401.00001) | [code](https://github.com/a/c) |\n"
)


def test_the_code_of_a_paper_is_written_into_its_column() -> None:
    text = CODE.replace("CODE", "https://github.com/o/r") + CODES
    text += f"| LLaMA | [paper]({LLAMA}) |  |\n"
    ((_, finding),) = judged(read_case("", ("missing-link",), text))
    assert finding.message == "the code of the paper is missing: https://github.com/o/r"
    assert finding.fix is not None
    assert not finding.fix.safe
    assert apply(text, finding.fix.edits).endswith("| [code](https://github.com/o/r) |\n")


@pytest.mark.parametrize(
    ("code", "cell"),
    [
        ("https://github.com/o/r", "-"),
        ("https://github.com/o/r", "[code](https://github.com/x/y)"),
        ("https://github.com", ""),
        ("https://evil.example/o/r", ""),
        ("javascript:alert(1)", ""),
    ],
)
def test_no_other_code_is_missing(code: str, cell: str) -> None:
    text = f"{CODE.replace('CODE', code)}{CODES}| LLaMA | [paper]({LLAMA}) | {cell} |\n"
    assert judged(read_case("", ("missing-link",), text)) == []
