"""Options that several commands share, and what turns an option's words into values.

Imports click and what is as light, as `lint.cli.main` does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from lint.reporters import FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable


def names(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """The rule names in `values`, each of which may hold several with commas between."""
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


def networks(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> tuple[Any, ...]:
    """The networks that `values` name."""
    if not values:
        return ()
    from lint.config.config import network

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
        if name not in FORMATS:
            raise click.BadParameter(f"{name!r} is no format: {', '.join(FORMATS)}")
        if file in {"", "-"}:
            raise click.BadParameter(f"{value!r} names no file; --format is for standard output")
        pairs.append((name, file))
    return tuple(pairs)


def seconds(_: click.Context, __: click.Parameter, value: float | None) -> float | None:
    """The seconds, which NaN is not."""
    if value is not None and value != value:  # noqa: PLR0124 - NaN passes every range
        raise click.BadParameter("nan is no number of seconds")
    return value


def configured(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say which configuration counts."""
    isolated = click.option("--isolated", is_flag=True, help="Read no configuration file.")
    config = click.option(
        "--config",
        metavar="FILE",
        help="Read this instead of the nearest .awesome-lint.toml or pyproject.toml.",
    )
    return config(isolated(command))


def cached(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the option that says where the cache is."""
    return click.option(
        "--cache-dir",
        metavar="DIR",
        show_default="that of the platform",
        help="The folder of the cache.",
    )(command)


def remembered(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say where answers are remembered."""
    no_cache = click.option(
        "--no-cache", is_flag=True, help="Neither use nor keep the answers of other runs."
    )
    return no_cache(cached(command))
