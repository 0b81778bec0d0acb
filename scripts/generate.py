"""Write the pages that are made from the code: rules, command line and configuration keys.

    python scripts/generate.py            write them
    python scripts/generate.py --check    write nothing; exit 1 and name every page that is stale

A rule's page comes from the docstring of its module, the command line from its own `--help`, the
configuration keys from schema/config.schema.json, and what that says of rules from the rules. A
page with words of its own keeps them: only what stands between `<!-- generated: NAME -->` and
`<!-- end: NAME -->` is replaced.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import config_schema

ROOT = Path(__file__).resolve().parents[1]
# This checkout's code, whichever awesome-lint is installed.
sys.path.insert(0, str(ROOT))

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import click

    from lint.rules import Rule

HELP_WIDTH = 80
"""Columns of the help texts."""
EXAMPLE = ["--format", "full", "--select", "missing-anchor,badge-url-mismatch"]
"""Options of the check of examples/attention.md that the README shows."""
FOREMOST = (
    "badge-url-mismatch",
    "invalid-date",
    "title-mismatch",
    "duplicate-link",
    "ragged-row",
    "missing-anchor",
    "broken-link",
    "renamed-repository",
    "withdrawn-paper",
)
"""The rules that the README shows. docs/rules has all of them."""

MADE_BY = "<!-- Made by scripts/generate.py; do not edit. -->"


def table(header: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> str:
    """A Markdown table; pipes in the cells are escaped."""
    lines = [header, ("---",) * len(header), *rows]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines
    )


def rules_table(rules: Mapping[str, Rule], folder: str) -> str:
    """Every rule with a link to its page in `folder` (as seen from the page with the table)."""
    return table(
        ("Rule", "Severity", "What it finds"),
        (
            (f"[`{one.id}`]({folder}{one.id}.md)", str(one.severity), one.summary)
            for one in rules.values()
        ),
    )


def rule_page(rule: Rule) -> str:
    """The page of one rule."""
    from lint.cli.rules import rule_text

    return f"# {rule.id}\n\n{MADE_BY}\n\n{rule_text(rule)}"


def rules_index(rules: Mapping[str, Rule]) -> str:
    """The page that lists the rules."""
    return f"# Rules\n\n{MADE_BY}\n\n{rules_table(rules, '')}\n"


def example() -> str:
    """The command that the README shows, and what it prints."""
    command = ["check", "--offline", "--isolated", *EXAMPLE, "examples/attention.md"]
    ours = ("AWESOME_LINT_", "FORCE_COLOR")
    environment = {key: value for key, value in os.environ.items() if not key.startswith(ours)}
    done = subprocess.run(
        [sys.executable, "-m", "lint", *command],
        cwd=ROOT,
        env=environment | {"COLUMNS": "100", "NO_COLOR": "1", "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,  # 1: the defects are planted
    )
    shown = " ".join(["awesome-lint", "--offline", *EXAMPLE[2:], "examples/attention.md"])
    return f"```console\n$ {shown}\n{done.stdout.rstrip()}\n```"


def help_texts(command: click.Command, name: str, parent: click.Context | None) -> Iterator[str]:
    """The help of `command` and of its subcommands, each as a section."""
    import click

    # The same text whatever the terminal is.
    settings = {"terminal_width": HELP_WIDTH, "max_content_width": HELP_WIDTH, "color": False}
    context = click.Context(
        command, info_name=name, parent=parent, **{**command.context_settings, **settings}
    )
    text = "\n".join(line.rstrip() for line in command.get_help(context).splitlines())
    yield f"## {context.command_path}\n\n```text\n{text}\n```"
    if isinstance(command, click.Group):
        for inner in command.list_commands(context):
            found = command.get_command(context, inner)
            if found is not None and not found.hidden:
                yield from help_texts(found, inner, context)


def resolve(schema: Mapping[str, Any], value: Mapping[str, Any]) -> dict[str, Any]:
    """`value` with what its `$ref` into the schema's `$defs` says; its own words win."""
    name = value.get("$ref", "").removeprefix("#/$defs/")
    return {**schema["$defs"][name], **value} if name else dict(value)


