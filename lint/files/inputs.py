"""What the user names becomes sources; what a list refers to becomes facts about files."""
# ruff: noqa: PTH100, PTH110, PTH112, PTH113, PTH118, PTH119, PTH122, PTH123, PTH208
# Paths are shown as they were written, which a Path changes; os.path asks without raising.

from __future__ import annotations

import os
import posixpath
import re
import sys
from itertools import accumulate, islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from lint.errors import InputError
from lint.patterns import lazy
from lint.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

STDIN = "-"
STDIN_NAME = "<stdin>"
_READMES = frozenset({"readme.md", "readme.markdown"})
# Where GitHub looks for the files that go with a repository, besides its root:
# https://docs.github.com/communities/setting-up-your-project-for-healthy-contributions
COMMUNITY_FOLDERS = frozenset({"docs", ".github"})
SITE_FOLDER = ".vitepress"
"""The folder with the configuration of VitePress, at the root of a repository or in its docs/."""
_MOST_FOLDERS = 8
_MOST_NAMES = 10_000
# Readmes that GitHub shows, too: https://github.com/github/markup
_OTHER_MARKUP = {
    ".rst": "reStructuredText",
    ".adoc": "AsciiDoc",
    ".asciidoc": "AsciiDoc",
    ".org": "Org",
    ".json": "JSON",
}
_WEB = lazy(r"https?://", re.IGNORECASE)
# RFC 3986, section 3.1; a drive letter of Windows looks like a scheme and is no target either.
_SCHEME = lazy(r"[A-Za-z][A-Za-z0-9+.-]*:")


def _none(_: str) -> bool:
    return False


def _silent(_: str) -> None:
    pass


def expand(
    paths: Iterable[str],
    fail: Callable[[str], None],
    words: Iterable[str] = (),
    *,
    is_source: Callable[[str], bool] = _none,
    note: Callable[[str], None] = _silent,
) -> tuple[str, ...]:
    """The files that `paths` name, each file once, under the first name it comes by.

    A folder stands for its Markdown files, and for the data files that `is_source` accepts; no path
    at all stands for the README of the working folder, `-` for standard input; URLs stay as they
    are. What names no list is told to `fail`, one line each, with the nearest of `words` for what
    may have been meant for one of them; a README of another markup in a folder is told to `note`.
    """
    seen: set[str] = set()
    found = []
    for name in _names(tuple(paths), fail, words, _Folder(fail, note, is_source)):
        key = name if name == STDIN or is_url(name) else os.path.realpath(name)
        if key not in seen:
            seen.add(key)
            found.append(name)
    return tuple(found)


def leads_out(file: str, paths: Collection[str]) -> bool:
    """Whether `file`, which `expand` found in a folder that `paths` name, lies outside of it.

    A symbolic link makes that. What is named itself may be a link: its user meant where it leads.
    """
    if any(file == (path if os.sep == "/" else path.replace(os.sep, "/")) for path in paths):
        return False
    place = Path(os.path.realpath(file))
    folders = (path for path in paths or (".",) if os.path.isdir(path))
    return not any(place.is_relative_to(os.path.realpath(folder)) for folder in folders)


def is_url(path: str) -> bool:
    """Whether `path` names a page of the web instead of a file."""
    return _WEB.match(path) is not None


def read(path: str, max_size: int, name: str | None = None) -> Source:
    """The source at `path`, at most `max_size` bytes of it; `-` is standard input.

    `name` is the path that it goes by, if that is another one. Raises InputError, naming that and
    the reason, for what cannot be read, is larger, or is no UTF-8 text.
    """
    shown = name or (STDIN_NAME if path == STDIN else path)
    try:
        if path != STDIN:
            with open(path, "rb") as file:
                data = file.read(max_size + 1)
        elif sys.stdin is None:
            raise InputError(f"{shown}: standard input is closed")
        else:
            data = sys.stdin.buffer.read(max_size + 1)
    except (OSError, ValueError) as error:
        raise InputError(f"{shown}: {_reason(error)}") from None
    if len(data) > max_size:
        raise InputError(f"{shown}: larger than max_file_size ({max_size:,} bytes)")
    return Source.decode(shown, data, None if path == STDIN else path)


