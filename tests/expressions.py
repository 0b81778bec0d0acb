"""Every regular expression of the package, what is wrong with one, and texts that would show it.

An expression is found where it is written, by reading the code, and evaluated in its module, so
that one that is put together from others counts as a whole. `findings` is a look at the parsed
expression alone: of two unlimited repeats that can take the same characters, one after or within
the other, a backtracking engine tries every division. `hostile` makes texts of an expression's own
parts, for what only running shows, such as a search that begins anew at every character.
"""

from __future__ import annotations

import ast
import importlib
import re
from functools import cache
from itertools import chain
from pathlib import Path
from re import _constants as c  # type: ignore[attr-defined]  # the parser of `re` has no types
from re import _parser as parser  # type: ignore[attr-defined]
from typing import TYPE_CHECKING, Any, NamedTuple

import lint
from lint.patterns import Lazy

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PACKAGE = Path(lint.__file__).parent
_CALLS = {"compile", "search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer"}
_METHODS = frozenset(_CALLS - {"compile"})
# One of each kind that a class or a category of ours can tell apart.
_OTHERS = (
    "\x85\xa0\u00e9\u00df\u0391\u044f\u4e2d\u3042\uac00\u5143\u2026\u2013\u2014\u2018\u201c\u201d\uff1a\u3002"
    "\uff0c\uff1b\u3001\u3010\u3011\uff08\uff09\u20ac\u00c3\u2028\ufeff\ufffd\U0001f600"
)
_ALPHABET = frozenset(map(chr, range(128))) | frozenset(_OTHERS)


class Expression(NamedTuple):
    """A regular expression: where it is, and the methods by which it is used there."""

    place: str
    pattern: re.Pattern[Any]
    methods: frozenset[str]


def modules() -> Iterator[tuple[str, Path]]:
    """The names and files of the package's modules."""
    for path in sorted(PACKAGE.rglob("*.py")):
        if path.stem != "__main__":
            parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
            yield ".".join(part for part in parts if part != "__init__"), path


def collected() -> tuple[list[Expression], list[str]]:
    """The expressions, and the places where one is made of what is known only then."""
    found: list[Expression] = []
    unknown: list[str] = []
    trees = {
        name: list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
        for name, path in modules()
    }
    public = _uses(*trees.values())
    for name, tree in trees.items():
        module = importlib.import_module(name)
        uses = _uses(tree)
        named = dict(_named(tree))
        for node in tree:
            if (method := _method(node)) is None or not isinstance(node, ast.Call):
                continue
            own = named.get(id(node), "")
            try:
                pattern = _compiled(node, method, module)
            except NameError:
                unknown.append(f"{name}:{method}")
                continue
            methods = (uses if own.startswith("_") else public).get(own, _METHODS)
            if method != "compile":
                methods = frozenset({method})
            found.append(Expression(f"{name}:{own}:{node.lineno}", pattern, methods))
        # Those in tables, and those that a function has made when it was called.
        known = {one.pattern for one in found}
        others = [
            uses[one] for one in uses if not isinstance(vars(module).get(one), re.Pattern | Lazy)
        ]
        methods = frozenset().union(*others) - {"split", "sub", "subn"} or _METHODS
        found += (
            Expression(f"{name}:{own}", pattern, methods)
            for own in sorted(_stored(tree))
            for pattern in _within(vars(module).get(own))
            if pattern not in known
        )
    return found, unknown


def _named(tree: list[ast.AST]) -> Iterator[tuple[int, str]]:
    """The names that values are given, by the identity of the value."""
    for node in tree:
        if isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from ((id(node.value), one.id) for one in targets if isinstance(one, ast.Name))


def _stored(tree: list[ast.AST]) -> set[str]:
    """The names that are given something."""
    names = (node for node in tree if isinstance(node, ast.Name))
    return {node.id for node in names if isinstance(node.ctx, ast.Store)}


def _method(node: ast.AST) -> str | None:
    """The function of `re` that `node` calls with an expression; `lazy` compiles one later."""
    if (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "re"
        and node.func.attr in _CALLS
    ):
        return node.func.attr
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "lazy":
        return "compile"
    return None


def _compiled(node: ast.Call, method: str, module: Any) -> re.Pattern[Any]:
    """The expression of a call. Raises NameError where it is not known."""
    flags = [_value(one.value, module) for one in node.keywords if one.arg == "flags"]
    if method == "compile":
        flags += (_value(one, module) for one in node.args[1:])
    return re.compile(_value(node.args[0], module), *flags)


