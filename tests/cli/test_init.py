"""`awesome-lint init`: a configuration of what is there already, which changes nothing."""

from __future__ import annotations

import datetime as dt
import json
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.cli.init import _configuration, _reading
from lint.cli.proposals import proposals
from lint.config.config import Config
from lint.config.reading import from_values, read
from lint.document.parser import parse
from lint.entries.entry import Unread
from lint.source import Source, Span
from lint.validation.violations import Judged, judge
from tests.command import POSIX, concise, run, write
from tests.document.pieces import PIECES
from tests.lists import LISTS, parsed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lint.document.model import Document

pytestmark = pytest.mark.usefixtures("folder")

TODAY = dt.date(2025, 6, 1)
CONFIGURATION = ".awesome-lint.toml"
BASELINE = ".awesome-lint-baseline.json"
ARXIV = "[arXiv](https://arxiv.org/abs/2303.04129)"
LIST = """\
# Papers

| Date | Title | Links |
| ---- | ----- | ----- |
| 12/29/22 | A | [arXiv](https://arxiv.org/abs/2212.10001) |
| 7/4/23 | B | [arXiv](https://arxiv.org/abs/2307.10002) |
| 3/5/23 | C | [arXiv](https://gitee.com/o/r) |

| Pub. & Date | Paper | Code |
| ----------- | ----- | ---- |
| CVPR, 2024  | D     | [arXiv](https://arxiv.org/abs/2401.10003) |

| Time  | Model | Demo |
| ----- | ----- | ---- |
| 1.5 s | E     | yes  |

| Left | Right |
| ---- | ----- |
| 1    | 2     | 3 |

- [F](https://f.example) [gone](#gone)
"""


def init(*arguments: str, **environment: str) -> tuple[int, str, str]:
    done = run("init", "--offline", *arguments, **environment)
    return done.returncode, done.stdout, done.stderr


def verdict(*arguments: str) -> object:
    done = run("--offline", "--format", "json", *arguments)
    return done.returncode, json.loads(done.stdout)["diagnostics"]


def configured(text: str) -> Mapping[str, Any]:
    return tomllib.loads(_configuration(Source("README.md", text), Path("x.toml"), TODAY)[0])


def test_a_configuration_is_written_and_the_first_run_foretold() -> None:
    write("README.md", LIST)
    before = verdict()
    status, out, err = init()
    assert (status, err) == (0, "")
    assert out.splitlines() == [
        "Wrote .awesome-lint.toml: 4 tables with 5 entries, lists with 1 entry",
        "The first run finds 4 problems:",
        "  1  error    badge-url-mismatch",
        "  1  error    missing-anchor",
        "  1  warning  ragged-row",
        "  1  info     invalid-date",
    ]
    assert verdict() == before
    assert tomllib.loads(Path(CONFIGURATION).read_text(encoding="utf-8")) == configured(LIST)


def test_tables_are_described_with_their_headers_mapped() -> None:
    text = _configuration(Source("README.md", LIST), Path("x.toml"), TODAY)[0]
    assert tomllib.loads(text) == {
        "tables": [
            {
                "headers": ["Date", "Title", "Links"],
                "map": {"Date": "date", "Title": "title", "Links": "links"},
            },
            # What holds a date or a venue, a title or more, is no single field.
            {"headers": ["Pub. & Date", "Paper", "Code"], "map": {"Code": "links"}},
        ]
    }
    assert "# Line 3: 3 entries.\n# Dates: M/D/YY (3).\n[[tables]]" in text
    assert '# dates = ["M/D/YY"]\n' in text
    assert '# "Pub. & Date": a date or a venue.' in text
    assert '# headers = ["Left", "Right"]\n# map = {}\n# entries = true' in text
    assert '# headers = ["Time", "Model", "Demo"]' in text


def test_tables_with_more_headers_go_before_those_with_some_of_them() -> None:
    few = f"| Name | Link |\n|--|--|\n| A | {ARXIV} |\n\n"
    many = f"| Title | Name | Link |\n|--|--|--|\n| B | C | {ARXIV} |\n"
    found = configured(few + many)["tables"]
    assert [one["headers"] for one in found] == [["Title", "Name", "Link"], ["Name", "Link"]]


