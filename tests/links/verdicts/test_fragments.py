"""Which fragments are looked for, and the Markdown behind pages of GitHub."""

from __future__ import annotations

from ipaddress import ip_network
from typing import TYPE_CHECKING

import pytest

from lint.links.checker import check
from lint.links.result import LinkOptions, LinkResult, Reason, Verdict
from lint.links.verdicts.fragments import look_in_markdown, wanted
from tests.command import run, write
from tests.links.server import Request, Server, answer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Collection, Mapping
    from pathlib import Path

OPTIONS = LinkOptions(timeout=5.0, retries=0, allow_addresses=(ip_network("127.0.0.0/8"),))
REPOSITORY = "https://github.com/o/r"


def test_only_pages_of_markdown_on_github_are_looked_at_unless_all_are_wanted() -> None:
    links = [
        "https://github.com/o/r#usage",
        "https://github.com/o/r#usage",
        "https://github.com/o/r#user-content-usage",
        "https://github.com/O/R.git/?tab=readme-ov-file#a%20b",
        "https://github.com/o/r/tree/main/docs#x",
        "https://github.com/o/r/blob/v1/docs/x.MD#y",
        "https://www.github.com/o/r#z",
        "https://example.org/a?b#c",
        "https://example.org/a?b#d",
        "https://example.org/a?b",
        "https://example.org/a#",
        "https://example.org/a#%ff",
        "https://user.github.io/a#b",
        "docs/x.md#y",
        "#z",
        "mailto:a@example.org#x",
    ]
    found = wanted(links, everywhere=False)
    assert found.on_pages == {}
    assert found.in_markdown == {
        "https://github.com/o/r": ("usage", "user-content-usage"),
        "https://github.com/O/R.git/?tab=readme-ov-file": ("a b",),
        "https://github.com/o/r/tree/main/docs": ("x",),
        "https://github.com/o/r/blob/v1/docs/x.MD": ("y",),
        "https://www.github.com/o/r": ("z",),
    }
    assert wanted(links, everywhere=True) == (
        {"https://example.org/a?b": ("c", "d"), "https://user.github.io/a": ("b",)},
        found.in_markdown,
    )


@pytest.mark.parametrize(
    "link",
    [
        "https://github.com/o/r#readme",
        "https://github.com/o/r#start-of-content",
        "https://github.com/o/r#user-content-fn-1",
        "https://github.com/o/r/blob/main/x.md#L10",
        "https://github.com/o/r/blob/main/x.md#L10-L20",
        "https://github.com/o/r/blob/main/x.md?plain=1#a",
        "https://github.com/o/r/blob/main/x.py#a",
        "https://github.com/o/r/blob/main/x.rst#a",
        "https://github.com/o/r/blob/x.md#a",
        "https://github.com/o/r?tab=license-1-ov-file#a",
        "https://github.com/o/r/issues/1#issuecomment-12",
        "https://github.com/o/r/pull/1#discussion_r1",
        "https://github.com/o/r/wiki/Page#a",
        "https://github.com/o/r/wiki#a",
        "https://github.com/o/r/releases/tag/v1#a",
        "https://github.com/o#a",
        "https://github.com/topics/awesome#a",
        "https://github.com/#a",
        "https://gist.github.com/o/1#a",
        "https://raw.githubusercontent.com/o/r/main/x.md#a",
        "https://gitlab.com/o/r#a",
        "https://docs.google.com/document/d/1#a",
        "https://example.org/x.md#a",
        "https://example.org/x.pdf#a",
    ],
)
def test_other_pages_and_what_is_no_section_are_left_alone(link: str) -> None:
    assert wanted([link], everywhere=True) == ({}, {})


class Raw:
    """Files of repositories, served as they are, with what was asked for."""

    def __init__(self, files: Mapping[str, str | int]) -> None:
        self.files = {f"/o/r/{path}": file for path, file in files.items()}
        self.server = Server(self._route)

    async def _route(self, request: Request) -> AsyncIterator[bytes]:
        file = self.files.get(request.path, 404)
        status, text = (file, "") if isinstance(file, int) else (200, file)
        yield answer(status, text.encode(), ("Content-Type", "text/plain; charset=utf-8"))

    def look(self, result: LinkResult, *fragments: str) -> tuple[str, ...] | None:
        """What is missing, None where nothing is said."""

        def ask(files: Mapping[str, Collection[str]]) -> Mapping[str, LinkResult]:
            return check(files, OPTIONS)

        with self.server:
            raw = self.server.url("")
            found = look_in_markdown({result.url: result}, {result.url: fragments}, ask, raw)
        if not found:
            return None
        assert {**found}.keys() == {result.url}
        return found[result.url].missing

    @property
    def asked(self) -> list[str]:
        return [request.path.removeprefix("/o/r/") for request in self.server.requests]


