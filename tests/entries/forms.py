"""The forms of entries, each as a way to write one thing; the words come from elsewhere."""

# ruff: noqa: RUF001 - fullwidth marks are meant
from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Thing:
    """What an entry says, in some script."""

    title: str
    name: str
    summary: str
    authors: str
    venue: str
    date: str
    url: str
    paper: str


@dataclass(frozen=True)
class Way:
    """A way to write entries.

    `write` writes one. `titled` says which field of a thing is its title, `fields` which others
    are to be read. `before` and `after` stand around all of them, `form` is that of each.
    """

    name: str
    form: str
    write: Callable[[Thing], str]
    fields: tuple[str, ...] = ()
    titled: str = "title"
    before: str = ""
    after: str = ""


BADGE = "[![x](https://img.shields.io/badge/arXiv-x-red)]"

WAYS = (
    Way("link", "item", lambda t: f"- [{t.name}]({t.url}) - {t.summary}", ("summary",), "name"),
    Way("colon", "item", lambda t: f"* [{t.name}]({t.url}): {t.summary}", ("summary",), "name"),
    Way(
        "wide colon", "item", lambda t: f"* [{t.name}]({t.url})：{t.summary}", ("summary",), "name"
    ),
    Way(
        "bold link",
        "item",
        lambda t: f"- **[{t.name}]({t.url})** — {t.summary}",
        ("summary",),
        "name",
    ),
    Way(
        "html link",
        "item",
        lambda t: f'- <b><a href="{t.url}">{t.name}</a></b> (⭐ 12K) - {t.summary}',
        ("summary",),
        "name",
    ),
    Way("task", "item", lambda t: f"- [ ] [{t.name}]({t.url}) - {t.summary}", ("summary",), "name"),
    Way(
        "licence",
        "item",
        lambda t: (
            f"- [{t.name}]({t.url}) - {t.summary}. ([Demo]({t.url}/d),"
            f" [Source Code]({t.url}/s)) `MIT` `Go`"
        ),
        ("summary",),
        "name",
    ),
    Way(
        "crate",
        "item",
        lambda t: f"* [{t.name}]({t.url}) [[{t.name}](https://x.example/c)] - {t.summary}",
        ("summary",),
        "name",
    ),
    Way("by", "item", lambda t: f"- [{t.title}]({t.paper}) by {t.authors}", ("authors",)),
    Way(
        "badge first",
        "item",
        lambda t: (
            f"- [![oss](https://x.example/o.png)]({t.url}) [{t.name}]({t.paper}) - {t.summary}"
        ),
        ("summary",),
        "name",
    ),
    Way("date behind", "item", lambda t: f"+ [{t.title}]({t.paper}) ({t.date})", ("date",)),
    Way(
        "reference",
        "item",
        lambda t: f"* [{t.title}]({t.paper}). *{t.authors}*. {t.venue}.",
        ("authors", "date"),
    ),
    Way(
        "reference in brackets",
        "item",
        lambda t: f"- [{t.title}]({t.paper}) ({t.authors}, {t.venue})",
        ("authors", "date"),
    ),
    Way("authors first", "item", lambda t: f"* {t.authors}. [{t.title}]({t.paper}).", ("authors",)),
    Way(
        "labels",
        "title-first-item",
        lambda t: f"- {t.title} [[Paper]({t.paper})] [[Code]({t.url})]",
    ),
    Way(
        "bold and labels",
        "title-first-item",
        lambda t: f"- **{t.title}** [paper]({t.paper}) | [code]({t.url})",
    ),
    Way(
        "venue and labels",
        "title-first-item",
        lambda t: f"- {t.title} <br> {t.venue} [[Paper]({t.paper})]",
        ("date",),
    ),
    Way(
        "year and authors",
        "title-first-item",
        lambda t: f"- **{t.title}** ({t.date}), {t.authors} [[pdf]]({t.paper})",
        ("date", "authors"),
    ),
    Way(
        "authors behind",
        "title-first-item",
        lambda t: f"* {t.title}. *{t.authors}.* {t.venue}. [paper]({t.paper})",
        ("authors", "date"),
    ),
    Way(
        "quoted",
        "title-first-item",
        lambda t: f'* {t.authors}, "{t.title}", {t.venue} [[pdf]({t.paper})]',
        ("authors", "date"),
    ),
    Way(
        "bars",
        "title-first-item",
        lambda t: f"* {t.title} | *{t.venue}* | [Paper]({t.paper}) | [Code]({t.url})",
        ("date",),
    ),
    Way("badges", "title-first-item", lambda t: f"- **{t.title}** {BADGE}({t.paper})"),
    Way(
        "dash",
        "title-first-item",
        lambda t: f"- {t.name} — {t.summary} ([site]({t.url}))",
        ("summary",),
        "name",
    ),
    Way("bare url", "title-first-item", lambda t: f"* {t.name}：[{t.url}]({t.url})", (), "name"),
    Way(
        "date first",
        "date-first-item",
        lambda t: f"- ({t.date}) **{t.title}** [paper]({t.paper})",
        ("date",),
    ),
    Way(
        "date and bars",
        "date-first-item",
        lambda t: f"- {t.date} | {t.title} | [Paper]({t.paper})",
        ("date",),
    ),
    Way(
        "bold date",
        "date-first-item",
        lambda t: f"- **{t.date}** [{t.title}]({t.paper})",
        ("date",),
    ),
    Way(
        "venue first",
        "date-first-item",
        lambda t: f"* [{t.venue}] **{t.title}** [[paper]]({t.paper})",
        ("date",),
    ),
    Way(
        "numbers",
        "number-first-item",
        lambda t: f"1. {t.title} | *{t.venue}* | {t.date} | [Paper Link]({t.paper})",
        ("date",),
    ),
    Way("properties", "nested", lambda t: f"- {t.title}\n  - Paper: {t.paper}\n  - Code: {t.url}"),
    Way(
        "properties in Chinese",
        "nested",
        lambda t: f"* {t.name}：\n  * 地址：{t.url}\n  * 简介：{t.summary}",
        ("summary",),
        "name",
    ),
    Way(
        "links below",
        "nested",
        lambda t: f"- **{t.name}**\n  - [YouTube]({t.url})\n  - [GitHub]({t.paper})",
        (),
        "name",
    ),
    Way(
        "paragraph",
        "paragraph",
        lambda t: (
            f"**{t.title}** \\\n*{t.authors}* \\\n{t.venue}. [[Paper]({t.paper})] \\\n{t.date}\n"
        ),
        ("authors", "date"),
    ),
    Way(
        "authors and venue on lines of their own",
        "paragraph",
        lambda t: f"{t.title}  \n{t.authors}  \n{t.venue}. [[paper]({t.paper})]\n",
        ("authors", "date"),
    ),
    Way(
        "lines that nothing parts",
        "paragraph",
        lambda t: f"{t.title}\n*{t.authors}*\n{t.venue} [Paper]({t.paper})\n",
        ("authors", "date"),
    ),
    Way(
        "venue before a paragraph",
        "paragraph",
        lambda t: f"[{t.venue}] {t.title} \\[[paper]({t.paper})\\] \\[[code]({t.url})\\]\n",
        ("date",),
    ),
    Way(
        "bold date in a paragraph",
        "paragraph",
        lambda t: f"**{t.date}**: [{t.title}]({t.paper}) ({t.authors})\n",
        ("date", "authors"),
    ),
    Way(
        "number in brackets",
        "paragraph",
        lambda t: f"**(1)** [{t.name}]({t.url}) - {t.summary}\n",
        ("summary",),
        "name",
    ),
    Way(
        "bold link and a line",
        "paragraph",
        lambda t: f"**[{t.name}]({t.url})**\n{t.summary}\n",
        ("summary",),
        "name",
    ),
    Way(
        "named fields",
        "paragraph",
        lambda t: f"**Title:** {t.title}  \n**Authors:** {t.authors}  \n**Link:** {t.paper}\n",
        ("authors",),
    ),
    Way(
        "paragraph with a list of properties",
        "paragraph",
        lambda t: f"**{t.title}**\n- Paper: {t.paper}\n- Summary: {t.summary}\n",
        ("summary",),
    ),
    Way("names and URLs", "line", lambda t: f"{t.name} - {t.url}  ", (), "name"),
    Way(
        "venue and authors below a heading",
        "heading",
        lambda t: (
            f"#### {t.title}\n{t.venue}<br>\n{t.authors}<br>\n"
            f"**[[Paper]({t.paper})]**<br>\n**{t.name}**. {t.summary}\n"
        ),
        ("authors", "date"),
    ),
    Way(
        "dt without a link",
        "html",
        lambda t: f'<dt><b>{t.name}</b></dt><dd>{t.summary}. <a href="{t.url}">Code</a></dd>',
        ("summary",),
        "name",
        "<dl>",
        "</dl>",
    ),
    Way(
        "labels in a paragraph",
        "paragraph",
        lambda t: f"**{t.title}** \\\n[[Website]({t.paper})]\n[[Code]({t.url})]\n",
    ),
    Way(
        "link in a paragraph",
        "paragraph",
        lambda t: f"**[{t.name}]({t.url})** — {t.summary}\n",
        ("summary",),
        "name",
    ),
    Way("lines", "line", lambda t: f"[{t.name}]({t.url}) - {t.summary}  ", ("summary",), "name"),
    Way(
        "heading",
        "heading",
        lambda t: f"### [{t.title}]({t.paper})\n\n**Summary**: {t.summary}\n",
        ("summary",),
    ),
    Way(
        "labels below a heading",
        "heading",
        lambda t: f"#### {t.title}\n\n[[Paper]({t.paper})] [[Code]({t.url})]\n",
    ),
    Way(
        "details",
        "details",
        lambda t: (
            f'<details><summary><b><a href="{t.url}">{t.name}</a></b> (🥇55) - {t.summary}'
            f"</summary>\n\n- [GitHub]({t.paper})\n\n</details>\n"
        ),
        ("summary",),
        "name",
    ),
    Way(
        "picture",
        "html",
        lambda t: f'<a href="{t.url}"><img src="x.svg" alt="{t.name}"></a>  \n_{t.summary}_\n',
        ("summary",),
        "name",
    ),
    Way(
        "li",
        "html",
        lambda t: f'<li><a href="{t.url}">{t.name}</a> - {t.summary}</li>',
        ("summary",),
        "name",
        "<ul>",
        "</ul>",
    ),
    Way(
        "dl",
        "html",
        lambda t: f'<dt><a href="{t.url}">{t.name}</a></dt><dd>{t.summary}</dd>',
        ("summary",),
        "name",
        "<dl>",
        "</dl>",
    ),
    Way(
        "row",
        "row",
        lambda t: f"| [{t.name}]({t.url}) | {t.summary} |",
        ("summary",),
        "name",
        "| Website | Remark |\n|--|--|",
    ),
    Way(
        "row without outer bars",
        "row",
        lambda t: f"[{t.name}]({t.url})|{t.summary}",
        ("summary",),
        "name",
        "项目|简述\n--|--",
    ),
    Way(
        "row with a number",
        "row",
        lambda t: f"| 1 | {t.title} | {t.venue} | [pdf]({t.paper}) |",
        ("date",),
        "title",
        "| # | A | B | C |\n|--|--|--|--|",
    ),
    Way(
        "row with authors",
        "row",
        lambda t: f"| {t.date} | {t.title}<br>*{t.authors}* | [[paper]({t.paper})] |",
        ("date", "authors"),
        "title",
        "| Date | Paper | Link |\n|--|--|--|",
    ),
    Way(
        "row with a date in brackets",
        "row",
        lambda t: f"| [{t.name}]({t.url}) ({t.date}) | 10k | {t.summary} |",
        ("date", "summary"),
        "name",
        "| Dataset | # | Notes |\n|--|--|--|",
    ),
    Way(
        "bold row",
        "row",
        lambda t: f"| **{t.name}** | {t.summary} ([site]({t.url})) |",
        (),
        "name",
        "| Company | Role |\n|--|--|",
    ),
    Way(
        "tags first",
        "title-first-item",
        lambda t: f"- [ ] [ML] [Survey] {t.title} [[Paper]({t.paper})]",
    ),
    Way("year first", "date-first-item", lambda t: f"- {t.date[:4]}: [{t.title}]({t.url})"),
    Way(
        "year and bold",
        "date-first-item",
        lambda t: f"- {t.date[:4]} - **{t.title}** - {t.summary}. [Video]({t.url})",
        ("summary",),
    ),
    Way(
        "year and tag",
        "date-first-item",
        lambda t: f"- [{t.date[:4]}] [LLM] **{t.title}** [[paper]]({t.paper})",
    ),
    Way(
        "bars",
        "date-first-item",
        lambda t: f"- {t.date} | {t.title} | [link]({t.url})",
        ("date",),
    ),
    Way(
        "hash number",
        "number-first-item",
        lambda t: f"- #{int(t.date[5:])} {t.title} ([listen]({t.url}))",
    ),
    Way(
        "italics on a line",
        "number-first-item",
        lambda t: f"1. **{t.title},** in {t.venue}.\n   *{t.authors}.*\n   [paper]({t.paper})",
        ("authors",),
    ),
    Way(
        "name and quoted title",
        "title-first-item",
        lambda t: f'* **X-{t.date[3]}**: "{t.title}", {t.venue} (*A Lab*). [[Paper]({t.paper})]',
        ("date",),
    ),
    Way(
        "authors first and bold",
        "title-first-item",
        lambda t: f"- Jane Doe, John Roe, **{t.title}**, {t.venue}. [[Paper]({t.paper})]",
        ("date",),
    ),
    Way(
        "authors and year first",
        "title-first-item",
        lambda t: f"- Doe, J. A., & Roe, B. ({t.date[:4]}). {t.title}. [[PDF]]({t.paper})",
    ),
    Way(
        "date and authors first",
        "date-first-item",
        lambda t: f"* {t.date}, Jane Doe and John Roe. [{t.title}]({t.paper}).",
        ("date",),
    ),
)
"""All of them: read as a group, each gives the title and the fields that it names."""
