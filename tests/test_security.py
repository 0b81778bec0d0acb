"""What SECURITY.md promises, a test for each promise, by the command as a user runs it."""

from __future__ import annotations

import html
import json
import os
import re
import subprocess
import sys
from ipaddress import ip_network
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from lint.links.checker import check
from lint.links.providers import online_sites
from lint.links.providers.options import SitesOptions
from lint.links.result import LinkOptions
from lint.reporters import FORMATS
from tests.command import PATIENCE, POSIX, environment, run, write
from tests.console.test_github_log import commands
from tests.history import Repository
from tests.links.proxy import ForwardProxy
from tests.links.routes import odd, to
from tests.links.server import Request, Server, answer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

pytestmark = pytest.mark.usefixtures("folder")

HERE = (
    "--isolated",
    "--no-cache",
    "--timeout",
    "3",
    "--retries",
    "0",
    "--allow-address",
    "127.0.0.1",
)
# What a terminal would obey, and characters that hide or reorder text.
OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b\u2028\u2029]")
EVIL = "\x1b[31m\x1b]0;x\x07\u202e\x9b2J\r::error::x ##[error]y"


def listed(*urls: str) -> None:
    write("list.md", "".join(f"- [name]({url})\n" for url in urls))


# Where requests go --------------------------------------------------------------------------------


def test_no_request_goes_to_a_private_address(server: Server) -> None:
    port = server.port
    hosts = (
        "127.0.0.1",
        "localhost",
        "127.1",
        "0x7f000001",
        "2130706433",
        "[::ffff:127.0.0.1]",
        "0",
    )
    listed(*(f"http://{host}:{port}/{number}" for number, host in enumerate(hosts)))
    report = json.loads(run("--isolated", "--format", "json", "list.md").stdout)
    assert {link["reason"] for link in report["links"]} == {"private-address"}
    assert server.connections == 0


def test_nor_by_a_redirect(server: Server) -> None:
    with Server(odd, host="127.0.0.2") as private:
        listed(server.url(to(302, private.url("/ok"))))
        report = json.loads(run(*HERE, "--format", "json", "list.md").stdout)
        assert report["links"][0]["reason"] == "private-address"
        assert server.requests
        assert private.connections == 0


def test_nor_through_a_proxy(server: Server) -> None:
    with ForwardProxy() as proxy:
        listed(server.url("/ok"), "https://10.0.0.1/", "http://localhost/")
        done = run("--isolated", "--format", "json", "list.md", ALL_PROXY=proxy.url())
        assert {link["reason"] for link in json.loads(done.stdout)["links"]} == {"private-address"}
        assert (server.connections, proxy.asked) == (0, [])


def test_only_http_and_https_are_requested(server: Server) -> None:
    write("secret.txt", "sEcret")
    file = Path("secret.txt").absolute().as_uri()
    listed(file, f"ftp://127.0.0.1:{server.port}/", f"gopher://127.0.0.1:{server.port}/", "data:,x")
    assert json.loads(run(*HERE, "--format", "json", "list.md").stdout)["links"] == []
    listed(server.url(to(302, file)), server.url(to(302, f"ftp://127.0.0.1:{server.port}/x")))
    report = json.loads(run(*HERE, "--format", "json", "list.md").stdout)
    assert {link["reason"] for link in report["links"]} == {"bad-redirect"}
    assert "sEcret" not in str(report)
    assert {request.path.split("/")[1] for request in server.requests} == {"302"}


