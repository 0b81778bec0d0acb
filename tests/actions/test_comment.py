"""The comment on a pull request, through a GitHub on loopback: one, its own, from data alone."""

from __future__ import annotations

import contextlib
import io
import json
import re
import zipfile
from typing import TYPE_CHECKING, Any

import cmarkgfm
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from lint.actions import artifact, changed_rows, comment
from lint.actions.api import BODY_MAX, Api
from lint.actions.choices import ARTIFACT
from lint.actions.comment_text import MARK, Comment
from lint.actions.new_entries import New
from lint.errors import LintError
from tests.actions.rest import BOT, REPOSITORY, TOKEN, Rest
from tests.links.server import HangUpError, Request, Server, answer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Sequence
    from pathlib import Path

SHA = "a" * 40
ROW = "| 2024-15 | E | [p](https://arxiv.org/abs/2403.00004) |"


def diagnostic(line: int = 9, **more: Any) -> dict[str, Any]:
    return {
        "path": "README.md",
        "line": line,
        "column": 3,
        "end_line": line,
        "end_column": 10,
        "rule": "invalid-date",
        "severity": "error",
        "message": "'2024-15' is not a date: month 15",
        "url": None,
        "fix": None,
    } | more


def report(*diagnostics: dict[str, Any], verdicts: tuple[str, ...] = ()) -> dict[str, Any]:
    place = {"path": "README.md", "line": 1, "column": 1, "end_line": 1, "end_column": 2}
    links = [
        {
            "url": f"https://x.example/{number}",
            "verdict": verdict,
            "reason": None if verdict == "ok" else "timeout",
            "status": None,
            "final_url": None,
            "redirect": None,
            "cached": False,
            "elapsed_ms": 1,
            "occurrences": [{**place, "kind": "inline"}],
        }
        for number, verdict in enumerate(verdicts)
    ]
    counts = (
        "files",
        "entries",
        "links",
        "errors",
        "warnings",
        "infos",
        "suppressed",
        "elapsed_ms",
    )
    return {
        "version": 1,
        "diagnostics": list(diagnostics),
        "links": links,
        "summary": dict.fromkeys(counts, 1),
    }


def row(line: int = 9, text: str = ROW, corrected: str | None = None) -> changed_rows.Row:
    return changed_rows.Row("README.md", line, line, text, corrected)


def archive(said: object, *rows: changed_rows.Row, new: Sequence[New] = ()) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("report.json", said if isinstance(said, str) else json.dumps(said))
        file.writestr("change.json", changed_rows.encoded(rows, new))
    return data.getvalue()


class Hub:
    """A GitHub with a pull request from a fork whose check has left `data`."""

    def __init__(self, folder: Path) -> None:
        self.rest = Rest()
        self.number = self.rest.pull("guest:patch", SHA)
        self.data = b""
        self.seen: list[Request] = []
        self.event_file = folder / "event.json"

    async def blob(self, request: Request) -> AsyncIterator[bytes]:
        self.seen.append(request)
        yield answer(200, self.data)

    @contextlib.contextmanager
    def running(self) -> Iterator[tuple[Server, Server]]:
        with self.rest.server() as api, Server(self.blob, host="127.0.0.2") as blobs:
            self.rest.archive = blobs.url("/blob?sig=x")
            yield api, blobs

    def event(self, **more: Any) -> dict[str, Any]:
        run = {
            "id": 77,
            "event": "pull_request",
            "head_sha": SHA,
            "head_branch": "patch",
            "head_repository": {"owner": {"login": "guest"}},
            "pull_requests": [],
        } | more
        return {"repository": {"full_name": REPOSITORY, "id": 1}, "workflow_run": run}

    def post(self, data: bytes, name: str = "workflow_run", label: str = "", **more: Any) -> int:
        self.data = data
        self.rest.artifacts = [
            {"id": 5, "name": ARTIFACT, "size_in_bytes": len(data), "expired": False}
        ]
        file = self.event_file
        file.write_text(json.dumps(self.event(**more)), encoding="utf-8")
        with self.running() as (api, _):
            return comment.main(
                self.rest.environment(api)
                | {"GITHUB_EVENT_NAME": name, "GITHUB_EVENT_PATH": str(file), "ACTION_LABEL": label}
            )


@pytest.fixture
def hub(tmp_path: Path) -> Hub:
    return Hub(tmp_path)


