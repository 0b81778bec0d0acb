"""The block rule for lists of items that are one line each, which most lists are.

One token stands for the whole list. Without it, each item takes five, and a document of such lists
twice as long to parse.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.patterns import lazy

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

NAME = "plain_items"
"""The rule, and the type of its token, whose `map` has a line for each item."""
TAKEN = "plain_lists"
"""The key of the environment under which a parser says that it takes such tokens."""
MARKER = 2
"""Every item begins with a mark and one blank."""

# Of each item, what is behind the mark is a line as in `one_line`: no rule but that of paragraphs
# takes it.
_CONTENT = r" (?:[^\W\d_]|\*\*[^\W_]|!?\[(?![^\n]*\]:))[^\n]*"
_ITEMS = lazy(rf"([-+*]){_CONTENT}(?:\n\1{_CONTENT})*+")
# What ends such a list for certain: a blank line, behind which neither an indent nor the mark of an
# item follows. (CommonMark, section 5.3.)
_END = lazy(r"(?:\n[ \t]*)*+\Z|\n[ \t]*(?:\n[ \t]*)*\n(?![ \t\n]|[-+*](?:[ \t\n]|\Z))")


def install(md: MarkdownIt) -> None:
    """Let `md` try this rule first."""
    first = md.block.ruler.get_all_rules()[0]
    md.block.ruler.before(first, NAME, _plain_items)


def _plain_items(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:  # noqa: ARG001, FBT001 - markdown-it-py's signature
    if silent or state.level or not state.env.get(TAKEN):
        return False
    found = _ITEMS.match(state.src, state.bMarks[start_line])
    if found is None or not _END.match(state.src, found.end()):
        return False
    state.line = start_line + state.src.count("\n", found.start(), found.end()) + 1
    token = state.push(NAME, "", 0)
    token.map = [start_line, state.line]
    return True
