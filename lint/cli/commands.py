"""The commands other than `check`: click reads their options, a module of their name runs them.

Imports click and what is as light: everything else is imported by the command that needs it.
"""

from __future__ import annotations

from typing import Any

import click

from lint.cli import completion
from lint.cli import options as shared


@click.command()
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["full", "json"]),
    default="full",
    help="Output format.",
)
def rules(format_name: str) -> None:
    """List all rules."""
    from lint.cli.rules import rules_as_json, rules_as_text
    from lint.console.output import write

    write(rules_as_json() if format_name == "json" else rules_as_text())


@click.command()
@click.argument("rule", shell_complete=completion.rules)
def explain(rule: str) -> None:
    """Print the documentation of RULE."""
    from lint.cli.rules import explanation
    from lint.console.output import write

    write(explanation(rule))


@click.command(context_settings=shared.ENVIRONMENT)
@click.argument("file", required=False, shell_complete=completion.files)
@click.option(
    "--resolve",
    is_flag=True,
    help="Check the links and add to each one its verdict, the work that it leads to, and the facts"
    " of its site, such as title and date.",
)
@click.option(
    "--format",
    "rows_format",
    type=click.Choice(("jsonl", "json", "csv")),
    default="jsonl",
    show_default=True,
    help="Output format: one JSON object per line, one JSON array, or CSV (RFC 4180).",
)
@click.option(
    "--unread",
    is_flag=True,
    help="Show what looks like an entry and was not read as one, and why, instead of entries.",
)
@click.option(
    "--offline", is_flag=True, help="Do not use the network; cannot be combined with --resolve."
)
@shared.remembered
@shared.refreshing
@shared.configured
def rows(**values: Any) -> int:
    """Show the entries of FILE, by default the README of this folder, as JSON lines.

    "awesome-lint schema row" describes their keys.
    """
    from lint.cli.rows import show_rows

    return show_rows(shared.rows_options(values))


@click.command(context_settings=shared.ENVIRONMENT)
@click.argument("urls", nargs=-1, required=True, metavar="URL...")
@click.option(
    "--file",
    metavar="FILE",
    shell_complete=completion.files,
    show_default="the README of this folder",
    help="List to add the entry to.",
)
@click.option("--section", metavar="NAME", help="Heading to add the entry under, or its #anchor.")
@click.option("--summary", metavar="TEXT", help="Summary to use instead of the one from the site.")
@click.option("--write", is_flag=True, help="Write the entry into the list.")
@shared.requesting
@shared.remembered
@shared.refreshing
@shared.configured
def add(**values: Any) -> int:
    """Show the entry of a work, written like its neighbours in the list.

    Each URL becomes an entry of its own. The sites provide title, date, venue, authors, code
    and project page. Nothing is written without --write. Exit status 1: the work is in the list
    already, its URL is broken, or the list would have new problems.
    """
    from lint.cli.add import add_works

    return add_works(shared.add_options(values))


@click.command(context_settings=shared.ENVIRONMENT)
@click.argument("path", required=False, shell_complete=completion.files)
@click.option(
    "--baseline",
    is_flag=True,
    allow_from_autoenv=False,
    help="Also write a baseline of today's problems, so that only new ones are reported.",
)
@click.option(
    "--pre-commit",
    is_flag=True,
    allow_from_autoenv=False,
    help="Write .pre-commit-config.yaml instead, and try it on the last 20 changes.",
)
@click.option(
    "--github",
    is_flag=True,
    allow_from_autoenv=False,
    help="Write workflows for GitHub Actions instead, and try them on the last 20 changes.",
)
@click.option(
    "--repository",
    metavar="URL",
    show_default="the one that this was installed from",
    help="Repository of awesome-lint to use in these files.",
)
@click.option(
    "--rev",
    metavar="COMMIT",
    show_default="the one that this was installed from",
    help="Full hash of the commit to use in these files.",
)
@click.option("--offline", is_flag=True, help="Do not use the network or check links.")
@shared.remembered
def init(**values: Any) -> int:
    """Write a configuration for a list.

    PATH is a list or a folder with a README; by default, this folder. The configuration describes
    the tables that were found and changes no result. Existing files are not overwritten. Then the
    list is checked, and the problems of each rule are counted.
    """
    options = shared.init_options(values)
    options.validate()
    status = 0
    if options.baseline or not options.adopts:
        from lint.cli.init import start

        status = start(options)
    if options.adopts and status == 0:
        from lint.cli.adoption.start import adopt

        status = adopt(options)
    return status


