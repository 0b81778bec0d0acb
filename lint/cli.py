"""The command line: options become a configuration, a report becomes output and an exit code.

Imports click and what is as light: everything else is imported by the command that needs it.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from lint import __version__
from lint.errors import LintError
from lint.reporters import FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_VERSION = "awesome-lint %(version)s, for tables, badges and links (not the npm package)"
_SECTIONS = {
    "Rules": ("select", "ignore", "severity", "fail_on"),
    "Fixes": ("fix", "unsafe_fixes", "diff"),
    "Output": ("format", "output", "stdin_filename"),
    "Links": ("offline", "timeout", "retries", "concurrency", "per_host", "allow_address"),
    "Configuration": ("config", "isolated", "baseline", "write_baseline"),
}
_CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
_ENVIRONMENT = {**_CONTEXT, "auto_envvar_prefix": "AWESOME_LINT"}


class _Check(click.Command):
    """`check`, whose options are shown in sections."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = [option for option in self.get_params(ctx) if isinstance(option, click.Option)]
        named = {name for names in _SECTIONS.values() for name in names}
        others = tuple(option.name for option in options if option.name not in named)
        for title, names in {**_SECTIONS, "Other": others}.items():
            records = [option.get_help_record(ctx) for option in options if option.name in names]
            with formatter.section(title):
                formatter.write_dl([record for record in records if record])


class _Group(click.Group):
    """Commands, of which `check` is run where none is named."""

    def main(self, args: Sequence[str] | None = None, *rest: Any, **options: Any) -> Any:
        """Run the command line `args`, by default the process's own, and exit.

        Like click's own `main`, but for what a command raises or returns as its exit status.
        """
        for stream in (sys.stdout, sys.stderr):
            # A terminal that cannot show a character shows its number; streams may be closed, too.
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="backslashreplace")
        options["standalone_mode"] = False
        try:
            status = super().main(args, *rest, **options)
        except click.Abort:
            status = 130
        except click.ClickException as error:
            error.show()
            status = error.exit_code
        except LintError as error:
            from lint.reporters._output import Console

            for line in str(error).splitlines():
                Console().note(line)
            status = 2
        sys.exit(status)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, self._named(args))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        self.commands["check"].format_options(ctx, formatter)
        self.format_commands(ctx, formatter)

    def _named(self, args: list[str]) -> list[str]:
        """`args` with the command in front: the first argument that is no option, else `check`."""
        if args and args[0] in {"-h", "--help", "--version"}:
            return args
        valued = {
            name
            for option in self.commands["check"].params
            if isinstance(option, click.Option) and not option.is_flag
            for name in option.opts
        }
        index = 0
        while index < len(args) and args[index].startswith("-") and args[index] not in {"-", "--"}:
            index += 2 if args[index] in valued else 1
        if index < len(args) and args[index] in self.commands:
            return [args[index], *args[:index], *args[index + 1 :]]
        return ["check", *args]


