"""The rules on repositories from the command line, against a GitHub on loopback."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from tests.command import run, write
from tests.links.providers.github_api import TOKEN, GitHub, Repository
from tests.links.server import Server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("folder")

HOST = "github.localhost"
ONLINE = ("--allow-address", "127.0.0.0/8", "--no-cache", "--isolated")


@pytest.fixture
def api() -> GitHub:
    return GitHub(
        [
            Repository("o/tool", pushedAt="2019-01-02T03:04:05Z"),
            Repository("new/name", objects={"main:a": "Tree"}),
            Repository("o/over", isArchived=True),
            Repository("me/awesome-things", topics=("awesome",), licence=None),
        ],
        renames={"old/name": "new/name"},
    )


@pytest.fixture
def server(api: GitHub) -> Iterator[Server]:
    with Server(api.route) as running:
        yield running


def environ(server: Server) -> dict[str, str]:
    return {
        "GITHUB_TOKEN": TOKEN,
        "GITHUB_GRAPHQL_URL": server.url("/graphql"),
        "GITHUB_SERVER_URL": server.url("", host=HOST),
    }


def things(server: Server) -> str:
    base = server.url("", host=HOST)
    return (
        f"# Awesome Things\n\n- [tool]({base}/o/tool) - A.\n"
        f"- [moved]({base}/old/name/tree/main/a#b) - B.\n"
        f"- [over]({base}/o/over) - C.\n- [gone]({base}/o/gone) - D.\n"
    )


def found(report: dict[str, Any]) -> list[tuple[int, str, str]]:
    return [(one["line"], one["rule"], one["severity"]) for one in report["diagnostics"]]


def test_what_repositories_are_is_reported_and_mended(api: GitHub, server: Server) -> None:
    write("README.md", things(server))
    select = "--select=renamed-repository,archived-repository,stale-repository,broken-link"
    done = run(*ONLINE, select, "--format=json", "README.md", **environ(server))
    assert found(json.loads(done.stdout)) == [
        (3, "stale-repository", "warning"),
        (4, "renamed-repository", "warning"),
        (5, "archived-repository", "info"),
        (6, "broken-link", "error"),
    ]
    assert (done.returncode, api.sizes) == (1, [4])
    done = run(*ONLINE, select, "--fix", "--format=json", "README.md", **environ(server))
    assert [line for line, rule, _ in found(json.loads(done.stdout)) if rule[0] == "r"] == []
    with open("README.md", encoding="utf-8") as file:  # noqa: PTH123 - in the working folder
        text = file.read()
    assert text == things(server).replace("/old/name/tree/main/a#b", "/new/name/tree/main/a#b")
    assert TOKEN not in done.stdout + done.stderr


def test_without_a_token_the_pages_are_asked(api: GitHub, server: Server) -> None:
    write("README.md", things(server))
    done = run(*ONLINE, "--format=json", "README.md")
    rules = {(line, rule) for line, rule, _ in found(json.loads(done.stdout))}
    assert {(4, "redirected-link"), (6, "broken-link")} <= rules
    assert api.queries == []


def test_a_rule_is_on_when_its_preset_or_its_severity_asks_for_it(server: Server) -> None:
    write("README.md", things(server))
    options = ("--allow-address", "127.0.0.0/8", "--no-cache", "--format=json", "README.md")

    def rules(configuration: str) -> set[str]:
        write(".awesome-lint.toml", configuration)
        done = run(*options, **environ(server))
        return {rule for _, rule, _ in found(json.loads(done.stdout))}

    assert "stale-repository" not in rules("")
    assert "stale-repository" in rules('extend = ["maintenance"]')
    assert "stale-repository" in rules('severity = { stale-repository = "info" }')
    assert "archived-repository" in rules("")
    assert "archived-repository" not in rules("[sites]\ngithub = false")
    assert "archived-repository" not in rules('[sites.urls]\ngithub = "https://evil.example/"')


def test_the_list_s_own_repository(folder: Path, api: GitHub, server: Server) -> None:
    write("README.md", things(server))
    base = server.url("", host=HOST)
    for arguments in (("init", "-q"), ("remote", "add", "origin", f"{base}/me/awesome-things.git")):
        subprocess.run(["git", *arguments], cwd=folder, check=True)
    select = ("--select=incomplete-repository,renamed-repository", "--format=json", "README.md")
    done = run(*ONLINE, *select, **environ(server))
    report = json.loads(done.stdout)
    messages = {one["message"] for one in report["diagnostics"] if "inc" in one["rule"]}
    assert messages == {
        "the repository of the list is missing the topic awesome-list",
        "GitHub detects no licence in the repository of the list",
    }
    # It is no link of the list.
    assert not any("awesome-things" in link["url"] for link in report["links"])
    assert report["summary"]["links"] == 4
    # After a fix it is known all the same, and nobody is asked again.
    queries = len(api.queries)
    done = run(*ONLINE, "--fix", *select, **environ(server))
    assert {one["message"] for one in json.loads(done.stdout)["diagnostics"]} == messages
    assert len(api.queries) == queries + 1
    # Without the preset, or without a token, nobody asks.
    run(*ONLINE, "--format=json", "README.md", **environ(server))
    assert "awesome-things" not in str(api.variables[-1])
    done = run(*ONLINE, *select)
    assert "incomplete" not in done.stdout
