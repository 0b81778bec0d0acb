"""The pages of the rules, for what a bot posts."""

from __future__ import annotations

from lint.actions.markdown import code
from lint.rules import all_rules


class Pages:
    """The pages of the rules of awesome-lint below the URL `folder`; none without one."""

    def __init__(self, folder: str | None) -> None:
        self._folder = folder
        self._known = all_rules().keys() if folder else frozenset()

    def page(self, rule: str) -> str | None:
        """The URL of the page of `rule`; None for what a plug-in, or a stranger, calls a rule."""
        return f"{self._folder}/{rule}.md" if rule in self._known else None

    def linked(self, rule: str) -> str:
        """The name of a rule as code, with a link to its page."""
        page = self.page(rule)
        return code(rule) if page is None else f"[{code(rule)}]({page})"