def _names(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """The rule names in `values`, each of which may hold several with commas between."""
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


def _networks(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> tuple[Any, ...]:
    if not values:
        return ()
    from lint.config import network

    try:
        return tuple(map(network, values))
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


def _seconds(_: click.Context, __: click.Parameter, value: float | None) -> float | None:
    if value is not None and value != value:  # noqa: PLR0124 - NaN passes every range
        raise click.BadParameter("nan is no number of seconds")
    return value


def _configured(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say which configuration counts."""
    isolated = click.option("--isolated", is_flag=True, help="Read no configuration file.")
    config = click.option(
        "--config",
        metavar="FILE",
        help="Read this instead of the nearest .awesome-lint.toml or pyproject.toml.",
    )
    return config(isolated(command))


@click.group(
    cls=_Group,
    context_settings=_CONTEXT,
    options_metavar="[check] [OPTIONS]",
    subcommand_metavar="[PATHS]...",
)
@click.version_option(__version__, message=_VERSION, help="Show which awesome-lint this is.")
def main() -> None:
    """Lint awesome lists: their tables, badges, dates and links.

    PATHS are Markdown files, folders of them, or - for standard input; without any, the README of
    this folder. The environment can set each option: AWESOME_LINT_FAIL_ON is --fail-on.

    Exit status: 0 clean, 1 problems found, 2 wrong usage or configuration or a file that cannot
    be judged, 130 interrupted.
    """


@main.command(cls=_Check, context_settings=_ENVIRONMENT)
@click.argument("paths", nargs=-1)
@click.option(
    "--select", multiple=True, callback=_names, metavar="RULE,…", help="Apply these rules only."
)
@click.option(
    "--ignore", multiple=True, callback=_names, metavar="RULE,…", help="Leave these rules out."
)
@click.option(
    "--severity",
    type=click.Choice(["info", "warning", "error"]),
    metavar="LEVEL",
    default="info",
    show_default=True,
    help="Report from this level on: info, warning or error.",
)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info", "never"]),
    metavar="LEVEL",
    show_default="error",
    help="The least level for exit status 1: error, warning, info or never.",
)
@click.option(
    "--format",
    type=click.Choice(list(FORMATS)),
    metavar="FORMAT",
    show_default="full; in GitHub Actions, github",
    help=f"How the report is written: {', '.join(FORMATS)}.",
)
@click.option("--output", metavar="FILE", help="Write the report to this file.")
@click.option("--stdin-filename", metavar="NAME", help="The path that standard input goes by.")
@click.option(
    "--fix",
    is_flag=True,
    help="Mend what can be mended safely; of standard input, write the mended text to standard"
    " output and the report to standard error.",
)
@click.option(
    "--unsafe-fixes",
    is_flag=True,
    help="With --fix or --diff: also fixes that may change what a list says.",
)
@click.option(
    "--diff", is_flag=True, help="Show what --fix would change, and write nothing; no report."
)
@click.option(
    "--baseline",
    metavar="FILE",
    help="Keep quiet about the findings in this file; by default .awesome-lint-baseline.json"
    " beside the list or its configuration, or the nearest above.",
)
@click.option(
    "--write-baseline", is_flag=True, help="Write all findings of today into the baseline."
)
@click.option("--offline", is_flag=True, default=None, help="Check no links, use no network.")
@click.option(
    "--timeout",
    type=click.FloatRange(0, 3600, min_open=True),
    callback=_seconds,
    metavar="S",
    show_default="10",
    help="The longest wait for an answer, in seconds.",
)
@click.option(
    "--retries",
    type=click.IntRange(0, 100),
    metavar="N",
    show_default="1",
    help="Repeat so often what may pass.",
)
@click.option(
    "--concurrency",
    type=click.IntRange(1, 10000),
    metavar="N",
    show_default="128",
    help="Requests at once.",
)
@click.option(
    "--per-host",
    type=click.IntRange(1, 10000),
    metavar="N",
    show_default="10",
    help="Requests at once to one host.",
)
@click.option(
    "--allow-address",
    multiple=True,
    callback=_networks,
    metavar="CIDR",
    help="Private addresses that may be contacted; repeatable.",
)
@_configured
def check(paths: tuple[str, ...], **options: Any) -> int:
    """Check lists; what is done where no command is named."""
    from lint.commands import check_lists

    return check_lists(paths, options)


@main.command()
@click.option(
    "--format", "format_name", type=click.Choice(["full", "json"]), default="full", help="How."
)
def rules(format_name: str) -> None:
    """List the rules."""
    from lint.commands import rules_as_json, rules_as_text
    from lint.reporters._output import write

    write(rules_as_json() if format_name == "json" else rules_as_text())


@main.command()
@click.argument("rule")
def explain(rule: str) -> None:
    """Show the documentation of RULE."""
    from lint.commands import explanation
    from lint.reporters._output import write

    write(explanation(rule))


@main.command(context_settings=_ENVIRONMENT)
@click.argument("file")
@_configured
def rows(file: str, config: str | None, isolated: bool) -> int:  # noqa: FBT001 - click passes it
    """Show the entries of FILE as JSON lines."""
    from lint.commands import show_rows

    return show_rows(file, config, isolated=isolated)


@main.command(context_settings=_ENVIRONMENT)
@click.argument("path", required=False)
@click.option(
    "--baseline",
    is_flag=True,
    allow_from_autoenv=False,
    help="Also write a baseline, which keeps today's findings quiet.",
)
@click.option("--offline", is_flag=True, help="Check no links, use no network.")
def init(path: str | None, baseline: bool, offline: bool) -> int:  # noqa: FBT001 - click passes it
    """Write a configuration for a list.

    PATH is the list, or a folder with a README; by default this folder. The configuration says how
    the tables are read and changes nothing; what is there already stays as it is. Then the list is
    checked, and it is counted what the first run finds.
    """
    from lint.initial import start

    return start(path, baseline=baseline, offline=offline)


@main.command()
@click.argument("name")
def schema(name: str) -> None:
    """Show a JSON Schema: entry, badge, config or report."""
    from lint.reporters._output import write
    from lint.schemas import text

    write(text(name))
