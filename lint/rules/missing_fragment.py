r"""Link to a section that does not exist on another page.

## What it does

Checks the fragments of links to other pages. Links within the list are reported as
`missing-anchor`. Sections are known for:

- Markdown files of the same repository, such as `docs/guide.md#install`, the READMEs of its
  folders, and its pages on the branch that is checked out. These are checked with `--offline` as
  well.
- Markdown files and READMEs on GitHub, such as `https://github.com/o/r#usage`. Their source is
  downloaded, and anchors are derived from it as on GitHub.
- With `fragments = true` in `[links]`, all HTML pages, by the ids and names of their elements. A
  page that scripts build, that is truncated or that is larger than 2 MB is never reported.
  Fragments that do not name an element are ignored: `#:~:text=…`, `#L10`, `#!/x`, `#/x`, `#top`,
  `#page=3`.

## Why it matters

Readers land at the top of the page and have to search for the section.

## Bad

The examples use this configuration:

```toml
[links]
fragments = true
```

```md bad
- [Installing](docs/guide.md#instal)
- [A tool](https://fine.example/tool#no-such-section)
```

## Good

```md good
- [Installing](docs/guide.md#install)
- [A tool](https://fine.example/tool#usage)
- [Its first line](docs/guide.md#L1)
```

## Fix safety

The fix links to the nearest section. It is unsafe, because a different section may be meant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from lint.diagnostics import Finding, Fix, Severity
from lint.document.model import LinkKind
from lint.files.inputs import relative_target
from lint.files.linked_files import section
from lint.links.verdicts.fragments import fragment
from lint.rules.base import Context, rule
from lint.rules.helpers.edits import retarget
from lint.rules.helpers.results import checked
from lint.rules.helpers.site_generators import ON_GITHUB, is_site
from lint.text import clip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.document.model import Document, Link
    from lint.document.slugs import Anchors


@rule("missing-fragment", Severity.WARNING, since="0.1.0", fixable=True, needs_fragments=True)
def check(document: Document, context: Context) -> Iterator[Finding]:
    """Findings in the order of the document, one for each link; those on the web come last."""
    for link in document.links if context.anchors else ():
        target = relative_target(context.own.get(link.url, link.url)) if "#" in link.url else None
        anchors = context.anchors.get(target or "")
        if target is not None and anchors is not None and link.kind is not LinkKind.IMAGE:
            yield from _beside(document, context, link, target, anchors)
    for link, result in checked(document, context):
        url = link.web if result.missing else None
        name = url and fragment(url)
        if name and name in result.missing:
            yield Finding(link.span, f"{result.url} has no section #{clip(name)}", url=result.url)


def _beside(
    document: Document, context: Context, link: Link, target: str, anchors: Anchors
) -> Iterator[Finding]:
    """What is wrong with a link into the Markdown file `target`, which has `anchors`."""
    address, _, written = link.url.partition("#")
    name = section(unquote(written))
    if name is None or anchors.find(name) is not None:
        return
    message, severity = f"{clip(target)} has no section #{clip(name)}", None
    nearest = anchors.foreign(name)
    if nearest is None:
        nearest = anchors.nearest(name)
    elif is_site(context):
        return
    else:
        message, severity = message + ON_GITHUB, Severity.INFO
    if nearest is None:
        yield Finding(link.span, message)
        return
    meant = "#" + nearest.replace("\ufe0f", "%EF%B8%8F")
    edit = retarget(document, link, f"{address}{meant}")
    # Unsafe: the nearest section is a guess, however good.
    fix = Fix(f"link to {meant}", (edit,)) if edit else None
    yield Finding(link.span, f"{message}; did you mean {clip(meant)}?", fix, severity=severity)