def test_one_comment_is_made_and_edited_at_each_push(hub: Hub) -> None:
    hub.rest.comment(hub.number, f"{MARK}\nmine", login=None)
    stranger = hub.rest.comment(hub.number, f"{MARK}\nmine", login="guest")
    other = hub.rest.comment(hub.number, "another tool's", login=BOT)
    assert hub.post(archive(report(diagnostic()), row(), row(10))) == 0
    first = hub.rest.said(hub.number)[-1]
    assert first.startswith(f"{MARK}\n**1 of the 2 rows in this change needs a change.**")
    assert "`'2024-15' is not a date: month 15`" in first
    assert "Passed: 1 of 2 rows." in first
    count = len(hub.rest.comments)
    assert hub.post(archive(report(), row(), row(10))) == 0
    assert len(hub.rest.comments) == count
    assert "**All 2 rows in this change pass.**" in hub.rest.said(hub.number)[-1]
    assert hub.rest.comments[stranger]["body"] == f"{MARK}\nmine"
    assert hub.rest.comments[other]["body"] == "another tool's"
    writes = len(hub.rest.writes)
    assert hub.post(archive(report(), row(), row(10))) == 0
    assert len(hub.rest.writes) == writes


def test_the_jobs_of_a_matrix_are_told_of_in_one_comment(hub: Hub) -> None:
    """Two jobs check one list, a third another; what two say alike is said once."""
    both = left(diagnostic(), rows=(row(), row(10)))
    other = left(diagnostic(path="other.md"), rows=(row()._replace(path="other.md"),))
    found = artifact.merged([both, both, other])
    assert (found.changed, len(found.rows), len(found.report["diagnostics"])) == (3, 3, 2)
    hub.data = archive(report(diagnostic()), row(), row(10))
    one = {"size_in_bytes": len(hub.data), "expired": False}
    names = [f"{ARTIFACT}-lint-0-ab", f"{ARTIFACT}-lint-1-ab", "another", "awesome-lint-reports"]
    hub.rest.artifacts = [one | {"id": 5 + n, "name": name} for n, name in enumerate(names)]
    hub.event_file.write_text(json.dumps(hub.event()), encoding="utf-8")
    with hub.running() as (api, _):
        place = {"GITHUB_EVENT_NAME": "workflow_run", "GITHUB_EVENT_PATH": str(hub.event_file)}
        assert comment.main(hub.rest.environment(api) | place) == 0
    (said,) = hub.rest.said(hub.number)
    assert "**1 of the 2 rows in this change needs a change.**" in said
    # Nobody asked for what others have left.
    assert len(hub.seen) == 2


def test_so_many_reports_are_no_check_of_ours(hub: Hub, capsys: pytest.CaptureFixture[str]) -> None:
    one = {"size_in_bytes": 10, "expired": False}
    hub.rest.artifacts = [one | {"id": n, "name": f"{ARTIFACT}-{n}"} for n in range(1, 60)]
    hub.event_file.write_text(json.dumps(hub.event()), encoding="utf-8")
    with hub.running() as (api, _):
        place = {"GITHUB_EVENT_NAME": "workflow_run", "GITHUB_EVENT_PATH": str(hub.event_file)}
        assert comment.main(hub.rest.environment(api) | place) == 2
    assert "cannot read the reports: more than 50" in capsys.readouterr().err
    assert hub.seen == []


def test_the_comment_is_found_behind_many_others(hub: Hub) -> None:
    for _ in range(120):
        hub.rest.comment(hub.number, "a word", login="guest")
    mine = hub.rest.comment(hub.number, f"{MARK}\nold")
    assert hub.post(archive(report(), row())) == 0
    assert hub.rest.writes == [("PATCH", f"/issues/comments/{mine}")]


def test_the_token_stays_with_the_interface(hub: Hub) -> None:
    hub.post(archive(report(diagnostic()), row()))
    assert set(hub.rest.auth) == {f"Bearer {TOKEN}"}
    assert [one.path for one in hub.seen] == ["/blob?sig=x"]
    assert all("authorization" not in one.headers for one in hub.seen)
    assert TOKEN not in str(hub.rest.comments)