def test_what_is_commented_out_may_be_put_in() -> None:
    write("README.md", LIST)
    init()
    text = Path(CONFIGURATION).read_text(encoding="utf-8")
    lines = [line.removeprefix("# ") for line in text.splitlines()]
    toml = re.compile(r"[a-z_-]+ = |\[")
    write(CONFIGURATION, "\n".join(line for line in lines if toml.match(line)))
    config = read(Path(CONFIGURATION))
    assert (len(config.tables), len(config.rules), len(config.severity)) == (4, 1, 1)
    status, out, err = concise("README.md")
    assert (status, err) == (1, "")
    assert "dates are written" not in out
    assert "missing-link" in out


UNREAD = """\
# Awesome rivers

| Zone | Thing | Fee |
|---|---|---|
| north | Weir house | 3 |
| south | Sluice house, [map](https://sluice.example/) | 4 |
| east | Lock house | 5 |
| west | Ferry house | 5 |
| far | Ford house | 6 |
"""


def test_what_would_read_an_unread_table_is_proposed_and_does() -> None:
    write("README.md", UNREAD)
    assert "1 table was not read" in run("--offline", "README.md").stderr
    init()
    text = Path(CONFIGURATION).read_text(encoding="utf-8")
    _, _, proposed = text.partition("and what would read them")
    assert "# Line 3: with this, 5 of 5 rows are read.\n# [[tables]]\n" in proposed
    lines = [line.removeprefix("# ") for line in proposed.splitlines()[2:]]
    write(CONFIGURATION, "\n".join(lines))
    assert len(run("rows", "README.md").stdout.splitlines()) == 5
    assert run("--offline", "README.md").stderr == ""


def test_what_no_key_reads_is_counted() -> None:
    document = parse(Source("README.md", "# A\n\n- x\n- y\n\nz\n"))
    kinds = ("items", "items", "paragraphs")
    unread = tuple(Unread(kind, "item", Span(5, 6), 3, "no title was found") for kind in kinds)
    nothing = Judged((), {}, ())
    assert proposals(document, nothing, _reading, lambda _: nothing) == ""
    said = proposals(document, Judged((), {}, unread), _reading, lambda _: nothing)
    assert (
        "# Not read as entries either, which no key changes: 2 list items, 1 paragraph.\n" in said
    )


def test_a_table_that_is_none_of_entries_is_not_proposed() -> None:
    text = "# A\n\n| A | B |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n"
    found = _configuration(Source("README.md", text), Path("x.toml"), TODAY)[0]
    assert "would read them" not in found
    assert '# headers = ["A", "B"]\n# map = {}\n# entries = true' in found


@pytest.mark.parametrize("name", [CONFIGURATION, "pyproject.toml", f"../{CONFIGURATION}"])
def test_what_configures_the_list_already_is_left_alone(
    name: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("list").mkdir()
    monkeypatch.chdir("list")
    text = "[tool.awesome-lint]\n" if name == "pyproject.toml" else "# mine\n"
    write(name, text)
    write("README.md", LIST)
    shown = name if not name.startswith("..") else (folder / CONFIGURATION).as_posix()
    expected = f"awesome-lint: {shown}: already configures README.md; not overwritten\n"
    assert init() == (2, "", expected)
    advised = f"{expected[:-1]}; `awesome-lint --write-baseline` writes only a baseline\n"
    assert init("--baseline") == (2, "", advised)
    assert init("gone.md")[2].startswith("awesome-lint: gone.md: cannot be read: ")
    assert Path(name).read_text(encoding="utf-8") == text
    assert sorted(path.name for path in Path().iterdir()) == sorted(
        {"README.md", name} - {f"../{CONFIGURATION}"}
    )


@POSIX
def test_what_lies_in_the_way_is_left_alone() -> None:
    write("README.md", LIST)
    Path(CONFIGURATION).symlink_to("nowhere")
    status, out, err = init()
    assert (status, out) == (2, "")
    assert err == f"awesome-lint: {CONFIGURATION}: cannot be written: File exists\n"
    assert not Path("nowhere").exists()


@pytest.mark.parametrize("path", ["docs", "docs/readme.MD", "docs/list.md"])
def test_the_configuration_lies_beside_the_list(path: str) -> None:
    write("README.md", "")
    write("docs/readme.MD", LIST)
    write("docs/list.md", LIST)
    status, out, _ = init(path)
    assert (status, out.splitlines()[0]) == (
        0,
        f"Wrote docs/{CONFIGURATION}: 4 tables with 5 entries, lists with 1 entry",
    )
    assert Path("docs", CONFIGURATION).is_file()


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ((), "no README.md in this folder; pass the path of the list"),
        (("empty",), "no README.md in empty; pass the path of the list"),
        (("-",), "init needs a file or a folder, not standard input"),
        (("gone.md",), "gone.md: cannot be read: "),
        (("binary.md",), "binary.md: "),
    ],
)
def test_what_is_no_list_gets_no_configuration(path: tuple[str, ...], reason: str) -> None:
    Path("empty").mkdir()
    write("binary.md", b"\xff\xfe")
    status, out, err = init(*path)
    assert (status, out) == (2, "")
    assert err.startswith(f"awesome-lint: {reason}")
    assert err.count("\n") == 1
    assert not Path(CONFIGURATION).exists()


