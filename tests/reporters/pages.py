"""Lists with known answers for their links, and the reports on them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from lint.config.config import Config
from lint.engine.pipeline import Task, run
from lint.links.result import LinkResult, Reason, Verdict
from lint.rules import all_rules
from lint.source import Source
from tests.listeners import Strict

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from lint.engine.report import Report

TODAY = dt.date(2025, 6, 1)
_ROWS = (
    "| 2023-01 | [First](https://papers.example/1) | Says it first. |\n"
    "| 2023-03 | [Second](https://papers.example/2) | Says it again. |\n"
    "| 2023-03 | [Third](https://papers.example/3) | |\n"
)
ORDINARY = Source(
    "list.md",
    "# Awesome Things\n\n- [Papers](#papers)\n- [Tools](#tool)\n\n## Papers\n\n"
    f"| Date | Title | Summary |\n| --- | --- | --- |\n{_ROWS}\n## Tools\n\n"
    "- [Hammer](https://tools.example/hammer) - Drives nails.\n"
    "- [Saw](http://tools.example/saw) - Cuts wood.\n"
    "- [Plane](https://old.example/plane) - Makes it smooth.\n"
    "- [Vice](https://tools.example/hammer#vice) - Holds it.\n",
)
ANSWERS = {
    one.url: one
    for one in (
        LinkResult("https://papers.example/1", Verdict.OK, None, 200, "https://papers.example/1"),
        LinkResult(
            "https://papers.example/2",
            Verdict.BROKEN,
            Reason.NOT_FOUND,
            404,
            "https://papers.example/2",
            last_good=dt.date(2025, 3, 4),
            failing_since=dt.date(2025, 5, 6),
            failures=7,
            snapshot="https://archive.example/2",
        ),
        LinkResult("https://papers.example/3", Verdict.UNVERIFIED, Reason.FORBIDDEN, 403),
        LinkResult("https://tools.example/hammer", Verdict.OK, None, 200),
        LinkResult(
            "http://tools.example/saw",
            Verdict.OK,
            None,
            200,
            "https://tools.example/saw",
            permanent=True,
        ),
        LinkResult("https://old.example/plane", Verdict.BROKEN, Reason.GONE, 410),
    )
}


class Quiet(Strict):
    """No link may be checked, either."""

    def checking(self, urls: Collection[str]) -> None:
        assert not urls, "a link would have been requested"

    def progress(self, result: LinkResult) -> None:
        raise AssertionError(result)


def report_on(*sources: Source, answers: Mapping[str, LinkResult] | None = None) -> Report:
    """The report of the engine; without answers that of an offline run."""
    config = Config(offline=answers is None)
    tasks = [Task(source, config) for source in sources]
    rules = tuple(all_rules().values())
    return run(tasks, rules, today=TODAY, listener=Quiet(), known=answers)


def long_list(rows: int) -> tuple[Source, Mapping[str, LinkResult]]:
    """A list of so many rows in fifty sections, with a broken link in each third one."""
    lines = ["# Long\n"]
    answers = {}
    for number in range(rows):
        if number % (rows // 50) == 0:
            lines.append(f"\n## Section {number}\n\n")
        url = f"https://host{number % 97}.example/{number}"
        lines.append(f"- [Thing {number}]({url}) - It is number {number}.\n")
        broken = number % 3 == 0
        answers[url] = (
            LinkResult(url, Verdict.BROKEN, Reason.NOT_FOUND, 404)
            if broken
            else LinkResult(url, Verdict.OK, None, 200)
        )
    return Source("long.md", "".join(lines)), answers
