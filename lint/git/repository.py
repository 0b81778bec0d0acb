"""What git knows of files: their earlier versions and what is staged of them.

Only plumbing that reads objects and the index: nothing here writes to a repository, uses the
network, or runs what a repository may name (hooks, filters, text converters, external diffs, a file
system monitor). Content is as git keeps it, without the conversions of a checkout.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from lint.errors import LintError
from lint.git.program import PLACES, SAFE, call, failure, records, stream, text
from lint.text import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from lint.git.program import Limits

# The mode of a symbolic link in a tree.
_LINK = "120000"
_MOST_LINKS = 5
# So many are compared with a name that is none.
_MOST_BRANCHES = 200


class Entry(NamedTuple):
    """What a tree has at a path: mode and type as git names them, the object, its size in bytes.

    The size is None for anything but a blob.
    """

    mode: str
    kind: str
    object: str
    size: int | None


class Difference(NamedTuple):
    """What became of a file: git's letter for it, the path that it had, both versions' objects.

    An object is all zeros where there is no file; `U` is one with conflicts. `mode` is that of the
    new version, as git names it.
    """

    status: str
    old_path: str
    old: str
    new: str
    mode: str = ""


class Commit(NamedTuple):
    """A commit: its name, its parents', the day (YYYY-MM-DD) and the first line of its message."""

    name: str
    parents: tuple[str, ...]
    day: str
    title: str