@pytest.mark.parametrize(
    "event",
    [
        {"head_sha": "b" * 40},
        {"head_branch": "other"},
        {"head_repository": None},
        {"head_repository": {"owner": {"login": "somebody"}}},
        {"event": "push"},
        {"event": "merge_group"},
    ],
    ids=str,
)
def test_what_is_not_at_the_tip_of_a_pull_request_is_not_told(
    hub: Hub, event: dict[str, Any]
) -> None:
    assert hub.post(archive(report(diagnostic()), row()), **event) == 0
    assert hub.rest.writes == []


def test_a_pull_request_that_has_moved_on_is_not_told(hub: Hub) -> None:
    """Its next check will say what its tip is like; the event still names the pull request."""
    named = {"number": hub.number, "base": {"repo": {"id": 1}}}
    for branch in ("patch", "unknown"):
        hub.rest.pulls[hub.number]["head"]["sha"] = "b" * 40
        event: dict[str, Any] = {"pull_requests": [named], "head_branch": branch}
        assert hub.post(archive(report(diagnostic()), row()), **event) == 0
        assert hub.rest.writes == []
        # The same event about its tip is told of.
        hub.rest.pulls[hub.number]["head"]["sha"] = SHA
        assert hub.post(archive(report(diagnostic()), row()), **event) == 0
        assert len(hub.rest.writes) == 1
        hub.rest.writes.clear()
        hub.rest.comments.clear()


def test_a_closed_pull_request_is_left_alone(hub: Hub) -> None:
    hub.rest.pulls[hub.number]["state"] = "closed"
    named = {"number": hub.number, "base": {"repo": {"id": 1}}}
    assert hub.post(archive(report(diagnostic()), row()), pull_requests=[named]) == 0
    assert hub.rest.writes == []


def test_a_branch_of_the_repository_is_named_by_the_event(hub: Hub) -> None:
    elsewhere = {"number": 1234, "base": {"repo": {"id": 2}}}
    named = {"number": hub.number, "base": {"repo": {"id": 1}}}
    event: dict[str, Any] = {"pull_requests": [elsewhere, named], "head_branch": "unknown"}
    assert hub.post(archive(report(diagnostic()), row()), **event) == 0
    assert len(hub.rest.said(hub.number)) == 1


def test_a_change_to_no_list_is_not_commented_on(hub: Hub) -> None:
    assert hub.post(archive(report())) == 0
    assert hub.rest.writes == []
    hub.rest.comment(hub.number, f"{MARK}\nold")
    assert hub.post(archive(report())) == 0
    assert "**This change introduces no problems.**" in hub.rest.said(hub.number)[0]


def test_a_label_says_that_rows_need_a_change(hub: Hub) -> None:
    label = "needs a/change"
    bad, good = archive(report(diagnostic()), row()), archive(report(), row())
    for data, there in ((bad, True), (bad, True), (good, False), (good, False)):
        hub.post(data, label=label)
        assert hub.rest.pulls[hub.number]["labels"] == ([{"name": label}] if there else [])
    labelled = [one for one in hub.rest.writes if "labels" in one[1]]
    assert labelled == [
        ("POST", f"/issues/{hub.number}/labels"),
        ("DELETE", f"/issues/{hub.number}/labels/{label}"),
    ]


def test_a_note_asks_for_nothing(hub: Hub) -> None:
    note = diagnostic(severity="info")
    hub.post(archive(report(note), row()), label="wanting")
    text = hub.rest.said(hub.number)[0]
    assert "**The row in this change passes.**" in text
    assert "- info `invalid-date`" in text
    assert hub.rest.pulls[hub.number]["labels"] == []


REPOSITORY_FACTS = {
    "title": "owner/name",
    "date": "2020-01-02",
    "stars": 1234,
    "licence": "MIT",
    "pushed": "2025-05-30",
    "archived": True,
    "archived_on": "2025-06-01",
}


def told_of(new: Sequence[New], *facts: dict[str, Any] | None) -> str:
    said = report(verdicts=("ok",) * len(facts))
    for link, known in zip(said["links"], facts, strict=True):
        link["facts"] = known
    left = artifact.read(archive(said, row(), new=new))
    return Comment(left, SHA, "https://github.com/owner/list").text()


def cells(text: str) -> list[list[str]]:
    """The rows of the table in a comment, as GitHub renders them."""
    tree = LexborHTMLParser(cmarkgfm.github_flavored_markdown_to_html(text))
    return [[cell.text() for cell in one.css("td")] for one in tree.css("tbody tr")]