def relative_target(url: str) -> str | None:
    """The path in `url`, percent-decoded, without query and fragment, if it is a relative one.

    None for a URL with a scheme or a host, for an anchor, and for what is empty.
    """
    from urllib.parse import unquote

    if url.startswith("//") or _SCHEME.match(url):
        return None
    return unquote(re.split(r"[?#]", url, maxsplit=1)[0]) or None


def file_facts(path: str, urls: Iterable[str]) -> Mapping[str, bool]:
    """Of each relative target among `urls` of the list at `path`, whether it exists.

    A target that starts with `/` begins at the root of the repository, the nearest folder above
    with a `.git`. One that leaves the repository (without one, the folder of the list) cannot be
    judged here, `../../issues` being a page of GitHub's, and is absent; so is one with a backslash,
    which means a folder on one system only. The `folders` that do not exist are there, too.
    """
    from urllib.parse import quote

    root, places = target_places(path, urls)
    facts = {target: os.path.lexists(root / place) for target, place in places.items()}
    above = {one for target, exists in facts.items() if not exists for one in folders(target)}
    _, places = target_places(path, map(quote, sorted(above - facts.keys())))
    missing = (one for one, place in places.items() if not os.path.isdir(root / place))
    return facts | dict.fromkeys(missing, False)


def folders(target: str) -> tuple[str, ...]:
    """The folders that the relative `target` lies in, the outermost first, with a slash each.

    Those of a deeper path than any list has are left out.
    """
    parts = target.split("/", _MOST_FOLDERS)
    ends = accumulate(f"{part}/" for part in parts[:-1])
    return tuple(one for one in ends if one.strip("./"))


def target_places(path: str, urls: Iterable[str]) -> tuple[Path, Mapping[str, str]]:
    """The folder that the targets of a list start from, and the path from there of each one.

    Of those that `file_facts` can judge.
    """
    folder = Path(os.path.abspath(path)).parent
    root = root_of(folder)
    if path == STDIN_NAME:
        return folder, {}
    base = "" if root is None else folder.relative_to(root).as_posix()
    places: dict[str, str] = {}
    for target in dict.fromkeys(map(relative_target, urls)):
        if target is None or "\\" in target or (root is None and target.startswith("/")):
            continue
        start = "" if target.startswith("/") else base
        inside = posixpath.normpath(posixpath.join(start, target.lstrip("/")))
        if inside != ".." and not inside.startswith("../"):
            places[target] = inside
    return root or folder, places


def beside(path: str) -> Mapping[str, int] | None:
    """The files at the root of the repository, in docs/ and in .github/, with their sizes in bytes.

    They go by their paths from there, in lower case, as GitHub finds them in any case; of several
    that differ in case the largest counts. A symbolic link has the size that it has in git, of its
    target's name. The folder of VitePress counts as a file. None for a list that does not lie at
    the root of a repository, as `file_facts` finds it, for standard input without a path, and where
    a folder cannot be read.
    """
    folder = Path(os.path.abspath(path)).parent
    if path == STDIN_NAME or root_of(folder) != folder:
        return None
    sizes: dict[str, int] = {}
    try:
        with os.scandir(folder) as found:
            top = list(found)
        for one in top:
            name = one.name.lower()
            if not one.is_dir() or name == SITE_FOLDER:
                _keep_larger(sizes, name, one)
            elif name in COMMUNITY_FOLDERS:
                with os.scandir(one) as found:
                    for inner in found:
                        if not inner.is_dir() or inner.name == SITE_FOLDER:
                            _keep_larger(sizes, f"{name}/{inner.name.lower()}", inner)
    except OSError:
        return None
    return sizes


def repository_page(path: str) -> str | None:
    """The URL of the page of the repository at whose root the list lies, by its git remotes.

    None where `beside` is None, and where no remote is known.
    """
    folder = Path(os.path.abspath(path)).parent
    return home_page(path) if root_of(folder) == folder else None


def home_page(path: str) -> str | None:
    """The URL of the page of the repository around the list, by its git remotes.

    None for standard input without a path, without a repository, and where no remote is known.
    """
    root = None if path == STDIN_NAME else root_of(Path(os.path.abspath(path)).parent)
    if root is None:
        return None
    from lint.git import remotes

    return remotes.page(root)


