"""The block rule for paragraphs of one line, which nearly all list items are.

It says what markdown-it-py's rules say of such a line, which would all be tried in turn: two fifths
of the time that the blocks of a list take.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown_it.common.utils import mdTrim

from lint.patterns import lazy

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

# A line that no rule but that of paragraphs takes: it begins with a letter, with a bracket that
# defines no reference or footnote, or with bold text.
_PLAIN = lazy(r"(?:[^\W\d_]|\*\*[^\W_]|!?\[(?![^\n]*\]:))[^\n]*")
# An item that ends the paragraph before it: what follows the mark is not empty.
_ITEM = lazy(r"[-+*][ ]{1,3}[^\s]")
_CODE_INDENT = 4


def install(md: MarkdownIt) -> None:
    """Let `md` try this rule first."""
    first = md.block.ruler.get_all_rules()[0]
    md.block.ruler.before(first, "one_line", _one_line)


def _one_line(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:  # noqa: ARG001, FBT001 - markdown-it-py's signature
    if silent or state.sCount[start_line] - state.blkIndent >= _CODE_INDENT:
        return False
    begin, end = state.bMarks[start_line] + state.tShift[start_line], state.eMarks[start_line]
    if not _PLAIN.match(state.src, begin, end) or not _ends(state, start_line + 1):
        return False
    state.line = start_line + 1
    token = state.push("paragraph_open", "p", 1)
    token.map = [start_line, start_line + 1]
    token = state.push("inline", "", 0)
    token.content = mdTrim(state.src[begin:end])
    token.map = [start_line, start_line + 1]
    token.children = []
    state.push("paragraph_close", "p", -1)
    return True


def _ends(state: StateBlock, line: int) -> bool:
    """Whether a paragraph certainly ends before `line`: at a blank line, or an item."""
    if line >= state.lineMax or state.isEmpty(line):
        return True
    indent = state.sCount[line]
    # A line that goes on with a paragraph of a quote has an indent of -1, whatever it shows.
    if indent < 0 or indent - max(state.listIndent, 0) >= _CODE_INDENT:
        return False
    return _ITEM.match(state.src, state.bMarks[line] + state.tShift[line]) is not None