def kind(schema: Mapping[str, Any], value: Mapping[str, Any]) -> str:
    """What a key's value may be, in words."""
    if "title" in value and ("enum" in value or "else" in value):
        return str(value["title"])
    if "enum" in value:
        return ", ".join(f"`{json.dumps(word)}`" for word in value["enum"])
    if value["type"] == "array":
        return f"list of {kind(schema, resolve(schema, value['items']))}s"
    words = {"object": "table", "number": "number", "integer": "whole number"}
    return str(words.get(value["type"], value["type"]))


def key_tables(schema: Mapping[str, Any]) -> str:
    """The configuration keys: a table for the top level, then one for each table in it."""
    sections = [("", "Top level", "", schema)]
    written = {**schema["properties"]}
    options = resolve(schema, written.pop("rules"))["properties"]
    del written["severity"]  # a key for each rule
    written |= {f"rules.{name}": value for name, value in options.items()}
    sites = resolve(schema, written["sites"])["properties"]
    written["sites.urls"] = sites["urls"]
    written["links.cache"] = resolve(schema, written["links"])["properties"]["cache"]
    for key, value in ((key, resolve(schema, value)) for key, value in written.items()):
        inner = resolve(schema, value["items"]) if value["type"] == "array" else value
        if "properties" in inner:
            title = f"`[[{key}]]`" if value["type"] == "array" else f"`[{key}]`"
            sections.append((key, title, value["description"], inner))
    parts = []
    for key, title, description, section in sections:
        rows = (
            (
                f"`{name}`",
                kind(schema, value),
                f"`{json.dumps(value['default'])}`" if "default" in value else "",
                value["description"],
            )
            for name, value in (
                (name, resolve(schema, written)) for name, written in section["properties"].items()
            )
        )
        intro = f"{description}\n\n" if key else ""
        parts.append(f"### {title}\n\n{intro}{table(('Key', 'Value', 'Default', 'Meaning'), rows)}")
    return "\n\n".join(parts)


def replaced(page: str, name: str, text: str) -> str:
    """`page` with `text` between the markers of `name`.

    Raises ValueError where the page has no such markers.
    """
    begin, end = f"<!-- generated: {name} -->", f"<!-- end: {name} -->"
    pattern = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    result, count = pattern.subn(lambda _: f"{begin}\n\n{text}\n\n{end}", page)
    if count != 1:
        raise ValueError(f"{count} places between {begin} and {end}, not one")
    return result


def pages() -> dict[Path, str | None]:
    """What each page must hold; None for a page that must not exist."""
    from lint.cli.main import main
    from lint.rules import all_rules

    rules = all_rules()
    folder = ROOT / "docs" / "rules"
    wanted: dict[Path, str | None] = dict.fromkeys(folder.glob("*.md"))
    wanted[folder / "README.md"] = rules_index(rules)
    wanted |= {folder / f"{one.id}.md": rule_page(one) for one in rules.values()}
    path = ROOT / "schema" / "config.schema.json"
    schema = config_schema.generated(json.loads(path.read_text(encoding="utf-8")), rules)
    wanted[path] = json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
    for path, name, text in (
        (ROOT / "README.md", "example", example()),
        (
            ROOT / "README.md",
            "rules",
            rules_table({name: rules[name] for name in FOREMOST}, "docs/rules/"),
        ),
        (ROOT / "docs" / "cli.md", "help", "\n\n".join(help_texts(main, "awesome-lint", None))),
        (ROOT / "docs" / "configuration.md", "keys", key_tables(schema)),
    ):
        page = wanted.get(path) or path.read_text(encoding="utf-8")
        wanted[path] = replaced(page, name, text)
    return wanted


def main() -> int:
    """Write or check the pages; the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing, fail on stale pages")
    check = parser.parse_args().check
    stale = 0
    for path, text in sorted(pages().items()):
        if text == (path.read_text(encoding="utf-8") if path.exists() else None):
            continue
        stale += 1
        name = path.relative_to(ROOT).as_posix()
        print(f"{name} is stale: run scripts/generate.py" if check else f"{name} written")
        if check:
            continue
        if text is None:
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
