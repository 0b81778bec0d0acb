"""Asking the sites, and the pages themselves, what is to be known of works."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from lint import urls
from lint.adding.work import Role, Work, gather, names_of, role
from lint.engine.pipeline import run
from lint.links.page_facts import ask as ask_pages
from lint.links.providers import online_sites
from lint.links.result import Verdict
from lint.sites import identity
from lint.source import Source

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from lint.engine.analysis import Task
    from lint.engine.listener import Listener
    from lint.links.page_facts import PageFacts
    from lint.links.result import Facts, LinkResult
    from lint.links.store.storage import Storage
    from lint.urls import URL


class Needs(NamedTuple):
    """What the entries of a list have, so that it is worth asking for."""

    authors: bool
    summaries: bool


class Answer(NamedTuple):
    """What is known of one URL: the work, or why it cannot be added."""

    url: str
    work: Work | None
    why: str = ""


def ask(  # noqa: PLR0913 - what a run is made of, by keyword
    task: Task,
    written: Sequence[str],
    needs: Needs,
    *,
    summary: str | None,
    today: dt.date,
    listener: Listener,
    storage: Storage | None,
) -> Sequence[Answer]:
    """What the sites say of the http(s) URLs `written`, in their order.

    A URL of a part of another one's work, such as its code, goes with that. Raises what
    `lint.engine.pipeline.run` does.
    """
    wanted = {one: url for one in dict.fromkeys(written) if (url := urls.http(one)) is not None}
    if not wanted:
        return ()
    text = "".join(f"- <{url.request}>\n" for url in wanted.values())
    asked = task._replace(
        source=Source(task.source.path, text, task.source.file),
        # What cannot be asked is not known, without a network, too: no failure.
        config=replace(task.config, fail_on=None),
        before=None,
    )
    report = run([asked], (), today=today, listener=listener, storage=storage)
    results = {one: report.results.get(url.request) for one, url in wanted.items()}
    alive = {one: url for one, url in wanted.items() if _is_worth_asking(results[one])}
    pages = {
        one: _page(url, results[one])
        for one, url in alive.items()
        if _lacks(url, results[one], needs)
    }
    papers = {one: page for one, url in alive.items() if (page := _paper_page(url)) is not None}
    said: Mapping[str, PageFacts] = {}
    more: Mapping[str, Facts] = {}
    if pages or papers:
        sites = online_sites(task.config.sites, os.environ)
        works = {page.request: page for page in papers.values()}
        options = replace(task.config.links, include=(), exclude=())
        said, more = ask_pages(pages.values(), works, sites, options)
    answers = []
    for one, url in wanted.items():
        result = results[one]
        if result is not None and result.verdict is Verdict.BROKEN:
            answers.append(Answer(one, None, f"is broken: {result.reason}"))
            continue
        paper = papers.get(one)
        extra = more.get(paper.request) if paper is not None else None
        work = gather(
            url,
            one,
            result.facts if result is not None else None,
            said.get(pages.get(one, "")),
            others=() if extra is None else (extra,),
            final=result.final_url if result is not None else None,
            doubt=_doubt(result),
            summary=summary,
        )
        answers.append(Answer(one, work))
    return _merged(answers)


def _is_worth_asking(result: LinkResult | None) -> bool:
    return result is not None and result.verdict in {Verdict.OK, Verdict.UNVERIFIED}


def _doubt(result: LinkResult | None) -> str:
    if result is None:
        return "not checked"
    if result.verdict is Verdict.SKIPPED:
        return f"not checked: {result.detail}" if result.detail else "not checked"
    if result.verdict is Verdict.OK:
        return ""
    return " ".join(filter(None, (f"{result.verdict}: {result.reason}", result.detail)))


def _lacks(url: URL, result: LinkResult | None, needs: Needs) -> bool:
    """Whether the site's interface leaves something open that the page may say."""
    facts = result.facts if result is not None else None
    if facts is None:
        return True
    paper = role(url) is Role.PAPER
    return (
        (facts.title is None and paper)
        or facts.date is None
        or (needs.summaries and facts.description is None)
        or (needs.authors and paper and not facts.authors)
    )


def _page(url: URL, result: LinkResult | None) -> str:
    """The page that says most of a work: that of a paper in the place of its PDF."""
    kind, _, name = (identity(url) or "").partition(":")
    if kind == "arxiv":
        return f"https://arxiv.org/abs/{name}"
    if result is not None and result.final_url and result.verdict is Verdict.OK:
        return result.final_url
    return url.request


def _paper_page(url: URL) -> URL | None:
    """The page of an arXiv paper at Hugging Face, which knows its code and its project."""
    kind, _, name = (identity(url) or "").partition(":")
    return urls.http(f"https://huggingface.co/papers/{name}") if kind == "arxiv" else None


def _merged(answers: Sequence[Answer]) -> Sequence[Answer]:
    """The answers without those that are about a part of another one's work."""
    kept = []
    for answer in answers:
        names = names_of(answer.url)
        others = (one.work for one in answers if one.work is not None and one is not answer)
        parts = [
            other
            for other in others
            if other.role is Role.PAPER
            and any(
                names & names_of(link) for part, link in other.links.items() if part != Role.PAPER
            )
        ]
        if not parts:
            kept.append(answer)
    return kept
