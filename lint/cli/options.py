"""Options that several commands share, and what turns an option's words into values.

Imports click and what is as light, as `lint.cli.main` does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from lint.cli.arguments import (
    AddOptions,
    BaselineOptions,
    ChangeOptions,
    CheckOptions,
    ConfigOptions,
    FixOptions,
    InitOptions,
    RequestOptions,
    RowsOptions,
    RuleOptions,
    StorageOptions,
    SweepOptions,
)
from lint.plugins import is_plugin
from lint.reporters import FORMATS, reporter
from lint.reporters.options import OutputOptions, RenderOptions
from lint.sweep.options import ClusterOptions, SourceOptions

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
ENVIRONMENT = {**CONTEXT, "auto_envvar_prefix": "AWESOME_LINT"}
"""The context of a command whose options the environment can set."""


def names(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """The rule names in `values`, each of which may hold several with commas between."""
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


def presets(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """The names of presets in `values`, as `names` has them."""
    found = names(_, __, values)
    if found:
        from lint.rules import all_rules
        from lint.text import did_you_mean

        known = sorted({rule.preset for rule in all_rules().values() if rule.preset is not None})
        for name in found:
            if name not in known:
                meant = did_you_mean(name, known) or f" (choose from {', '.join(known)})"
                raise click.BadParameter(f"unknown preset {name!r}{meant}")
    return found


def networks(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> tuple[Any, ...]:
    """The networks that `values` name."""
    if not values:
        return ()
    from lint.config.reading import network

    try:
        return tuple(map(network, values))
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


def reports(
    _: click.Context, __: click.Parameter, values: tuple[str, ...]
) -> tuple[tuple[str, str], ...]:
    """The format and the file of each of `values`."""
    pairs = []
    for value in values:
        name, _sign, file = value.partition("=")
        _check_format(name)
        if file in {"", "-"}:
            raise click.BadParameter(
                f"expected FORMAT=FILE, got {value!r}; --format is for standard output"
            )
        pairs.append((name, file))
    return tuple(pairs)


def report_format(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    """The name of a format, or the id of a reporter that a plug-in provides."""
    if value is not None:
        _check_format(value)
    return value


def _check_format(name: str) -> None:
    if is_plugin(name):
        reporter(name)
    elif name not in FORMATS:
        raise click.BadParameter(f"unknown format {name!r} (choose from {', '.join(FORMATS)})")


def seconds(_: click.Context, __: click.Parameter, value: float | None) -> float | None:
    """The seconds, which NaN is not."""
    if value is not None and value != value:  # noqa: PLR0124 - NaN passes every range
        raise click.BadParameter("expected a number of seconds, got nan")
    return value


def configured(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say which configuration counts."""
    isolated = click.option("--isolated", is_flag=True, help="Ignore all configuration files.")
    config = click.option(
        "--config",
        metavar="FILE",
        help="Read FILE instead of the nearest .awesome-lint.toml or pyproject.toml.",
    )
    return config(isolated(command))


