"""Badge for the CI status of the list itself.

## What it does

Checks for badges of CI services outside entries. Badges within an entry describe the entry and are
ignored, and so are badges for anything other than CI.

## Why it matters

Whether the checks of a list pass does not matter to its readers. The
[guidelines](https://github.com/sindresorhus/awesome/blob/main/pull_request_template.md) do not
allow such badges.

## Bad

```md bad
# Awesome Swift

![Build Status](https://github.com/owner/awesome-swift/actions/workflows/lint.yml/badge.svg)

- [Alamofire](https://github.com/Alamofire/Alamofire) - HTTP networking.
```

## Good

```md good
# Awesome Swift

![Stars](https://img.shields.io/github/stars/owner/awesome-swift)

- [Alamofire](https://github.com/Alamofire/Alamofire) - HTTP networking.
  ![Build Status](https://github.com/Alamofire/Alamofire/actions/workflows/ci.yml/badge.svg)
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.diagnostics import Finding, Severity
from lint.document.model import LinkKind
from lint.patterns import lazy
from lint.rules.base import Context, rule
from lint.rules.helpers import guideline
from lint.text import clip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.document.model import Document

# Where services of continuous integration, and shields.io for them, keep their badges.
_CI = lazy(
    r"(?i)https?://(?:"
    r"github\.com/[^/]+/[^/]+/(?:actions/)?workflows/.+/badge\.svg"
    r"|gitlab\.com/(?:(?!/badges/).)++/badges/.+/pipeline\.svg"
    r"|(?:[a-z0-9-]+\.)*travis-ci\.(?:org|com)/"
    r"|(?:[a-z0-9-]+\.)*circleci\.com/"
    r"|ci\.appveyor\.com/api/projects/status/"
    r"|dev\.azure\.com/.+/_apis/build/status"
    r"|[a-z0-9-]+\.visualstudio\.com/.+/_apis/build/status"
    r"|api\.cirrus-ci\.com/"
    r"|badge\.buildkite\.com/"
    r"|[a-z0-9-]+\.semaphoreci\.com/badges/"
    r"|(?:app\.)?codeship\.com/projects/"
    r"|drone\.[a-z0-9.-]+/api/badges/"
    r"|(?:raster\.)?(?:img\.)?shields\.io/(?:github/(?:actions/workflow/status|workflow/status"
    r"|checks-status|status/)|travis|circleci/|appveyor/|azure-devops/(?:build|tests)"
    r"|gitlab/pipeline|cirrus/|buildkite/|drone/)"
    r"|badgen\.net/(?:github/(?:checks|status)|travis|circleci|appveyor|azure-pipelines)/"
    r")"
)


@rule("ci-badge", Severity.WARNING, since="0.1.0", preset=guideline.PRESET)
def check(document: Document, context: Context) -> Iterator[Finding]:
    """Findings in the order of the document, one for each badge."""
    if not guideline.is_list(document, context):
        return
    inside = sorted(
        [*(item.span for item in document.items), *(table.span for table in document.tables)]
    )
    for link in document.links:
        if link.kind is not LinkKind.IMAGE or not _CI.match(link.url):
            continue
        if not any(span.contains(link.span) for span in inside):
            yield Finding(link.span, f"{clip(link.url)} is a CI badge")
