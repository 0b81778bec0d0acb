"""The command line: options become a configuration, a report becomes output and an exit code.

Imports click and what is as light: everything else is imported by the command that needs it.
"""

from __future__ import annotations

from typing import Any

import click

from lint.cli import completion
from lint.cli import options as shared
from lint.cli.group import Check, Group
from lint.reporters import FORMATS
from lint.version import __version__

_VERSION = "awesome-lint %(version)s, for tables, badges and links (not the npm package)"
_CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
_ENVIRONMENT = {**_CONTEXT, "auto_envvar_prefix": "AWESOME_LINT"}


@click.group(
    cls=Group,
    context_settings=_CONTEXT,
    options_metavar="[check] [OPTIONS]",
    subcommand_metavar="[PATHS]...",
)
@click.version_option(
    __version__, "-V", "--version", message=_VERSION, help="Show which awesome-lint this is."
)
def main() -> None:
    """Lint awesome lists: their tables, badges, dates and links.

    PATHS are Markdown files, folders of them, URLs of repositories on GitHub, or - for standard
    input; without any, the README of this folder. The environment can set each option:
    AWESOME_LINT_FAIL_ON is --fail-on.

    Exit status: 0 clean, 1 problems found, 2 wrong usage or configuration or a file that cannot
    be judged or a network that is down, 130 interrupted, 143 terminated.
    """


@main.command(cls=Check, context_settings=_ENVIRONMENT)
@click.argument("paths", nargs=-1, shell_complete=completion.paths)
@click.option(
    "--select",
    multiple=True,
    callback=shared.names,
    shell_complete=completion.rules,
    metavar="RULE,…",
    help="Apply these rules only.",
)
@click.option(
    "--ignore",
    multiple=True,
    callback=shared.names,
    shell_complete=completion.rules,
    metavar="RULE,…",
    help="Leave these rules out.",
)
@click.option(
    "--extend",
    multiple=True,
    callback=shared.presets,
    shell_complete=completion.presets,
    metavar="PRESET",
    help="Apply the rules of this preset, too, sindresorhus for one; repeatable.",
)
@click.option(
    "--severity",
    type=click.Choice(["info", "warning", "error"]),
    metavar="LEVEL",
    default="info",
    show_default=True,
    help="Report from this level on: info, warning or error.",
)
@shared.failing
@click.option(
    "--base",
    metavar="REV",
    help="Report only what is new since this branch left REV, a revision of git, and check only"
    " the links that came since.",
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
    help="Judge what is staged, and report only what it brings in; a file of which nothing is"
    " staged is judged whole.",
)
@click.option(
    "--format",
    callback=shared.report_format,
    shell_complete=completion.formats,
    metavar="FORMAT",
    show_default="full; in GitHub Actions, github",
    help=f"How the report is written: {', '.join(FORMATS)}.",
)
@click.option(
    "--all",
    is_flag=True,
    help="Show every problem; without it, full shows three of each rule if there are more than"
    " fifty.",
)
@click.option(
    "--statistics",
    is_flag=True,
    help="Show how many problems there are of each rule instead of the problems.",
)
@click.option("-q", "--quiet", is_flag=True, help="Print problems and failures, and nothing else.")
@click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="Whether the report is in colour; auto is on a terminal, unless NO_COLOR is set.",
)
@click.option("--output", metavar="FILE", help="Write the report to this file.")
@click.option(
    "--report",
    multiple=True,
    callback=shared.reports,
    shell_complete=completion.formats,
    metavar="FORMAT=FILE",
    help="Write a further report in this format to this file; repeatable.",
)
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
@shared.requesting
@shared.remembered
@shared.refreshing
@click.option(
    "--state",
    metavar="FILE",
    help="Keep the history of the links in this file, too: one that goes with the list, say, where"
    " no cache stays from run to run.",
)
@shared.configured
@click.option(
    "--show-settings",
    is_flag=True,
    help="Show the configuration of each list and where each key of it comes from; check nothing.",
)
@click.pass_context
def check(context: click.Context, /, **values: Any) -> int:
    """Check lists; what is done where no command is named."""
    options = shared.check_options(
        values, commands=tuple(main.commands), environment=shared.from_environment(context)
    )
    if options.config.show:
        from lint.cli.show_settings import show_settings

        return show_settings(options)
    from lint.cli.check import check_lists

    return check_lists(options)


@main.command()
@click.option(
    "--format", "format_name", type=click.Choice(["full", "json"]), default="full", help="How."
)
def rules(format_name: str) -> None:
    """List the rules."""
    from lint.cli.rules import rules_as_json, rules_as_text
    from lint.console.output import write

    write(rules_as_json() if format_name == "json" else rules_as_text())


@main.command()
@click.argument("rule", shell_complete=completion.rules)
def explain(rule: str) -> None:
    """Show the documentation of RULE."""
    from lint.cli.rules import explanation
    from lint.console.output import write

    write(explanation(rule))


@main.command(context_settings=_ENVIRONMENT)
@click.argument("file", shell_complete=completion.files)
@click.option(
    "--resolve",
    is_flag=True,
    help="Ask the network, and add to each link the work that it shows, the verdict on it, and"
    " what its site says of it: the title, the date, whether it moved.",
)
@click.option(
    "--format",
    "rows_format",
    type=click.Choice(("jsonl", "json", "csv")),
    default="jsonl",
    show_default=True,
    help="One JSON object a line, one JSON array, or CSV (RFC 4180).",
)
@click.option(
    "--unread",
    is_flag=True,
    help="Show what looks like an entry and was not read as one, and why, in place of the entries.",
)
@click.option("--offline", is_flag=True, help="Use no network; cannot be combined with --resolve.")
@shared.remembered
@shared.refreshing
@shared.configured
def rows(**values: Any) -> int:
    """Show the entries of FILE as JSON lines.

    They are written as schema/row.schema.json has it.
    """
    from lint.cli.rows import show_rows

    return show_rows(shared.rows_options(values))


