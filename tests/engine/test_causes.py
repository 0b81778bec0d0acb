"""One cause, one report: what counts as one cause, and what needs a correction at each place."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import lint
from tests.command import run, write
from tests.links.server import Request, Server, answer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

WORDS = st.text("abcdefgh", min_size=1, max_size=8)
# Scripts and positions should not matter.
NAMES = st.sampled_from(["Tool", "工具", "Werkzeug", "أداة", "инструмент"])


def places(text: str, rule: str) -> list[int]:
    """How many places each diagnostic of `rule` has, in order."""
    report = lint.lint_text(text)
    return [len(one.places) for one in report.diagnostics if one.rule == rule]


def items(lines: list[str]) -> str:
    return "# List\n\n" + "".join(f"- {line}\n" for line in lines)


@given(
    count=st.integers(2, 12),
    name=NAMES,
    use=st.sampled_from(["![{}][r]", "[{}][r]"]),
    before=st.booleans(),
)
def test_a_definition_is_one_cause(count: int, name: str, use: str, *, before: bool) -> None:
    definition = "[r]: https://cdn.rawgit.com/octo-org/icons/0123abc/free.svg\n"
    uses = items([f"{use.format(f'{name} {n}')} - Does job {n}." for n in range(count)])
    text = f"{definition}\n{uses}" if before else f"{uses}\n{definition}"
    assert places(text, "sunset-site") == [count]


@given(st.integers(2, 9), st.sampled_from(["www.example.com/x", "https:/example.com/x"]), NAMES)
def test_so_is_one_of_any_rule(count: int, url: str, name: str) -> None:
    uses = items([f"[{name} {n}][r] - Does job {n}." for n in range(count)])
    assert places(f"{uses}\n[r]: {url}\n", "malformed-link") == [count]
    inline = items([f"[{name} {n}]({url}) - Does job {n}." for n in range(count)])
    assert places(inline, "malformed-link") == [1] * count


@given(st.lists(WORDS, min_size=2, max_size=9, unique=True))
def test_a_site_that_is_gone_is_one_cause(names: list[str]) -> None:
    text = items([f"[{name}](https://{name}.codeplex.com/) - Is it." for name in names])
    assert places(text, "sunset-site") == [len(names)]


@given(st.lists(st.tuples(st.sampled_from(["arxiv.org", "github.com"]), WORDS), min_size=1))
def test_a_host_asked_by_http_is_one_cause(links: list[tuple[str, str]]) -> None:
    text = items([f"[{n}](http://{host}/{n}{k})" for k, (host, n) in enumerate(links)])
    counts = Counter(host for host, _ in links)
    assert sorted(places(text, "insecure-link")) == sorted(counts.values())


@given(st.lists(st.sampled_from(["ab", "cd", "ef"]), min_size=1, max_size=12))
def test_a_section_is_one_cause(anchors: list[str]) -> None:
    text = items([f"[{n}](#{anchor}-nowhere)" for n, anchor in enumerate(anchors)])
    assert sorted(places(text, "missing-anchor")) == sorted(Counter(anchors).values())


@given(st.lists(st.sampled_from(["feed", "mailing"]), min_size=1, max_size=8))
def test_a_campaign_is_one_cause(campaigns: list[str]) -> None:
    text = items(
        [f"[J {n}](https://jobs.example/{n}?utm_source={c})" for n, c in enumerate(campaigns)]
    )
    # That of most links is the list's own, and may be told of in other words.
    assert len(places(text, "tracking-parameter")) <= len(set(campaigns))


@given(
    st.lists(WORDS, min_size=2, max_size=9, unique=True),
    st.sampled_from(["utm_source=neu&utm_campaign=mai", "fbclid=abc", "gad_source=1&gclid=x"]),
    NAMES,
)
def test_so_is_one_on_several_hosts(hosts: list[str], campaign: str, name: str) -> None:
    links = [f"[{name} {host}](https://{host}.example/?{campaign}) - Is it." for host in hosts]
    assert places(items(links), "tracking-parameter") == [len(hosts)]


@given(st.lists(WORDS, min_size=2, max_size=4, unique=True))
def test_a_label_that_each_place_has_wrong_is_not(names: list[str]) -> None:
    badge = "[![arXiv](https://img.shields.io/badge/arXiv-b31b1b.svg)][r]"
    rows = "".join(
        f"| [{name}](https://arxiv.org/abs/24{n:02}.00001) | {badge} |\n"
        for n, name in enumerate(names, 1)
    )
    text = f"# L\n\n| Paper | Links |\n| --- | --- |\n{rows}\n[r]: https://github.com/o/r\n"
    assert places(text, "badge-url-mismatch") == [1] * len(names)


@pytest.mark.parametrize("files", [["a", "b"], ["b", "b", "a"], ["é", "图"], ["a"], ["x y", "a"]])
def test_a_few_files_of_a_folder_are_each_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    write("list.md", items([f"![{n}](<assets/{name}.png>)" for n, name in enumerate(files)]))
    done = run("--offline", "--isolated", "--format", "json", "list.md")
    messages = [one["message"] for one in json.loads(done.stdout)["diagnostics"]]
    assert len(messages) == len(set(files))
    for name, message in zip(dict.fromkeys(files), messages, strict=True):
        assert f"file assets/{name}.png does not exist: the folder assets/ is missing" in message


@pytest.mark.parametrize("files", [["a", "b", "c"], ["b", "b", "a", "d"], ["é", "图", "x y"]])
@pytest.mark.parametrize("start", ["", "./"])
def test_so_are_three_files_of_it_however_its_path_begins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: list[str], start: str
) -> None:
    monkeypatch.chdir(tmp_path)
    first, *others = [f"<assets/{name}.png>" for name in files]
    images = [first, *(f"<{start}{one[1:]}" for one in others)]
    write("list.md", items([f"![{n}]({image})" for n, image in enumerate(images)]))
    done = run("--offline", "--isolated", "--format", "json", "list.md")
    (found,) = json.loads(done.stdout)["diagnostics"]
    assert f"file assets/{files[0]}.png does not exist: the folder assets/" in found["message"]
    assert len(found["places"]) == len(files)


@pytest.mark.parametrize("word", ["Download", "下载", "Скачать", "PDF", "Coming soon"])
@pytest.mark.parametrize("count", [1, 4, 5, 9])
def test_empty_links_of_one_text_are_a_habit(word: str, count: int) -> None:
    text = items([f"[Tool {n}](https://example.org/{n}) - Is it. [{word}]()" for n in range(count)])
    assert places(text, "empty-link") == ([count] if count > 4 else [1] * count)
    other = "\n- [Other](https://example.org/o) - Is it. [Demo]()\n"
    assert places(text + other, "empty-link")[-1] == 1


@pytest.mark.parametrize("inside", ["", "sub/", "sub/deeper/"])
def test_a_folder_that_is_missing_is_one_cause(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, inside: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("there").mkdir()
    images = [f"![{n}](assets/{inside}{n}.png)" for n in range(4)]
    others = ["![a](there/a.png)", "![b](there/b.png)", "![c](c.png)", "![c](c.png)"]
    write("list.md", items([*images, *others]))
    done = run("--offline", "--isolated", "--format", "json", "list.md")
    found = [one for one in json.loads(done.stdout)["diagnostics"] if one["rule"] == "missing-file"]
    assert [len(one["places"]) for one in found] == [4, 1, 1, 2]
    assert "the folder assets/ is missing (and 3 more places)" in found[0]["message"]
    assert "folder" not in found[1]["message"]


USES = items([f"![Free][r] [Tool {n}](https://example.org/{n}) - Is it." for n in range(4)])
DEFINED = f"{USES}\n[r]: https://cdn.rawgit.com/octo-org/icons/0123abc/free.svg\n"


def sunsets(*options: str) -> list[list[int]]:
    """The lines of each report of the definition."""
    done = run("--offline", "--isolated", "--select", "sunset-site", "--format", "json", *options)
    found = json.loads(done.stdout)["diagnostics"]
    return [[place["line"] for place in one["places"]] for one in found]


def test_the_links_of_a_host_that_is_left_alone_are_one_cause(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    async def route(request: Request) -> AsyncIterator[bytes]:
        yield answer(429, b"", ("Retry-After", "3600"), head=request.method == "HEAD")

    with Server(route) as server:
        write("README.md", items([f"[{n}]({server.url(f'/{n}')})" for n in range(12)]))
        local = ("--allow-address", "127.0.0.0/8", "--per-host", "1", "--format", "json")
        report = json.loads(run("README.md", *local, "--select=unverified-link").stdout)
        asked = len({request.path for request in server.requests})
    assert asked < 12
    assert [len(one["places"]) for one in report["diagnostics"]] == [1] * asked + [12 - asked]
    assert [link["verdict"] for link in report["links"]] == ["unverified"] * 12


def test_what_is_suppressed_is_no_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    first, second, *rest = DEFINED.splitlines(keepends=True)[2:]
    quiet = f"# List\n\n{first.rstrip()} <!-- awesome-lint: ignore sunset-site -->\n{second}"
    write("list.md", quiet + "".join(rest))
    assert sunsets("list.md") == [[4, 5, 6]]


def test_what_is_in_the_baseline_is_no_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write("list.md", DEFINED)
    done = run("--offline", "--baseline", "b.json", "--write-baseline", "list.md")
    assert done.returncode == 0, done.stderr
    assert sunsets("--baseline", "b.json", "list.md") == []
    known = json.loads(Path("b.json").read_text(encoding="utf-8"))
    assert len([one for one in known["findings"] if one["rule"] == "sunset-site"]) == 4
    write(
        "list.md",
        DEFINED.replace("\n[r]", "- ![Free][r] [New](https://example.org/n) - It.\n\n[r]"),
    )
    assert sunsets("--baseline", "b.json", "list.md") == [[7]]


def test_every_place_is_fixed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(
        "list.md", items([f"[Paper {n}](http://arxiv.org/abs/240{n}.00001)" for n in range(1, 6)])
    )
    done = run("--offline", "--isolated", "--format", "concise", "list.md")
    assert done.stdout.count(" insecure-link ") == 5
    run("--offline", "--isolated", "--fix", "list.md")
    assert "http://" not in Path("list.md").read_text(encoding="utf-8")