def test_offline_nothing_is_sent_or_looked_up(server: Server) -> None:
    listed(server.url("/ok"))
    script = (
        "import socket, sys\n"
        "def refuse(*_): raise SystemExit('network')\n"
        "sys.addaudithook(lambda name, _: name.startswith('socket.') and refuse())\n"
        "from lint.cli.main import main\n"
        "main(['--offline', '--isolated', '--allow-address', '127.0.0.1', 'list.md'])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        env=environment(),
        timeout=PATIENCE,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert server.connections == 0


# Secrets ------------------------------------------------------------------------------------------


def test_the_user_info_of_a_url_goes_to_its_own_origin_alone(server: Server) -> None:
    with Server(odd) as other:
        listed(server.url(to(302, other.url("/ok"))).replace("//", "//user:sEcret@"))
        assert run(*HERE, "list.md").returncode == 0
        assert "authorization" in server.requests[0].headers
        assert not any("authorization" in request.headers for request in other.requests)


@pytest.mark.parametrize("name", FORMATS)
def test_the_user_info_of_a_url_is_never_shown(name: str, server: Server) -> None:
    def known(path: str) -> str:
        return server.url(path).replace("//", "//us3r:sEcret@")

    dead, moved = known("/status/404"), known(to(301, server.url("/elsewhere", "127.0.0.1")))
    listed(
        dead, moved, known("/status/403"), known("/x?utm_source=y"), "http://us3r:sEcret@10.0.0.1"
    )
    write(
        "list.md",
        Path("list.md").read_text() + f"<{dead}> [a] ({dead}) [b](http:/us3r:sEcret@a.b)\n",
    )
    write(
        "list.md", Path("list.md").read_text() + f"\n| Date | Title |\n| - | - |\n| x | {dead} |\n"
    )
    done = run(*HERE, "--format", name, "list.md")
    assert done.returncode == 1
    for text in (done.stdout, done.stderr):
        assert "us3r" not in text
        assert "sEcret" not in text
    assert "***@" in html.unescape(done.stdout)


def test_nor_with_the_rows_of_a_list() -> None:
    write("list.md", "| Date | Title |\n| - | - |\n| 2024 | [a](https://us3r:sEcret@a.com/) |\n")
    rows = run("rows", "list.md").stdout
    assert "https://***@a.com/" in rows
    assert "sEcret" not in rows


def test_configured_headers_go_to_their_origin_alone(server: Server) -> None:
    with Server(odd) as other:
        listed(server.url(to(302, other.url("/ok"))))
        header = f"{server.url('')} X-Key: sEcret"
        done = run(*HERE, "--format", "json", "list.md", AWESOME_LINT_HEADERS=header)
        assert server.requests[0].headers["x-key"] == "sEcret"
        assert "sEcret" not in str(other.requests)
        assert "sEcret" not in done.stdout + done.stderr


def test_a_configuration_gets_nothing_out_of_the_environment(server: Server) -> None:
    names = ("$SECRET", "${SECRET}", "%SECRET%", "{env:SECRET}")
    headers = "".join(f"X-{number} = '{name}'\n" for number, name in enumerate(names))
    write(
        ".awesome-lint.toml",
        f"[links]\nallow_addresses = ['127.0.0.1']\nuser_agent = '$SECRET'\n"
        f"[links.headers.'{server.url('')}']\n{headers}",
    )
    listed(server.url("/ok"))
    assert run("--no-cache", "list.md", SECRET="sEcret").returncode == 0
    assert server.requests[0].headers["x-0"] == "$SECRET"
    assert "sEcret" not in str(server.requests)


def test_a_token_goes_nowhere_that_a_configuration_names(server: Server) -> None:
    options = SitesOptions(urls={"github": server.url("/graphql")})
    sites = online_sites(options, {"GITHUB_TOKEN": "sEcret", "GH_TOKEN": "sEcret"})
    links = LinkOptions(timeout=3, retries=0, allow_addresses=(ip_network("127.0.0.0/8"),))
    url = "https://github.com/owner/repository"
    check([url, server.url("/ok")], links, lookup=lambda _, __: ["127.0.0.1"], sites=sites)
    assert server.requests
    assert "sEcret" not in str(server.requests)


@POSIX
def test_no_login_of_the_users_own_is_read(server: Server, folder: Path) -> None:
    write(".netrc", "machine 127.0.0.1 login me password sEcret\n")
    (folder / ".netrc").chmod(0o600)
    listed(server.url("/status/401"))
    run(*HERE, "list.md", HOME=str(folder), NETRC=str(folder / ".netrc"))
    assert server.requests
    assert not any("authorization" in request.headers for request in server.requests)


def test_cookies_live_for_the_redirects_of_one_link() -> None:
    async def bake(request: Request) -> AsyncIterator[bytes]:
        place = ("Location", "/end") if request.path.startswith("/start") else ("X", "y")
        yield answer(
            302 if "start" in request.path else 200, b"", place, ("Set-Cookie", "a=b; Path=/")
        )

    with Server(bake) as server:
        listed(server.url("/start"), server.url("/other"), server.url("/another"))
        run(*HERE, "--per-host", "1", "list.md")
        with_cookie = {request.path for request in server.requests if "cookie" in request.headers}
        assert with_cookie == {"/end"}


# What is kept -------------------------------------------------------------------------------------


def test_the_cache_and_the_state_hold_no_secret(server: Server, folder: Path) -> None:
    listed(server.url("/ok"), server.url("/status/403").replace("//", "//us3r:sEcret@"))
    cache = folder / "made" / "cache"
    done = run(
        *(option for option in HERE if option != "--no-cache"),
        *("--cache-dir", cache, "--state", "state.json", "list.md"),
        AWESOME_LINT_NO_CACHE="",
        AWESOME_LINT_HEADERS=f"{server.url('')} X-Key: sEcret",
    )
    assert done.returncode == 0, done.stderr
    (kept,) = json.loads(Path("state.json").read_text(encoding="utf-8"))["links"]
    assert kept["url"] == server.url("/ok")
    assert kept["options"].endswith("+")  # with headers, but not with a digest of them
    files = [*cache.iterdir(), Path("state.json")]
    assert len(files) > 1
    for file in files:
        assert b"us3r" not in file.read_bytes()
        assert b"sEcret" not in file.read_bytes()
    if os.name != "nt":
        assert (cache.stat().st_mode & 0o777) == 0o700


@pytest.mark.parametrize("text", ["{", "[]", '{"version": 1, "links": [{"url": "file:///x"}]}'])
def test_a_state_file_is_read_as_data(text: str, server: Server) -> None:
    listed(server.url("/ok"))
    write("state.json", text)
    done = run(*HERE, "--state", "state.json", "list.md")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert Path("state.json").read_text(encoding="utf-8") == text


# What comes back ----------------------------------------------------------------------------------


def test_bodies_are_read_within_bounds(server: Server) -> None:
    listed(
        server.url("/endless"), server.url("/bomb"), server.url("/bad-gzip"), server.url("/short")
    )
    report = json.loads(run(*HERE, "--format", "json", "list.md").stdout)
    assert {link["verdict"] for link in report["links"]} == {"ok"}


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_of_a_list_or_a_server_steers_a_terminal_or_a_log(name: str) -> None:
    raw = EVIL.replace("\r", "").encode("utf-8").decode("latin-1")

    async def evil(request: Request) -> AsyncIterator[bytes]:
        page = f"<title>404 Not Found {EVIL}</title>".encode()
        yield {
            "/to": answer(302, b"", ("Location", f"http://[{raw}")),
            "/scheme": answer(302, b"", ("Location", f"x{raw}:y")),
            "/moved": answer(301, b"", ("Location", f"/elsewhere/{raw}")),
            "/late": answer(429, b"", ("Retry-After", raw)),
            "/page": answer(200, page, ("Content-Type", f"text/html; x={raw}")),
            "/gone": answer(404, page),
        }.get(request.path, answer(200))

    with Server(evil) as server:
        paths = ("/to", "/scheme", "/moved", "/late", "/page", "/gone", "/ok")
        links = "".join(f"- [a{EVIL}](<{server.url(path)}>) {EVIL}\n" for path in paths)
        write("list.md", f"# A\n\n{links}\n[{EVIL}](#{EVIL}) <http://[{EVIL}>\n")
        done = run(*HERE, "--format", name, "list.md", GITHUB_ACTIONS="true")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    for text in (done.stdout, done.stderr):
        assert not OBEYED.search(text)
    told = {line[2:].split(" ")[0] for line in done.stdout.split("\n") if name == "github" and line}
    assert set(commands(done.stdout)) <= told
    assert commands(done.stderr) == []


def test_pages_are_scanned_in_linear_time() -> None:
    """A tree of this page takes gigabytes, an expression that steps back takes hours."""
    page = b"<!doctype html><title>x" + b"<b><p>" * 200_000 + b"<" * 200_000

    async def deep(request: Request) -> AsyncIterator[bytes]:
        yield answer(200, page, ("Content-Type", "text/html"), head=request.method == "HEAD")

    with Server(deep) as hostile:
        listed(hostile.url("/#x"))
        write(".awesome-lint.toml", "[links]\nfragments = true\nallow_addresses = ['127.0.0.1']\n")
        done = run("--no-cache", "--format", "json", "list.md")
    assert {link["verdict"] for link in json.loads(done.stdout)["links"]} == {"ok"}


# The list itself ----------------------------------------------------------------------------------


def test_nothing_of_a_repository_is_executed(folder: Path) -> None:
    """As the hooks run it: `-I` keeps the folder of the list off the path."""
    for name in ("lint/__init__.py", "lint/__main__.py", "json.py", "sitecustomize.py", "click.py"):
        write(name, "open('executed', 'w')\n")
    write("list.md", "```python\nopen('executed', 'w')\n```\n<script>alert(1)</script>\n")
    root = environment()["PYTHONPATH"]
    code = (
        f"import runpy, sys; sys.path.insert(0, {root!r}); "
        "runpy.run_module('lint', run_name='__main__')"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", code, "--offline", "list.md"],
        capture_output=True,
        env=environment(),
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode in {0, 1}, done.stderr
    assert not (folder / "executed").exists()


@POSIX
def test_git_runs_nothing_of_a_repository(folder: Path) -> None:
    repository = Repository(folder)
    repository.commit("list.md", "# A\n")
    write("trap", "#!/bin/sh\ntouch executed\ncat\n")
    (folder / "trap").chmod(0o755)
    repository.write(".gitattributes", "*.md diff=evil filter=evil\n")
    keys = ("diff.evil.textconv", "diff.external", "filter.evil.clean", "filter.evil.smudge")
    for key in ("core.fsmonitor", *keys):
        repository.git("config", key, str(folder / "trap"))
    (folder / "executed").unlink(missing_ok=True)
    repository.write("list.md", "# A\n\n[x](#nowhere)\n")
    before = {path: path.read_bytes() for path in (folder / ".git").rglob("*") if path.is_file()}
    assert run("--offline", "--isolated", "--base", "HEAD", "list.md").returncode == 1
    assert run("--offline", "--isolated", "--staged", "list.md").returncode in {0, 1}
    assert not (folder / "executed").exists()
    after = {path: path.read_bytes() for path in (folder / ".git").rglob("*") if path.is_file()}
    assert after == before


def test_what_cannot_be_judged_is_one_line_and_2() -> None:
    write("big.md", b"x" * 5_000_001)
    write("binary.md", b"\xff\xfe\x00")
    write("deep.md", "> " * 100_000)
    for name in ("big.md", "binary.md", "deep.md"):
        done = run("--offline", "--isolated", name)
        assert done.returncode in ({0, 2} if name == "deep.md" else {2})
        assert done.stderr.count("\n") == (done.returncode == 2)
        assert "Traceback" not in done.stderr
