"""The options of each command as values with types, and which of them exclude each other.

Click's parameters become one of these objects in `lint.cli.main` and `lint.cli.options`; nothing
below the command line sees a name of an option as text.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from lint.errors import LintError
from lint.reporters.options import OutputOptions
from lint.sweep.options import ClusterOptions, SourceOptions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from ipaddress import IPv4Network, IPv6Network


class RuleOptions(NamedTuple):
    """Which rules run, what is shown, and what makes the exit status 1."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: str = "info"
    fail_on: str | None = None
    extend: tuple[str, ...] = ()


class ChangeOptions(NamedTuple):
    """What the lists are compared with: a revision, or what git has committed.

    `stranger` is the revision that decides what a fork's pull request may hide.
    """

    base: str | None = None
    staged: bool = False
    stranger: str | None = None

    @property
    def option(self) -> str | None:
        """The option that is given, as it is written; None for neither."""
        if self.staged:
            return "--staged"
        return None if self.base is None else "--base"


class FixOptions(NamedTuple):
    """Whether lists are changed, or only shown as they would be."""

    fix: bool = False
    unsafe: bool = False
    diff: bool = False


class BaselineOptions(NamedTuple):
    """Where the known findings are, and whether they are written anew."""

    file: str | None = None
    write: bool = False


class StorageOptions(NamedTuple):
    """Where results are remembered; `folder` None is that of the platform."""

    cache: bool = True
    folder: str | None = None
    refresh: bool = False
    state: str | None = None


class RequestOptions(NamedTuple):
    """How links are requested; None leaves a value to the configuration. `timeout` in seconds."""

    offline: bool | None = None
    timeout: float | None = None
    retries: int | None = None
    concurrency: int | None = None
    per_host: int | None = None
    allow_addresses: tuple[IPv4Network | IPv6Network, ...] = ()
    storage: StorageOptions = StorageOptions()


class ConfigOptions(NamedTuple):
    """Which configuration counts: `file`, none if `isolated`, else the nearest.

    `show` is set where it is to be shown, and no list to be checked.
    """

    file: str | None = None
    isolated: bool = False
    show: bool = False


class CheckOptions(NamedTuple):
    """The options of `check`. `commands` are the names that a mistyped path may have meant."""

    paths: tuple[str, ...] = ()
    rules: RuleOptions = RuleOptions()
    change: ChangeOptions = ChangeOptions()
    output: OutputOptions = OutputOptions()
    fixes: FixOptions = FixOptions()
    baseline: BaselineOptions = BaselineOptions()
    requests: RequestOptions = RequestOptions()
    config: ConfigOptions = ConfigOptions()
    stdin_filename: str | None = None
    commands: tuple[str, ...] = ()
    environment: frozenset[str] = frozenset()
    """The options, by their names in Python, that the environment has set."""

    def validate(self) -> None:
        """Raise LintError for options that exclude each other or a path, before anything runs."""
        from lint.files.inputs import STDIN, is_url

        exclude(self._exclusions(stdin=STDIN in self.paths))
        changes = self.fixes.fix or self.fixes.diff
        # Set in the environment, it says what --fix is to do whenever it is given.
        if self.fixes.unsafe and not changes and "unsafe_fixes" not in self.environment:
            raise LintError("--unsafe-fixes requires --fix or --diff")
        url = next(filter(is_url, self.paths), None)
        if url is not None:
            exclude(self._with_url(url))
        self._check_files()

    def _exclusions(self, *, stdin: bool) -> Iterator[tuple[bool, str, str]]:
        change, write = self.change, self.baseline.write
        yield change.base is not None and change.staged, "--base", "--staged"
        yield self.fixes.diff and write, "--diff", "--write-baseline"
        yield self.fixes.diff and bool(self.output.reports), "--diff", "--report"
        yield bool(change.option) and write, str(change.option), "--write-baseline"
        yield change.staged and stdin, "--staged", "standard input"
        output = self.output
        other = output.format not in {None, "full"}
        rendering = output.rendering
        yield rendering.statistics and other, "--statistics", f"--format {output.format}"
        yield rendering.statistics and rendering.show_all, "--statistics", "--all"

    def _with_url(self, url: str) -> Iterator[tuple[bool, str, str]]:
        yield bool(self.requests.offline), "--offline", url
        yield self.fixes.fix, "--fix", f"{url}; --diff shows what it would change"
        yield bool(self.change.option), str(self.change.option), url
        yield self.baseline.write, "--write-baseline", url

    def _check_files(self) -> None:
        """Raise LintError where two reports would be written to one file."""
        seen: set[str] = set()
        for file in self.output_files():
            place = os.path.abspath(file)  # noqa: PTH100 - shown as it was written
            if place in seen:
                raise LintError(f"{file}: two reports would be written to this file")
            seen.add(place)

    def output_files(self) -> tuple[str, ...]:
        """The files that reports are written to, as they were named."""
        first = (self.output.file,) if self.output.file else ()
        return (*first, *(file for _, file in self.output.reports))