@main.command(context_settings=_ENVIRONMENT)
@click.argument("path", required=False, shell_complete=completion.files)
@click.option(
    "--baseline",
    is_flag=True,
    allow_from_autoenv=False,
    help="Also write a baseline, which keeps today's findings quiet.",
)
@click.option(
    "--pre-commit",
    is_flag=True,
    allow_from_autoenv=False,
    help="Write .pre-commit-config.yaml instead, and try it on the last twenty changes.",
)
@click.option(
    "--github",
    is_flag=True,
    allow_from_autoenv=False,
    help="Write workflows for GitHub Actions instead, and try them on the last twenty changes.",
)
@click.option(
    "--repository",
    metavar="URL",
    show_default="what this one was installed from",
    help="The repository of awesome-lint that these files name.",
)
@click.option(
    "--rev",
    metavar="COMMIT",
    show_default="what this one was installed from",
    help="The full hash of the commit that these files name.",
)
@click.option("--offline", is_flag=True, help="Check no links, use no network.")
@shared.remembered
def init(**values: Any) -> int:
    """Write a configuration for a list.

    PATH is the list, or a folder with a README; by default this folder. The configuration says how
    the tables are read and changes nothing; what is there already stays as it is. Then the list is
    checked, and it is counted what the first run finds.
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


@main.command(context_settings=_ENVIRONMENT)
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@click.option("--out", required=True, metavar="FOLDER", help="Write everything to this folder.")
@click.option(
    "--from",
    "from_list",
    metavar="FILE",
    help="Also sweep the repositories that the entries of this list link to, where their READMEs"
    " are lists: those with ten entries or more.",
)
@click.option(
    "--max-lists",
    type=click.IntRange(1, 100_000),
    metavar="N",
    default=1000,
    show_default=True,
    help="The most repositories to fetch for --from.",
)
@click.option(
    "--scheduler",
    metavar="URL",
    show_default="a cluster of this machine's processors",
    help="The scheduler of a Dask cluster: tcp://HOST:PORT or tls://HOST:PORT.",
)
@click.option("--tls-ca", metavar="FILE", help="The certificate authority of a tls:// scheduler.")
@click.option("--tls-cert", metavar="FILE", help="Our certificate for a tls:// scheduler.")
@click.option("--tls-key", metavar="FILE", help="The key of that certificate.")
@click.option(
    "--insecure-scheduler",
    is_flag=True,
    help="Use a tcp:// scheduler on another machine; whoever reaches it runs code on this one.",
)
@shared.failing
@shared.requesting
@shared.cached
@shared.refreshing
@shared.configured
def sweep(**values: Any) -> int:
    """Check many lists, each link once.

    SOURCE is a list, a folder of lists, the URL of a repository on GitHub, or a text file with a
    SOURCE on each line. Reports on each list, a page with all of them, and tables of lists and
    links are written to --out. The same command goes on where a killed one has stopped. Needs
    awesome-lint[sweep].
    """
    from lint.cli.sweep import sweep_lists

    return sweep_lists(shared.sweep_options(values))


@main.command()
@click.argument("name", shell_complete=completion.schemas)
def schema(name: str) -> None:
    """Show a JSON Schema: entry, row, badge, config or report."""
    from lint.console.output import write
    from lint.validation.schemas import text

    write(text(name))


@main.command("completion")
@click.argument("shell", type=click.Choice(completion.SHELLS))
def complete(shell: str) -> None:
    """Show the script that makes SHELL complete commands, options, rules and files.

    In ~/.bashrc: eval "$(awesome-lint completion bash)"; likewise with zsh in ~/.zshrc. For fish:
    awesome-lint completion fish > ~/.config/fish/completions/awesome-lint.fish
    """
    from lint.console.output import write

    write(completion.script(main, shell))


@main.command(context_settings=_ENVIRONMENT)
@shared.cached
def server(cache_dir: str | None) -> None:
    """Serve an editor: diagnostics, quick fixes and hovers by the Language Server Protocol.

    Over standard input and output; needs the extra lsp (pip install "awesome-lint[lsp]"). No link
    is requested; verdicts are those that a check has left in the cache.
    """
    from pathlib import Path

    try:
        from lint.server.main import serve
    except ModuleNotFoundError as error:
        from lint.errors import LintError

        if error.name not in {"pygls", "lsprotocol"}:
            raise
        raise LintError('server needs the extra lsp: pip install "awesome-lint[lsp]"') from None
    serve(Path(cache_dir) if cache_dir else None)


@main.group()
def cache() -> None:
    """Show or clear what is remembered of links."""


@cache.command(context_settings=_ENVIRONMENT)
@shared.cached
def info(cache_dir: str | None) -> None:
    """Show where the cache is and what is in it."""
    from lint.cli.cache import info
    from lint.console.output import write

    write(info(cache_dir))


@cache.command(context_settings=_ENVIRONMENT)
@shared.cached
def clear(cache_dir: str | None) -> None:
    """Forget all answers, and the history of all links."""
    from lint.cli.cache import clear
    from lint.console.output import write

    write(clear(cache_dir))
