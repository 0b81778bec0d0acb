"""A cell in a column of dates holds none, or one that can be read in two ways.

Nearly every notation that lists use is a date: `2024-05-17`, `2024-05`, `May/2023`, `Sep., 2024`,
`NeurIPS 2022`, `05-17` below a heading that names the year. What is none is a slip (`2025--01`,
month 13) or a sign that cells have moved, and `7/4/23` is in April or in July. A table whose other
cells settle the order of day and month keeps a habit of its own, which is said once, as an info;
`dates` in the configuration accepts it for good.

```md bad
| Date    | Title |
|---------|-------|
| 2022-12 | Constitutional AI |
| 7/4/23  | Rejection Improves Reliability |
```

```md good
| Date            | Title |
|-----------------|-------|
| 2022-12         | Constitutional AI |
| NeurIPS<br>2022 | Learn to Explain |
| Mar/2023        | Foundation Models for Decision Making |
```
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from lint.diagnostics import Edit, Fix, Severity
from lint.rules.base import Context, rule
from lint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.diagnostics import Finding
    from lint.document.model import Document
    from lint.validation.violations import Violation

# A year, a month and maybe a day, which can be read in one way only, whatever stands between.
_BETWEEN = r" ?[-./\u2013\u2014]{1,3} ?"
_YEAR_FIRST = re.compile(
    rf"\[?((?:19|20)[0-9]{{2}}){_BETWEEN}([0-9]{{1,2}})(?:{_BETWEEN}([0-9]{{1,2}}))?\]?"
)


@rule("invalid-date", Severity.ERROR, since="0.1.0", fixable=True)
def RULE(document: Document, context: Context) -> Iterator[Finding]:
    """Findings in the order of the document."""
    for violation in context.violations.get("invalid-date", ()):
        # A word on the habit of a whole table has a severity of its own.
        fix = None if violation.severity else _fix(document, violation)
        yield replace(violation.finding(), fix=fix)


def _fix(document: Document, violation: Violation) -> Fix | None:
    """The date in the form of ISO 8601, where it is one date and nothing else."""
    written = document.source.slice(violation.span)
    match = _YEAR_FIRST.fullmatch(written.strip())
    if match is None:
        return None
    year, month, day = match.groups()
    try:
        date = dt.date(int(year), int(month), int(day or 1))
    except ValueError:
        return None
    new = date.isoformat() if day else f"{date:%Y-%m}"
    if new == written.strip():
        return None
    start = violation.span.start + written.index(match[0])
    return Fix(f"write {new}", (Edit(Span(start, start + len(match[0])), new),))