def _value(node: ast.expr, module: Any) -> Any:
    return eval(compile(ast.Expression(node), "", "eval"), vars(module))


def _within(value: Any) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, Lazy):
        yield re.compile(value.pattern, value.flags)
    elif isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, tuple | list | set | frozenset):
        for one in value:
            yield from _within(one)
    elif isinstance(value, dict):
        for one in value.values():
            yield from _within(one)


def _uses(*trees: list[ast.AST]) -> dict[str, frozenset[str]]:
    """The methods of expressions that are called on names."""
    called: dict[str, set[str]] = {}
    for node in chain.from_iterable(trees):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name | ast.Attribute):
            name = node.value.id if isinstance(node.value, ast.Name) else node.value.attr
            called.setdefault(name, set()).add(node.attr)
    return {name: frozenset(found & _METHODS) for name, found in called.items() if found & _METHODS}


# What can be seen of a parsed expression -----------------------------------------------------


def findings(pattern: re.Pattern[Any]) -> list[str]:
    """The unlimited repeats of `pattern` that share characters with one after or within them."""
    text = (
        pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    )
    tree = parser.parse(
        text, pattern.flags & ~re.UNICODE if isinstance(pattern.pattern, bytes) else pattern.flags
    )
    found: list[str] = []
    _look(list(tree), [], pattern.flags, found)
    return found


_PLAIN_CATEGORIES = {c.CATEGORY_DIGIT, c.CATEGORY_SPACE, c.CATEGORY_WORD}
_REPEATS = {c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT}
_CHOICES = {c.BRANCH, c.GROUPREF_EXISTS}
_BACKTRACKING = {c.MAX_REPEAT, c.MIN_REPEAT}


def _look(items: Sequence[Any], after: Sequence[Any], flags: int, found: list[str]) -> None:
    """Look at `items`, which are followed by `after`."""
    for index, (op, value) in enumerate(items):
        rest = [*items[index + 1 :], *after]
        if op in _REPEATS:
            _, high, body = value
            body = list(body)
            if op in _BACKTRACKING and high == c.MAXREPEAT:
                _follow(_characters(body, flags), _required(body, flags), rest, flags, found)
                _nested(body, body, flags, found)
            again = body if high == c.MAXREPEAT else []
            _look(body, [] if op is c.POSSESSIVE_REPEAT else [*again, *rest], flags, found)
        elif op is c.SUBPATTERN:
            _look(list(value[3]), rest, (flags | value[1]) & ~value[2], found)
        elif op is c.ATOMIC_GROUP:
            _look(list(value), [], flags, found)
        elif op in _CHOICES:
            for branch in _branches(op, value):
                _look(list(branch), rest, flags, found)
        elif op in {c.ASSERT, c.ASSERT_NOT}:
            _look(list(value[1]), [], flags, found)


def _nested(items: Sequence[Any], again: Sequence[Any], flags: int, found: list[str]) -> None:
    """Refuse an unlimited repeat in `items`, a repeated body, that a next round can go on with."""
    for index, (op, value) in enumerate(items):
        rest = list(items[index + 1 :])
        if op in _REPEATS:
            if op in _BACKTRACKING and value[1] == c.MAXREPEAT:
                common = _characters(list(value[2]), flags) & _first([*rest, *again], flags)[0]
                if common:
                    found.append(f"a repeat within a repeat: both take {min(common)!r}")
            if op is not c.POSSESSIVE_REPEAT:
                _nested(list(value[2]), [*rest, *again], flags, found)
        elif op is c.SUBPATTERN:
            _nested(list(value[3]), [*rest, *again], (flags | value[1]) & ~value[2], found)
        elif op in _CHOICES:
            for branch in _branches(op, value):
                _nested(list(branch), [*rest, *again], flags, found)


