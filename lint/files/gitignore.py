"""The patterns of a `.gitignore`, as git reads them; git is not run.

Source: https://git-scm.com/docs/gitignore, "Pattern format", and wildmatch.c of git. The libraries
for this take a pattern that fits a folder for one that fits all in it, which is wrong for `x/**`
followed by `!x/a.md`, and for patterns that take back what those of a folder above leave out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

_CLASSES = {
    "alnum": "a-zA-Z0-9",
    "alpha": "a-zA-Z",
    "blank": r" \t",
    "digit": "0-9",
    "lower": "a-z",
    "punct": r"!-/:-@\[-`{-~",
    "space": r"\s",
    "upper": "A-Z",
    "xdigit": "0-9a-fA-F",
}
# A part of a pattern: `**/` at the beginning of a name, `/**` at the end, stars, any characters, a
# set of characters, an escaped character. What none of them fits is itself.
_PART = re.compile(
    r"(?P<above>(?:(?<=/)|\A)\*\*/)|(?P<inside>(?<=/)\*\*\Z)|(?P<stars>\*+)|(?P<any>\?+)"
    r"|\[(?P<set>[!^]?\]?(?:\\.|\[:\w*:\]|[^\]\\])*)\]|\\(?P<escaped>.)"
    r"|(?P<plain>/|[^/*?\[\\]+)"
)
_MEMBER = re.compile(r"\[:(?P<name>\w*):\]|\\?(?P<first>.)(?:-\\?(?P<last>[^\]]))?")


# In characters; no path is longer (PATH_MAX of Linux), so that no longer pattern was meant for one.
_LONGEST = 4_096


class Pattern(NamedTuple):
    """What fits, and whether that is left out or taken back.

    `path` is for the whole of a path from the folder of the patterns, with slashes between.
    """

    path: re.Pattern[str]
    folders_only: bool
    leaves_out: bool

    def fits(self, path: str) -> bool:
        """Whether it fits `path`; that of a folder ends with a slash."""
        name = path.removesuffix("/")
        return (name != path or not self.folders_only) and self.path.fullmatch(name) is not None


def patterns(text: str) -> tuple[Pattern, ...]:
    """The patterns in `text`, in order; lines that are none, or too long for one, are left out."""
    found = (_pattern(line.removesuffix("\r")) for line in text.split("\n"))
    return tuple(one for one in found if one is not None)


def decision(found: tuple[Pattern, ...], path: str) -> bool | None:
    """Whether `path` is left out by the last pattern that fits it; None where none does."""
    return next((one.leaves_out for one in reversed(found) if one.fits(path)), None)


def _pattern(line: str) -> Pattern | None:
    line = _without_blanks(line)
    if line.startswith("#") or len(line) > _LONGEST:
        return None
    glob = line.removeprefix("!")
    folders_only = glob.endswith("/")
    glob = glob.removesuffix("/")
    anywhere = "**/" if "/" not in glob else ""
    glob = glob.removeprefix("/")
    try:
        path = re.compile(f"(?s){_expression(anywhere + glob)}") if glob else None
    except (ValueError, re.error):
        path = None
    return None if path is None else Pattern(path, folders_only, not line.startswith("!"))


def _without_blanks(line: str) -> str:
    """`line` without the blanks at its end, but for one behind a backslash."""
    bare = line.rstrip(" \t")
    return line[: len(bare) + 1] if bare.endswith("\\") else bare


def _expression(glob: str) -> str:
    """The regular expression for `glob`. Raises ValueError for what never fits.

    What stands between two stars is taken where it first fits, for good: what follows has the most
    left then, and a pattern takes no longer than its length times that of a path.
    """
    # Runs of names with any folders between them; the parts of each name with stars between them.
    runs = [[[""]]]
    inside = False
    place = 0
    while place < len(glob):
        part = _PART.match(glob, place)
        if part is None:
            raise ValueError(glob)
        place = part.end()
        match part.lastgroup:
            case "above":
                runs.append([[""]])
            case "inside":
                inside = True
            case "stars":
                runs[-1][-1].append("")
            case "any":
                runs[-1][-1][-1] += f"[^/]{{{len(part['any'])}}}"
            case "set":
                runs[-1][-1][-1] += _set(part["set"])
            case _ if (character := part["escaped"] or part["plain"]) != "/":
                runs[-1][-1][-1] += re.escape(character)
            case _:
                runs[-1].append([""])
    first, *others = ("/".join(map(_name, names)) for names in runs)
    if others and not inside:
        others[-1] += r"\Z"
    return first + "".join(f"(?>(?:[^/]*+/)*?{run})" for run in others) + ".+" * inside


def _name(parts: Sequence[str]) -> str:
    """The regular expression for a name that has `parts`, with stars between them."""
    first, *others = parts
    if not others:
        return first
    *others, last = others
    last = rf"(?>[^/]*?{last}(?=/|\Z))" if last else "[^/]*+"
    return first + "".join(f"(?>[^/]*?{part})" for part in others) + last


def _set(members: str) -> str:
    """The regular expression for a set of characters, none of which is a slash."""
    inner = members[1:] if members[0] in "!^" else members
    parts = []
    for member in _MEMBER.finditer(inner):
        if member["name"] is not None:
            if member["name"] not in _CLASSES:
                raise ValueError(members)
            parts.append(_CLASSES[member["name"]])
        else:
            last = member["last"]
            parts.append(re.escape(member["first"]) + (f"-{re.escape(last)}" if last else ""))
    return f"(?!/)[{'^' * (inner != members)}{''.join(parts)}]"
