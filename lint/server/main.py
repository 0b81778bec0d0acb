"""The server over standard input and output: diagnostics while typing, quick fixes and hovers.

It requests nothing and runs nothing. A text is checked once nobody has typed for a moment, one at a
time, and its diagnostics are sent only if it is still the text.
"""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types
from pygls import uris
from pygls.lsp.server import LanguageServer

from lint.credentials import hide
from lint.diagnostics import Severity
from lint.server.checking import Checked, check
from lint.server.hover import hover
from lint.server.positions import Positions
from lint.text import clip
from lint.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.diagnostics import Diagnostic, Fix

_NAME = "awesome-lint"
# In seconds. So long nobody has typed.
_PAUSE = 0.3
# An editor shows no more of a text than somebody reads.
_MOST = 1_000
_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFO: types.DiagnosticSeverity.Information,
}


class _Open:
    """A text that is open: its version, and what was found in it."""

    def __init__(self, text: str, version: int) -> None:
        self.text = text
        self.version = version
        self.checked: Checked | None = None
        self.task: asyncio.Task[None] | None = None


class Server:
    """What the server knows of the texts that are open."""

    def __init__(self, cache: Path | None) -> None:
        # Texts come whole: what lines are is said by CommonMark, and not by how Python splits.
        self.ls = LanguageServer(
            _NAME, __version__, text_document_sync_kind=types.TextDocumentSyncKind.Full
        )
        self._cache = cache
        self._texts: dict[str, _Open] = {}
        self._one_at_a_time = asyncio.Lock()
        self._listen()

    def _listen(self) -> None:
        """Have the server call what is here: it marks what it calls, as no method can be."""
        feature = self.ls.feature

        @feature(types.TEXT_DOCUMENT_DID_OPEN)
        def opened(params: types.DidOpenTextDocumentParams) -> None:
            self._opened(params.text_document)

        @feature(types.TEXT_DOCUMENT_DID_CHANGE)
        def changed(params: types.DidChangeTextDocumentParams) -> None:
            self._changed(params.text_document)

        @feature(types.TEXT_DOCUMENT_DID_SAVE)
        def saved(_: types.DidSaveTextDocumentParams) -> None:
            # It may be a file that another one links into.
            for uri in self._texts:
                self._check_soon(uri, _PAUSE)

        @feature(types.TEXT_DOCUMENT_DID_CLOSE)
        def closed(params: types.DidCloseTextDocumentParams) -> None:
            self._closed(params.text_document.uri)

        @feature(types.TEXT_DOCUMENT_HOVER)
        async def hovered(params: types.HoverParams) -> types.Hover | None:
            return await self._hover(params.text_document.uri, params.position)

        @feature(
            types.TEXT_DOCUMENT_CODE_ACTION,
            types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix]),
        )
        async def actions(params: types.CodeActionParams) -> list[types.CodeAction]:
            return await self._actions(params.text_document.uri, params.range)

    # What the editor tells -----------------------------------------------------------------------

    def _opened(self, document: types.TextDocumentItem) -> None:
        self._texts[document.uri] = _Open(document.text, document.version)
        self._check_soon(document.uri, 0)

    def _changed(self, document: types.VersionedTextDocumentIdentifier) -> None:
        text = self.ls.workspace.get_text_document(document.uri).source
        known = self._texts.setdefault(document.uri, _Open(text, document.version))
        known.text, known.version = text, document.version
        self._check_soon(document.uri, _PAUSE)

    def _closed(self, uri: str) -> None:
        known = self._texts.pop(uri, None)
        if known is not None and known.task is not None:
            known.task.cancel()
        self._publish(uri, None, [])

    # What it asks ---------------------------------------------------------------------------------

    async def _hover(self, uri: str, position: types.Position) -> types.Hover | None:
        checked = await self._up_to_date(uri)
        if checked is None or checked.failure:
            return None
        offset = self._positions(checked).offset(position)
        text = await asyncio.to_thread(hover, checked, offset, self._cache)
        if not text:
            return None
        return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, text))

    async def _actions(self, uri: str, place: types.Range) -> list[types.CodeAction]:
        checked = await self._up_to_date(uri)
        if checked is None:
            return []
        positions = self._positions(checked)
        start, end = (positions.offset(one) for one in (place.start, place.end))
        return [
            self._action(uri, positions, one, fix)
            for one in checked.diagnostics
            if one.span.start <= end
            and start <= one.span.end
            and (fix := one.finding.fix) is not None
        ]

    def _action(
        self, uri: str, positions: Positions, diagnostic: Diagnostic, fix: Fix
    ) -> types.CodeAction:
        edits = [
            types.TextEdit(positions.of_span(edit.span), edit.replacement) for edit in fix.edits
        ]
        return types.CodeAction(
            title=hide(fix.title) if fix.safe else f"{hide(fix.title)} (may change what it says)",
            kind=types.CodeActionKind.QuickFix,
            diagnostics=[_told(positions, diagnostic, uri)],
            is_preferred=fix.safe,
            edit=types.WorkspaceEdit(changes={uri: edits}),
        )

    # The checks -----------------------------------------------------------------------------------

    def _check_soon(self, uri: str, pause: float) -> None:
        known = self._texts[uri]
        if known.task is not None:
            known.task.cancel()
        known.task = asyncio.get_running_loop().create_task(self._check(uri, known, pause))

    async def _check(self, uri: str, known: _Open, pause: float) -> None:
        await asyncio.sleep(pause)
        async with self._one_at_a_time:
            version, text = known.version, known.text
            folders = [
                Path(place)
                for folder in self.ls.workspace.folders.values()
                if (place := uris.to_fs_path(folder.uri))
            ]
            place = uris.to_fs_path(uri) if uri.startswith("file:") else None
            checked = await asyncio.to_thread(check, text, Path(place) if place else None, folders)
        if self._texts.get(uri) is known and known.version == version:
            known.checked = checked
            self._publish(uri, version, list(self._found(checked, uri)))

    async def _up_to_date(self, uri: str) -> Checked | None:
        """What was found in the text as it is now."""
        known = self._texts.get(uri)
        if known is None or known.task is None:
            return None
        await asyncio.wait([known.task])
        return known.checked

    def _found(self, checked: Checked, uri: str) -> Iterator[types.Diagnostic]:
        positions = self._positions(checked)
        if checked.failure:
            beginning = types.Position(0, 0)
            yield types.Diagnostic(
                types.Range(beginning, beginning),
                f"not checked: {hide(checked.failure)}",
                types.DiagnosticSeverity.Warning,
                source=_NAME,
            )
        ranked = sorted(checked.diagnostics, key=lambda one: -one.severity)[:_MOST]
        yield from (_told(positions, one, uri) for one in ranked)

    def _positions(self, checked: Checked) -> Positions:
        encoding = self.ls.workspace.position_encoding or types.PositionEncodingKind.Utf16
        return Positions(checked.source, encoding)

    def _publish(self, uri: str, version: int | None, found: list[types.Diagnostic]) -> None:
        self.ls.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(uri, found, version)
        )


def _told(positions: Positions, diagnostic: Diagnostic, uri: str) -> types.Diagnostic:
    related = [
        types.DiagnosticRelatedInformation(
            types.Location(uri, positions.of_span(one.span)), one.message
        )
        for one in diagnostic.finding.related
    ]
    return types.Diagnostic(
        positions.of_span(diagnostic.span),
        diagnostic.message,
        _SEVERITIES[diagnostic.severity],
        code=diagnostic.rule,
        source=_NAME,
        related_information=related or None,
    )


class _OneLine(logging.Formatter):
    """What pygls cannot handle, as a line for the log of the editor, without a traceback."""

    def format(self, record: logging.LogRecord) -> str:
        error = record.exc_info[1] if record.exc_info else None
        said = (record.getMessage(), "" if error is None else f"{type(error).__name__}: {error}")
        return f"{_NAME}: {clip(': '.join(filter(None, said)))}"


def serve(cache: Path | None) -> None:
    """Serve until the editor ends it, or its end of the pipe is gone."""
    handler = logging.StreamHandler()
    handler.setFormatter(_OneLine())
    handler.setLevel(logging.WARNING)
    logging.getLogger("pygls").addHandler(handler)
    Server(cache).ls.start_io()
