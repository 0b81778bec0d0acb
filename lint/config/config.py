"""Find, read, validate and freeze the configuration of a list."""
# ruff: noqa: PTH100, PTH113
# os.path asks about folders that may not be entered without raising, and follows no links.

from __future__ import annotations

import math
import os
import re
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from lint.config import file as configfile
from lint.config.overrides import Overrides
from lint.config.places import KeyProblemError
from lint.diagnostics import Severity
from lint.entries.options import SourceConfig, TableConfig
from lint.errors import ConfigError
from lint.links.providers.options import SitesOptions
from lint.links.result import LinkOptions
from lint.plugins import is_plugin
from lint.text import did_you_mean, display_path, relative

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from ipaddress import IPv4Network, IPv6Network

    from lint.rules import Rule

__all__ = [
    "FILE_NAME",
    "CompatConfig",
    "Config",
    "Configurations",
    "GithubConfig",
    "check_rules",
    "fail_on",
    "find",
    "from_values",
    "network",
    "read",
]

FILE_NAME = ".awesome-lint.toml"
# The rule whose options have a table of their own, `[policy]`, instead of one in `[rules]`.
_POLICY = "entry-policy"
_LINK_KEYS = ("timeout", "retries", "concurrency", "per_host", "allow_addresses", "archive")
# The options of rules that are regular expressions.
_PATTERNS = (("redirected-link", "keep"),)
_OF_REQUESTS = frozenset({"links", "sites"})


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


class Configurations:
    """The configuration of each list of one run.

    `file` is the only configuration file if given, `isolated` says to read none, `overrides` are
    keys that the command line or the environment sets.
    """

    def __init__(
        self,
        *,
        file: str | None = None,
        isolated: bool = False,
        overrides: Overrides | None = None,
    ) -> None:
        self._overrides = overrides or Overrides()
        self._folders: dict[Path, Config] = {}
        self.notes: list[str] = []
        """What looks like a configuration and is none, a line each."""
        self._fixed: Config | None = None
        if isolated:
            self._fixed = Config().override(self._overrides)
        elif file is not None:
            self._fixed = self._read(Path(file))

    def for_path(self, path: str) -> Config:
        """The configuration for the list at `path`, whether or not there is such a file.

        Raises ConfigError for a configuration that cannot be used.
        """
        if self._fixed is not None:
            return self._fixed
        folder = Path(os.path.abspath(path)).parent
        if folder not in self._folders:
            folders = (folder, *folder.parents)
            found = next(filter(None, map(find, folders)), None)
            nearer = folders[: folders.index(found.parent) + 1] if found else folders
            missed = (note for one in nearer for note in configfile.misnamed(one))
            self.notes += [note for note in missed if note not in self.notes]
            self._folders[folder] = (
                Config().override(self._overrides) if found is None else self._read(found)
            )
        return self._folders[folder]

    def for_clone(self, path: str, root: Path) -> Config:
        """The configuration for the list at `path` in a clone of somebody's repository at `root`.

        What is there of it says how the list is read and judged. Nothing above `root` counts, nor
        does what it says of requests, under `links` and `sites`: that is the user's to say. Raises
        ConfigError as `for_path`, and for a schema that is not in the repository.
        """
        if self._fixed is not None:
            return self._fixed
        folder = Path(path).parent
        folders = [one for one in (folder, *folder.parents) if one.is_relative_to(root)]
        file = next(filter(None, map(find, folders)), None)
        if file is None:
            return Config().override(self._overrides)
        found = configfile.values(file) or {}
        own = {key: value for key, value in found.items() if key not in _OF_REQUESTS}
        config = from_values(own, file)
        for table in config.tables:
            place = os.path.abspath(table.schema or root)
            if not Path(place).is_relative_to(root):
                key = f"tables[{config.tables.index(table) + 1}].schema"
                raise config.error(f"the schema {table.schema} is not in the repository", key)
        return _foreign(config).override(self._overrides)

    def _read(self, file: Path) -> Config:
        return read(file).override(self._overrides)


def _foreign(config: Config) -> Config:
    """`config` with its regular expressions marked as somebody else's.

    Raises ConfigError for one that cannot be run safely.
    """
    from lint.patterns import Foreign, finder

    rules = dict(config.rules)
    for rule, key in _PATTERNS:
        if key in rules.get(rule, {}):
            marked = tuple(map(Foreign, rules[rule][key]))
            rules[rule] = {**rules[rule], key: marked}
            try:
                for pattern in marked:
                    finder(pattern)
            except ValueError as error:
                name = f"rules.{rule}.{key}"
                raise config.error(f"{name!r}: {error}", name) from None
    tables = tuple(replace(table, foreign=True) for table in config.tables)
    return replace(config, rules=rules, tables=tables)