def test_what_the_sites_say_of_new_entries_is_in_a_table() -> None:
    new = [
        New("README.md", 9, "Name", "https://x.example/0", "github:owner/name", (4,)),
        New("README.md", 10, "A paper", "https://x.example/1", "arxiv:2403.00004"),
        New("README.md", 11, "Unknown", "https://x.example/2", "github:owner/other"),
        New("README.md", 12, "A page", "https://x.example/3", ""),
    ]
    paper = {"title": "The Paper", "date": "2024-03-01", "pushed": "2024-04-01"}
    text = told_of(new, REPOSITORY_FACTS, paper, None, None)
    assert cells(text) == [
        [
            "9, already in the list: 4",
            "owner/name",
            "2020-01-02",
            "1,234",
            "MIT",
            "2025-05-30",
            "yes 2025-06-01",
        ],
        ["10", "The Paper", "2024-03-01", "", "", "", ""],
        ["11", "Unknown", "not checked", "", "", "", ""],
    ]
    page = f"https://github.com/owner/list/blob/{SHA}/README.md?plain=1"
    assert f"| [9]({page}#L9), already in the list: [4]({page}#L4) |" in text


def test_there_is_no_table_of_pages_that_no_site_knows() -> None:
    assert "| Title |" not in told_of([New("README.md", 9, "A page", "https://x.example/0", "")])


def test_a_table_is_bounded() -> None:
    new = [New("README.md", one, "T" * 900, "u", "github:o/n") for one in range(1, 91)]
    text = told_of(new)
    assert len(cells(text)) == 20
    assert "… and 70 more new entries." in text
    assert len(text) < 10_000


@given(st.text(max_size=200), st.text(max_size=200), st.text(max_size=100))
@settings(max_examples=150, deadline=None)
def test_no_site_changes_the_table(title: str, licence: str, date: str) -> None:
    said: dict[str, Any] = {"title": title, "licence": licence, "date": date, "stars": 1}
    hostile = f"| `{title}` <b> @me #1 \\|\n| x"
    new = [
        New("README.md", 9, hostile, "https://x.example/0", "github:o/n"),
        New("README.md", 10, hostile, "https://x.example/1", "github:o/n"),
    ]
    text = told_of(new, {**said, "title": hostile}, None)
    html = cmarkgfm.github_flavored_markdown_to_html(text)
    tree = LexborHTMLParser(html)
    assert len(tree.css("table")) == 1
    assert [len(one) for one in cells(text)] == [7, 7]
    assert not tree.css("b")
    assert all(
        str(one.attributes["href"]).startswith("https://github.com/owner/list/")
        for one in tree.css("a")
    )


@pytest.mark.parametrize(
    "new",
    [
        {},
        [1],
        [{"path": "x"}],
        [New("a", 0, "", "", "")._asdict()],
        [New("a", 1, "", "", "")._asdict() | {"line": True}],
        [New("a", 1, "", "", "", (1, 2, 3, 4))._asdict()],
        [New("a", 1, "", "", "")._asdict() | {"also": ["x"]}],
        [New("a", 1, "x" * 100_000, "", "")._asdict()],
        [New("a", 1, "", "", "")._asdict() | {"title": None}],
    ],
    ids=lambda one: str(one)[:60],
)
def test_what_are_no_new_entries_is_refused(new: object) -> None:
    with pytest.raises(LintError):
        changed_rows.decoded(
            json.dumps({"version": 1, "count": 0, "rows": [], "new": new}).encode()
        )


