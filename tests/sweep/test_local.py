"""Sweeps on the processors of this machine: where lists come from, and what their reports say."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import ssl
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import psutil

from tests.command import POSIX, run
from tests.files.test_clones import commit, git
from tests.links.providers import interfaces
from tests.links.server import Server, answer
from tests.sweep.test_links import stored, table, wait_for
from tests.sweep.web import Web

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping

    from tests.links.server import Request
    from tests.sweep.conftest import Sweep

pytestmark = POSIX
EXAMPLES = Path(__file__).parents[2] / "examples"


def hub(folder: Path, repositories: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """Repositories of a GitHub that is a folder here; the environment by which it is."""
    for name, files in repositories.items():
        (folder / "hub" / name).mkdir(parents=True)
        git(folder / "hub" / name, "init", "--quiet", "--initial-branch=main")
        commit(folder / "hub" / name, files)
    settings = folder / "gitconfig"
    place = (folder / "hub").as_uri()
    settings.write_text(f'[url "{place}/"]\n\tinsteadOf = https://github.com/\n', encoding="utf-8")
    return {"GIT_CONFIG_GLOBAL": str(settings), "GIT_CONFIG_NOSYSTEM": "1"}


def test_a_report_is_that_of_check_whatever_lies_around_the_list(sweep: Sweep) -> None:
    """Files, sections of other files, schemas, remotes: a worker sees what is there."""
    root = sweep.folder / "repository"
    shutil.copytree(EXAMPLES, root / "examples")
    files = {
        "README.md": "# Awesome things\n\n"
        "[there](docs/guide.md#parts) [gone](docs/gone.md) [no part](docs/guide.md#nowhere)\n"
        "[linked](docs/link.md#nowhere) [folder](docs) [root](/LICENSE) [out](../x.md)\n"
        "[large](docs/large.md#nowhere)\n\n"
        "## Contents\n\n- [one](https://example.org/)\n- [two](https://example.org/)\n",
        "docs/guide.md": "# Guide\n\n## Parts\n",
        "docs/large.md": "x\n" * 30_000,
        "docs/other.md": "# Other\n\n[there](guide.md#parts) [gone](guide.md#gone)\n",
        "LICENSE": "",
        "contributing.md": "",
        "code_of_conduct.md": "# Code of Conduct\n\nWrite to sindresorhus@gmail.com.\n",
        ".awesome-lint.toml": 'extend = ["sindresorhus"]\nmax_file_size = 50_000\n'
        '[per_file_ignores]\n"docs/*.md" = ["missing-title"]\n'
        '[links]\nexclude = ["example"]\nheaders = {}\n'
        '[[tables]]\nheaders = ["Name"]\nentries = true\nschema = "schemas/row.json"\n',
        "schemas/row.json": json.dumps({"required": ["title"], "x-message": "has no title"}),
        "tables/list.md": "# Rows\n\n| Name | Link |\n| --- | --- |\n| a | [x](b.md) |\n",
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    (root / "docs" / "link.md").symlink_to("guide.md")
    git(root, "init", "--quiet")
    git(root, "remote", "add", "origin", "git@github.com:o/r.git")
    status, _, said = sweep.run("repository", "--out", "out", "--offline")
    assert status == 2
    assert said == (
        "awesome-lint: repository/docs/large.md: larger than max_file_size (50,000 bytes)\n"
        "Wrote out/index.html\n"
    )
    found = sorted(path.relative_to(sweep.folder) for path in root.rglob("*.md"))
    found = [path for path in found if path.name not in {"link.md", "large.md"}]
    assert len(list((sweep.folder / "out" / "lists").glob("*.json"))) == len(found)
    for path in found:
        name = path.with_suffix("").as_posix().replace("/", "-")
        done = run("--offline", "--format", "json", sweep.folder / path)
        expected = json.loads(done.stdout.replace(f"{sweep.folder}/", ""))
        mine = sweep.report(name)
        mine["summary"] = expected["summary"] = None
        assert mine == expected, name
    # All of it was needed.
    text = json.dumps(
        [sweep.report(f"repository-{name}") for name in ("README", "code_of_conduct")]
    )
    for said in (
        "contributing.md is empty",
        "the address of another project",
        "no section #nowhere",
    ):
        assert said in text


def test_links_are_those_of_check_whatever_is_known_of_them(sweep: Sweep) -> None:
    """Pages of the own repository, patterns for links as they are written, titles of a paper."""

    async def route(request: Request) -> AsyncIterator[bytes]:
        parts = urlsplit(request.path)
        status, body = interfaces.arxiv(parts.path, parse_qs(parts.query))
        yield answer(status, body)

    paper = "https://arxiv.org/abs/2402.17294"
    former = interfaces.FORMER["2402.17294", 1]
    root = sweep.folder / "repository"
    with Web(2) as web, Server(route) as server:
        own = "https://github.com/o/r/blob/main"
        text = (
            f"# Things\n\n## Some\n\n- [{former}]({paper}) - A paper.\n"
            f"- [there]({own}/docs/guide.md#parts) - A guide.\n"
            f"- [gone]({own}/docs/gone.md) - None.\n"
            f"- [none]({own}/docs/guide.md#nowhere) - No part.\n"
            f"- [written]({web.url(1, '/%41/../b')}) - Left out.\n"
            f"- [asked]({web.url(1, '/b/c')}) - Asked.\n"
        )
        root.mkdir()
        git(root, "init", "--quiet", "--initial-branch=main")
        commit(root, {"README.md": text, "docs/guide.md": "# Guide\n\n## Parts\n"})
        git(root, "remote", "add", "origin", "git@github.com:o/r.git")
        chosen = sweep.folder / "chosen.toml"
        chosen.write_text(
            f'links.exclude = ["%41"]\nlinks.allow_addresses = ["127.0.0.0/8"]\n'
            f'[sites.urls]\narxiv = "{server.url("").rstrip("/")}"\n',
            encoding="utf-8",
        )
        options = ("--config", chosen)
        readme = "repository/README.md"
        status, _, said = sweep.run(readme, "--out", "out", *options)
        assert (status, said) == (1, "Wrote out/index.html\n")
        assert {one.path for one in web.asked} == {"/b/c"}
        done = run(
            *("--format", "json", "--allow-address", "127.0.0.0/8"),
            *("--cache-dir", sweep.folder / "other", *options, sweep.folder / readme),
        )
    mine = sweep.report("repository-README")
    expected = json.loads(done.stdout.replace(f"{sweep.folder}/", ""))
    for report in (mine, expected):
        report["summary"] = None
        for link in report["links"]:
            link |= {"elapsed_ms": 0, "last_good": None}
    assert mine == expected
    rules = {one["rule"] for one in mine["diagnostics"]}
    assert rules >= {"missing-file", "renamed-paper"}
    assert "title-mismatch" not in rules
    facts = [link["facts"] for link in mine["links"] if link["url"] == paper]
    assert former in json.dumps(facts)


def test_repositories_and_the_lists_that_a_list_links_to(sweep: Sweep) -> None:
    with Web(4, lambda one: (404 if "gone" in one.path else 200, 0.0, "")) as web:
        items = [f"- [n{n}]({web.url(1 + n % 4, f'/{n}')}) - A thing.\n" for n in range(12)]
        secret = 'links.headers = {"https://x.example" = {Key = "stolen"}}\n'
        environment = hub(
            sweep.folder,
            {
                "o/list": {
                    "README.md": f"# List\n\n## A\n\n{''.join(items)}[gone](gone.md)\n",
                    # What a list says of requests does not count.
                    ".awesome-lint.toml": f'links.exclude = ["127"]\n{secret}fail_on = "never"\n',
                },
                "o/Tool": {"README.md": f"# Tool\n\nNo list.\n\n{items[0]}"},
                "o/other": {
                    "README.md": f"# Other\n\n## A\n\n{''.join(items)}[x]({web.url(2, '/gone')})\n",
                    ".awesome-lint.toml": 'fail_on = "never"\n',
                },
            },
        )
        index = sweep.folder / "index.md"
        names = ("o/list", "o/Tool", "o/other/tree/main", "O/LIST", "o/missing", "topics/x")
        index.write_text(
            "# Lists\n\n## A\n\n"
            + "".join(f"- [{name}](https://github.com/{name}) - A list.\n" for name in names),
            encoding="utf-8",
        )
        sweep.folder.joinpath("lists.txt").write_text(
            "# ours\n\nhttps://github.com/o/list\nown/own.md\n", encoding="utf-8"
        )
        sweep.write("own/own.md", [web.url(3, "/own")])
        arguments = ("lists.txt", "--from", "index.md", "--out", "out")
        status, out, said = sweep.run(*arguments, **environment)
        assert status == 0
        first, missing, last = said.splitlines()
        assert first == "index.md links to 3 repositories"
        assert missing.startswith("awesome-lint: https://github.com/o/missing: ")
        assert last == "Wrote out/index.html"
        assert out.startswith("3 lists, 25 entries, 14 links: 13 ok, 1 broken\n")
        assert max(web.links().values()) == 3  # HEAD, GET and a second look, of what is gone
    rows = {row["name"]: row for row in table(sweep.folder / "out" / "lists.csv")}
    assert list(rows) == ["o-list", "own-own", "o-other"]
    assert rows["o-list"]["source"] == "https://github.com/o/list"
    assert [one["path"] for one in sweep.report("o-list")["diagnostics"]] == ["o/list/README.md"]
    # Nothing of the clones stays, and no list of the sweep knows where it lay.
    assert str(sweep.folder) not in (sweep.folder / "out/lists/o-list.json").read_text()

    few = sweep.run("--from", "index.md", "--max-lists", "1", "--out", "few", "--offline")
    assert few[0] == 2
    assert few[2] == "awesome-lint: --offline cannot be combined with --from\n"


def test_an_interrupt_from_a_terminal_is_one_line(sweep: Sweep) -> None:
    """It reaches every process, those that are only beginning and one that was begun again too."""
    line = "awesome-lint: interrupted; the same command continues from there\n"

    def interrupted(moment: Callable[[psutil.Process], bool]) -> None:
        process = sweep.start("list.md", "--out", "out", "--concurrency", "4")
        ours = psutil.Process(process.pid)
        wait_for(lambda: moment(ours))
        children = ours.children(recursive=True)
        os.killpg(process.pid, signal.SIGINT)
        status, out, said = sweep.end(process)
        lines = [one for one in said.splitlines(keepends=True) if "waiting for one" not in one]
        assert (status, out, lines) == (130, "", [line])
        for one in children:
            wait_for(lambda one=one: not one.is_running() or one.status() == psutil.STATUS_ZOMBIE)

    def workers(ours: psutil.Process) -> list[psutil.Process]:
        return [one for one in ours.children() if is_worker(one)]

    def is_worker(one: psutil.Process) -> bool:
        try:
            return "spawn_main" in " ".join(one.cmdline())
        except psutil.Error:  # it has just ended
            return False

    with Web(4, lambda _: (200, 0.3, "")) as web:
        sweep.write("list.md", [web.url(1 + n % 4, f"/{n}") for n in range(400)])
        interrupted(lambda ours: bool(workers(ours)))
        interrupted(lambda _: len(web.asked) > 8)
        old: list[psutil.Process] = []
        asked = len(web.asked)

        def begun_again(ours: psutil.Process) -> bool:
            if not old and len(web.asked) > asked:
                old.extend(workers(ours))
                old[0].kill()
            known = {None, *(one.pid for one in old)}
            return bool(old) and any(one.process not in known for one in web.asked[asked:])

        interrupted(begun_again)


def test_a_cluster_of_our_own_is_reached_by_nobody_else(sweep: Sweep) -> None:
    """Its ports are on 127.0.0.1, and who has no certificate of this run is refused."""
    with Web(4, lambda _: (200, 0.3, "")) as web:
        sweep.write("list.md", [web.url(1 + n % 4, f"/{n}") for n in range(40)])
        config = sweep.folder / "chosen.toml"
        config.write_text(f'links.headers = {{"{web.url(1, "")}" = {{X-Key = "abc"}}}}\n')
        options = ("list.md", "--out", "out", "--concurrency", "4", "--config", "chosen.toml")
        environment = {"AWESOME_LINT_HEADERS": f"{web.url(2, '')} X-Own: def"}
        process = sweep.start(*options, **environment)
        wait_for(lambda: len(web.asked) > 8)
        ours = [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]
        ports = set()
        for one in ours:
            for connection in one.net_connections("inet"):
                if connection.status == psutil.CONN_LISTEN:
                    assert connection.laddr.ip == "127.0.0.1"
                    ports.add(connection.laddr.port)
        assert len(ports) >= 3
        for port in ports:
            context = ssl.create_default_context()
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
            with socket.create_connection(("127.0.0.1", port), timeout=10) as raw:
                try:
                    with context.wrap_socket(raw) as wrapped:
                        wrapped.settimeout(10)
                        # TLS 1.3: a client without a certificate is told with the first record.
                        assert wrapped.recv(1) == b""
                except (ssl.SSLError, ConnectionError):
                    pass
                else:
                    raise AssertionError(f"port {port} speaks to strangers")
        os.kill(process.pid, signal.SIGINT)
        status, _, said = sweep.end(process)
        assert status == 130
        assert said == "awesome-lint: interrupted; the same command continues from there\n"
        for one in ours:
            wait_for(lambda one=one: not one.is_running() or one.status() == psutil.STATUS_ZOMBIE)
        kept = stored(sweep.folder / "out")
        before = len(web.asked)
        status, out, _ = sweep.run(*options, **environment)
        assert (status, out) == (0, "1 list, 40 entries, 40 links: 40 ok\n")
        again = {f"http://{one.host}:{web.port}{one.path}" for one in web.asked[before:]}
        assert kept
        assert not kept & again
        assert len(again) == 40 - len(kept)
        # Headers go where they are for, and nowhere else.
        for asked in web.asked:
            assert ("x-key: abc" in asked.headers) == (asked.host == web.host(1))
            assert ("x-own: def" in asked.headers) == (asked.host == web.host(2))
