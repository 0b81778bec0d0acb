"""Lists behind URLs: git fetches the repository into a temporary folder, which goes in the end."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import tempfile
import time
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple, Self
from urllib.parse import unquote

from lint import urls
from lint.errors import InputError, LintError
from lint.files.inputs import readme
from lint.git.program import PLACES, program
from lint.git.repository import Repository
from lint.text import display_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_HOSTS = frozenset({"github.com", "www.github.com"})
# Where GitHub looks for a README besides the root: https://docs.github.com/en/repositories/
# managing-your-repositorys-settings-and-features/customizing-your-repository/about-readmes
_FOLDERS = ("", ".github", "docs")
_FORMS = (
    "https://github.com/OWNER/NAME, its /tree/ and /blob/ pages, and https URLs that end in .git"
)
# GitHub's own characters for owners and repositories.
_NAME = re.compile(r"(?!\.{1,2}\Z)[\w.-]+", re.ASCII)
# git-check-ref-format(1), and what has a meaning of its own in a refspec.
_NO_REVISION = re.compile(r"\A[-+/]|\.\.|//|@\{|[\x00-\x20\x7f~^:?*\[\\]|/\Z|\.\Z")
# A branch may have slashes, and so may what follows it in the path of a page.
_MOST_PARTS = 5
_MISSING = re.compile(r"couldn't find remote ref|unadvertised object|no such remote ref")
# Without a login, GitHub asks for one where there is no such repository.
_NO_LOGIN = re.compile(r"could not read Username|terminal prompts disabled|Authentication failed")
# In seconds, for each of the few commands.
_PATIENCE = 120
# In bytes on the disk, history left out; the largest of known lists takes a hundredth.
_LARGEST = 1_000_000_000
_BLOCK = 4096
_GLANCE = 0.5
# What the repository says of its files runs nothing, changes nothing, and links nowhere: no filter
# such as LFS, no conversion of line endings, symbolic links as small files.
_ATTRIBUTES = "* !filter -text -ident !eol !working-tree-encoding !crlf\n"
_OPTIONS = {
    "core.askPass": "",
    "core.fsmonitor": "false",
    "core.hooksPath": os.devnull,
    "core.longPaths": "true",
    "core.symlinks": "false",
    "credential.helper": "",
    "gc.auto": "0",
    "maintenance.auto": "false",
    "submodule.recurse": "false",
}
_SAFE = {
    # By the user's own `url.*.insteadOf` an address may be another; a server cannot choose these.
    "GIT_ALLOW_PROTOCOL": "https:ssh:file",
    "GIT_ASKPASS": "",
    "GIT_LFS_SKIP_SMUDGE": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "GCM_INTERACTIVE": "never",
    "SSH_ASKPASS": "",
    "SSH_ASKPASS_REQUIRE": "never",
    "LC_ALL": "C",
}


class Page(NamedTuple):
    """What a URL names: the repository `remote`, which goes by `name`, and what of it.

    `kind` is "tree", "blob", or "" for the repository itself; `rest` are the parts of the path
    after it: a revision, which may have slashes, and a path.
    """

    name: str
    remote: str
    kind: str = ""
    rest: tuple[str, ...] = ()


class Fetched(NamedTuple):
    """A list in a clone: its `path` as it is shown, where its `file` lies, the clone's `root`."""

    path: str
    file: str
    root: Path


class Clones:
    """The clones of one run; at the end of the `with` block they are gone."""

    def __init__(self) -> None:
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if self._folder is None:
            return
        self._folder.cleanup()
        if isinstance(error, LintError):
            # What is said of a file, a configuration for one, names it as its list is named.
            here = Path(os.path.realpath(self._folder.name))
            forms = "|".join(map(re.escape, (here.as_posix(), display_path(here))))
            raise type(error)(re.sub(rf"(?:{forms})/\d+/", "", str(error))) from None

    def fetch(self, url: str) -> Fetched:
        """The list that `url` names, its README if it names no file.

        Raises InputError for a URL of another kind, and where nothing can be fetched.
        """
        page = read(url)
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(
                prefix="awesome-lint-", ignore_cleanup_errors=True
            )
        self._count += 1
        # The real path: what is in the folder is compared with it.
        root = Path(os.path.realpath(self._folder.name), str(self._count), page.name)
        root.mkdir(parents=True)
        try:
            place = _Clone(root, page).file()
        except LintError as error:
            raise InputError(f"{url}: {error}") from None
        return Fetched(f"{page.name}/{place}", str(root / place), root)


def read(url: str) -> Page:
    """What `url` names; its query and its fragment say nothing. Raises InputError."""
    found = urls.http(url)
    if found is None or found.scheme != "https":
        raise InputError(f"{url}: cannot fetch: expected an https URL of a repository")
    if found.username or found.password:
        raise InputError(f"{url}: cannot fetch: remove the user name and password from the URL")
    parts = tuple(unquote(part) for part in found.path.strip("/").split("/"))
    if f"https://{found.host}" == found.origin and found.host in _HOSTS and len(parts) >= 2:
        owner, name, *rest = parts
        name = name.removesuffix(".git")
        if _NAME.fullmatch(owner) and _NAME.fullmatch(name):
            page = Page(f"{owner}/{name}", f"https://github.com/{owner}/{name}")
            if not rest:
                return page
            if rest[0] in {"tree", "blob"} and len(rest) > (1 if rest[0] == "tree" else 2):
                return page._replace(kind=rest[0], rest=tuple(rest[1:]))
    elif parts[-1].endswith(".git") and all(map(_NAME.fullmatch, parts)):
        name = "/".join((found.host, *parts)).removesuffix(".git")
        return Page(name, f"{found.origin}{found.path.rstrip('/')}")
    raise InputError(f"{url}: cannot fetch: expected {_FORMS}")


