"""`awesome-lint add` with a server on loopback: interfaces of sites, and pages with meta tags."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.command import POSIX, run, write
from tests.links.providers.interfaces import World
from tests.links.server import Server, answer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from subprocess import CompletedProcess

    from tests.links.server import Request

pytestmark = pytest.mark.usefixtures("folder")

PAPERS = """\
# Papers

| Date | Title | Links |
|---|---|---|
| 2023-04 | **One Way to Sail** | [Paper](https://arxiv.org/pdf/2304.00001) · [Code](https://github.com/a/one) |
| 2023-02 | **Two Ways to Sail** | [Paper](https://arxiv.org/pdf/2302.00002) · [Code](https://github.com/a/two) |
| 2023-01 | **Three Ways to Sail** | [Paper](https://arxiv.org/pdf/2301.00003) · [Code](https://github.com/a/tri) |

## Tools

- [alpha](https://a.example/alpha) - First of all.
- [delta](https://a.example/delta) - Fourth.
- [gamma](https://a.example/gamma) - Third.
- [omega](https://a.example/omega) - The last.
- [pi](https://a.example/pi) - A number.
"""  # noqa: E501 - rows
ROW = (
    "| 2023-03 | **Foundation Models for Decision Making** |"
    " [Paper](https://arxiv.org/pdf/2303.04129) · [Code](https://github.com/o/r) |"
)
PAGE = b"""<html><head><title>beta - Beta Site</title>
<meta property="og:site_name" content="Beta Site">
<meta name="description" content="A thing | with [marks](http://x.example) &lt;!-- awesome-lint">
</head><body><p>Beta is a thing.</p></body></html>"""
BETA = "A thing \\| with \\[marks\\](http\\://x.example) \\<!-- awesome-lint."


async def _route(request: Request) -> AsyncIterator[bytes]:
    head = request.method == "HEAD"
    name, _, rest = request.path[1:].partition("/")
    if name == "page":
        body = PAGE if rest.startswith("beta") else b"<html><body>A page without a title"
        yield answer(200, body, ("Content-Type", "text/html"), head=head)
    elif name == "status":
        yield answer(int(rest), b"x", head=head)
    else:
        async for part in World().route(request):
            yield part


@pytest.fixture
def server(folder: Path) -> Iterator[Server]:
    assert folder == Path.cwd()  # what it writes belongs there
    with Server(_route) as running:
        names = ("arxiv", "huggingface")
        urls = "".join(f"{name} = '{running.url(f'/{name}')}'\n" for name in names)
        write(".awesome-lint.toml", f"[sites.urls]\n{urls}")
        write("README.md", PAPERS)
        yield running


def test_a_neighbour_with_an_error_is_no_example(server: Server) -> None:
    """Its link `code` leads to the paper, so a copy would have the same error."""
    write(".awesome-lint.toml", f"[sites.urls]\narxiv = '{server.url('/arxiv')}'\n")
    head = "# Papers\n\n| Date | Title | Code |\n|---|---|---|\n"
    rows = [
        f"| 2023-0{one} | [Sailing {one}](https://arxiv.org/abs/230{one}.00001) | {code} |\n"
        for one, code in (
            (1, "[code](https://github.com/a/one)"),
            (2, "-"),
            (3, "[code](https://arxiv.org/abs/2303.00001)"),
        )
    ]
    write("README.md", head + "".join(rows))
    done = add("https://arxiv.org/abs/2303.04129", "--section", "Papers")
    assert done.returncode == 0, done.stderr
    url = "https://arxiv.org/abs/2303.04129"
    assert done.stdout == f"| 2023-03 | [Foundation Models for Decision Making]({url}) | - |\n"


def add(*arguments: str, **more: str) -> CompletedProcess[str]:
    return run("add", *arguments, "--allow-address", "127.0.0.1", **more)


def readme() -> str:
    return Path("README.md").read_bytes().decode()


def test_an_entry_is_shown_and_nothing_written(server: Server) -> None:
    done = add("https://arxiv.org/abs/2303.04129")
    assert done.stdout == f"{ROW}\n"
    assert done.stderr == (
        "awesome-lint: README.md:6: belongs here, section 'Papers', ordered from new to old\n"
    )
    assert done.returncode == 0
    assert readme() == PAPERS
    assert server.requests


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_only_the_line_is_written(server: Server, ending: str, bom: str) -> None:
    before = bom + PAPERS.replace("\n", ending)
    write("README.md", before)
    Path("README.md").chmod(0o640)
    done = add("https://arxiv.org/abs/2303.04129v2", "--write")
    assert done.returncode == 0, done.stderr
    lines = before.split(ending)
    lines.insert(5, ROW.replace("2303.04129)", "2303.04129v2)"))
    assert readme() == ending.join(lines)
    if os.name != "nt":
        assert Path("README.md").stat().st_mode & 0o777 == 0o640
    assert {one.name for one in Path().iterdir()} == {".awesome-lint.toml", "README.md"}
    assert server.requests


AUTHORS = {
    "column": (
        "| Date | Title | Authors |\n|---|---|---|\n",
        "| 2023-0{at} | [Sailing {at}](https://arxiv.org/abs/230{at}.00001) | {who} |\n",
    ),
    "cell": (
        "| Date | Title |\n|---|---|\n",
        "| 2023-0{at} | [Sailing {at}](https://arxiv.org/abs/230{at}.00001) <br> *{who}* |\n",
    ),
    "item": ("", "- [Sailing {at}](https://arxiv.org/abs/230{at}.00001). {who}. 2023-0{at}.\n"),
}


@pytest.mark.parametrize("form", AUTHORS)
@pytest.mark.parametrize(
    ("neighbours", "who"),
    [
        (("Ann Bee, Cy Dee", "Eve Fox, Gus Hay, Ida Jay"), "Jane Doe, Richard Roe"),
        (("Ann Bee and Cy Dee", "Eve Fox, Gus Hay and Ida Jay"), "Jane Doe and Richard Roe"),
        (("Ann Bee et al.", "Eve Fox et al."), "Jane Doe et al."),
    ],
)
def test_the_authors_are_written_as_those_of_the_neighbours(
    server: Server, form: str, neighbours: tuple[str, str], who: str
) -> None:
    head, line = AUTHORS[form]
    lines = [line.format(at=at, who=one) for at, one in zip((1, 2), neighbours, strict=True)]
    write("README.md", f"# Papers\n\n{head}{''.join(lines)}".replace("..", "."))
    done = add("https://arxiv.org/abs/2303.04129")
    assert done.returncode == 0, done.stderr
    wanted = line.format(at=3, who=who).replace(
        "Sailing 3", "Foundation Models for Decision Making"
    )
    assert done.stdout == wanted.replace("2303.00001", "2303.04129").replace("..", ".")
    assert server.requests


def test_a_page_says_what_no_interface_does(server: Server) -> None:
    url = server.url("/page/beta")
    done = add(url, "--section", "Tools", "--write")
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"- [beta]({url}) - {BETA}\n"
    assert done.stdout in readme()


def test_a_summary_is_taken_as_it_is_given(server: Server) -> None:
    url = server.url("/page/beta")
    done = add(url, "--section", "Tools", "--summary", "My own words")
    assert done.stdout == f"- [beta]({url}) - My own words.\n"


def test_what_nobody_knows_is_said(server: Server) -> None:
    url = server.url("/page/some-tool")
    done = add(url, "--section", "Tools")
    assert done.stdout == f"- [some tool]({url})\n"
    assert "no site has the title; it is made from the URL" in done.stderr
    assert f"{url}: not found on any site: summary" in done.stderr
    assert done.returncode == 0


@pytest.mark.parametrize(
    "url",
    ["https://arxiv.org/abs/2304.00001", "https://github.com/A/One.git", "http://a.example/alpha"],
)
def test_what_is_there_already_is_named_and_not_asked_for(server: Server, url: str) -> None:
    line = 11 if "alpha" in url else 5
    done = add(url, "--write")
    assert (done.returncode, done.stdout) == (1, f"README.md:{line}\n")
    assert readme() == PAPERS
    assert not server.requests


def test_a_broken_url_is_refused(server: Server) -> None:
    url = server.url("/status/404")
    done = add(url, "--section", "Tools", "--write")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"awesome-lint: {url} is broken: not-found, so it is not added\n"
    assert readme() == PAPERS


def test_an_unverified_url_is_added_and_said(server: Server) -> None:
    url = server.url("/status/403")
    done = add(url, "--section", "Tools", "--write", "--retries", "0")
    assert done.returncode == 0
    assert f"{url} could not be verified (unverified: forbidden" in done.stderr
    assert f"- [403]({url})\n" in readme()


@pytest.mark.usefixtures("server")
def test_a_work_that_was_renamed_is_added_by_its_present_name() -> None:
    done = add("https://huggingface.co/meta/Old#usage", "--section", "Tools")
    assert done.stdout == "- [New](https://huggingface.co/meta/New#usage)\n"
    assert (
        "https://huggingface.co/meta/Old#usage is now https://huggingface.co/meta/New#usage,"
        " which the entry has\n"
    ) in done.stderr


@pytest.mark.usefixtures("server")
def test_what_its_site_says_against_a_work_is_said() -> None:
    done = add("https://arxiv.org/abs/2308.08167")
    assert "https://arxiv.org/abs/2308.08167 is withdrawn\n" in done.stderr


def test_a_new_problem_refuses_the_write(server: Server) -> None:
    with Path(".awesome-lint.toml").open("a", encoding="utf-8") as file:
        file.write("[policy]\nsection_max = 5\n")
    url = server.url("/page/beta")
    done = add(url, "--section", "Tools", "--write")
    assert (done.returncode, done.stdout) == (1, "")
    assert f"{url} is not added: the list would have new problems\n" in done.stderr
    assert "entry-policy" in done.stderr
    assert readme() == PAPERS


@pytest.mark.parametrize(
    ("copied", "meant"),
    [
        ("http://arxiv.org/abs/2303.04129", "https://arxiv.org/abs/2303.04129"),
        ("https://arxiv.org/abs/2303.04129?utm_source=x", "https://arxiv.org/abs/2303.04129"),
        (
            "https://huggingface.co/meta/New?a=b&utm_source=x&utm_medium=y#use",
            "https://huggingface.co/meta/New?a=b#use",
        ),
    ],
)
def test_a_url_is_written_without_what_was_copied_with_it(
    server: Server, copied: str, meant: str
) -> None:
    done = add(copied, "--section", "Tools")
    assert done.returncode == 0
    assert f"({meant})" in done.stdout
    assert f"{copied} is written as {meant}\n" in done.stderr
    assert server.requests


def test_several_urls_are_written_at_once(server: Server) -> None:
    urls = [server.url("/page/beta"), server.url("/status/404"), server.url("/page/zeta")]
    done = add(*urls, "--section", "Tools", "--write")
    assert done.returncode == 1
    assert [line[:8] for line in readme().splitlines() if line.startswith("- ")] == [
        "- [alpha",
        "- [beta]",
        "- [delta",
        "- [gamma",
        "- [omega",
        "- [pi](h",
        "- [zeta]",
    ]


def test_the_code_of_a_paper_goes_with_it(server: Server) -> None:
    done = add("https://arxiv.org/abs/2303.04129", "https://github.com/o/r")
    assert done.stdout == f"{ROW}\n"
    assert server.requests


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("not-a-url",), "'not-a-url' is not an http or https URL"),
        (("ftp://a.example/x",), "'ftp://a.example/x' is not an http or https URL"),
        (
            ("https://user:pass@a.example/",),
            "https://***@a.example/: remove the user name and the password",
        ),
        (("https://a.example/", "https://b.example/", "--summary", "x"), "--summary cannot"),
        (("https://a.example/", "--file", "-"), "--file -: name a file, the list to add to"),
        (("https://a.example/", "--file", "absent.md"), "absent.md"),
        (
            ("https://a.example/", "--offline"),
            "add needs the network; remove --offline, or `offline` from the configuration",
        ),
    ],
)
def test_wrong_use_is_one_line(server: Server, arguments: tuple[str, ...], message: str) -> None:
    done = add(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not server.requests


def test_an_unknown_section_names_the_nearest(server: Server) -> None:
    done = add(server.url("/page/beta"), "--section", "Tool")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "awesome-lint: README.md: unknown section 'Tool'; did you mean 'Tools'?\n"
    )
    # Nobody need be asked for that.
    assert server.requests == []


def test_the_configuration_nearest_to_the_list_counts(server: Server) -> None:
    url = server.url("/page/beta")
    write("deep/list.md", PAPERS)
    write("deep/.awesome-lint.toml", "offline = true\n")
    done = add(url, "--file", "deep/list.md", "--section", "Tools")
    assert done.returncode == 2
    assert "add needs the network" in done.stderr
    done = add(url, "--file", "deep/list.md", "--section", "Tools", "--isolated")
    assert done.returncode == 0, done.stderr


@POSIX
def test_a_list_that_cannot_be_written_is_left_alone(server: Server) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write everything")
    Path("README.md").chmod(0o440)
    done = add(server.url("/page/beta"), "--section", "Tools", "--write")
    assert done.returncode == 2
    assert "cannot be written" in done.stderr