def _fine(url: str, final_url: str | None = None) -> LinkResult:
    return LinkResult(url, Verdict.OK, status=200, final_url=final_url or url)


README = "# The tool\n\n## Usage\n\n## Usage\n\n<a id='x'></a>\n"


def test_a_repository_is_its_readme() -> None:
    raw = Raw({"HEAD/README.md": README})
    assert (
        raw.look(_fine(REPOSITORY), "usage", "usage-1", "The-Tool", "x", "user-content-x") is None
    )
    assert raw.asked == ["HEAD/README.md"]
    raw = Raw({"HEAD/README.md": README})
    assert raw.look(_fine(REPOSITORY), "usage", "usage-2", "y") == ("usage-2", "y")
    assert raw.asked[0] == "HEAD/README.md"


@pytest.mark.parametrize("name", [".github/README.md", "readme.md", "Readme.md", "docs/README.md"])
def test_a_readme_of_another_name_counts_too(name: str) -> None:
    raw = Raw({f"HEAD/{name}": "# A"})
    assert raw.look(_fine(REPOSITORY), "a", "b") == ("b",)
    both = Raw({f"HEAD/{name}": "# A", "HEAD/README.md": "# B"})
    assert both.look(_fine(REPOSITORY), "a", "b", "c") == ("c",)


@pytest.mark.parametrize("status", [403, 429, 500])
def test_where_a_file_cannot_be_had_nothing_is_said(status: int) -> None:
    assert Raw({"HEAD/README.md": status}).look(_fine(REPOSITORY), "a") is None
    raw = Raw({"HEAD/README.md": README, "HEAD/readme.md": status})
    assert raw.look(_fine(REPOSITORY), "gone") is None


def test_a_repository_without_a_readme_in_markdown_is_left_alone() -> None:
    assert Raw({"HEAD/README.rst": "A\n="}).look(_fine(REPOSITORY), "a") is None


@pytest.mark.parametrize(
    ("page", "file"),
    [
        (f"{REPOSITORY}/blob/main/docs/x.md", "main/docs/x.md"),
        (f"{REPOSITORY}/blob/feature/x/a%20b.markdown", "feature/x/a%20b.markdown"),
        (f"{REPOSITORY}/tree/v1.0", "v1.0/README.md"),
        (f"{REPOSITORY}/tree/main/docs/", "main/docs/README.md"),
        (f"{REPOSITORY}.git", "HEAD/README.md"),
    ],
)
def test_which_file_a_page_is_made_of(page: str, file: str) -> None:
    raw = Raw({file: README})
    assert raw.look(_fine(page), "usage", "gone") == ("gone",)
    assert raw.asked[0] == file


def test_a_page_that_has_moved_is_looked_at_where_it_is() -> None:
    raw = Raw({"HEAD/README.md": README})
    assert raw.look(_fine("https://github.com/old/name", REPOSITORY), "gone") == ("gone",)


@pytest.mark.parametrize(
    "result",
    [
        LinkResult(REPOSITORY, Verdict.BROKEN, Reason.NOT_FOUND, 404),
        LinkResult(REPOSITORY, Verdict.UNVERIFIED, Reason.RATE_LIMITED, 429),
        _fine(REPOSITORY, "https://github.com/login?return_to=%2Fo%2Fr"),
    ],
)
def test_a_page_that_is_not_there_lacks_nothing(result: LinkResult) -> None:
    raw = Raw({"HEAD/README.md": README})
    assert raw.look(result, "gone") is None
    assert raw.asked == []


def test_from_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "A page that stands without any script. " * 60

    async def route(request: Request) -> AsyncIterator[bytes]:
        page = f"<title>A</title><h2 id='here'>x</h2>{text}".encode()
        yield answer(200, page, ("Content-Type", "text/html"), head=request.method == "HEAD")

    monkeypatch.chdir(tmp_path)
    command = ("--allow-address", "127.0.0.0/8", "--format", "concise", "list.md")
    with Server(route) as server:
        links = (server.url(f"/a#{name}") for name in ("here", "gone", "/route"))
        write("list.md", "# A\n\n" + "".join(f"- [A]({link})\n" for link in links))
        assert run(*command).stdout.count("missing-fragment") == 0
        assert server.methods("/a") == ["HEAD"]
        write(".awesome-lint.toml", "[links]\nfragments = true\n")
        found = f"list.md:4:3: warning missing-fragment {server.url('/a')} has no section #gone"
        assert found in run(*command).stdout.splitlines()
        assert server.methods("/a") == ["HEAD", "GET"]