def test_a_rule_of_ours_links_to_its_page() -> None:
    said = report(diagnostic(), diagnostic(rule="acme/no-shouting"))
    left = artifact.read(archive(said, row()))
    pages = "https://github.com/owner/awesome-lint/blob/v1/docs/rules"
    text = Comment(left, SHA, "", pages).text()
    assert f"- error [`invalid-date`]({pages}/invalid-date.md): " in text
    assert "- error `acme/no-shouting`: " in text
    assert "](" not in Comment(left, SHA).text()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"no archive", "cannot read the report: not a zip archive"),
        (archive("{"), "cannot read the report"),
        (archive("[" * 100_000), "cannot read the report"),
        (archive({"version": 1}), "cannot read the report: invalid at its root"),
        (
            archive(report(diagnostic(severity="fatal"))),
            "cannot read the report: invalid at diagnostics/0/severity",
        ),
        (
            archive(report(diagnostic(line=0))),
            "cannot read the report: invalid at diagnostics/0/line",
        ),
        (archive(report() | {"version": 2}), "cannot read the report: invalid at its root"),
        (archive(report() | {"version": 3}), "cannot read the report: invalid at version"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_report_is_refused(
    hub: Hub, data: bytes, why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert hub.post(data) == 2
    assert why in capsys.readouterr().err
    assert hub.rest.writes == []


@pytest.mark.parametrize(
    "rows",
    [
        "[]",
        '{"version": 2, "count": 0, "rows": []}',
        '{"version": 1, "count": "x", "rows": []}',
        '{"version": 1, "count": 1, "rows": [{"path": "x"}]}',
        '{"version": 1, "count": 1, "rows": [1]}',
        '{"version": 1, "count": 1, "rows": {"a": 1}}',
        json.dumps({"version": 1, "count": 1, "rows": [row()._asdict() | {"line": 0}]}),
        json.dumps({"version": 1, "count": 1, "rows": [row()._asdict() | {"line": True}]}),
        json.dumps({"version": 1, "count": 1, "rows": [row()._asdict() | {"text": None}]}),
        json.dumps({"version": 1, "count": 1, "rows": [row()._asdict() | {"text": "x" * 50_000}]}),
    ],
    ids=str,
)
def test_what_are_no_rows_is_refused(rows: str) -> None:
    with pytest.raises(LintError):
        changed_rows.decoded(rows.encode())


GOOD = archive(report(diagnostic()), row())


@given(
    cuts=st.lists(
        st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255), st.booleans()),
        min_size=1,
        max_size=6,
    )
)
@settings(max_examples=400)
def test_a_damaged_archive_is_a_report_or_refused(cuts: list[tuple[int, int, bool]]) -> None:
    """Bytes changed or cut out: of headers, of the packed data, of the directory at the end."""
    data = bytearray(GOOD)
    for place, value, out in cuts:
        data[place : place + 1] = b"" if out else bytes([value])
    with contextlib.suppress(LintError):
        assert artifact.read(bytes(data)).report["version"] == 1