def find(folder: Path) -> Path | None:
    """The file in `folder` itself that configures awesome-lint, if any.

    Raises ConfigError for a pyproject.toml that names the tool but cannot be read.
    """
    own = folder / FILE_NAME
    if os.path.isfile(own):
        return own
    project = folder / "pyproject.toml"
    if os.path.isfile(project) and configfile.values(project) is not None:
        return project
    return None


def read(file: Path) -> Config:
    """The configuration in `file`.

    Raises ConfigError, with the file, the key and what is wrong with it.
    """
    values = configfile.values(file)
    if values is None:
        shown = display_path(file)
        raise ConfigError(f"{shown}: missing table [tool.{configfile.TABLE}]")
    return from_values(values, file)


def from_values(values: Mapping[str, Any], file: Path) -> Config:
    """The configuration with the keys `values`, as if `file` held them.

    Raises ConfigError as `read` does.
    """
    if values:
        configfile.validate(values, file)
    where = configfile.places(file)
    place = Path(os.path.abspath(file))
    fields = _frozen(values)
    fields["tables"] = tuple(_table(place.parent, table) for table in values.get("tables", ()))
    fields["sources"] = tuple(SourceConfig(**_frozen(one)) for one in values.get("sources", ()))
    try:
        fields["links"] = _links(values.get("links", {}), place.parent)
        fields["sites"] = _sites(values.get("sites", {}))
    except KeyProblemError as error:
        raise where.error(error.key, str(error)) from None
    fields["github"] = GithubConfig(**values.get("github", {}))
    fields["compat"] = CompatConfig(**values.get("compat", {}))
    if "policy" in fields:
        fields.setdefault("rules", {})[_POLICY] = fields.pop("policy")
    if "fail_on" in values:
        fields["fail_on"] = fail_on(values["fail_on"])
    if "severity" in values:
        words = values["severity"].items()
        fields["severity"] = {
            rule: None if word == "off" else Severity.parse(word) for rule, word in words
        }
    return Config(file=place, **fields)


def fail_on(word: str) -> Severity | None:
    """The severity that `word` names; None for `never`."""
    return None if word == "never" else Severity.parse(word)


def network(text: str) -> IPv4Network | IPv6Network:
    """The network that `text` names, a single address included.

    Raises ValueError, with the text, for anything else.
    """
    import ipaddress

    try:
        return ipaddress.ip_network(text, strict=False)
    except ValueError:
        raise ValueError(
            f"invalid network {text!r}: expected an address or a range such as 192.168.0.0/16"
        ) from None


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
            raise config.error(f"unknown rule {rule!r}{did_you_mean(rule, names)}")


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


def _frozen(values: Mapping[str, Any]) -> dict[str, Any]:
    """`values` with tuples in the place of lists, in tables within it, too."""
    return {key: _freeze(value) for key, value in values.items()}


def _freeze(value: Any) -> Any:
    if isinstance(value, dict):
        return _frozen(value)
    return tuple(map(_freeze, value)) if isinstance(value, list) else value


def _table(folder: Path, values: Mapping[str, Any]) -> TableConfig:
    fields = _frozen(values)
    if "schema" in fields:
        fields["schema"] = folder / fields["schema"]
    return TableConfig(**fields)


def _links(values: Mapping[str, Any], folder: Path) -> LinkOptions:
    if not values:
        return LinkOptions()
    from lint.config.links import checked

    fields = _frozen(values)
    if math.isnan(fields.get("timeout", 0)):
        raise KeyProblemError("links.timeout", "'links.timeout' must be a number, not nan")
    try:
        networks = tuple(network(text) for text in fields.pop("allow_addresses", ()))
    except ValueError as error:
        key = "links.allow_addresses"
        raise KeyProblemError(key, f"{key!r}: {error}") from None
    return LinkOptions(allow_addresses=networks, **checked(fields, folder))


def _sites(values: Mapping[str, Any]) -> SitesOptions:
    from lint import urls

    bases = values.get("urls", {})
    for name, text in bases.items():
        base = urls.http(re.sub(r"\{\w+\}", "x", text))  # a place for what varies
        if base is None or base.username or base.password or base.query or base.fragment:
            # Not with its value: there may be a password in it.
            key = f"sites.urls.{name}"
            wanted = "an http or https URL without user-info, query and fragment"
            raise KeyProblemError(key, f"{key!r} must be {wanted}")
    off = frozenset(name for name, value in values.items() if value is False)
    extra = tuple(name for name, value in values.items() if is_plugin(name) and value)
    return SitesOptions(off, bases, values.get("mailto"), extra)