class _Clone:
    """A repository without history in `root`, which is an empty folder."""

    def __init__(self, root: Path, page: Page) -> None:
        self._root = root
        self._page = page
        # None that are configured are sent, and with a login that is empty no .netrc is read.
        http = f"http.{page.remote}"
        self._options = {**_OPTIONS, f"{http}.extraHeader": "", f"{http}.emptyAuth": "true"}

    def file(self) -> str:
        """The path of the list. Raises LintError."""
        self._git("init", "--quiet", "--template=", ".")
        self._git("config", "remote.origin.url", self._page.remote)
        rest = self._fetch()
        attributes = self._root / ".git" / "info" / "attributes"
        attributes.parent.mkdir(exist_ok=True)
        attributes.write_text(_ATTRIBUTES, encoding="ascii")
        self._git("checkout", "--quiet", "--force", "--detach", "FETCH_HEAD", "--")
        if self._page.kind == "blob":
            return self._followed("/".join(rest))
        for folder in _FOLDERS if not rest else ("/".join(rest),):
            place = self._root / folder
            name = readme(str(place)) if place.is_dir() and _is_inside(folder) else None
            if name is not None:
                return self._followed(PurePosixPath(folder, name).as_posix())
        raise LintError("no README.md in this repository")

    def _fetch(self) -> Sequence[str]:
        """Fetch the revision; the parts of the path behind it."""
        if not self._page.kind:
            self._get("HEAD")
            return ()
        rest = self._page.rest
        # Where `a/b` is a branch, none is called `a`, so that the shortest is the one.
        for count in range(1, min(len(rest) + (self._page.kind == "tree"), _MOST_PARTS + 1)):
            if self._get("/".join(rest[:count])):
                return rest[count:]
        raise LintError(f"unknown branch, tag or commit {rest[0]!r}")

    def _get(self, revision: str) -> bool:
        """Fetch `revision`, if there is one of that name."""
        if _NO_REVISION.search(revision):
            return False
        said = self._git(
            *("fetch", "--quiet", "--depth=1", "--no-tags", "--no-recurse-submodules"),
            *("--no-write-commit-graph", "--", "origin", revision),
            missing=_MISSING,
        )
        return said is not None

    def _followed(self, path: str) -> str:
        """The path of the file that is shown at `path`: symbolic links are followed."""
        found = Repository(str(self._root)).file("HEAD", path) if _is_inside(path) else None
        if found is None:
            raise LintError(f"no file {path!r} in this repository")
        return found[0]

    def _git(self, *arguments: str, missing: re.Pattern[str] | None = None) -> str | None:
        """Run git; None where it says that `missing` is. Raises LintError where it fails."""
        settings = (part for pair in self._options.items() for part in ("-c", "=".join(pair)))
        with tempfile.TemporaryFile() as said:
            status = _run([program(), *settings, *arguments], self._root, said.fileno())
            said.seek(0)
            text = said.read(100_000).decode(errors="replace")
        if status == 0:
            return text
        if missing is not None and missing.search(text):
            return None
        if _NO_LOGIN.search(text):
            raise LintError("cannot fetch: the repository does not exist or is private")
        lines = [line for line in text.splitlines() if line.startswith(("fatal: ", "error: "))]
        reason = lines[0].partition(": ")[2] if lines else f"git {arguments[0]} failed"
        raise LintError(f"cannot fetch: {reason}")


def _run(command: Sequence[str], folder: Path, said: int) -> int:
    """Run `command`, with its words in the file `said`. The exit status.

    Raises LintError where it takes too long, fills the disk, or cannot be run.
    """
    # In a session of its own it has no terminal to ask for a password.
    try:
        process = subprocess.Popen(  # noqa: S603 - no shell; no argument is an option but our own
            command,
            cwd=folder,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            start_new_session=True,
        )
    except OSError as error:
        raise LintError(f"cannot run git: {error.strerror or error}") from None
    end = time.monotonic() + _PATIENCE
    try:
        while True:
            try:
                return process.wait(_GLANCE)
            except subprocess.TimeoutExpired:
                if time.monotonic() > end:
                    raise LintError(f"cannot fetch: timed out after {_PATIENCE} seconds") from None
                if _size(folder) > _LARGEST:
                    raise LintError(f"cannot fetch: larger than {_LARGEST:,} bytes") from None
    finally:
        if process.returncode is None:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process and those that it started."""
    if os.name == "posix":
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()


def _environment() -> Mapping[str, str]:
    kept = {key: value for key, value in os.environ.items() if key.upper() not in PLACES}
    return kept | _SAFE


def _size(folder: Path) -> int:
    """The bytes below `folder`, and a block for each file; what goes meanwhile does not count."""
    return sum(map(_bytes, _files(folder)))


def _files(folder: Path) -> Iterator[str]:
    for parent, folders, files in os.walk(folder):
        yield from (os.path.join(parent, name) for name in (*folders, *files))  # noqa: PTH118 - many


def _bytes(file: str) -> int:
    try:
        return os.lstat(file).st_size + _BLOCK
    except OSError:
        return 0


def _is_inside(path: str) -> bool:
    """Whether `path` leads to what the repository holds."""
    parts = path.split("/")
    return not path or not any(part in {"", ".", ".."} or part.lower() == ".git" for part in parts)
