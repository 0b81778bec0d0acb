"""The links of a list from week to week: real git, real links, a GitHub on loopback."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
from typing import TYPE_CHECKING, Self

import pytest

from lint.actions import dead_links_issue, fix_pull_request, linkrot
from lint.actions.branch import Remote, _credentials
from lint.errors import LintError
from tests.actions.rest import BOT, REPOSITORY, TOKEN, Rest
from tests.command import run
from tests.history import Repository
from tests.links.server import Request, Server, answer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

TODAY = dt.date(2026, 11, 2)


class Web:
    """Pages by their paths: a status, or where they have moved to."""

    def __init__(self) -> None:
        self.pages: dict[str, int | str] = {}

    async def route(self, request: Request) -> AsyncIterator[bytes]:
        page = self.pages.get(request.path, 200)
        if isinstance(page, str):
            yield answer(301, b"", ("Location", page))
        else:
            yield answer(page, b"x", head=request.method == "HEAD")


class World:
    """A repository with a list, where it is published, its links, and GitHub."""

    def __init__(self, folder: Path) -> None:
        self.rest = Rest()
        self.web = Web()
        self.folder = folder
        self.list = Repository(folder / "list")
        self.published = Repository(folder / "remotes" / REPOSITORY)
        self.published.git("config", "core.bare", "true")
        self.more: dict[str, str] = {}
        self._api = self.rest.server()
        self._pages = Server(self.web.route)

    def __enter__(self) -> Self:
        self._api.__enter__()
        self._pages.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self._pages.__exit__()
        self._api.__exit__()

    @property
    def requests(self) -> list[Request]:
        return self._pages.requests

    def url(self, path: str) -> str:
        return self._pages.url(path)

    def write(self, *paths: str, more: str = "") -> None:
        lines = "".join(f"- [Tool {path}]({self.url(path)}) - A tool.\n" for path in paths)
        settings = (
            f'[links]\nallow_addresses = ["127.0.0.0/8"]\narchive_url = "{self.url("/archive")}"\n'
        )
        self.list.write(".awesome-lint.toml", settings + more)
        self.list.commit("README.md", f"# List\n\n{lines}")
        self.list.git("push", "--quiet", str(self.published.folder), "main")

    def run(self, days: int = 0) -> int:
        environment = self.rest.environment(self._api) | {
            "GITHUB_SERVER_URL": (self.folder / "remotes").as_uri()
        }
        return linkrot.main(environment | self.more, TODAY + dt.timedelta(days))

    @property
    def issue(self) -> str:
        (one,) = self.rest.issues.values()
        return str(one["body"])

    def history(self) -> dict[str, str]:
        text = self.published.git("show", f"{linkrot.BRANCH}:links.json")
        return {one["url"]: one["verdict"] for one in json.loads(text)["links"]}


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    for name in list(os.environ):
        if name.startswith(("GITHUB_", "ACTION_", "GIT_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    with World(tmp_path) as made:
        monkeypatch.chdir(made.list.folder)
        yield made


def test_a_badge_says_how_many_links_are_broken(world: World) -> None:
    def badge() -> dict[str, object]:
        text = world.published.git("show", f"{linkrot.BRANCH}:badge.json")
        said: dict[str, object] = json.loads(text)
        assert said.pop("schemaVersion") == 1
        assert said.pop("label") == "links"
        return said

    world.write("/a", "/b")
    assert world.run() == 0
    assert badge() == {"message": "2 checked", "color": "brightgreen"}
    world.web.pages = {"/b": 404}
    assert world.run(7) == 0
    assert badge() == {"message": "1 broken", "color": "orange"}
    # Without a network, nothing is known that it could say.
    world.web.pages = {"/a": 500, "/b": 500}
    assert world.run(14) == 2
    assert badge() == {"message": "1 broken", "color": "orange"}
    # A link that the list says nothing of is none to tell of.
    world.web.pages = {"/b": 404}
    world.write("/a", "/b", more=f"exclude = [{json.dumps(world.url('/b'))}]\n")
    assert world.run(21) == 0
    assert badge()["color"] == "brightgreen"


def test_what_was_found_is_left_in_a_cache_if_one_is_named(world: World) -> None:
    world.write("/a", "/b")
    cache = world.folder / "cache"
    world.more = {"ACTION_CACHE": str(cache)}
    days = (dt.datetime.now(dt.UTC).date() - TODAY).days
    assert world.run(days) == 0
    count = len(world.requests)
    done = run("--cache-dir", str(cache), "--format", "json", AWESOME_LINT_NO_CACHE="0")
    links = json.loads(done.stdout)["links"]
    assert [(one["verdict"], one["cached"]) for one in links] == [("ok", True)] * 2
    assert len(world.requests) == count
    # It asks again the next time, as its history is to say how things are.
    assert world.run(days + 7) == 0
    assert len(world.requests) > count


def test_one_issue_follows_the_links(world: World) -> None:
    world.write("/a", "/b", "/c")
    assert world.run() == 0
    assert world.rest.writes == []
    assert set(world.history().values()) == {"ok"}

    world.web.pages = {"/b": 404, "/c": 403}
    assert world.run(7) == 0
    assert [one for one in world.rest.writes if one[0] == "POST"] == [("POST", "/issues")]
    assert "1 link is broken" in world.issue
    assert (
        f"`{world.url('/b')}` does not exist (404 Not Found, last worked on 2026-11-02)"
        in world.issue
    )
    assert "(in `Tool /b`, section `List`, `README.md` line 4)" in world.issue
    assert world.history()[world.url("/b")] == "broken"

    assert world.run(14) == 0
    assert len(world.rest.writes) == 1

    world.web.pages = {"/a": 410, "/c": 403}
    assert world.run(21) == 0
    assert world.rest.said(1) == [
        f"Newly broken:\n\n- `{world.url('/a')}`\n\nWorking again:\n\n- `{world.url('/b')}`"
    ]
    assert world.url("/b") not in world.issue
    assert len(world.rest.issues) == 1

    world.web.pages = {}
    assert world.run(28) == 0
    assert world.rest.issues[1]["state"] == "closed"
    assert len(world.rest.said(1)) == 2
    writes = len(world.rest.writes)
    assert world.run(35) == 0
    assert len(world.rest.writes) == writes

    world.web.pages = {"/c": 404}
    assert world.run(42) == 0
    assert world.rest.issues[1]["state"] == "open"
    assert len(world.rest.issues) == 1


def test_the_history_goes_on_where_no_cache_stays(world: World) -> None:
    """A certificate or a server error that lasts is dead by its history alone."""
    world.write("/a", "/b")
    world.web.pages = {"/b": 500}
    for days, verdict in ((0, "open"), (7, "open"), (14, "told")):
        assert world.run(days) == 0
        assert bool(world.rest.issues) is (verdict == "told")
    assert "failing since 2026-11-02" in world.issue
    log = world.published.git("log", "--format=%an %P", linkrot.BRANCH).splitlines()
    assert len(log) == 3
    assert all(line.startswith(BOT) for line in log)
    # What is checked out, and its branch, are as they were.
    assert world.list.git("status", "--porcelain") == ""
    assert world.list.git("branch", "--list") == "* main"


def test_ticks_are_kept(world: World) -> None:
    world.write("/a", "/b")
    world.web.pages = {"/b": 404}
    world.run()
    (one,) = world.rest.issues.values()
    one["body"] = one["body"].replace("- [ ]", "- [x]").replace("\n", "\r\n")
    world.run(7)
    assert "- [x]" in world.issue
    assert "kept 2026-11-09" in world.issue
    writes = len(world.rest.writes)
    world.run(14)
    assert len(world.rest.writes) == writes
    world.run(7 + dead_links_issue.KEEP_DAYS)
    assert "- [ ]" in world.issue
    assert world.rest.said(1) == []


def test_only_its_own_issue_is_touched(world: World) -> None:
    world.rest.issue(f"{dead_links_issue.MARK}\nmine", login="guest")
    world.rest.issue(f"{dead_links_issue.MARK}\nmine", login=None)
    world.rest.issue("another tool's")
    world.rest.pull("owner:x", "0", body=f"{dead_links_issue.MARK}\n")
    world.rest.pull("owner:awesome-lint/links", "0", user=None)
    for _ in range(120):
        world.rest.issue("noise")
    before = json.dumps([world.rest.issues, world.rest.pulls])
    world.write("/a", "/b")
    world.web.pages = {"/b": 404}
    world.run()
    world.run(7)
    made = world.rest.issues.pop(max(world.rest.issues))
    assert made["body"].startswith(dead_links_issue.MARK)
    assert json.dumps([world.rest.issues, world.rest.pulls]) == before
    assert world.rest.writes == [("POST", "/issues")]


def test_what_a_list_keeps_quiet_about_is_not_told(world: World) -> None:
    world.write("/a", "/b", more='[per_file_ignores]\n"*.md" = ["broken-link"]\n')
    world.web.pages = {"/b": 404}
    assert world.run() == 0
    assert world.rest.issues == {}


def test_a_runner_without_a_network_says_nothing(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    world.write("/a", "/b")
    world.web.pages = {"/a": 404, "/b": 404}
    assert world.run() == 2
    assert world.rest.writes == []
    assert "no link responded; the issue is unchanged" in capsys.readouterr().err


def test_moved_links_are_proposed_once(world: World) -> None:
    paths = ("/a/x", "/b/x", "/c/x", "/d")
    world.write(*paths)
    world.web.pages = {path: world.url(f"/new{path}") for path in paths[:3]}
    assert world.run() == 0
    assert world.rest.pulls == {}
    world.more = {"ACTION_FIXES": "2"}
    assert world.run(1) == 0
    (one,) = world.rest.pulls.values()
    assert one["title"] == "Fix 2 moved links"
    assert one["body"].count(" redirects permanently to ") == 2
    diff = world.published.git("diff", "main", fix_pull_request.BRANCH)
    assert len(re.findall(r"(?m)^\+.*/new/[ab]/x", diff)) == 2
    assert len(re.findall(r"(?m)^[-+]- \[", diff)) == 4
    assert world.list.git("status", "--porcelain") == ""
    # One at a time; what was declined is not proposed again, and the rest is.
    assert world.run(2) == 0
    assert len(world.rest.pulls) == 1
    one["state"] = "closed"
    assert world.run(3) == 0
    assert len(world.rest.pulls) == 2
    newest = world.rest.pulls[max(world.rest.pulls)]
    assert newest["title"] == "Fix 1 moved link"
    assert "/c/x" in newest["body"]


def test_a_branch_that_somebody_works_on_is_left_alone(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    world.write("/a/x", "/b")
    world.web.pages = {"/a/x": world.url("/new/a/x")}
    world.list.git(
        "push", "--quiet", str(world.published.folder), f"main:{fix_pull_request.BRANCH}"
    )
    world.more = {"ACTION_FIXES": "5"}
    assert world.run() == 0
    assert world.rest.pulls == {}
    assert "has commits of others; not overwritten" in capsys.readouterr().err


def test_a_state_that_is_none_is_not_overwritten(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    world.write("/a")
    world.list.git("switch", "--quiet", "--orphan", "other")
    tip = world.list.commit("links.json", "[]")
    world.list.git("push", "--quiet", str(world.published.folder), f"other:{linkrot.BRANCH}")
    world.list.git("switch", "--quiet", "main")
    assert world.run() == 2
    assert "invalid state file" in capsys.readouterr().err
    assert world.published.git("rev-parse", linkrot.BRANCH) == tip
    assert world.rest.writes == []


def test_a_push_that_lost_a_race_overwrites_nothing(world: World) -> None:
    world.write("/a")
    remote = Remote(world.list.folder, str(world.published.folder), "")
    first = remote.commit({"x": b"1"}, "First", None)
    second = remote.commit({"x": b"2"}, "Second", None)
    remote.push(first, "state", None)
    with pytest.raises(LintError, match="git push"):
        remote.push(second, "state", None)
    assert world.published.git("rev-parse", "state") == first
    remote.push(remote.commit({"y/z": b"3"}, "Third", first), "state", first)
    assert world.published.git("show", "state:y/z") == "3"
    assert world.published.git("show", "state:x") == "1"
    assert remote.tip("nothing") is None


def test_the_token_goes_to_the_server_alone() -> None:
    found = _credentials("https://github.com/owner/list", TOKEN)
    assert found["GIT_CONFIG_KEY_1"] == "http.https://github.com/.extraheader"
    # An empty value takes away what is there: two headers would be refused.
    assert (found["GIT_CONFIG_KEY_0"], found["GIT_CONFIG_VALUE_0"]) == (
        "http.https://github.com/.extraheader",
        "",
    )
    assert TOKEN not in str(found)
    assert _credentials("file:///x", TOKEN) == {}


@pytest.mark.parametrize("fixes", ["-1", "x", "1000", "٣"])
def test_a_number_of_fixes_that_is_none_is_refused(
    world: World, fixes: str, capsys: pytest.CaptureFixture[str]
) -> None:
    world.more = {"ACTION_FIXES": fixes}
    assert world.run() == 2
    assert "invalid input fixes: expected a number from 0 to 100" in capsys.readouterr().err