def _follow(  # noqa: C901, PLR0913, PLR0917 - one branch for each kind of item
    mine: frozenset[str],
    required: Sequence[frozenset[str]],
    rest: Sequence[Any],
    flags: int,
    found: list[str],
    paths: frozenset[frozenset[frozenset[str]]] = frozenset([frozenset()]),
) -> frozenset[frozenset[frozenset[str]]]:
    """Refuse an unlimited repeat in `rest` that can take over from the one before `rest`.

    That one takes the characters `mine`, among them some of each of `required` in every round. A
    path is what must be passed to get here, the characters of each part; the paths behind `rest`
    come out. The same text must do for the first repeat, for the path and for the second repeat.
    """
    for op, value in rest:
        if not paths:
            break
        if op in _REPEATS:
            low, high, body = value
            through = _follow(mine, required, list(body), flags, found, paths)
            taken = mine & _characters(list(body), flags)
            if (
                high == c.MAXREPEAT
                and all(one & taken for one in (*required, *_required(list(body), flags)))
                and any(all(one & taken for one in path) for path in paths)
            ):
                found.append(f"a repeat behind a repeat: both take {min(taken)!r}")
            paths = through if low else through | paths
        elif op is c.SUBPATTERN:
            inner = (flags | value[1]) & ~value[2]
            paths = _follow(mine, required, list(value[3]), inner, found, paths)
        elif op is c.ATOMIC_GROUP:
            paths = _follow(mine, required, list(value), flags, found, paths)
        elif op in _CHOICES:
            behind = [
                _follow(mine, required, list(one), flags, found, paths)
                for one in _branches(op, value)
            ]
            paths = frozenset().union(*behind)
        elif op is c.AT:
            if value is c.AT_END_STRING or (value is c.AT_END and not flags & re.MULTILINE):
                return frozenset()
        elif op not in {c.ASSERT, c.ASSERT_NOT}:
            taken = mine & _characters([(op, value)], flags)
            paths = frozenset(path | {taken} for path in paths) if taken else frozenset()
    return paths


def _branches(op: Any, value: Any) -> list[Any]:
    """The branches of one of `_CHOICES`."""
    return value[1] if op is c.BRANCH else [value[1], value[2] or []]


def _required(items: Sequence[Any], flags: int) -> list[frozenset[str]]:
    """The characters of each part of `items` that cannot be left out."""
    found = []
    for op, value in items:
        if op in _REPEATS:
            if value[0]:
                found += _required(list(value[2]), flags)
        elif op is c.SUBPATTERN:
            found += _required(list(value[3]), (flags | value[1]) & ~value[2])
        elif op is c.ATOMIC_GROUP:
            found += _required(list(value), flags)
        elif op not in {c.AT, c.ASSERT, c.ASSERT_NOT, c.GROUPREF}:
            found.append(_characters([(op, value)], flags))
    return found


def _characters(items: Sequence[Any], flags: int) -> frozenset[str]:
    """The characters that any part of `items` takes."""
    found: frozenset[str] = frozenset()
    for op, value in items:
        if op in _REPEATS:
            found |= _characters(list(value[2]), flags)
        elif op is c.SUBPATTERN:
            found |= _characters(list(value[3]), (flags | value[1]) & ~value[2])
        elif op is c.ATOMIC_GROUP:
            found |= _characters(list(value), flags)
        elif op in _CHOICES:
            found |= frozenset().union(
                *(_characters(list(one), flags) for one in _branches(op, value))
            )
        elif op is c.GROUPREF:
            found |= _ALPHABET
        elif op not in {c.AT, c.ASSERT, c.ASSERT_NOT}:
            found |= _single(op, _hashable(value), flags)
    return found


def _first(items: Sequence[Any], flags: int) -> tuple[frozenset[str], bool]:
    """The characters with which `items` can begin, and whether they can be empty."""
    found: frozenset[str] = frozenset()
    for op, value in items:
        if op in _REPEATS:
            some, empty = _first(list(value[2]), flags)
            empty = empty or not value[0]
        elif op is c.SUBPATTERN:
            some, empty = _first(list(value[3]), (flags | value[1]) & ~value[2])
        elif op is c.ATOMIC_GROUP:
            some, empty = _first(list(value), flags)
        elif op in _CHOICES:
            both = [_first(list(one), flags) for one in _branches(op, value)]
            some = frozenset().union(*(one for one, _ in both))
            empty = any(one for _, one in both)
        elif op in {c.AT, c.ASSERT, c.ASSERT_NOT}:
            some, empty = frozenset(), True
        else:
            some, empty = _characters([(op, value)], flags), False
        found |= some
        if not empty:
            return found, False
    return found, True


def _hashable(value: Any) -> Any:
    return tuple(map(_hashable, value)) if isinstance(value, list | tuple) else value