def _keep_larger(sizes: dict[str, int], name: str, file: os.DirEntry[str]) -> None:
    sizes[name] = max(sizes.get(name, 0), file.stat(follow_symlinks=False).st_size)


def root_of(folder: Path) -> Path | None:
    """The root of the repository around `folder`, the nearest folder with a `.git`."""
    return next((up for up in (folder, *folder.parents) if os.path.exists(up / ".git")), None)


class _Folder(NamedTuple):
    """What a folder stands for, and who is told of the rest."""

    fail: Callable[[str], None]
    note: Callable[[str], None]
    is_source: Callable[[str], bool]

    def files(self, folder: str) -> Iterator[str]:
        """The lists in `folder`."""
        from lint.document import data
        from lint.files.walk import SUFFIXES, files_below

        problems = []

        def report(error: OSError) -> None:
            problems.append(f"{Path(error.filename or folder).as_posix()}: {_reason(error)}")

        found = []
        others = []
        for file in files_below(folder, report, {*SUFFIXES, *data.SUFFIXES, *_OTHER_MARKUP}):
            stem, suffix = os.path.splitext(os.path.basename(file).lower())
            if suffix in SUFFIXES or (suffix in data.SUFFIXES and self.is_source(file)):
                found.append(file)
            elif suffix in _OTHER_MARKUP and stem == "readme":
                others.append(file)
        if not found and not problems:
            problems.append(f"{folder}: no Markdown files in this folder")
        for problem in problems:
            self.fail(problem)
        for file in others:
            self.note(f"{file}: {_markup(file)} is not supported, so it was skipped")
        yield from found


def _markup(path: str) -> str | None:
    """The markup of a file that is no Markdown, if GitHub shows it as a readme."""
    return _OTHER_MARKUP.get(Path(path).suffix.lower())


def _names(
    paths: tuple[str, ...], fail: Callable[[str], None], words: Iterable[str], folder: _Folder
) -> Iterator[str]:
    if not paths:
        found = readme()
        if found is None:
            fail("no README.md in this folder; pass a file or a folder")
        else:
            yield found
    for path in paths:
        if is_url(path):
            yield path
        elif path != STDIN and os.path.isdir(path):
            yield from folder.files(path)
        elif (markup := _markup(path)) is not None:
            fail(f"{path}: {markup} is not supported; only Markdown is")
        elif path == STDIN or os.path.lexists(path):
            yield path if os.sep == "/" else path.replace(os.sep, "/")
        else:
            meant = _meant(path, words) or _near(path)
            fail(f"{path or repr(path)}: no such file or folder{meant}")


def _meant(path: str, words: Iterable[str]) -> str:
    """A question after the command that may have been meant by `path`, to end a message with."""
    if not path.isalpha():
        return ""
    from lint.text import did_you_mean

    return did_you_mean(path, words).replace("did you mean", "did you mean the command")


def _near(path: str) -> str:
    """A question after the Markdown file beside `path` whose name is nearest; "" without any."""
    from lint.files.walk import SUFFIXES
    from lint.text import did_you_mean

    folder, name = os.path.split(path)
    try:
        with os.scandir(folder or ".") as found:
            names = [one.name for one in islice(found, _MOST_NAMES)]
    except OSError:
        return ""
    written = {one.lower(): one for one in names if one.lower().endswith(tuple(SUFFIXES))}
    meant = did_you_mean(name.lower(), written)
    for lower, own in written.items():
        meant = meant.replace(repr(lower), repr(os.path.join(folder, own)))
    return meant


def readme(folder: str = ".") -> str | None:
    """The name of the README in `folder`; as GitHub does, in any case."""
    names = (name for name in os.listdir(folder) if name.lower() in _READMES)
    return next((name for name in sorted(names) if os.path.isfile(Path(folder, name))), None)


def _reason(error: OSError | ValueError) -> str:
    """Why a file cannot be read; a ValueError is a NUL in its name."""
    if isinstance(error, OSError) and error.strerror:
        return f"cannot be read: {error.strerror}"
    return f"cannot be read: {error}"
