"""Suppression comment without an effect.

## What it does

Checks for comments that suppress a rule where it reports nothing: the problem was fixed, the
comment is in the wrong place, or it has a typo. Rules that did not run are ignored, such as those
that require network access or a token for GitHub, and so are links without a conclusive result.

Comments of the npm package awesome-lint, `<!--lint disable …-->`, are never reported. With
`npm_comments = true` in `[compat]`, they suppress the rules that both linters have.

A comment applies to the list item, table row or line that contains it. On a line of its own, it
applies to the next line. Such a line between two list items splits the list, so put the comment at
the end of an item.

## Why it matters

An unused comment hides the next problem at its place.

## Bad

```md bad
[Start](#start) <!-- awesome-lint: ignore missing-anchor -->

# Start
```

```md bad
[Start](#strat) <!-- awesome-lint: ignore missing-ancor -->

# Start
```

## Good

```md good
[Start](#strat) <!-- awesome-lint: ignore missing-anchor -- added by the site -->

<!-- awesome-lint: off missing-anchor -->
[A](#a) [B](#b)
<!-- awesome-lint: on -->

# Start
```

## Fix safety

The fix corrects or removes the comment. Removing it is safe if nothing else changes and the rule
does not depend on network access, since a link can break again. Correcting a comment is unsafe,
because a different rule may be meant.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from lint.diagnostics import Edit, Finding, Fix, Severity
from lint.document.suppressions import Suppressions, Verb, colonless
from lint.files.inputs import relative_target
from lint.links.result import Verdict
from lint.patterns import lazy
from lint.plugins import is_plugin
from lint.rules.base import Context, rule
from lint.source import Span
from lint.text import clip, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from lint.document.model import Document
    from lint.document.suppressions import Name, Quiet, Suppression
from lint.rules.base import Rule

_OWN = "unused-suppression"
# The rule that needs to know what lies beside a list, which of a stream nobody does.
_REPOSITORY = "missing-contributing"
_FILES = "missing-file"
# A site that shuts checkers out does so on some days and not on others; a page's sections are known
# only where it was asked for them.
_FLEETING = frozenset({"missing-fragment", "unverified-link"})
# What rules say that ask for what a site knows of a work: nothing without a token, or where a site
# is down.
_OF_SITES = frozenset(
    {
        "archived-repository",
        "date-mismatch",
        "dead-package",
        "incomplete-repository",
        "outdated-venue",
        "renamed-paper",
        "stale-repository",
        "title-mismatch",
        "withdrawn-paper",
    }
)
# How like a rule's name (difflib's ratio) a slip is that can only mean that rule.
_SLIP = 0.85
_MORE = 2
_BLANK = lazy(r"[ \t\r\n>]*+")
_LINE_END = lazy(r"[ \t]*+(?:\r\n|\n|\r)?")


@rule(_OWN, Severity.WARNING, since="0.1.0", fixable=True, needs_findings=True)
def check(document: Document, context: Context) -> Iterator[Finding]:
    """Findings in the order of the document, at most two for a comment; first those on colons."""
    for one in colonless(document):
        # An `on` has an effect only once its `off` has.
        fix = Fix("insert the colon", (Edit(one.place, one.right),)) if not one.ends else None
        start = document.source.text[one.span.start : one.place.start]
        rest = document.source.text[one.place.end : one.span.end]
        message = f"the comment has no effect without a colon: {clip(start + one.right + rest)}"
        yield Finding(one.span, message, fix)
    suppressions = Suppressions(document)
    if suppressions.comments:
        from lint.rules import all_rules

        yield from _Review(document, context, suppressions, all_rules()).findings()


class _Review:
    """Holds the suppressions of a document against what was found in it."""

    def __init__(
        self,
        document: Document,
        context: Context,
        suppressions: Suppressions,
        rules: Mapping[str, Rule],
    ) -> None:
        self._document = document
        self._context = context
        self._suppressions = suppressions
        self._rules = rules
        self._known = {*rules, *context.findings}
        self._quiet: dict[str, Quiet] = {}
        self._scopes: dict[str, Mapping[int, tuple[Span, ...]]] = {}
        self._ranges = _Ranges(suppressions.comments)
        self._layout = _Layout(document)

    def findings(self) -> Iterator[Finding]:
        """What is to be said of each comment."""
        for index, comment in enumerate(self._suppressions.comments):
            if comment.verb not in set(Verb):
                known = ", ".join(Verb)
                yield Finding(
                    comment.span, f"unknown keyword “{clip(comment.verb)}”, expected one of {known}"
                )
            elif not comment.names and comment.verb in {Verb.IGNORE, Verb.IGNORE_FILE}:
                message = f"{comment.verb} has no effect: it names no rule"
                yield Finding(comment.span, message)
            else:
                yield from self._unknown(comment)
                if comment.verb == Verb.ON:
                    yield from self._ending(index, comment)
                else:
                    yield from self._hiding(index, comment)

    def _unknown(self, comment: Suppression) -> Iterator[Finding]:
        """One finding for all names that no rule has: they may be a reason, put wrong."""
        from difflib import get_close_matches

        unknown = [
            name
            for name in comment.names
            if name.text not in self._known and not is_plugin(name.text)
        ]
        if not unknown:
            return
        name = unknown[0]
        near = did_you_mean(name.text, self._known)
        hint = near or "; write a reason after --"
        meant = get_close_matches(name.text, self._known, n=2, cutoff=_SLIP)
        fix = (
            Fix(f"replace with {meant[0]}", (Edit(name.span, meant[0]),))
            if len(meant) == 1
            else None
        )
        yield Finding(name.span, f"unknown rule {clip(name.text)!r}{hint}", fix)

    def _hiding(self, index: int, comment: Suppression) -> Iterator[Finding]:
        """Whether a comment that hides findings hides any."""
        if not comment.names:
            usual = {one.id for one in self._rules.values() if not one.preset} - {_OWN}
            ran = usual <= self._context.findings.keys()
            if ran and not any(index in self._of(name).used for name in self._known):
                message = "unused suppression: no problem after this comment"
                yield Finding(comment.span, message, self._removal(index, comment))
            return
        unused = [name for name in comment.names if self._is_unused(index, name.text)]
        if unused:
            names = " or ".join(dict.fromkeys(name.text for name in unused))
            where = {Verb.IGNORE_FILE: "in this file", Verb.OFF: "after this comment"}
            message = f"unused suppression: no {names} {where.get(Verb(comment.verb), 'here')}"
            yield Finding(comment.span, message, self._without(index, comment, unused))

    def _is_unused(self, index: int, name: str) -> bool:
        if name not in self._context.findings or name == _OWN or name in _FLEETING:
            return False
        if index in self._of(name).used:
            return False
        if name == _REPOSITORY and self._context.beside is None:
            return False
        if name != _FILES and not (name in self._rules and self._rules[name].needs_links):
            return True
        if name not in self._scopes:
            self._scopes[name] = self._suppressions.scopes(name)
        is_unclear = self._is_file_unclear if name == _FILES else self._is_link_unclear
        if name in _OF_SITES:
            if self._rules[name].needs_repository:
                return self._context.repository is not None
            is_unclear = self._is_work_unclear
        return not any(map(is_unclear, self._scopes[name].get(index, ())))

    def _is_file_unclear(self, scope: Span) -> bool:
        """Whether a link in `scope` leads to a file of which nothing is known, as in a stream."""
        targets = (relative_target(link.url) for link in self._document.links_in(scope))
        return any(target and target not in self._context.files for target in targets)

    def _is_link_unclear(self, scope: Span) -> bool:
        """Whether the check of a link in `scope` came to no conclusion."""
        for link in self._document.links_in(scope):
            url = link.web
            result = self._context.results.get(url.request) if url else None
            if url and (result is None or result.verdict is Verdict.UNVERIFIED):
                return True
        return False

    def _is_work_unclear(self, scope: Span) -> bool:
        """Whether no site says anything of a link in `scope`."""
        for link in self._document.links_in(scope):
            url = link.web
            result = self._context.results.get(url.request) if url else None
            if url and (result is None or result.facts is None):
                return True
        return False

    def _of(self, rule_id: str) -> Quiet:
        if rule_id not in self._quiet:
            found = self._context.findings.get(rule_id, ())
            starts = [one.span.start for one in found]
            self._quiet[rule_id] = self._suppressions.quiet(rule_id, starts)
        return self._quiet[rule_id]

    def _ending(self, index: int, comment: Suppression) -> Iterator[Finding]:
        """Whether an `on` ends anything."""
        ended = self._ranges.ended_by[index]
        if any(name.text not in self._known for name in comment.names):
            return
        idle = [name for name in comment.names if not ended.get(name.text)]
        if comment.names and idle:
            off = " or ".join(dict.fromkeys(name.text for name in idle))
            fix = self._without(index, comment, idle)
            yield Finding(comment.span, f"{off} is not turned off here", fix)
        elif not comment.names and not any(ended.values()):
            yield Finding(comment.span, "no rule is turned off here", self._removal(index, comment))

    def _removal(self, index: int, comment: Suppression) -> Fix:
        """The fix that takes out the whole of `comment`."""
        return self._without(index, comment, comment.names)

    def _without(self, index: int, comment: Suppression, names: Sequence[Name]) -> Fix:
        """The fix that takes `names` out of `comment`, and the comment itself with the last.

        With those of an `off` go those of an `on` that would end nothing any more.
        """
        dropped = {name.text for name in names}
        cuts = [self._cut(comment, dropped)]
        for other, idle in self._ranges.left_idle(index, dropped):
            cuts.append(self._cut(self._suppressions.comments[other], idle))
        title = "remove the comment" if len(cuts) == 1 else "remove both comments"
        if len(dropped) < len({name.text for name in comment.names}):
            title = f"remove {' and '.join(sorted(dropped))}"
        safe = all(safe for _, safe in cuts) and self._are_lasting(names)
        return Fix(title, tuple(edit for edit, _ in cuts), safe)

    def _cut(self, comment: Suppression, names: Container[str]) -> tuple[Edit, bool]:
        """The edit that takes `names` out of `comment`, and whether nothing else changes."""
        kept = dict.fromkeys(name.text for name in comment.names if name.text not in names)
        if not kept:
            return self._layout.cut(comment)
        span = Span(comment.names[0].span.start, comment.names[-1].span.end)
        return Edit(span, ", ".join(kept)), True

    def _are_lasting(self, names: Iterable[Name]) -> bool:
        """Whether what the rules say depends on the list alone; a link may break again."""
        return not any(
            name.text in self._rules and self._rules[name.text].needs_links for name in names
        )


class _Ranges:
    """Which `on` ends which `off`, both by their index.

    `ended_by` has for each `on` the comments that it ends, by the name of the rule; "" stands for
    all rules of a comment without names.
    """

    def __init__(self, comments: Sequence[Suppression]) -> None:
        self._comments = comments
        self.ended_by: dict[int, dict[str, set[int]]] = {}
        self._enders: dict[int, set[int]] = {}
        opened: dict[str, set[int]] = {}
        for index, comment in enumerate(comments):
            names = [name.text for name in comment.names] or [""]
            if comment.verb == Verb.OFF:
                for name in names:
                    # What counts is whether it is one or more.
                    if len(opened.setdefault(name, set())) < _MORE:
                        opened[name].add(index)
            elif comment.verb == Verb.ON:
                if comment.names:
                    # An `off` of everything goes on for the other rules.
                    ended = {
                        name: opened.pop(name, set()) | opened.get("", set()) for name in names
                    }
                else:
                    ended, opened = opened, {}
                self.ended_by[index] = ended
                for one in {one for each in ended.values() for one in each}:
                    self._enders.setdefault(one, set()).add(index)

    def left_idle(
        self, index: int, names: AbstractSet[str]
    ) -> Iterator[tuple[int, AbstractSet[str]]]:
        """Each `on`, with those of its names, that ends nothing once `names` are out of an `off`.

        An `on` without names is there with no names where it ends nothing at all any more.
        """
        whole = names >= {name.text for name in self._comments[index].names}
        for other in sorted(self._enders.get(index, ())):
            ended = self.ended_by[other]
            if not self._comments[other].names:
                if whole and all(each <= {index} for each in ended.values()):
                    yield other, set()
                continue
            lost = names if self._comments[index].names else ended.keys()
            idle = {name for name in lost if ended.get(name, set()) == {index}}
            if idle:
                yield other, idle


class _Layout:
    """How a comment is taken out of a document."""

    def __init__(self, document: Document) -> None:
        self._source = document.source
        self._starts = [item.span.start for item in document.items]
        self._ends = sorted(item.span.end for item in document.items)

    def cut(self, comment: Suppression) -> tuple[Edit, bool]:
        """The edit that takes `comment` out, and whether what is around it stays as it was."""
        text, start, end = self._source.text, comment.span.start, comment.span.end
        while start and text[start - 1] in " \t":
            start -= 1
        if not comment.alone:
            # At the start of a line it makes an HTML block of all that follows on it.
            first = not start or text[start - 1] in "\r\n"
            return Edit(Span(comment.span.start if first else start, end), ""), not first
        if start and text[start - 1] not in "\r\n":  # in a quote, or behind another comment
            return Edit(Span(start, end), ""), True
        line_end = _LINE_END.match(text, end)
        whole = Edit(Span(start, line_end.end() if line_end else end), "")
        last, first = self._items_around(comment.span)
        if last and first:  # the lists on either side become one
            return whole, False
        before, after = self._line(comment.span, -1), self._line(comment.span, 1)
        if not before or not after or before[0] in "#<" or after[0] == "<" or first:
            return whole, True
        # Without a line between them, what stands above and below would become one.
        return Edit(Span(start, end), ""), True

    def _line(self, span: Span, step: int) -> str:
        """The line above or below `span`, without blanks; "" past either end."""
        source = self._source
        number = source.position(span.start if step < 0 else span.end)[0] + step
        return source.line_text(number).strip() if 1 <= number <= source.line_count else ""

    def _items_around(self, comment: Span) -> tuple[bool, bool]:
        """Whether a list item ends right before `comment`, and whether one begins right after."""
        text = self._source.text
        before = bisect_right(self._ends, comment.start) - 1
        after = bisect_left(self._starts, comment.end)
        return (
            before >= 0 and _is_blank(text, self._ends[before], comment.start),
            after < len(self._starts) and _is_blank(text, comment.end, self._starts[after]),
        )


def _is_blank(text: str, start: int, end: int) -> bool:
    return _BLANK.fullmatch(text, start, end) is not None
