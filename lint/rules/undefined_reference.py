"""Reference without a definition.

## What it does

Checks for references such as `[text][name]` without a definition `[name]: https://…`. Only certain
references are reported. Indexes, adjacent tags or labels, mathematics and single `[brackets]` are
ignored.

## Why it matters

GitHub renders the brackets as text. The definition was deleted, or the name has a typo.

## Bad

```md bad
- [Vim][vim] - A text editor.
- [Emacs][emasc] - Another one.

[vim]: https://www.vim.org
[emacs]: https://www.gnu.org/software/emacs/
```

## Good

```md good
- [Vim][vim] - A text editor with `a[i][j]`, [1][2] and [Paper][Code].

[vim]: https://www.vim.org
```

## Fix safety

The fix refers to the definition with the nearest name. It is unsafe, because a different one may be
meant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.diagnostics import Edit, Finding, Fix, Related, Severity
from lint.rules.base import Context, rule
from lint.rules.helpers.references import lost
from lint.text import clip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint.document.model import Document


@rule("undefined-reference", Severity.WARNING, since="0.2.0", fixable=True)
def check(document: Document, context: Context) -> Iterator[Finding]:
    for reference, nearest in context.once(lost, document):
        message = f"[{clip(reference.label)}] is not defined, so its brackets render as text"
        if nearest is None:
            yield Finding(reference.span, message)
            continue
        label = " ".join(nearest.label.split())
        # Unsafe: the nearest name is a guess, however good.
        fix = Fix(f"refer to [{clip(label)}]", (Edit(reference.label_span, label),))
        yield Finding(
            reference.span,
            f"{message}; did you mean [{clip(label)}]?",
            fix,
            (Related(nearest.span, "the nearest definition"),),
        )
