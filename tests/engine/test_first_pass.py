"""What rules find before the links are checked is not looked for again, where it cannot change."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint import urls
from lint.config.config import Config
from lint.config.rules import rules_for
from lint.diagnostics import Finding, Severity
from lint.document.parser import parse
from lint.engine.pipeline import Task, run
from lint.links.result import Facts, LinkResult, Reason, Verdict
from lint.rules import Rule
from lint.source import Source, Span
from tests.engine.test_link_process import values
from tests.engine.test_pipeline import TODAY
from tests.listeners import Recorder, Strict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from lint.document.model import Document
    from lint.engine.report import Report
    from lint.rules import Context

ONLINE = Config()
URL = "https://a.example/"
BROKEN = {URL: LinkResult(URL, Verdict.BROKEN, Reason.NOT_FOUND, 404)}


def reported(rules: tuple[Rule, ...], text: str, known: Mapping[str, LinkResult]) -> list[object]:
    """The report without an early one, and with one, and what that has."""
    early: list[Report] = []
    task = Task(Source("a.md", text), ONLINE)
    ear = Strict()
    alone = run([task], rules, today=TODAY, listener=ear, known=known)
    again = run([task], rules, today=TODAY, listener=ear, known=known, early=early.append)
    return [values(alone), values(again), values(early[0])["diagnostics"]]


def _verdicts(_: Document, context: Context) -> tuple[str, ...]:
    return tuple(one.verdict for one in context.results.values())


LOOKING: Mapping[str, Callable[[Document, Context], object]] = {
    "get": lambda _, context: context.results.get(URL),
    "in": lambda _, context: URL in context.results,
    "truth": lambda _, context: bool(context.results),
    "number": lambda _, context: len(context.results),
    "all": lambda _, context: list(context.results),
    "what is done once": lambda document, context: context.once(_verdicts, document),
}


def telling(name: str, look: Callable[[Document, Context], object], runs: Counter[str]) -> Rule:
    """A rule whose finding is what it sees."""

    def check(document: Document, context: Context) -> Iterator[Finding]:
        runs[name] += 1
        yield Finding(Span(0, 1), f"{look(document, context)}")

    return Rule(name, Severity.ERROR, "0.1", check, "It tells what it sees.")


@pytest.mark.parametrize("how", LOOKING)
def test_a_rule_that_looks_at_results_runs_again(how: str) -> None:
    """So does one that uses what another one had done once."""
    runs: Counter[str] = Counter()
    look = LOOKING[how]
    rules = (
        telling("a-a", look, runs),
        telling("b-b", lambda document, _: len(document.links), runs),
        telling("c-c", look, runs),
        telling("d-d", lambda document, context: context.once(_links, document), runs),
    )
    alone, again, early = reported(rules, f"[a]({URL})\n", BROKEN)
    assert again == alone
    assert early != alone
    assert runs == {"a-a": 3, "b-b": 2, "c-c": 3, "d-d": 2}


def _links(document: Document, _: Context) -> int:
    return len(document.links)


def test_a_rule_that_breaks_is_said_to_break_and_runs_again() -> None:
    def check(_: Document, context: Context) -> Iterator[Finding]:
        yield Finding(Span(0, 1), "it did not break")
        if not context.results:
            raise KeyError(URL)

    rule = Rule("a-a", Severity.ERROR, "0.1", check, "It breaks without results.")
    ear = Recorder()
    early: list[Report] = []
    report = run(
        [Task(Source("a.md", f"[a]({URL})\n"), ONLINE)],
        (rule,),
        today=TODAY,
        listener=ear,
        known=BROKEN,
        early=early.append,
    )
    assert early[0].diagnostics == ()
    assert [one.message for one in report.diagnostics] == ["it did not break"]
    assert [line[:22] for line in ear.failures] == ["a.md: rule a-a failed "]


# Links that some rule looks at the results of, each in its own way.
LIST = """\
# Awesome List [![Awesome](https://awesome.re/badge.svg)](https://awesome.re)

## Papers

| Date | Title | Links |
| ---- | ----- | ----- |
| 2024-01-02 | A Title | [Paper](https://arxiv.org/abs/2303.04129) [Code](https://github.com/a/b) |
| 2024-01-03 | Two | [![Stars](https://img.shields.io/github/stars/c/d)](https://github.com/c/d) |
|            | A Third | [Paper](https://doi.org/10.1145/3626772.3657819) |

## Tools

- [One](http://one.example/) - A tool.
- [Two](https://two.example/.) - A tool, see https://three.example/a, too.
- [Site](https://www.paperswithcode.com/paper/x) - It is gone.
- [One](https://one.example) - The same. [![b](https://badge.fury.io/js/x.svg)](https://npm.im/x)
- [four](https:/four.example/) - A typo. [Five](https://five.example/x)) is another.
"""
KNOWN = tuple(
    dict.fromkeys(
        url.request for link in parse(Source("a.md", LIST)).links if (url := urls.http(link.url))
    )
)
names = st.sampled_from(["A Title", "Another Title That It Has Now", None])
facts = st.builds(
    Facts,
    st.sampled_from(["arxiv:2303.04129", "github:a/b", "github:c/d"]),
    title=names,
    date=st.sampled_from(["2024-01-02", "2019-05", None]),
    moved_to=st.sampled_from(["https://github.com/e/f", None]),
    archived=st.booleans(),
    withdrawn=st.booleans(),
    code=st.sampled_from(["https://github.com/e/f", None]),
    doi=st.sampled_from(["10.1145/3626772.3657819", None]),
    former=st.sampled_from([None, (), ("A Title",)]),
    stars=st.sampled_from([None, 5]),
)


@st.composite
def known_results(draw: st.DrawFn) -> Mapping[str, LinkResult]:
    return {url: draw(_result(url)) for url in KNOWN}


def _result(url: str) -> st.SearchStrategy[LinkResult]:
    verdicts = st.sampled_from(
        [
            (Verdict.OK, None, 200),
            (Verdict.BROKEN, Reason.NOT_FOUND, 404),
            (Verdict.UNVERIFIED, Reason.TIMEOUT, None),
        ]
    )
    ends = st.sampled_from([None, url, "https://one.example/", "https://elsewhere.example/"])

    def result(
        said: tuple[Verdict, Reason | None, int | None],
        end: str | None,
        known: Facts | None,
        *,
        permanent: bool,
    ) -> LinkResult:
        verdict, reason, status = said
        return LinkResult(
            url, verdict, reason, status, final_url=end, permanent=permanent, facts=known
        )

    return st.builds(result, verdicts, ends, st.none() | facts, permanent=st.booleans())


@given(known_results())
def test_all_rules_say_the_same_with_an_early_report(known: Mapping[str, LinkResult]) -> None:
    alone, again, _ = reported(tuple(rules_for([ONLINE])), LIST, known)
    assert again == alone
