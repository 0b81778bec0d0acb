"""The language server, asked by a real client over standard input and output."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("pygls", reason="needs the extra lsp")
pytest_lsp = pytest.importorskip("pytest_lsp", reason="needs pytest-lsp")

import pytest_asyncio  # noqa: E402
from lsprotocol import types  # noqa: E402

from lint.links.store.record import Record  # noqa: E402
from lint.links.store.sqlite import FILE_NAME, Cache  # noqa: E402
from lint.provenance import install_command  # noqa: E402
from tests.command import environment, run_process  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from pytest_lsp import LanguageClient

PATIENCE = 30
LIST = (
    "# 𝄞 Papers\n\n"
    "- [𝄞 One](http://arxiv.org/abs/1706.03762) - Attention. [x](#nowhere)\n"
    "- [Two](https://example.org/two) - It is two.\n"
)
# In units of UTF-16, of which the clef takes two.
ANCHOR = len(LIST.splitlines()[2].partition("[x]")[0].encode("utf-16-le")) // 2
HTTPS = LIST.replace("http://", "https://")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "outer" / "list"
    made.mkdir(parents=True)
    return made


@pytest_asyncio.fixture
async def client(folder: Path, tmp_path: Path) -> AsyncIterator[LanguageClient]:
    """A client whose workspace is `folder`, with a cache that knows of one link."""
    cache = Cache(tmp_path / FILE_NAME)
    cache.put(
        [
            Record(
                "https://example.org/two",
                "2026-11-02",
                "broken",
                reason="not-found",
                status=404,
            )
        ]
    )
    cache.close()
    client = pytest_lsp.make_test_lsp_client()
    await client.start_io(
        sys.executable,
        *("-m", "lint", "server", "--cache-dir", str(tmp_path)),
        env=environment(),
    )
    await client.initialize_session(
        types.InitializeParams(
            capabilities=types.ClientCapabilities(),
            workspace_folders=[types.WorkspaceFolder(folder.as_uri(), "list")],
        )
    )
    yield client
    await client.shutdown_session()


def open_text(client: LanguageClient, uri: str, text: str) -> None:
    client.text_document_did_open(
        types.DidOpenTextDocumentParams(types.TextDocumentItem(uri, "markdown", 1, text))
    )


def change(client: LanguageClient, uri: str, version: int, text: str) -> None:
    client.text_document_did_change(
        types.DidChangeTextDocumentParams(
            types.VersionedTextDocumentIdentifier(version, uri),
            [types.TextDocumentContentChangeWholeDocument(text)],
        )
    )


async def diagnostics(client: LanguageClient, uri: str) -> list[types.Diagnostic]:
    """What the next message on `uri` says."""
    async with asyncio.timeout(PATIENCE):
        await client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    return list(client.diagnostics[uri])


def told(found: list[types.Diagnostic]) -> list[tuple[int, int, object]]:
    return [(one.range.start.line, one.range.start.character, one.code) for one in found]


@pytest.mark.asyncio
async def test_diagnostics_while_typing(client: LanguageClient, folder: Path) -> None:
    uri = (folder / "README.md").as_uri()
    open_text(client, uri, LIST)
    found = await diagnostics(client, uri)
    assert told(found) == [(2, ANCHOR, "missing-anchor"), (2, 2, "insecure-link")]
    assert [one.severity for one in found] == [
        types.DiagnosticSeverity.Error,
        types.DiagnosticSeverity.Information,
    ]
    assert found[0].message == "section #nowhere does not exist"
    # Of what is typed in one go, the last is checked.
    for version in range(2, 12):
        change(client, uri, version, f"{LIST}{'x' * version}")
    change(client, uri, 12, HTTPS)
    assert told(await diagnostics(client, uri)) == [(2, ANCHOR + 1, "missing-anchor")]
    client.text_document_did_close(
        types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri))
    )
    assert await diagnostics(client, uri) == []


@pytest.mark.asyncio
async def test_quick_fixes(client: LanguageClient, folder: Path) -> None:
    uri = (folder / "README.md").as_uri()
    open_text(client, uri, LIST)
    await diagnostics(client, uri)
    place = types.Range(types.Position(2, 10), types.Position(2, 10))
    actions = await client.text_document_code_action_async(
        types.CodeActionParams(
            types.TextDocumentIdentifier(uri), place, types.CodeActionContext([])
        )
    )
    (action,) = actions or ()
    assert isinstance(action, types.CodeAction)
    assert (action.title, action.is_preferred) == ("link to arxiv.org over https", True)
    assert action.edit is not None
    assert action.edit.changes is not None
    (edit,) = action.edit.changes[uri]
    lines = LIST.splitlines()
    units = lines[2].encode("utf-16-le")
    start, end = 2 * edit.range.start.character, 2 * edit.range.end.character
    mended = (units[:start] + edit.new_text.encode("utf-16-le") + units[end:]).decode("utf-16-le")
    assert mended == HTTPS.splitlines()[2]


async def hover(client: LanguageClient, uri: str, line: int, character: int) -> str:
    found = await client.text_document_hover_async(
        types.HoverParams(types.TextDocumentIdentifier(uri), types.Position(line, character))
    )
    if found is None:
        return ""
    assert isinstance(found.contents, types.MarkupContent)
    return found.contents.value


@pytest.mark.asyncio
async def test_hovers(client: LanguageClient, folder: Path) -> None:
    uri = (folder / "README.md").as_uri()
    open_text(client, uri, LIST)
    await diagnostics(client, uri)
    one = await hover(client, uri, 2, 4)
    assert one.startswith("**insecure-link** (info)\n\nLink that uses http where the site")
    assert "```" not in one
    assert "**Link** `http://arxiv.org/abs/1706.03762`: not checked yet" in one
    assert "- `title`: `One`" in one
    two = await hover(client, uri, 3, 4)
    assert (
        "**Link** `https://example.org/two`: broken, `does not exist (404 Not Found)`"
        " (as of 2026-11-02)"
    ) in two
    assert "- `section`: `𝄞 Papers`" in two
    assert await hover(client, uri, 1, 0) == ""
    assert await hover(client, uri, 99, 0) == ""


@pytest.mark.asyncio
async def test_the_configuration_is_that_of_the_folder(
    client: LanguageClient, folder: Path
) -> None:
    # Above the folder nothing counts.
    (folder.parent / ".awesome-lint.toml").write_text('ignore = ["missing-anchor"]\n')
    uri = (folder / "README.md").as_uri()
    open_text(client, uri, LIST)
    assert len(await diagnostics(client, uri)) == 2
    # In it, what is requested is not read, and no code of others is run.
    (folder / ".awesome-lint.toml").write_text(
        'ignore = ["insecure-link"]\noffline = false\nselect = ["missing-anchor", "a/rule"]\n'
        "[links]\nretries = 9\n"
    )
    change(client, uri, 2, LIST)
    assert told(await diagnostics(client, uri)) == [(2, ANCHOR, "missing-anchor")]
    (folder / ".awesome-lint.toml").write_text("nonsense = 1\n")
    change(client, uri, 3, LIST)
    (one,) = await diagnostics(client, uri)
    assert one.message.startswith("not checked: ")
    assert "nonsense" in one.message


@pytest.mark.asyncio
async def test_what_is_too_long_is_not_checked(client: LanguageClient, folder: Path) -> None:
    uri = (folder / "README.md").as_uri()
    open_text(client, uri, "x" * 2_000_001)
    (one,) = await diagnostics(client, uri)
    assert one.message == "not checked: the list is too long to be checked while it is written"


@pytest.mark.asyncio
async def test_a_text_without_a_file(client: LanguageClient) -> None:
    uri = "untitled:Untitled-1"
    open_text(client, uri, f"{LIST}[y](no/such/file.md)\n")
    assert told(await diagnostics(client, uri)) == [
        (2, ANCHOR, "missing-anchor"),
        (2, 2, "insecure-link"),
    ]


@pytest.mark.asyncio
async def test_hostile_texts_do_not_end_it(client: LanguageClient, folder: Path) -> None:
    uri = (folder / "README.md").as_uri()
    open_text(client, uri, "[a](#b)" * 3_000)
    assert len(await diagnostics(client, uri)) == 1_000
    for version, text in enumerate(["\x00\u2028\r[x](#y)\x0b[z](#y)\r\n", ">" * 5_000, ""], 2):
        change(client, uri, version, text)
        await diagnostics(client, uri)
    change(client, uri, 9, "\u2028\x0b\x85\r[x](#y)")
    # Only CR, LF and CRLF end lines.
    assert told(await diagnostics(client, uri)) == [(1, 0, "missing-anchor")]


def test_without_the_extra_it_says_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "pygls").mkdir()
    (tmp_path / "pygls" / "__init__.py").write_text(
        "raise ModuleNotFoundError('no', name='pygls')\n"
    )
    place = f"{tmp_path}:{environment()['PYTHONPATH']}"
    done = run_process("server", PYTHONPATH=place)
    assert (done.returncode, done.stdout) == (2, "")
    command = install_command("lsp")
    assert done.stderr == f"awesome-lint: server requires more packages: {command}\n"


@pytest.mark.parametrize(
    "sent",
    [
        b"Content-Length: 2\r\n\r\n{]",
        b"Content-Length: 2\r\n\r\n\xff\xfe",
        b"Content-Length: 12\r\n\r\n[1, 2, 3, 4]",
        b"Content-Length: 99\r\n\r\n{}",
    ],
)
def test_what_no_editor_sends_is_at_most_a_line_in_its_log(sent: bytes) -> None:
    done = run_process("server", stdin=sent)
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
    assert all(line.startswith("awesome-lint: ") for line in done.stderr.splitlines())