@pytest.mark.parametrize("way", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_an_archive_that_chooses_its_memory_is_refused(hub: Hub, way: int) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", way) as file:
        file.writestr("report.json", json.dumps(report()))
        file.writestr("change.json", changed_rows.encoded([]))
    assert hub.post(data.getvalue()) == 2
    # Nor does it matter what its first header says.
    for name in (b"zlib", b"lzma"):
        damaged = GOOD.replace(b"\x08\x00", b"\x0e\x00" if name == b"lzma" else b"\x63\x00")
        assert hub.post(damaged) == 2
    assert hub.rest.writes == []


JSON_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"\x00\xff nonsense\r\n\r\n",
        b"HTTP/9.9 200\r\n\r\n",
        b"HTTP/1.1 abc OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 500 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nx: " + b"y" * 100_000 + b"\r\n\r\n",
        JSON_HEAD + b"Content-Length: 100\r\n\r\n{}",
        JSON_HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n{}",
        JSON_HEAD + b"Transfer-Encoding: chunked\r\n\r\n10\r\n{}",
        JSON_HEAD + b"Content-Length: 150000\r\n\r\n" + b"[" * 150_000,
        JSON_HEAD + b'Content-Length: 10\r\n\r\n"\xff\xfe\xfd"     ',
        *(
            JSON_HEAD + b"Content-Length: %d\r\n\r\n" % len(one) + one
            for one in (b"null", b"[]", b"{}", b"1", b'"x"', b'{"artifacts": [1]}', b"[null]")
        ),
        *(
            b"HTTP/1.1 302 Found\r\nLocation: " + one + b"\r\nContent-Length: 0\r\n\r\n"
            for one in (
                b"http://[",
                b"http://\xff\xfe/",
                b"file:///etc/passwd",
                b"http://a b/",
                b"",
            )
        ),
        b"HTTP/1.1 500 Oh\r\nContent-Length: 100\r\n\r\n{",
        b"HTTP/1.1 500 Oh\r\nTransfer-Encoding: chunked\r\n\r\nzz",
        b"HTTP/1.1 422 Oh\r\nContent-Length: 100000\r\n\r\n" + b"[" * 100_000,
    ],
    ids=lambda said: repr(said[:40]),
)
@pytest.mark.parametrize("place", ["interface", "archive"])
def test_an_interface_that_breaks_is_a_line(
    hub: Hub, said: bytes, place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    async def broken(request: Request) -> AsyncIterator[bytes]:
        if place == "archive" and not request.path.endswith("/zip"):
            async for part in hub.rest.route(request):
                yield part
        else:
            yield said
            raise HangUpError

    hub.rest.artifacts = [{"id": 5, "name": ARTIFACT, "size_in_bytes": 9, "expired": False}]
    hub.event_file.write_text(json.dumps(hub.event()), encoding="utf-8")
    with Server(broken) as server:
        status = comment.main(
            hub.rest.environment(server)
            | {"GITHUB_EVENT_NAME": "workflow_run", "GITHUB_EVENT_PATH": str(hub.event_file)}
        )
    line = capsys.readouterr().err
    assert line.count("\n") == 1
    # A list without pull requests is one: nobody is told.
    assert (status, hub.rest.writes) == (0 if "no comment" in line else 2, [])


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(artifact, "_UNPACKED", 1_000_000)
    data = archive(" " * 2_000_000)
    assert len(data) < 10_000
    with pytest.raises(LintError, match="larger than 1,000,000 bytes"):
        artifact.read(data)


def test_a_large_archive_is_not_fetched(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(artifact, "_PACKED", 100)
    assert hub.post(archive(report(), row())) == 2
    assert hub.seen == []
    # Nor if GitHub is wrong about its size.
    monkeypatch.setattr(artifact, "_PACKED", 10_000)
    data = archive(report(), row())
    hub.post(data)
    monkeypatch.setattr(hub, "data", data)
    with hub.running() as (api, _), pytest.raises(LintError, match="larger than 100 bytes"):
        Api(api.url("").rstrip("/"), REPOSITORY, TOKEN).download("/actions/artifacts/5/zip", 100)


def test_what_github_refuses_is_said_in_a_line(
    hub: Hub, capsys: pytest.CaptureFixture[str]
) -> None:
    hub.rest.refuse = 403
    assert hub.post(archive(report(diagnostic()), row())) == 2
    assert capsys.readouterr().err == (
        f"awesome-lint: GitHub: POST /issues/{hub.number}/comments: 403 Resource not accessible by"
        " integration\n"
    )


@pytest.mark.parametrize("name", ["pull_request", "pull_request_target", ""])
def test_another_event_is_refused(hub: Hub, name: str) -> None:
    assert hub.post(archive(report(diagnostic()), row()), name=name) == 2
    assert hub.rest.auth == []


def left(*found: dict[str, Any], rows: tuple[changed_rows.Row, ...] = ()) -> artifact.Left:
    return artifact.Left(report(*found), len(rows), rows)


def test_the_corrected_row_is_suggested() -> None:
    fixed = {"title": "t", "safe": True, "edits": [{}]}
    told = Comment(
        left(diagnostic(fix=fixed), rows=(row(corrected="| 2024-05 | E |"),)), SHA
    ).text()
    assert "\n\nSuggestion:\n\n```md\n| 2024-05 | E |\n```\n" in told
    both = left(diagnostic(fix=fixed), diagnostic(), rows=(row(corrected="| 2024-05 | E |"),))
    assert "Suggestion for some of these problems:" in Comment(both, SHA).text()
    unsafe = left(diagnostic(fix={**fixed, "safe": False}), rows=(row(corrected="| x |"),))
    assert "Suggestion (please review: it may change the meaning):" in Comment(unsafe, SHA).text()
    gone = left(diagnostic(fix=fixed), rows=(row(corrected=""),))
    assert "Remove this row." in Comment(gone, SHA).text()


def test_what_a_change_does_elsewhere_is_told() -> None:
    told = Comment(left(diagnostic(3, rule="missing-anchor"), rows=(row(),)), SHA)
    assert told.wants_change
    assert "**This change introduces problems elsewhere in the list.**" in told.text()
    assert "- error `missing-anchor`: " in told.text()
    assert "(`README.md`, line 3)" in told.text()


def test_links_are_counted() -> None:
    said = report(verdicts=("ok", "ok", "broken", "unverified", "skipped"))
    text = Comment(artifact.Left(said, 1, (row(),)), SHA).text()
    assert "Passed: 1 of 1 row, 2 of 4 new links. 1 link could not be verified" in text


HOSTILE = st.lists(
    st.sampled_from(
        [
            *("`", "```", "~~~", "\n", "\r", "\n\n", "<!--", "-->", "<img src=x>", "<script>"),
            *("@owner", "#1", "owner/list#2", "https://evil.example", "www.evil.example", "[a](b)"),
            *("![a](b)", "|", "*", "\x1b[31m", "\u202e", "\x00", "</details>", "a", " ", "\t"),
            *(MARK, "::error::", "##[error]", "GH-1", "\u2028", "\ud800"),
        ]
    ),
    min_size=1,
    max_size=12,
).map("".join)


@given(message=HOSTILE, path=HOSTILE, text=HOSTILE, corrected=HOSTILE)
def test_nothing_of_a_report_escapes(message: str, path: str, text: str, corrected: str) -> None:
    fix = {"title": message, "safe": True, "edits": [{}]}
    found = diagnostic(message=message, path=path, fix=fix)
    rows = (changed_rows.Row(path, 9, 9, text, corrected),)
    elsewhere = diagnostic(1, message=message, path=path)
    body = Comment(left(found, elsewhere, rows=rows), message).text()
    assert not re.search(r"[\x00-\x09\x0b-\x1f\u202e\u2028\ud800]", body)
    assert body.startswith(MARK)
    options = cmarkgfm.cmark.Options.CMARK_OPT_UNSAFE
    page = LexborHTMLParser(cmarkgfm.github_flavored_markdown_to_html(body, options))
    assert page.body is not None
    assert not page.css("a, img, script, details")
    for one in page.css("code"):
        one.decompose()
    words = page.body.text()
    assert "@" not in words
    assert "#" not in words
    assert "evil" not in words
    assert "passed: 0 of 1 row" in words.lower()


def test_a_comment_is_no_longer_than_github_takes() -> None:
    rows = tuple(row(line, "x" * 10_000, "y" * 10_000) for line in range(1, 300))
    fixed = {"title": "t", "safe": True, "edits": [{}]}
    found = [diagnostic(line, fix=fixed) for line in range(1, 300)]
    elsewhere = [diagnostic(line, message="m" * 3_000) for line in range(300, 900)]
    text = Comment(left(*found, *elsewhere, rows=rows), SHA).text()
    assert len(text) <= BODY_MAX
    assert "**299 of the 299 rows" in text
    assert re.search(r"and \d+ more rows", text)
    assert "more\n" in text


def test_a_cause_is_told_of_at_each_row() -> None:
    """A report of version 2 has its places together, each with a fix of its own."""
    keys = ("line", "column", "end_line", "end_column", "message", "url", "fix")
    places = [{key: diagnostic(line)[key] for key in keys} for line in (3, 4)]
    one = diagnostic(3, rule="insecure-link", message="asks for http (and 1 more place)")
    one |= {"entry": {"title": "Tool", "section": "Tools"}, "places": places}
    rows = (row(3), row(4))
    left_behind = left(one, rows=rows)
    new = {**left_behind.report, "version": 2, "failures": [], "unheard-of": 1}
    artifact._validate(new)
    told = Comment(left_behind._replace(report=new), SHA)
    assert [each.line for each, _ in told.wanting] == [3, 4]
    assert "more place" not in told.text()


def test_an_entry_is_named_and_its_line_linked() -> None:
    entry = {"title": "A tool", "section": "Tools"}
    told = Comment(left(diagnostic(entry=entry), rows=(row(),)), SHA, "https://github.com/o/r")
    line = f"[line 9](https://github.com/o/r/blob/{SHA}/README.md?plain=1#L9)"
    assert f"\n\n`A tool`, `README.md`, {line}, section `Tools`\n- error" in told.text()


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("../a.md", "line 9"),
        ("/etc/a.md", "line 9"),
        (
            "a)[x](https://evil.example/).md",
            "blob/%s/a%%29%%5Bx%%5D%%28https%%3A/evil.example/%%29.md",
        ),
        ("./docs/a b.md", "blob/%s/docs/a%%20b.md?plain=1#L9)"),
    ],
)
def test_a_path_leads_nowhere_else(path: str, shown: str) -> None:
    rows = (row()._replace(path=path),)
    told = Comment(left(diagnostic(path=path), rows=rows), SHA, "https://github.com/o/r").text()
    wanted = shown % SHA if "%" in shown else f"`, {shown}\n"
    assert wanted in told