class Repository:
    """The repository around a folder; paths lead from its root, with slashes.

    Raises LintError for a folder without one, for one that git does not trust, and without git.
    """

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._environment = {
            key: value for key, value in os.environ.items() if key.upper() not in PLACES
        } | SAFE
        self.root = self._ask("rev-parse", "--show-toplevel")
        index = os.environ.get("GIT_INDEX_FILE")
        if index and self._is_called_by_git():
            # `git commit --all` and `git commit FILE` stage into an index of their own.
            self._environment["GIT_INDEX_FILE"] = str(Path(index).absolute())

    def path(self, file: str) -> str:
        """The path of `file`, which need not exist. Symbolic links are followed."""
        root, place = os.path.realpath(self.root), os.path.realpath(file)
        return os.path.relpath(place, root).replace(os.sep, "/")

    def commit(self, revision: str) -> str:
        """The commit that `revision` names. Raises LintError if there is none."""
        found = None
        if revision and not revision.startswith("-") and "\0" not in revision:
            found = self._try("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
        if not found:
            raise LintError(f"{revision!r}: unknown revision{self._remote(revision)}{self._hint()}")
        return found

    def head(self) -> str | None:
        """The commit that is checked out; None before the first one."""
        return self._try("rev-parse", "--verify", "--quiet", "HEAD^{commit}") or None

    def fork(self, commit: str) -> str | None:
        """The best common ancestor of `commit` and what is checked out, if the clone has one."""
        found = self._try("merge-base", commit, "HEAD")
        return found.splitlines()[0] if found else None

    def contains(self, commit: str, other: str) -> bool:
        """Whether `other` is `commit` or came before it, as far as the clone knows."""
        return self._try("merge-base", "--is-ancestor", other, commit) is not None

    def is_pushed(self, commit: str) -> bool:
        """Whether a branch of a remote is known to have `commit`."""
        options = ("--count=1", f"--contains={commit}", "--format=%(refname)")
        return bool(self._try("for-each-ref", *options, "refs/remotes"))

    def parents(self, revision: str) -> tuple[str, ...]:
        """The parents of the commit `revision`, those that a shallow clone lacks among them."""
        lines = self._ask("cat-file", "commit", self.commit(revision)).split("\n\n", 1)[0]
        found = (line.partition(" ") for line in lines.splitlines())
        return tuple(value for key, _, value in found if key == "parent")

    def history(self, path: str, count: int) -> list[Commit]:
        """The latest commits of HEAD's branch that changed `path`, at most `count`.

        A merge counts as the one change that it brought. The latest goes first; a shallow clone
        has fewer.
        """
        options = ("--first-parent", "--no-show-signature", "--no-ext-diff", "--no-textconv")
        shape = ("-z", f"--max-count={count}", "--format=%H%x09%P%x09%cs%x09%s")
        output = self._run("log", *options, *shape, "HEAD", "--", path)
        found = (record.split("\t", 3) for record in records(output))
        return [Commit(name, tuple(up.split()), day, title) for name, up, day, title in found]

    def is_shallow(self) -> bool:
        """Whether the clone lacks commits before some that it has."""
        return self._try("rev-parse", "--is-shallow-repository") == "true"

    def patches(self, commit: str, path: str, limits: Limits) -> Iterator[tuple[Commit, bytes]]:
        """The lines that commits took from or added to `path`, each with its `-` or `+`.

        The latest of them goes first, from `commit` on, as `history` has them. What is beyond the
        `limits` is left out. Raises LintError where git cannot be run.
        """
        options = ("--first-parent", "-m", "--no-show-signature", "--no-ext-diff", "--no-textconv")
        shape = ("--patch", "--unified=0", "--text", "--no-color", "--no-renames", "--no-notes")
        form = (f"--max-count={limits.commits}", "--format=%x00%H%x09%P%x09%cs%x09%s")
        arguments = ("log", *options, *shape, *form, commit, "--", path)
        found: Commit | None = None
        for line in stream(arguments, self._folder, self._environment, limits):
            if line[:1] == b"\0":
                name, up, day, title = text(line[1:]).split("\t", 3)
                found = Commit(name, tuple(up.split()), day, title)
            # The header of a file looks like a line that was removed, and so may one of a list;
            # nothing is lost by a line more.
            elif found is not None and line[:1] in {b"-", b"+"}:
                yield found, line

    def unrelated(self, revision: str) -> LintError:
        """What to raise where `fork` finds nothing."""
        hint = self._hint()
        where = " in this clone" if hint else ""
        return LintError(f"{revision!r}: no common ancestor with HEAD{where}{hint}")

    def empty_tree(self) -> str:
        """The tree without files: what is before the first commit."""
        return self._ask("hash-object", "-t", "tree", "--stdin")

    def existing(self, commit: str, paths: Iterable[str]) -> frozenset[str]:
        """Those of `paths` where `commit` has a file or a folder.

        A path with a line break, for which git's protocol has no form, counts as one without.
        """
        wanted = [path for path in dict.fromkeys(paths) if "\n" not in path]
        if not wanted:
            return frozenset()
        ask = "".join(f"{commit}:{path}\n" for path in wanted)
        answers = self._run("cat-file", "--batch-check=%(objecttype)", given=os.fsencode(ask))
        kinds = os.fsdecode(answers).split("\n")
        return frozenset(
            path for path, kind in zip(wanted, kinds, strict=False) if kind in {"blob", "tree"}
        )

    def folder(self, commit: str, path: str = "") -> Mapping[str, Entry]:
        """What `commit` has in the folder at `path`, by default the root, by name."""
        return self._tree(f"{commit}:{path}")

    def files(self, commit: str) -> Mapping[str, Entry]:
        """All that `commit` has but folders, by path."""
        return self._tree("-r", commit)

    def file(self, commit: str, path: str) -> tuple[str, Entry] | None:
        """The file at `path` in `commit`, and its path once symbolic links are followed."""
        for _ in range(_MOST_LINKS):
            found = self._tree(commit, "--", path).get(path)
            if found is None or found.kind != "blob":
                return None
            if found.mode != _LINK:
                return path, found
            target = os.fsdecode(self.content(found.object))
            path = os.path.normpath(f"{path}/../{target}").replace(os.sep, "/")
        return None

    def link(self, commit: str, path: str) -> str | None:
        """Where the symbolic link at `path` in `commit` leads; None where there is none."""
        found = self._tree(commit, "--", path).get(path)
        if found is None or found.mode != _LINK:
            return None
        return os.fsdecode(self.content(found.object))

    def staged(self, tree: str) -> Mapping[str, Difference]:
        """What the index has that `tree` (or a commit's) has not, by path; renames are followed."""
        options = ("--raw", "-z", "--no-abbrev", "--find-renames=50%", "--no-relative")
        safe = ("--no-ext-diff", "--no-textconv", "--ignore-submodules=all")
        # `git add --intent-to-add` stages no content.
        index = ("--cached", "--ita-invisible-in-index")
        fields = records(self._run("diff-index", *index, *options, *safe, tree, "--"))
        found = {}
        for facts in fields:
            _, mode, old, new, status = facts.removeprefix(":").split()
            path = old_path = next(fields)
            if status[0] in "RC":
                path = next(fields)
            if path not in found or status[0] == "U":
                found[path] = Difference(status[0], old_path, old, new, mode)
        return found

    def size(self, name: str) -> int:
        """The size in bytes of the object `name`."""
        return int(self._ask("cat-file", "-s", name))

    def content(self, name: str) -> bytes:
        """The bytes of the blob `name`."""
        return self._run("cat-file", "blob", name)

    def _tree(self, *arguments: str) -> dict[str, Entry]:
        found = {}
        for record in records(self._run("ls-tree", "-z", "--long", "--full-tree", *arguments)):
            facts, _, path = record.partition("\t")
            mode, kind, name, size = facts.split()
            found[path] = Entry(mode, kind, name, int(size) if size.isdecimal() else None)
        return found

    def _is_called_by_git(self) -> bool:
        """Whether the variables of the environment, which a hook has, are about this repository."""
        ask = ("rev-parse", "--absolute-git-dir")
        done = call([*ask], os.getcwd(), os.environ | SAFE)  # noqa: PTH109 - what the hook means
        if done.returncode:
            return False
        theirs = text(done.stdout)
        return os.path.realpath(theirs) == os.path.realpath(self._ask(*ask))

    def _remote(self, revision: str) -> str:
        """The branch of the remote, or else one with a similar name, that was meant, in words."""
        name = f"origin/{revision}"
        if self._try("rev-parse", "--verify", "--quiet", name):
            return f"; did you mean {name!r}?"
        options = (f"--count={_MOST_BRANCHES}", "--format=%(refname:short)")
        branches = self._try("for-each-ref", *options, "refs/heads", "refs/remotes") or ""
        return did_you_mean(revision, branches.splitlines())

    def _hint(self) -> str:
        """How to get what a shallow clone lacks; "" for a clone that has all."""
        if not self.is_shallow():
            return ""
        return (
            ": the clone is shallow; run `git fetch --unshallow`, or in GitHub Actions set"
            " `fetch-depth: 0` for actions/checkout"
        )

    def _ask(self, *arguments: str) -> str:
        """What git answers, without the line ending. Raises LintError where it fails."""
        return text(self._run(*arguments))

    def _try(self, *arguments: str) -> str | None:
        """What git answers, without the line ending; None where it fails."""
        done = call(arguments, self._folder, self._environment)
        return None if done.returncode else text(done.stdout)

    def _run(self, *arguments: str, given: bytes = b"") -> bytes:
        done = call(arguments, self._folder, self._environment, given)
        if done.returncode:
            raise failure(done.stderr.decode(errors="replace"))
        return done.stdout