@click.command(context_settings=shared.ENVIRONMENT)
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@click.option("--out", required=True, metavar="FOLDER", help="Folder for reports and tables.")
@click.option(
    "--from",
    "from_list",
    metavar="FILE",
    help="Also check the repositories that the entries of FILE link to, if their READMEs are lists"
    " (ten entries or more).",
)
@click.option(
    "--max-lists",
    type=click.IntRange(1, 100_000),
    metavar="N",
    default=1000,
    show_default=True,
    help="Maximum number of repositories to fetch for --from.",
)
@click.option(
    "--scheduler",
    metavar="URL",
    show_default="a cluster on this machine",
    help="Scheduler of a Dask cluster: tcp://HOST:PORT or tls://HOST:PORT.",
)
@click.option("--tls-ca", metavar="FILE", help="Certificate authority of a tls:// scheduler.")
@click.option("--tls-cert", metavar="FILE", help="Client certificate for a tls:// scheduler.")
@click.option("--tls-key", metavar="FILE", help="Key of the client certificate.")
@click.option(
    "--insecure-scheduler",
    is_flag=True,
    help="Allow a tcp:// scheduler on another machine. Anyone who can reach it can run code here.",
)
@shared.failing
@shared.requesting
@shared.cached
@shared.refreshing
@shared.configured
def sweep(**values: Any) -> int:
    """Check many lists, each link once.

    SOURCE is a list, a folder of lists, the URL of a repository on GitHub, or a text file with a
    SOURCE on each line. --out gets a report on each list, a page of all lists, and tables of lists
    and links. Run the same command again to continue an interrupted sweep. Requires
    awesome-lint[sweep].
    """
    from lint.cli.sweep import sweep_lists

    return sweep_lists(shared.sweep_options(values))


@click.command()
@click.argument("name", shell_complete=completion.schemas)
def schema(name: str) -> None:
    """Print a JSON Schema: entry, row, badge, config or report."""
    from lint.console.output import write
    from lint.validation.schemas import text

    write(text(name))


@click.command("completion")
@click.argument("shell", type=click.Choice(completion.SHELLS))
@click.pass_context
def complete(context: click.Context, /, shell: str) -> None:
    """Print a completion script for SHELL.

    It completes commands, options, rules and files. In ~/.bashrc:
    eval "$(awesome-lint completion bash)"; in ~/.zshrc, the same with zsh. For fish:
    awesome-lint completion fish > ~/.config/fish/completions/awesome-lint.fish
    """
    from lint.console.output import write

    write(completion.script(context.find_root().command, shell))


@click.command(context_settings=shared.ENVIRONMENT)
@shared.cached
def server(cache_dir: str | None) -> None:
    """Run a language server for editors.

    It shows problems, quick fixes and hovers, speaks the Language Server Protocol over
    standard input and output, and requests no links: verdicts come from the cache of the last
    check. Requires awesome-lint[lsp].
    """
    from pathlib import Path

    try:
        from lint.server.main import serve
    except ModuleNotFoundError as error:
        from lint.errors import LintError
        from lint.provenance import install_command

        if error.name not in {"pygls", "lsprotocol"}:
            raise
        raise LintError(f"server requires more packages: {install_command('lsp')}") from None
    serve(Path(cache_dir) if cache_dir else None)


@click.group()
def cache() -> None:
    """Show or clear the cache of link results."""


@cache.command(context_settings=shared.ENVIRONMENT)
@shared.cached
def info(cache_dir: str | None) -> None:
    """Show the location and the size of the cache."""
    from lint.cli.cache import info
    from lint.console.output import write

    write(info(cache_dir))


@cache.command(context_settings=shared.ENVIRONMENT)
@shared.cached
def clear(cache_dir: str | None) -> None:
    """Delete all cached results and the history of all links."""
    from lint.cli.cache import clear
    from lint.console.output import write

    write(clear(cache_dir))


COMMANDS = (rules, explain, rows, add, init, sweep, schema, complete, server, cache)
"""All of them, to be added to the group."""
