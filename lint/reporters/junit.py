"""JUnit XML, which most CI servers show: a suite for each file, a test case for each diagnostic.

Source: the schema that Jenkins' xUnit plugin publishes
(https://github.com/jenkinsci/xunit-plugin, junit-10.xsd).
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from lint.console.escape import visible
from lint.diagnostics import Severity
from lint.reporters._places import NOT_CHECKED
from lint.reporters.base import Media, Reporter

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lint.diagnostics import Diagnostic
    from lint.engine.report import Report
    from lint.reporters.base import RenderOptions

_NAME = "awesome-lint"
# XML 1.0, section 2.2: no other character may stand in a document, not even as a reference.
_ILLEGAL = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

# The element that a test case fails with; None where it passes.
_ELEMENTS = {Severity.INFO: None, Severity.WARNING: "failure", Severity.ERROR: "error"}


def render(report: Report, options: RenderOptions) -> str:  # noqa: ARG001 - one signature
    """A document; errors are errors, warnings failures, and infos pass with their text.

    What could not be checked is an error, too. A report without either has one case that passes, as
    some servers take none for a failure. In ASCII: no terminal or pipe has an encoding that could
    break it.
    """
    document = "\n".join(_lines(report)) + "\n"
    return document.encode("ascii", "xmlcharrefreplace").decode("ascii")


def _lines(report: Report) -> Iterator[str]:
    severities = [one.severity for one in report.diagnostics]
    severities += [Severity.ERROR] * len(report.failures)
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    time = f"{report.elapsed:.3f}"
    yield _tag("testsuites", name=_NAME, **_counts(severities), time=time)
    for path, group in groupby(report.diagnostics, key=lambda one: one.path):
        diagnostics = list(group)
        counts = _counts([one.severity for one in diagnostics])
        yield "  " + _tag("testsuite", name=path, **counts, time="0")
        for one in diagnostics:
            yield from _case(one)
        yield "  </testsuite>"
    if report.failures or not report.diagnostics:
        yield from _rest(report.failures)
    yield "</testsuites>"


def _rest(failures: Sequence[str]) -> Iterator[str]:
    """A suite of what could not be checked, or of one case that passes."""
    counts = _counts([Severity.ERROR] * len(failures))
    yield "  " + _tag("testsuite", name=_NAME, **counts, time="0")
    for line in failures:
        yield "    " + _tag("testcase", name="not checked", classname=_NAME, time="0")
        yield "      " + _tag("error", message=line, type=NOT_CHECKED) + "</error>"
        yield "    </testcase>"
    if not failures:
        yield "    " + _tag("testcase", end="/>", name="no problems", classname=_NAME, time="0")
    yield "  </testsuite>"


def _counts(severities: Sequence[Severity]) -> Mapping[str, str]:
    elements = [_ELEMENTS[one] for one in severities]
    return {
        "tests": str(len(elements) or 1),
        "failures": str(elements.count("failure")),
        "errors": str(elements.count("error")),
    }


def _case(diagnostic: Diagnostic) -> Iterator[str]:
    line, column = diagnostic.source.position(diagnostic.span.start)
    name = f"{diagnostic.rule} at {line}:{column}"
    text = _content(f"{diagnostic.path}:{line}:{column}: {diagnostic.told}")
    yield "    " + _tag("testcase", name=name, classname=diagnostic.path, time="0")
    kind = _ELEMENTS[diagnostic.severity]
    if kind is None:
        yield f"      <system-out>{text}</system-out>"
    else:
        opening = _tag(kind, message=diagnostic.told, type=diagnostic.rule)
        yield f"      {opening}{text}</{kind}>"
    yield "    </testcase>"


def _tag(tag: str, *, end: str = ">", **attributes: str) -> str:
    named = "".join(f' {key}="{_content(value)}"' for key, value in attributes.items())
    return f"<{tag}{named}{end}"


def _content(text: str) -> str:
    return escape(_ILLEGAL.sub("\ufffd", visible(text)), {'"': "&quot;"})


REPORTER = Reporter(render, Media.DATA, "&#35;")
