"""Find the configuration of a list, and read, validate and freeze it."""
# ruff: noqa: PTH100, PTH113
# os.path asks about folders that may not be entered without raising, and follows no links.

from __future__ import annotations

import math
import os
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lint.config import file as configfile
from lint.config.config import CompatConfig, Config, GithubConfig
from lint.config.overrides import Overrides
from lint.config.places import KeyProblemError
from lint.diagnostics import Severity
from lint.entries.options import SourceConfig, TableConfig
from lint.errors import ConfigError
from lint.links.providers.options import SitesOptions
from lint.links.result import LinkOptions
from lint.plugins import is_plugin
from lint.text import display_path

if TYPE_CHECKING:
    from collections.abc import Mapping
    from ipaddress import IPv4Network, IPv6Network

FILE_NAME = ".awesome-lint.toml"
# The rule whose options have a table of their own, `[policy]`, instead of one in `[rules]`.
_POLICY = "entry-policy"
# The options of rules that are regular expressions.
_PATTERNS = (("redirected-link", "keep"),)
_OF_REQUESTS = frozenset({"links", "sites"})


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
        """What looks like a configuration but is not, one line each."""
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
        return foreign(config).override(self._overrides)

    def _read(self, file: Path) -> Config:
        return read(file).override(self._overrides)


def foreign(config: Config) -> Config:
    """`config`, of a fetched repository, with its regular expressions marked as somebody else's.

    It cannot raise the limit on the size of a file. Raises ConfigError for an expression that
    cannot be run safely.
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
    largest = min(config.max_file_size, Config().max_file_size)
    return replace(config, rules=rules, tables=tables, max_file_size=largest)


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
