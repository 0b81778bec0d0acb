"""The command line: the group of all commands, and `check` with its options.

Imports click and what is as light: everything else is imported by the command that needs it.
"""

from __future__ import annotations

from typing import Any

import click

from lint.cli import completion
from lint.cli import options as shared
from lint.cli.commands import COMMANDS
from lint.cli.group import Check, Group
from lint.reporters import FORMATS
from lint.version import __version__

_VERSION = "awesome-lint %(version)s, for tables, badges and links (not the npm package)"


@click.group(
    cls=Group,
    context_settings=shared.CONTEXT,
    options_metavar="[check] [OPTIONS]",
    subcommand_metavar="[PATHS]...",
)
@click.version_option(
    __version__, "-V", "--version", message=_VERSION, help="Show the version and exit."
)
def main() -> None:
    """Lint awesome lists: their tables, badges, dates and links.

    PATHS are Markdown files, folders, URLs of repositories on GitHub, or - for standard input; by
    default, the README of this folder. Each option can be set by an environment variable:
    AWESOME_LINT_FAIL_ON is --fail-on.

    Exit status: 0 no problems, 1 problems, 2 invalid usage or configuration, a file that cannot be
    checked or a network that is down, 130 interrupted, 143 terminated.
    """


@main.command(cls=Check, context_settings=shared.ENVIRONMENT)
@click.argument("paths", nargs=-1, shell_complete=completion.paths)
@click.option(
    "--select",
    multiple=True,
    callback=shared.names,
    shell_complete=completion.rules,
    metavar="RULE,…",
    help="Run these rules only.",
)
@click.option(
    "--ignore",
    multiple=True,
    callback=shared.names,
    shell_complete=completion.rules,
    metavar="RULE,…",
    help="Do not run these rules.",
)
@click.option(
    "--extend",
    multiple=True,
    callback=shared.presets,
    shell_complete=completion.presets,
    metavar="PRESET",
    help="Also run the rules of this preset, such as sindresorhus; repeatable.",
)
@click.option(
    "--severity",
    type=click.Choice(["info", "warning", "error"]),
    metavar="LEVEL",
    default="info",
    show_default=True,
    help="Report problems of this severity or above: info, warning or error.",
)
@shared.failing
@click.option(
    "--base",
    metavar="REV",
    help="Report only problems that this branch introduced since it left REV, a git revision, and"
    " check only the links that it added.",
)
@click.option(
    # For the GitHub Action: the change since REV is a stranger's, so its comments hide nothing.
    "--stranger",
    metavar="REV",
    hidden=True,
)
@click.option(
    "--staged",
    is_flag=True,
    help="Lint staged content and report only the problems that it introduces. Files with nothing"
    " staged are linted in full.",
)
@click.option(
    "--fix",
    is_flag=True,
    help="Apply safe fixes. With -, print the fixed text, and the report to standard error.",
)
@click.option(
    "--unsafe-fixes",
    is_flag=True,
    help="With --fix or --diff, include fixes that may change what a list says.",
)
@click.option(
    "--diff", is_flag=True, help="Show what --fix would change, as a unified diff; write nothing."
)
@click.option(
    "--format",
    callback=shared.report_format,
    shell_complete=completion.formats,
    metavar="FORMAT",
    show_default="full; in GitHub Actions, github",
    help=f"Output format: {', '.join(FORMATS)}.",
)
@click.option(
    "--all",
    is_flag=True,
    help="Show every problem. By default, full shows three problems of each rule if there are more"
    " than fifty.",
)
@click.option(
    "--statistics",
    is_flag=True,
    help="Show the number of problems of each rule instead of the problems.",
)
@click.option("-q", "--quiet", is_flag=True, help="Print only problems and failures.")
@click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="When to use colour; auto means on a terminal, unless NO_COLOR is set.",
)
@click.option("--output", metavar="FILE", help="Write the report to FILE.")
@click.option(
    "--report",
    multiple=True,
    callback=shared.reports,
    shell_complete=completion.formats,
    metavar="FORMAT=FILE",
    help="Also write a report in FORMAT to FILE; repeatable.",
)
@click.option("--stdin-filename", metavar="NAME", help="File name to use for standard input.")
@shared.requesting
@shared.remembered
@shared.refreshing
@click.option(
    "--state",
    metavar="FILE",
    help="Also keep the history of links in FILE, for machines that keep no cache between runs.",
)
@shared.configured
@click.option(
    "--show-settings",
    is_flag=True,
    help="Show the configuration of each list and the source of each key; check nothing.",
)
@click.option(
    "--baseline",
    metavar="FILE",
    help="Do not report the problems in FILE. By default, .awesome-lint-baseline.json beside the"
    " list or its configuration, or the nearest above.",
)
@click.option("--write-baseline", is_flag=True, help="Write all current problems to the baseline.")
@click.pass_context
def check(context: click.Context, /, **values: Any) -> int:
    """Check lists (the default command)."""
    options = shared.check_options(
        values, commands=tuple(main.commands), environment=shared.from_environment(context)
    )
    if options.config.show:
        from lint.cli.show_settings import show_settings

        return show_settings(options)
    from lint.cli.check import check_lists

    return check_lists(options)


for _command in COMMANDS:
    main.add_command(_command)
