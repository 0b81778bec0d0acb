"""Conventions of real lists that make a naive linter wrong: none is a warning or an error."""
# ruff: noqa: RUF001  punctuation of other scripts is what some of them are about

from __future__ import annotations

from pathlib import Path

import pytest

import lint
from lint.diagnostics import Severity
from tests.command import run, write

S = "https://img.shields.io/badge"


def items(*lines: str) -> str:
    return "# List\n\n" + "".join(f"- {line}\n" for line in lines)


def table(header: str, *rows: str) -> str:
    columns = header.count("|") + 1
    head = f"| {header} |\n|{'---|' * columns}\n"
    return "# List\n\n" + head + "".join(f"| {row} |\n" for row in rows)


RECORD = """# List

<table>
<tr><th>Date</th><th>Paper &amp; Summary</th><th>Tags</th><th>Links</th></tr>
{}</table>
"""
ROW = """<tr><td rowspan="2">2024-0{n}-11</td><td><b>Deep rivers {n}</b></td><td>{tag}</td>
<td><a href="https://arxiv.org/abs/240{n}.00001">Paper</a></td></tr>
<tr><td colspan="3">What rivers do in month {n}.</td></tr>
"""

TRAPS = {
    "01 tags": items(
        f"[Alpha](https://a.example) ![LLM]({S}/LLM-589cf4) - Does one thing.",
        f"[Beta](https://b.example) ![河流]({S}/河流-2024-blue) - Does another.",
    ),
    "02 badges without a link": items(
        f"[Alpha](https://a.example) [![Publish]({S}/Conference-ICML'23-blue)]() - One thing.",
        f"[Beta](https://b.example) [![Стр]({S}/Страница-x-blue)]() - Another.",
    ),
    "03 trailing comment cells": table(
        "Date | Title | Links",
        "2024-05 | Rivers | [x](https://arxiv.org/abs/2405.00001) |[//]: #06/18",
        "2024-06 | Lakes | [x](https://arxiv.org/abs/2406.00002) |[//]: #06/19",
    ),
    "04 trailing empty cells": "# List\n\nAPI | Description | Auth | HTTPS\n---|---|---|---\n"
    + "".join(f"[A{n}](https://a{n}.example) | Does {n} | No | Yes | |\n" for n in range(6)),
    "05 papers on any scholarly host": items(
        *(
            f"[Work {n}](https://w{n}.example) - Text. [[Paper]({url})]"
            for n, url in enumerate(
                [
                    "https://aclanthology.org/2024.acl-long.1/",
                    "https://openreview.net/forum?id=abcdefghij",
                    "https://dl.acm.org/doi/10.1145/3297280.3297500",
                    "https://github.com/octo-org/rivers/blob/main/paper.pdf",
                    "https://d1.cloudfront.net/rivers.pdf",
                ]
            )
        )
    ),
    "06 venues on arXiv": items(
        f"**Rivers** [![ICLR]({S}/ICLR-Paper-red)](https://arxiv.org/abs/2401.00001)",
        "**Lakes** [[NeurIPS 2025](https://arxiv.org/abs/2511.04117)]",
        "**Ponds** [[ECCV'24](https://arxiv.org/pdf/2407.00002)]",
    ),
    "07 other hosts of arXiv": items(
        *(
            f"**Rivers {n}** [![arXiv]({S}/arXiv-b31b1b)]({url})"
            for n, url in enumerate(
                [
                    "https://www.arxiv.org/abs/2401.00001",
                    "https://browse.arxiv.org/abs/2401.00002",
                    "https://export.arxiv.org/abs/2401.00003",
                    "https://arxiv.org/html/2401.00004v1",
                    "https://doi.org/10.48550/arXiv.2401.00005",
                    "https://ar5iv.org/abs/2401.00006",
                    "https://www.alphaxiv.org/abs/2401.00007",
                    "https://huggingface.co/papers/2401.00008",
                ]
            )
        )
    ),
    "08 spellings of one paper": items(
        "**Rivers** [[abs]](https://arxiv.org/abs/2401.00001) "
        "[[pdf]](https://arxiv.org/pdf/2401.00001v2.pdf)",
        "**Lakes** [[abs]](https://arxiv.org/abs/2401.00002v1) "
        "[[html]](https://arxiv.org/html/2401.00002)",
    ),
    "09 a convention of the list": items(
        *(
            f"**Rivers {n}** [![Website]({S}/Website-9cf)](https://arxiv.org/abs/2401.0000{n})"
            for n in range(1, 8)
        )
    ),
    "10 pages on GitHub": items(
        f"**Rivers** [![GitHub Page]({S}/GitHub-Page-9cf)](https://octo-org.github.io/rivers/)",
        f"**Lakes** [![Pages]({S}/GitHub-Pages-9cf)](https://lakes.example/)",
    ),
    "11 code off GitHub": items(
        *(
            f"**Rivers {n}** [[Code]({url})] [[Paper](https://arxiv.org/abs/2401.0000{n})]"
            for n, url in enumerate(
                [
                    "https://octo-org.github.io/rivers",
                    "https://codeberg.org/octo/rivers",
                    "https://gitlab.com/octo/rivers",
                    "https://anonymous.4open.science/r/rivers-1234",
                    "https://gitee.com/octo/rivers",
                    "https://huggingface.co/octo/rivers",
                    "https://sourceforge.net/projects/rivers/",
                ],
                1,
            )
        )
    ),
    "12 mirrors of Hugging Face": items(
        "**Rivers** [[HF](https://hf-mirror.com/octo/rivers)]",
        "**Lakes** [[HF](https://hf.co/octo/lakes)]",
    ),
    "13 star badges": items(
        "[Rivers](https://github.com/Octo-Org/Rivers) - Flow. "
        "![](https://img.shields.io/github/stars/octo-org/rivers.svg)",
        "[Lakes](https://github.com/octo-org/lakes.git) - Fill. "
        "![](https://img.shields.io/github/stars/octo-org/lakes)",
        "[Ponds](https://github.com/octo-org/ponds/tree/main/src) - Dry. "
        "[![](https://img.shields.io/github/stars/octo-org/ponds?style=social)]"
        "(https://github.com/octo-org/ponds/stargazers)",
    ),
    "14 dynamic badges": items(
        "**Rivers** [![citation](https://img.shields.io/badge/dynamic/json?label=citation&"
        "query=x&url=y)](https://www.semanticscholar.org/paper/Rivers/abc)",
        "**Lakes** [![views](https://img.shields.io/badge/dynamic/json?label=views&query=x&url=y)]"
        "(https://www.bilibili.com/video/BV1abc)",
    ),
    "15 records over two rows": RECORD.format(
        "".join(ROW.format(n=n, tag=tag) for n, tag in enumerate(["🧠", "Flow", "流"], 1))
    ),
    "16 the year in a heading": "# List\n\n## 2024-07\n\n| Date | Title | Links |\n|---|---|---|\n"
    + "".join(
        f"| 07-{30 - n} | Rivers {n} | [x](https://arxiv.org/abs/2407.1000{n}) |\n"
        for n in range(5)
    ),
    "17 dates in comments, bold and spans": table(
        "Model | Date | Links",
        "Rivers | 2023/11<!--30--> | [x](https://a.example/1)",
        "Lakes | **2024/01** | [x](https://a.example/2)",
        "Ponds | <span style='width: 42px;'>2024/02</span> | [x](https://a.example/3)",
    ),
    "18 a release before its paper or after": table(
        "Model | Date | Paper",
        "Llama | 2024-04 | [x](https://arxiv.org/abs/2405.21783)",
        "Medusa | 2024-09 | [x](https://arxiv.org/abs/2401.10774)",
    ),
    "19 marks for nothing": table(
        "Title | Date | Paper | Code",
        *(
            f"[Rivers {n}](https://a.example/{n}) | 2024-0{n} "
            f"| [x](https://arxiv.org/abs/240{n}.00001) | {mark}"
            for n, mark in enumerate(["-", "/", "⚠️", ":heavy_minus_sign:", "None", "待开源"], 1)
        ),
    ),
    "20 cross-listing": "# List\n\n## Rivers\n\n- [Alpha](https://github.com/octo/alpha) - One.\n\n"
    "## Lakes\n\n- [Alpha](https://github.com/octo/alpha) - One.\n",
    "21 words that look like placeholders": items(
        "[PlaceBear](https://placebear.com/) - Pictures of bears.",
        "[Todoist](https://todoist.com) - Keeps tasks.",
        "[jsonplaceholder](https://jsonplaceholder.typicode.com/) - Fakes an API.",
        "[CASA](https://github.com/xxxiaol/CASA) - Code.",
        "[Follow](https://follow-your-pose.github.io/) - Poses.",
    ),
    "22 templates in comments": "# List\n\n<!-- | [**title**](link) | model | date | -->\n"
    "<!--\n- [name](url) - `TODO`\n-->\n```md\n- [name](url)\n```\n\n- [A](https://a.example)\n",
    "23 CJK footnotes": "# リスト\n\n- [川](https://a.example)[^1] - 川です。\n"
    "- [湖](https://b.example)[^29] - 湖です。\n\n[^1]:ライセンスとは\n[^29]: ライセンスとは…\n",
    "24 CJK punctuation": items(
        "[河流](https://a.example)：关于河流。",
        "[湖泊](https://b.example) — 地址：https://b.example/x",
        "[池塘](https://c.example)：地址：https://c.example/y ，很好。",
    ),
    "25 reference-style badges": items(
        "[Rivers](https://github.com/octo/rivers) - Flow. "
        "[![OSS][OSS Icon]](https://github.com/octo/rivers) ![Freeware][Freeware Icon]",
        "[Lakes](https://lakes.example) - Fill. ![Freeware][Freeware Icon]",
    )
    + "\n[OSS Icon]: https://a.example/oss.svg\n[Freeware Icon]: https://a.example/free.svg\n",
    "26 anchors": '# List\n\n<a name="oben"></a><div id="Unten"></div>\n\n- [A](#top)\n'
    "- [B](#readme)\n- [C](#oben)\n- [D](#unten)\n- [E](#Markdown-Tools)\n"
    "- [F](#-awesome-rivers-)\n\n"
    "## Markdown Tools\n\n## 🏞 Awesome Rivers ![x](https://a.example/x.svg)\n",
    "27 entries without descriptions": items(
        *(f"[Rivers {n}](https://a{n}.example)" for n in range(6)),
        "[Lakes](https://b.example) - Fill.",
    ),
    "28 a figure for a text": table(
        "Title & Authors | Introduction | Links",
        *(
            f"**Rivers {n}** <br> A. Lee | <img src='https://a.example/{n}.png'> "
            f"| [Paper](https://arxiv.org/abs/2401.0000{n})"
            for n in range(1, 5)
        ),
    ),
    "29 owners": items(
        "[Rivers](https://github.com/octo/rivers) by [octo](https://github.com/octo) - Flow.",
        "[Lakes](https://github.com/hexa/lakes) by [hexa](https://github.com/hexa) - Fill.",
    ),
    "31 demos on addresses": items(
        "[Demo](http://120.92.209.146:8081/) - Shows rivers.",
        "[Lakes](http://lakes.example:8080/x) - Shows lakes.",
    ),
    "32 fragments": items(
        "[Rivers](https://a.example/#:~:text=rivers) - Flow.",
        "**Lakes** [[Demo](https://github.com/octo/lakes?tab=readme-ov-file#demo)]",
    ),
    "33 decorated headers": "# List\n\n| **Step** | &nbsp;Date&nbsp;&nbsp; | `Paper` |\n"
    "|---|---|---|\n"
    + "".join(
        f"| {n} | 2024-0{n} | [Rivers {n}](https://arxiv.org/abs/240{n}.00001) |\n"
        for n in range(1, 6)
    ),
}


@pytest.mark.parametrize("trap", TRAPS)
def test_a_convention_is_no_defect(trap: str) -> None:
    report = lint.lint_text(TRAPS[trap])
    assert [
        (one.rule, one.line, one.message)
        for one in report.diagnostics
        if one.severity >= Severity.WARNING
    ] == []


def test_relative_links_are_checked_on_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("summary/2024-07", "docs", "论文"):
        Path(name).mkdir(parents=True)
    write("summary/2024-07/2407.00001.md", "x\n")
    write("论文/河.md", "x\n")
    write(
        "list.md",
        items(
            "[Rivers](summary/2024-07/2407.00001.md) - Flow.",
            "[Lakes](论文/河.md#x) - Fill.",
            "[Folder](docs/) - Files.",
            "[Issues](../../issues) - Of GitHub.",
        ),
    )
    done = run("--offline", "--isolated", "--format", "concise", "list.md")
    assert not [line for line in done.stdout.splitlines() if "missing-file" in line]
