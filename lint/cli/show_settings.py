"""`awesome-lint check --show-settings`: what holds for each list, and who says so."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from lint.api.lists import opened
from lint.cli import settings
from lint.config import file as configfile
from lint.config.rules import rules_for
from lint.console import output
from lint.console.escape import visible
from lint.console.output import Console
from lint.engine.baseline import Baselines
from lint.text import display_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lint.api.lists import Task
    from lint.cli.arguments import CheckOptions
    from lint.config.config import Config

# What may hold a password.
_HIDDEN = {"headers"}


class _Key(NamedTuple):
    """A key of a configuration with its value as TOML has it, and where that comes from."""

    name: str
    value: str
    source: str


def show_settings(options: CheckOptions) -> int:
    """Show the configuration of each list that `options` name. The exit status.

    Raises LintError for what cannot be used.
    """
    options.validate()
    console = Console(quiet=options.output.rendering.quiet)
    configurations = settings.of_check(options)
    with opened(
        options.paths,
        configurations,
        console,
        stdin_filename=options.stdin_filename,
        commands=options.commands,
    ) as lists:
        for task in lists.tasks:
            output.write("".join(f"{visible(line)}\n" for line in _lines(task, options)) + "\n")
    for note in configurations.notes:
        console.note(note)
    return 2 if console.failures else 0


def _lines(task: Task, options: CheckOptions) -> Iterator[str]:
    config = task.config
    yield task.source.path
    read = "none (--isolated)" if options.config.isolated else "none found"
    yield f"  configuration: {display_path(config.file) if config.file else read}"
    baselines = Baselines(options.baseline.file, isolated=options.config.isolated, writing=False)
    baseline = baselines.for_list(task.source.file, config, task.clone)
    yield f"  baseline: {display_path(baseline.file) if baseline.exists() else 'none'}"
    on = [rule.id for rule in rules_for([config]) if config.selects(rule, task.source.file)]
    yield f"  rules: {', '.join(on) or 'none'}"
    keys = list(_keys(config, options))
    width = max(len(f"{one.name} = {one.value}") for one in keys)
    for one in keys:
        yield f"  {f'{one.name} = {one.value}':{min(width, 60)}}  # {one.source}"


def _keys(config: Config, options: CheckOptions) -> Iterator[_Key]:
    """Every key that has a value; tables are named, and not shown."""
    given = settings.overrides(options)
    written: Mapping[str, Any] = (configfile.values(config.file) or {}) if config.file else {}
    where = display_path(config.file) if config.file else ""
    for name, value in _flat("", config):
        here: Any = written
        for part in name.split("."):
            here = here.get(part) if isinstance(here, dict) else None
        unset = value is None and name != "fail_on"
        if name != "file" and not unset:
            file = "" if here is None else where
            yield _key(
                name, value, given=name.removeprefix("links.") in given, options=options, file=file
            )


def _flat(prefix: str, value: Any) -> Iterator[tuple[str, Any]]:
    for field in fields(value):
        name, inner = f"{prefix}{field.name}", getattr(value, field.name)
        if is_dataclass(inner):
            yield from _flat(f"{name}.", inner)
        else:
            yield name, inner


def _key(name: str, value: Any, *, given: bool, options: CheckOptions, file: str) -> _Key:
    option = name.removeprefix("links.")
    parameter = {"allow_addresses": "allow_address"}.get(option, option)
    source = file or "default"
    if given and parameter in options.environment:
        source = f"AWESOME_LINT_{parameter.upper()}"
    elif given and option in _HIDDEN:
        source = f"{file} and the environment" if file else "the environment"
    elif given:
        source = f"--{parameter.replace('_', '-')}"
    return _Key(name, "…" if option in _HIDDEN and value else _toml(value), source)


def _toml(value: Any) -> str:
    """A value as it is written in TOML; what is a table, or more, only as `{…}`."""
    if value is None:
        return '"never"'
    if isinstance(value, (bool, int, float)) and not hasattr(value, "name"):
        return json.dumps(value)
    if isinstance(value, (tuple, frozenset, list)):
        values = [*value] if isinstance(value, (tuple, list)) else sorted(map(str, value))
        return f"[{', '.join(map(_toml, values))}]"
    if isinstance(value, dict):
        return "{…}" if value else "{}"
    if is_dataclass(value):
        return "{…}"
    return json.dumps(str(value), ensure_ascii=False)