@cache
def _single(op: Any, value: Any, flags: int) -> frozenset[str]:
    """The characters that one item takes."""
    if op is c.ANY:
        return _ALPHABET if flags & re.DOTALL else _ALPHABET - {"\n"}
    if op is c.CATEGORY:
        name = (
            "dsw"[[c.CATEGORY_DIGIT, c.CATEGORY_SPACE, c.CATEGORY_WORD].index(value)]
            if value in _PLAIN_CATEGORIES
            else "DSW"[
                [c.CATEGORY_NOT_DIGIT, c.CATEGORY_NOT_SPACE, c.CATEGORY_NOT_WORD].index(value)
            ]
        )
        return frozenset(re.findall(rf"\{name}", "".join(_ALPHABET), flags & re.ASCII))
    if op is c.IN:
        taken = frozenset().union(
            *(_single(*one, flags) for one in value if one[0] is not c.NEGATE)
        )
        return _ALPHABET - taken if value[0][0] is c.NEGATE else taken
    if op is c.NOT_LITERAL:
        return _ALPHABET - _single(c.LITERAL, value, flags)
    low, high = value if op is c.RANGE else (value, value)
    characters = frozenset(one for one in _ALPHABET if low <= ord(one) <= high) | (
        {chr(low)} if low == high else frozenset()
    )
    if flags & re.IGNORECASE:
        characters |= frozenset(each for one in characters for each in (one.lower(), one.upper()))
    return characters


# Texts that would show it --------------------------------------------------------------------


def hostile(pattern: re.Pattern[Any], size: int) -> Iterator[str]:
    """Texts of `size` characters made of the parts of `pattern`, over and over."""
    text = (
        pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    )
    flags = pattern.flags
    tree = list(
        parser.parse(text, flags & ~re.UNICODE if isinstance(pattern.pattern, bytes) else flags)
    )
    pumps: dict[tuple[str, str], None] = {("", one): None for one in "ab \n0-_.:/<[(*`|\\\"'>"}
    for before, body in _pumps(tree, "", flags):
        pumps[before, body] = None
    for start, unit in dict.fromkeys(
        each
        for before, body in pumps
        for each in ((before, body), ("", before + body), ("", before), ("", body + before))
    ):
        if unit:
            for end in ("", "\0", "a"):
                yield start + unit * (size // len(unit)) + end


def _pumps(  # noqa: C901 - see above
    items: Sequence[Any], before: str, flags: int
) -> Iterator[tuple[str, str]]:
    """What stands before an unlimited repeat, and what it repeats."""
    for op, value in items:
        if op in _REPEATS:
            body = list(value[2])
            if value[1] == c.MAXREPEAT or value[1] > 100:
                for some in _samples(body, flags):
                    yield before, some
            yield from _pumps(body, before, flags)
        elif op is c.SUBPATTERN:
            yield from _pumps(list(value[3]), before, (flags | value[1]) & ~value[2])
        elif op is c.ATOMIC_GROUP:
            yield from _pumps(list(value), before, flags)
        elif op in _CHOICES:
            for branch in _branches(op, value):
                yield from _pumps(list(branch), before, flags)
        elif op in {c.ASSERT, c.ASSERT_NOT}:
            yield from _pumps(list(value[1]), before, flags)
        before += next(_samples([(op, value)], flags), "")
    if before:
        yield "", before


def _samples(items: Sequence[Any], flags: int) -> Iterator[str]:
    """Some texts that `items` take."""
    made = [""]
    for op, value in items:
        if op in _REPEATS:
            more = [one * max(value[0], 1) for one in _samples(list(value[2]), flags)]
        elif op is c.SUBPATTERN:
            more = list(_samples(list(value[3]), (flags | value[1]) & ~value[2]))
        elif op is c.ATOMIC_GROUP:
            more = list(_samples(list(value), flags))
        elif op in _CHOICES:
            more = [next(_samples(list(one), flags), "") for one in _branches(op, value)]
        elif op in {c.AT, c.ASSERT, c.ASSERT_NOT, c.GROUPREF}:
            continue
        else:
            taken = _characters([(op, value)], flags)
            more = [one for one in "a0-_. \n<[:/'\"" if one in taken] or sorted(taken)[:1]
        made = (
            [one + more[0] for one in made] + [made[0] + one for one in more[1:]] if more else made
        )
        made = made[:8]
    yield from made