class RowsOptions(NamedTuple):
    """The options of `rows`."""

    path: str
    resolve: bool = False
    unread: bool = False
    format: str = "jsonl"
    offline: bool = False
    storage: StorageOptions = StorageOptions()
    config: ConfigOptions = ConfigOptions()

    def validate(self) -> None:
        """Raise LintError for options that exclude each other or the path."""
        from lint.files.inputs import is_url

        exclude(
            [
                (self.offline and is_url(self.path), "--offline", self.path),
                (self.unread and self.resolve, "--unread", "--resolve"),
            ]
        )


class AddOptions(NamedTuple):
    """The options of `add`; `file` None is the README of this folder."""

    urls: tuple[str, ...]
    file: str | None = None
    section: str | None = None
    summary: str | None = None
    write: bool = False
    requests: RequestOptions = RequestOptions()
    config: ConfigOptions = ConfigOptions()

    def validate(self) -> None:
        """Raise LintError for what is no URL that a list may have, and for no list to write."""
        from lint import urls
        from lint.files.inputs import STDIN, is_url
        from lint.text import clip

        if self.file is not None and (self.file == STDIN or is_url(self.file)):
            raise LintError(f"--file {clip(self.file)}: name a file, the list to add to")
        if self.summary is not None and len(self.urls) > 1:
            raise LintError("--summary cannot be combined with several URLs")
        for text in self.urls:
            url = urls.http(text)
            if url is None:
                raise LintError(f"{clip(text)!r} is not an http or https URL")
            if url.username or url.password:
                raise LintError(f"{clip(text)}: remove the user name and the password")


class InitOptions(NamedTuple):
    """The options of `init`; `path` None is this folder."""

    path: str | None = None
    baseline: bool = False
    pre_commit: bool = False
    github: bool = False
    repository: str | None = None
    rev: str | None = None
    offline: bool = False
    storage: StorageOptions = StorageOptions()

    @property
    def adopts(self) -> bool:
        """Whether files that run awesome-lint are written."""
        return self.pre_commit or self.github

    def validate(self) -> None:
        """Raise LintError for an option without the one that it needs."""
        if not self.adopts and (self.repository or self.rev):
            raise LintError("--repository and --rev require --pre-commit or --github")


class SweepOptions(NamedTuple):
    """The options of `sweep`; `out` is the folder that everything is written to."""

    out: str
    sources: SourceOptions = SourceOptions()
    cluster: ClusterOptions = ClusterOptions()
    requests: RequestOptions = RequestOptions()
    config: ConfigOptions = ConfigOptions()
    fail_on: str | None = None

    def validate(self) -> None:
        """Raise LintError for options that exclude each other, or are not safe."""
        from lint.files.inputs import is_url

        offline = bool(self.requests.offline)
        self.sources.validate(offline=offline)
        url = next(filter(is_url, self.sources.paths), None)
        exclude([(offline and url is not None, "--offline", str(url))])
        self.cluster.validate()


def exclude(cases: Iterable[tuple[bool, str, str]]) -> None:
    """Raise LintError for the first case that holds, each with the two things that clash."""
    for holds, one, other in cases:
        if holds:
            raise LintError(f"{one} cannot be combined with {other}")
