"""What a configuration says: the values that hold for one list, and what they decide."""
# os.path asks about folders that may not be entered without raising, and follows no links.

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from lint.config import file as configfile
from lint.diagnostics import Severity
from lint.errors import ConfigError
from lint.links.providers.options import SitesOptions
from lint.links.result import LinkOptions
from lint.plugins import is_plugin
from lint.text import did_you_mean, relative

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from lint.config.overrides import Overrides
    from lint.entries.options import SourceConfig, TableConfig
    from lint.rules import Rule

_LINK_KEYS = ("timeout", "retries", "concurrency", "per_host", "allow_addresses", "archive")


@dataclass(frozen=True, slots=True)
class GithubConfig:
    """What holds for pull requests on GitHub.

    `trust_suppressions` lets comments that a fork adds hide what it brings in.
    """

    trust_suppressions: bool = False


@dataclass(frozen=True, slots=True)
class CompatConfig:
    """What is done as other linters have it.

    `npm_comments` lets the comments of the linter of npm keep the rules quiet that both have.
    """

    npm_comments: bool = False


@dataclass(frozen=True, slots=True)
class Config:
    """What holds for one list (schema/config.schema.json says what each key means).

    `file` is where it was read from; the patterns for files start in its folder. `select` None
    means every rule, `fail_on` None never, a `severity` None off. `rules` are the options of rules
    by id, `[policy]` among them. `max_file_size` is in bytes.
    """

    file: Path | None = None
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    extend: tuple[str, ...] = ()
    per_file_ignores: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    severity: Mapping[str, Severity | None] = field(default_factory=dict)
    fail_on: Severity | None = Severity.ERROR
    offline: bool = False
    max_file_size: int = 5_000_000
    null_marks: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    tables: tuple[TableConfig, ...] = ()
    sources: tuple[SourceConfig, ...] = ()
    rules: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    links: LinkOptions = field(default_factory=LinkOptions)
    sites: SitesOptions = field(default_factory=SitesOptions)
    github: GithubConfig = field(default_factory=GithubConfig)
    compat: CompatConfig = field(default_factory=CompatConfig)

    def tables_for(self, path: str) -> tuple[TableConfig, ...]:
        """The tables' configurations whose `file` fits `path`."""
        return tuple(
            table for table in self.tables if table.file is None or self.fits(path, table.file)
        )

    def source_for(self, path: str) -> SourceConfig | None:
        """How the data file at `path` is read; None for a list."""
        return next((one for one in self.sources if self.fits(path, one.file)), None)

    def error(self, text: str, key: str = "") -> ConfigError:
        """An error to raise that says `text` of this configuration, or of a `key` in it."""
        return configfile.places(self.file).error(key, text) if self.file else ConfigError(text)

    def blamed(self, error: ConfigError) -> ConfigError:
        """`error`, which came up when a list was read, said of the key that it is about."""
        schemas = [table.schema for table in self.tables]
        if error.schema is not None and error.schema in schemas:
            return self.error(str(error), f"tables[{schemas.index(error.schema) + 1}].schema")
        return self.error(str(error), "dates" if str(error).startswith("'dates'") else "")

    def selects(self, rule: Rule, path: str) -> bool:
        """Whether `rule` is to be applied to the list at `path`.

        A rule of a preset is on where the preset is, where the selection names it, and, without a
        selection, where it is given a severity; so is the rule of a plug-in.
        """
        if rule.id in self.ignore or self.severity.get(rule.id, rule.severity) is None:
            return False
        for pattern, ignored in self.per_file_ignores.items():
            if rule.id in ignored and self.fits(path, pattern):
                return False
        if self.select is not None and rule.id in self.select:
            return True
        if rule.preset is not None and rule.preset in self.extend:
            return True
        by_default = rule.preset is None and not is_plugin(rule.id)
        return self.select is None and (by_default or rule.id in self.severity)

    def options(self, rules: Iterable[Rule]) -> Mapping[type[Any], Any]:
        """The options of `rules` that are configured, by their type."""
        found = {}
        for rule in rules:
            if rule.options is not None and rule.id in self.rules:
                try:
                    found[rule.options] = rule.options(**self.rules[rule.id])
                except TypeError as error:  # of a plug-in, whose options no schema describes
                    raise self.error(f"'rules.{rule.id}': {error}", f"rules.{rule.id}") from None
        return found

    def override(self, values: Overrides) -> Config:
        """This configuration with the keys that `values` sets, those of `[links]` among them.

        Headers come on top of those of the configuration, one by one.
        A selection replaces what the configuration ignores and extends, too: who names rules gets
        them and no others. What it says of single files stays.
        """
        links = values.given(*_LINK_KEYS)
        if values.headers:
            from lint.links.network.headers import merged

            links["headers"] = merged(self.links.headers, values.headers)
        others = values.given("select", "ignore", "offline")
        if values.fail_on is not None:
            others["fail_on"] = values.fail_on.severity
        if values.select is not None:
            severity = {key: value for key, value in self.severity.items() if value is not None}
            others = {"ignore": (), "extend": (), "severity": severity} | others
        if values.extend:
            kept = others.get("extend", self.extend)
            others["extend"] = tuple(dict.fromkeys((*kept, *values.extend)))
        return replace(self, links=replace(self.links, **links), **others)

    def fits(self, path: str, pattern: str) -> bool:
        """Whether the list at `path`, seen from the folder of this configuration, fits `pattern`.

        `*`, `?` and `[abc]` stay within one name, `**` stands for any number of folders; a pattern
        without a slash is one for the name of the file, wherever it is.
        """
        base = self.file.parent if self.file else Path.cwd()
        names = PurePosixPath(relative(path, base)).parts
        if "/" not in pattern:
            return _match(names[-1:], (pattern,))
        return _match(names, PurePosixPath(pattern).parts)


def check_rules(config: Config, known: Iterable[str]) -> None:
    """Raise ConfigError, with the nearest names, for a rule in `config` that is not `known`.

    For what the command line says: of a file, the schema has judged already.
    """
    from lint.config.rules import plugin

    names = tuple(known)
    for rule in (*(config.select or ()), *config.ignore):
        if is_plugin(rule):
            plugin(rule)
        elif rule not in names:
            near = did_you_mean(rule, names) or "; `awesome-lint rules` lists them"
            raise config.error(f"unknown rule {rule!r}{near}")


def _match(names: Sequence[str], patterns: Sequence[str]) -> bool:
    """Whether the parts of a path fit those of a pattern, one by one.

    Between two `**` the first place that fits is as good as any: what follows has the most left.
    """
    first, *others = _split(patterns)
    if not others:
        return len(names) == len(first) and _fit(names, first)
    *others, last = others
    if len(names) < len(first) + len(last):
        return False
    end = len(names) - len(last)
    if not _fit(names[: len(first)], first) or not _fit(names[end:], last):
        return False
    place = len(first)
    for run in others:
        starts = range(place, end - len(run) + 1)
        found = next((one for one in starts if _fit(names[one : one + len(run)], run)), None)
        if found is None:
            return False
        place = found + len(run)
    return True


def _split(patterns: Iterable[str]) -> list[list[str]]:
    """The runs of patterns for one name each that `**` stands between."""
    runs: list[list[str]] = [[]]
    for pattern in patterns:
        if pattern == "**":
            runs.append([])
        else:
            runs[-1].append(pattern)
    return runs


def _fit(names: Iterable[str], patterns: Iterable[str]) -> bool:
    return all(map(fnmatchcase, names, patterns))