def cached(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the option that says where the cache is."""
    return click.option(
        "--cache-dir",
        metavar="DIR",
        show_default="the cache folder of the platform",
        help="Folder of the cache.",
    )(command)


def remembered(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say where answers are remembered."""
    no_cache = click.option("--no-cache", is_flag=True, help="Do not read or write the cache.")
    return no_cache(cached(command))


def failing(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the option that says what makes the exit status 1."""
    return click.option(
        "--fail-on",
        type=click.Choice(["error", "warning", "info", "never"]),
        metavar="LEVEL",
        show_default="error",
        help="Exit with status 1 if a problem has this severity or above: error, warning, info or"
        " never.",
    )(command)


def requesting(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say whether and how links are requested."""
    options = (
        click.option(
            "--offline", is_flag=True, default=None, help="Do not use the network or check links."
        ),
        click.option(
            "--timeout",
            type=click.FloatRange(0, 3600, min_open=True),
            callback=seconds,
            metavar="S",
            show_default="10",
            help="Timeout per link, in seconds.",
        ),
        click.option(
            "--retries",
            type=click.IntRange(0, 100),
            metavar="N",
            show_default="2",
            help="Retry temporary failures up to N times.",
        ),
        click.option(
            "--concurrency",
            type=click.IntRange(1, 10000),
            metavar="N",
            show_default="128",
            help="Maximum number of requests at once.",
        ),
        click.option(
            "--per-host",
            type=click.IntRange(1, 10000),
            metavar="N",
            show_default="10, then slowly up to 16",
            help="Maximum number of requests at once to one host.",
        ),
        click.option(
            "--allow-address",
            multiple=True,
            callback=networks,
            metavar="CIDR",
            help="Allow requests to these private addresses; repeatable.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def refreshing(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the option that says to believe no answer of another run."""
    return click.option(
        "--refresh", is_flag=True, help="Ignore cached results and check every link again."
    )(command)


def check_options(
    values: Mapping[str, Any],
    *,
    commands: tuple[str, ...],
    environment: frozenset[str] = frozenset(),
) -> CheckOptions:
    """The options of `check`, of the values that click has read, some from the `environment`."""
    return CheckOptions(
        paths=values["paths"],
        rules=RuleOptions(
            select=values["select"],
            ignore=values["ignore"],
            severity=values["severity"],
            fail_on=values["fail_on"],
            extend=values["extend"],
        ),
        change=ChangeOptions(
            base=values["base"], staged=values["staged"], stranger=values["stranger"] or None
        ),
        output=OutputOptions(
            format=values["format"],
            file=values["output"],
            reports=values["report"],
            colour=values["color"],
            rendering=_rendering(values),
        ),
        fixes=FixOptions(fix=values["fix"], unsafe=values["unsafe_fixes"], diff=values["diff"]),
        baseline=BaselineOptions(file=values["baseline"], write=values["write_baseline"]),
        requests=request_options(values),
        config=config_options(values),
        stdin_filename=values["stdin_filename"],
        commands=commands,
        environment=environment,
    )


def _rendering(values: Mapping[str, Any]) -> RenderOptions:
    """How a report is written: the fields that have the name of an option, and `--all`."""
    named = {name: values[name] for name in RenderOptions._fields if name in values}
    return RenderOptions(**named, show_all=values["all"])


def from_environment(context: click.Context) -> frozenset[str]:
    """The options of `context` that the environment has set, by their names in Python."""
    source = click.core.ParameterSource.ENVIRONMENT
    return frozenset(
        name for name in context.params if context.get_parameter_source(name) is source
    )


def rows_options(values: Mapping[str, Any]) -> RowsOptions:
    """The options of `rows`, of the values that click has read. Raises LintError without a file."""
    from lint.errors import LintError
    from lint.files.inputs import readme

    path = values["file"] or readme()
    if path is None:
        raise LintError("no README.md in this folder; pass a file")
    return RowsOptions(
        path=path,
        resolve=values["resolve"],
        unread=values["unread"],
        format=values["rows_format"],
        offline=values["offline"],
        storage=storage_options(values),
        config=config_options(values),
    )


def add_options(values: Mapping[str, Any]) -> AddOptions:
    """The options of `add`, of the values that click has read."""
    return AddOptions(
        urls=values["urls"],
        file=values["file"],
        section=values["section"],
        summary=values["summary"],
        write=values["write"],
        requests=request_options(values),
        config=config_options(values),
    )


def init_options(values: Mapping[str, Any]) -> InitOptions:
    """The options of `init`, of the values that click has read."""
    return InitOptions(
        path=values["path"],
        baseline=values["baseline"],
        pre_commit=values["pre_commit"],
        github=values["github"],
        repository=values["repository"],
        rev=values["rev"],
        offline=values["offline"],
        storage=storage_options(values),
    )


def sweep_options(values: Mapping[str, Any]) -> SweepOptions:
    """The options of `sweep`, of the values that click has read."""
    return SweepOptions(
        out=values["out"],
        sources=SourceOptions(
            paths=values["sources"], from_list=values["from_list"], most=values["max_lists"]
        ),
        cluster=ClusterOptions(
            scheduler=values["scheduler"],
            insecure=values["insecure_scheduler"],
            ca=values["tls_ca"],
            cert=values["tls_cert"],
            key=values["tls_key"],
        ),
        requests=request_options(values),
        config=config_options(values),
        fail_on=values["fail_on"],
    )


def request_options(values: Mapping[str, Any]) -> RequestOptions:
    """How links are requested, of the values that click has read."""
    return RequestOptions(
        offline=values["offline"],
        timeout=values["timeout"],
        retries=values["retries"],
        concurrency=values["concurrency"],
        per_host=values["per_host"],
        allow_addresses=values["allow_address"],
        storage=storage_options(values),
    )


def storage_options(values: Mapping[str, Any]) -> StorageOptions:
    """Where results are remembered, of the values that click has read."""
    return StorageOptions(
        cache=not values.get("no_cache", False),
        folder=values["cache_dir"],
        refresh=values.get("refresh", False),
        state=values.get("state"),
    )


def config_options(values: Mapping[str, Any]) -> ConfigOptions:
    """Which configuration counts, of the values that click has read."""
    return ConfigOptions(
        file=values["config"],
        isolated=values["isolated"],
        show=values.get("show_settings", False),
    )
