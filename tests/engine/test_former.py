"""A baseline that 0.1.0 wrote hides the same findings today, and no others.

0.1.0 read neither items that open with their title nor headings nor HTML as entries, and gave some
rows another title; what a finding is known by is made of the entry around it.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lint.engine.baseline import FILE_NAME
from tests.command import concise, write

# ruff: noqa: E501
LIST = """\
# Awesome rivers

## Tools

- Weir, a gauge [[code]](http://github.com/o/weir)
- **Sluice** - Opens gates. [site](https://sluice.example/?utm_source=feed)
- [Lock](https://lock.example/) - Keeps boats.
  - [Post](http://github.com/o/lock)

<details><summary><b><a href="https://delta.example/">Delta</a></b> - Fans out.
<code><img src="https://git.io/J9cO-"></code></summary>

- [GitHub](https://github.com/o/delta)
</details>
<details><summary><b><a href="https://oxbow.example/">Oxbow</a></b> - Bends.
<code><img src="https://git.io/J9cO-"></code></summary>
</details>

## Papers

| Cover | Work | Read |
|---|---|---|
| ![](img/one.png) | [Rills](https://arxiv.org/abs/1706.03762) in small streams | [pdf](http://arxiv.org/pdf/1706.03762) |
| ![](img/two.png) | [Brooks](https://arxiv.org/abs/1810.04805) | [pdf](http://arxiv.org/pdf/1810.04805) |

| Date | Title | Cover |
|---|---|---|
| 2024-01 | **Meanders.**<br>By water | ![](img/three.png) |
| 2024-02 | [Fords](https://ford.example/) and how to cross them | ![](img/four.png) |

### [Estuary](https://estuary.example/)

It is wide. See [here](http://github.com/o/estuary).
"""
# What `awesome-lint 0.1.0 --offline --write-baseline` wrote for it.
RECORDED = (
    ("insecure-link", "369e6c62ddf28b43103bbdbf85a22be7"),
    ("insecure-link", "66854d7214a7399f0d50add066cbb7be"),
    ("insecure-link", "9f9c7787f87f7a164d3f7b1d00c48bfc"),
    ("insecure-link", "c822ef7edeeda0caacc7402fd02b6eaf"),
    ("insecure-link", "fffb2bd8770f8073c0fdc3602a362888"),
    ("missing-file", "1d1638923500cfbfb5d3b6f5900c1ff9"),
    ("missing-file", "2479cd2036d9e3893a12c4634fa95637"),
    ("missing-file", "308ca93773eaf35d306bec28c5061241"),
    ("missing-file", "a061f82b1b8b76f41e65168064c1beff"),
    ("sunset-site", "6a4edfb4fb67fbb4433b464d313ed189"),
    ("sunset-site", "a9ec422695eb1b2a4cff2ced83d853e5"),
    ("tracking-parameter", "7336c40e0621d8a34ee79d24f354c161"),
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write("list.md", LIST)
    findings = [
        {
            "path": "list.md",
            "rule": rule,
            "identity": identity,
            "since": "2025-01-02",
            "message": "as 0.1.0 said it",
        }
        for rule, identity in RECORDED
    ]
    write(FILE_NAME, json.dumps({"version": 1, "findings": findings}))


def test_what_it_hid_is_hidden() -> None:
    assert concise("list.md")[:2] == (0, "")
    write("list.md", LIST.replace("# Awesome rivers", "# Awesome rivers\n\nMore of them."))
    assert concise("list.md")[:2] == (0, "")
    assert concise("--isolated", "list.md")[1].count("\n") == len(RECORDED)


def test_what_is_new_is_not() -> None:
    more = """
- Ferry, a boat [[code]](http://github.com/o/ferry)
- Weir again [[code]](http://github.com/o/weir)
"""
    write("list.md", f"{LIST}{more}")
    lines = concise("list.md")[1].splitlines()
    assert [line.split(": ")[0] for line in lines] == ["list.md:35:17", "list.md:36:14"]


def test_writing_it_again_keeps_the_days_and_drops_what_is_gone() -> None:
    write("list.md", LIST.replace("http://github.com/o/weir", "https://github.com/o/weir"))
    assert concise("--write-baseline", "list.md")[0] == 0
    findings = json.loads(Path(FILE_NAME).read_text(encoding="utf-8"))["findings"]
    assert len(findings) == len(RECORDED) - 1
    assert {one["since"] for one in findings} == {"2025-01-02"}
    assert concise("list.md")[:2] == (0, "")
