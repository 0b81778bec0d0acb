"""What a worker makes of a list: the links to check, and with their results its reports."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lint import plugins
from lint.config.rules import rules_for
from lint.document.model import LinkKind
from lint.engine.analysis import anchors_for, defect, page_for, read
from lint.engine.causes import grouped
from lint.engine.link_facts import titles_of
from lint.engine.listener import NullListener
from lint.engine.pipeline import run
from lint.engine.reading import own_of
from lint.errors import LintError
from lint.links.filters import unwanted
from lint.links.result import Verdict
from lint.links.verdicts.fragments import wanted
from lint.reporters import render
from lint.rules.stale_repository import Options
from lint.sites import Site, with_sites
from lint.sweep import plain
from lint.sweep.snapshot import cloned, completed, config_place, packed, unpacked
from lint.text import display_path

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from lint.config.config import Config
    from lint.engine.analysis import Task
    from lint.engine.report import Report
    from lint.links.result import LinkResult
    from lint.sweep.plain import Plain, Terms


LINK = ("url", "verdict", "reason", "status", "final_url")
"""What is said of a link in the tables of a sweep."""


def fetched(url: str, terms: Terms) -> Plain:
    """What `read_here` gives for the list behind `url`, of a clone of its repository.

    `snapshot` is the list as it travels, with all that its rules look at.
    """
    from lint.files.clones import Clones

    try:
        with Clones() as clones:
            name, file, root = clones.fetch(url)
            around = cloned(file, root, terms)
            snapshot = packed(name, around)
            found = _read(snapshot.plain(), terms)
            if "failures" not in found:
                whole = completed(snapshot, around, found["targets"])
                found |= {"snapshot": whole.plain(), "targets": []}
            return found
    except Exception as error:  # noqa: BLE001 - the other lists are checked all the same
        return failed(url, error)


def read_here(snapshot: Plain, terms: Terms) -> Plain:
    """What a list asks for: an object of plain values.

    `urls` are the URLs to check with the fragments to look for on their pages, `in_markdown` those
    to look for in the Markdown behind a page, `written` the URLs as they are written where patterns
    choose among them, `titles` what the list calls the works behind them, `page` that of the
    repository, if a rule is about it, `targets` the files that it links to, `entries` the number of
    its entries. Where it cannot be linted, there are `failures` instead, a line each.
    """
    try:
        return _read(snapshot, terms)
    except Exception as error:  # noqa: BLE001 - the other lists are checked all the same
        return failed(snapshot["name"], error)


def linted(snapshot: Plain, answers: list[Plain], terms: Terms) -> Plain:
    """The reports on a list by the results of its links: an object of plain values.

    `json` and `html` are whole reports; `findings` are counted by severity; `links` are the URLs,
    each with what `LINK` names, without user names; `stale` is the number of its repositories that
    are archived or long without a push, `failed` whether a finding is as severe as the list's
    `fail_on`.
    """
    known = {one.url: one for one in map(plain.result, answers)}
    try:
        with _unpacked(snapshot, terms) as task:
            listener = NullListener()
            rules = rules_for([task.config])
            report = run([task], rules, today=terms.today, listener=listener, known=known)
            if listener.failures:
                return {"failures": listener.failures}
            report = report._replace(diagnostics=grouped(report.diagnostics))
            return _outcome(report, task.config, terms.today)
    except Exception as error:  # noqa: BLE001 - the other lists are checked all the same
        return failed(snapshot["name"], error)


def failed(name: str, error: Exception) -> Plain:
    """What is given for the list `name` where `error` keeps it from being linted."""
    if isinstance(error, LintError):
        return {"failures": str(error).splitlines()}
    reason = "out of memory" if isinstance(error, MemoryError) else defect("the sweep", error)
    return {"failures": [f"{name}: {reason}"]}


def _read(snapshot: Plain, terms: Terms) -> Plain:
    with _unpacked(snapshot, terms) as task, with_sites(_plugin_sites(task.config)):
        listener = NullListener()
        parsed = read(task, terms.today, listener)
        if parsed is None:
            return {"failures": listener.failures}
        parsed = parsed._replace(own=own_of(parsed.document))
        rules = rules_for([task.config])
        options = task.config.links
        links: dict[str, tuple[str, ...]] = {}
        in_markdown: Mapping[str, tuple[str, ...]] = {}
        titles: Mapping[str, Collection[str]] = {}
        written: dict[str, list[str]] = {}
        if not task.config.offline:
            asked = [
                (url, link)
                for url, link in parsed.links
                if unwanted(link, options) is None and parsed.asks(link)
            ]
            links = {url: () for url, _ in asked}
            titles = titles_of([parsed])
            for url, link in asked if options.include or options.exclude else ():
                written.setdefault(url, []).append(link.url)
            if anchors_for(parsed, rules) is not None:
                pages = (link.url for _, link in asked if link.kind is not LinkKind.IMAGE)
                sought = wanted(pages, everywhere=options.fragments)
                links |= {url: names for url, names in sought.on_pages.items() if url in links}
                in_markdown = sought.in_markdown
        linked = (link.url for link in parsed.document.links)
        return {
            "urls": {url: list(names) for url, names in links.items()},
            "in_markdown": {url: list(names) for url, names in in_markdown.items()},
            "written": {url: list(dict.fromkeys(forms)) for url, forms in written.items()},
            "titles": {url: list(names) for url, names in titles.items() if url in links},
            "page": page_for(parsed, rules),
            "targets": list(dict.fromkeys((*linked, *parsed.own.values()))),
            "entries": len(parsed.judged.entries),
        }


@contextmanager
def _unpacked(snapshot: Plain, terms: Terms) -> Iterator[Task]:
    """The list of a snapshot in a folder that is removed again; no error names that folder."""
    with tempfile.TemporaryDirectory(prefix="awesome-lint-", ignore_cleanup_errors=True) as folder:
        real = Path(folder).resolve()
        try:
            yield unpacked(snapshot, real, terms)
        except LintError as error:
            raise type(error)(_told(str(error), real, snapshot)) from None


def _told(text: str, folder: Path, snapshot: Plain) -> str:
    """`text`, of an error, without `folder`; the list stands in for its configuration.

    What travels of a configuration has neither the name nor the lines of its file.
    """
    for place in (folder.as_posix(), display_path(folder)):
        text = text.replace(f"{place}/", "")
    own = f"{config_place(snapshot)}: "
    lines = text.splitlines()
    return "\n".join(
        f"{snapshot['name']}: {line.removeprefix(own)}" if line.startswith(own) else line
        for line in lines
    )


def _plugin_sites(config: Config) -> Iterator[Site]:
    return (plugins.load(plugins.SITES, name, Site) for name in sorted(config.sites.plugins))


def _outcome(report: Report, config: Config, today: dt.date) -> Plain:
    severities = Counter(str(one.severity) for one in report.diagnostics)
    options = config.options(rules_for([config])).get(Options, Options())
    longest = dt.timedelta(days=options.days)
    found: dict[str, Any] = {
        "json": render("json", report),
        "html": render("html", report),
        "entries": report.entries,
        "links": [
            [one.url, one.verdict.value, one.reason and one.reason.value, one.status, one.final_url]
            for one in report.results.values()
        ],
        "findings": dict(severities),
        "stale": sum(_is_stale(one, today, longest) for one in report.results.values()),
        "failed": config.fail_on is not None
        and any(one.severity >= config.fail_on for one in report.diagnostics),
    }
    return found


def _is_stale(result: LinkResult, today: dt.date, longest: dt.timedelta) -> bool:
    """Whether a link leads to a repository that is archived or was not pushed to for long."""
    facts = result.facts
    if facts is None or result.verdict is Verdict.BROKEN:
        return False
    if facts.archived:
        return True
    try:
        return facts.pushed is not None and today - dt.date.fromisoformat(facts.pushed) > longest
    except ValueError:  # a month, or a year alone
        return False