def test_a_clean_list_and_one_without_anything() -> None:
    write("README.md", "# Nothing yet\n")
    assert init() == (
        0,
        "Wrote .awesome-lint.toml: no tables, no entries\nThe first run finds no problems\n",
        "",
    )


def test_a_baseline_keeps_quiet_what_is_there() -> None:
    write("README.md", LIST)
    status, out, err = init("--baseline", AWESOME_LINT_BASELINE="other.json")
    assert (status, err) == (0, "")
    assert out.splitlines()[1:3] == [
        f"Wrote {BASELINE}: 4 problems:",
        "  1  error    badge-url-mismatch",
    ]
    assert verdict() == (0, [])
    write("README.md", LIST + "\n[x](#nowhere)\n")
    status, found, _ = concise("README.md")
    assert (status, found.count("missing-anchor")) == (1, 1)


def test_a_baseline_that_is_there_is_left_alone_and_counts() -> None:
    write("README.md", LIST)
    run("--offline", "--write-baseline")
    text = Path(BASELINE).read_text(encoding="utf-8")
    assert init("--baseline") == (
        2,
        "",
        f"awesome-lint: {BASELINE}: already exists; use --write-baseline to update it\n",
    )
    assert not Path(CONFIGURATION).exists()
    status, out, _ = init()
    assert (status, out.splitlines()[1]) == (0, "The first run finds no problems")
    assert Path(BASELINE).read_text(encoding="utf-8") == text


@pytest.mark.parametrize("path", LISTS)
def test_a_real_list_is_read_as_before(path: Path) -> None:
    changes_nothing(parsed(path))


def changes_nothing(document: Document) -> None:
    config = from_values(configured(document.source.text), Path("x.toml"))
    plain = judge(document, latest=TODAY.year + 1)
    assert judge(document, config.tables_for("README.md"), latest=TODAY.year + 1) == plain
    assert Config(file=config.file, tables=config.tables) == config


HEADERS = st.lists(
    st.sampled_from(
        [
            *("Date", "Title", "Summary", "Links", "Link", "Code", "Paper", "Time", "Venue", ""),
            *("Pub. & Date", "Paper & Summary", "Name", "Model", "Project", "date", "a\\|b"),
            *('"', "\\\\", "#", "\x7f", "日期", "🔥", "Date (UTC)", "x<br>y"),
        ]
    ),
    min_size=1,
    max_size=6,
)
CELLS = st.sampled_from(
    [
        "",
        "A",
        "2023-05",
        "7/4/23",
        "12/29/22",
        "05-17",
        "2023-5",
        "yes",
        "CVPR",
        ARXIV,
        "A<br>B",
        "-",
    ]
)


@st.composite
def tables(draw: st.DrawFn) -> str:
    headers = draw(HEADERS)
    rows = draw(st.lists(st.lists(CELLS, min_size=1, max_size=len(headers)), max_size=5))
    heading = draw(st.sampled_from(["", "## 2023\n\n", "## Papers\n\n"]))
    lines = [headers, ["-"] * len(headers), *rows]
    return heading + "".join(f"| {' | '.join(line)} |\n" for line in lines) + "\n"


@given(st.lists(tables(), max_size=4).map("".join))
def test_any_tables_are_read_as_before(text: str) -> None:
    changes_nothing(parse(Source("README.md", text)))


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_any_text_is_read_as_before(text: str) -> None:
    changes_nothing(parse(Source("README.md", text)))
