"""Lists and repositories that are made to break a sweep: each costs itself and no other list."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from tests.command import POSIX, environment, run
from tests.sweep.test_local import hub
from tests.sweep.web import Web

if TYPE_CHECKING:
    from tests.sweep.conftest import Sweep

pytestmark = POSIX
NAME = "a" * 40
ROWS = f"# Rows\n\n| Name | Link |\n| --- | --- |\n| {NAME}! | [x](http://no-such.invalid/) |\n"
TABLE = '[[tables]]\nheaders = ["Name"]\nentries = true\nschema = "schemas/row.json"\n'
CONFIG = ".awesome-lint.toml"
DOWN = "awesome-lint: no host responded: the network seems to be down\n"


def schema(**title: object) -> dict[str, str]:
    return {CONFIG: TABLE, "schemas/row.json": json.dumps({"properties": {"title": title}})}


def messages(sweep: Sweep, name: str) -> list[str]:
    found = sweep.report(name)["diagnostics"]
    return [one["message"] for one in found if one["rule"] == "row-schema"]


def test_the_configuration_of_a_repository_holds_nobody_up(sweep: Sweep) -> None:
    """It is a stranger's where its list is linted, too, not only where it was fetched."""
    repositories = {
        "o/endless": schema(pattern="^(a+)+$"),
        "o/parts": schema(**{"$ref": "parts/title.json"})
        | {"schemas/parts/title.json": json.dumps({"minLength": 99})},
        "o/elsewhere": schema(**{"$ref": "https://x.example/title.json"}),
        "o/memory": {CONFIG: f"max_file_size = {10**13}\n"},
        "o/large": {CONFIG: f"max_file_size = {10**8}\n", "README.md": ROWS + "x\n" * 2_600_000},
    }
    files = {name: {"README.md": ROWS} | one for name, one in repositories.items()}
    sources = "".join(f"https://github.com/{name}\n" for name in repositories)
    (sweep.folder / "lists.txt").write_text(sources, encoding="utf-8")
    status, out, said = sweep.run("lists.txt", "--out", "out", **hub(sweep.folder, files))
    assert status == 2
    assert out.startswith("3 lists, 3 entries, 1 link: 1 broken\n")
    elsewhere = (
        "awesome-lint: o/elsewhere/README.md: schemas/row.json: properties.title: cannot read "
        "'https://x.example/title.json': it must be a file in the folder of the schema or below it"
    )
    large = "awesome-lint: o/large/README.md: larger than max_file_size (5,000,000 bytes)"
    assert sorted(said.splitlines()) == ["Wrote out/index.html", elsewhere, large]
    assert messages(sweep, "o-endless") == [f"title: '{NAME}!' does not match '^(a+)+$'"]
    assert messages(sweep, "o-parts") == [f"title: '{NAME}!' is too short"]
    assert messages(sweep, "o-memory") == []


def test_schemas_are_those_of_check_wherever_they_lie(sweep: Sweep) -> None:
    """With the files that they refer to; one that cannot be used fails where a table needs it."""
    own = sweep.folder / "own"
    long = json.dumps({"minLength": 99})
    files = {
        "own/rows.md": ROWS + "\n" + ROWS.replace("Name", "Title"),
        f"own/{CONFIG}": TABLE
        + '[[tables]]\nheaders = ["Title"]\nentries = true\nschema = "../far/row.json"\n'
        + '[[tables]]\nheaders = ["None"]\nschema = "gone.json"\n',
        "own/schemas/row.json": json.dumps(
            {"properties": {"title": {"$ref": "a/b.json#/$defs/x"}}}
        ),
        "own/schemas/a/b.json": json.dumps({"$defs": {"x": {"$ref": "c%20d.json"}}}),
        "own/schemas/a/c d.json": long,
        "far/row.json": json.dumps({"properties": {"title": {"$ref": "a/b.json"}}}),
        "far/a/b.json": long,
    }
    for name, text in files.items():
        (sweep.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (sweep.folder / name).write_text(text, encoding="utf-8")
    status, _, said = sweep.run("own", "--out", "out", "--offline")
    assert (status, said) == (1, "Wrote out/index.html\n")
    done = run("--offline", "--format", "json", str(own / "rows.md"))
    expected = [
        one["message"]
        for one in json.loads(done.stdout)["diagnostics"]
        if one["rule"] == "row-schema"
    ]
    assert len(expected) == 2
    assert messages(sweep, "own-rows") == expected


def test_a_list_that_cannot_be_linted_costs_no_other(sweep: Sweep) -> None:
    """Names that are too long, a defect of ours, and a list that its workers die of."""
    long, nul = f"{'x' * 300}/b.md#c", "a%00b.md#c"
    sweep.write("lists/long.md", [f"<{long}>", nul, f"{'a/' * 3000}b.md"])
    for name in ("deadly", "defect", "sound"):
        sweep.write(f"lists/{name}.md", ["#some"])
    folder = sweep.folder / "poison"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(
        "import os\n"
        "from lint.sweep import reading\n"
        "own = reading.read_here\n"
        "def read_here(snapshot, terms):\n"
        "    if 'deadly' in snapshot['name']:\n"
        "        os._exit(1)\n"
        "    return own(snapshot, terms)\n"
        "reading.read_here = read_here\n"
        "reading_read = reading._read\n"
        "def _read(snapshot, terms):\n"
        "    if 'defect' in snapshot['name']:\n"
        "        raise TypeError('of ours')\n"
        "    return reading_read(snapshot, terms)\n"
        "reading._read = _read\n",
        encoding="utf-8",
    )
    path = os.pathsep.join((str(folder), environment()["PYTHONPATH"]))
    status, out, said = sweep.run("lists", "--out", "out", "--offline", PYTHONPATH=path)
    assert status == 2
    assert out.startswith("2 lists, ")
    # Their processes are begun again, one at a time or all at once.
    lines = [line for line in said.splitlines() if not line.endswith("waiting for one")]
    assert "awesome-lint: lists/deadly.md: 4 workers died over it" in lines
    assert len(lines) == 3
    assert lines[-1] == "Wrote out/index.html"
    (line,) = (one for one in lines if "defect.md" in one)
    assert line.startswith(
        "awesome-lint: lists/defect.md: the sweep failed with TypeError: of ours"
    )
    found = sweep.report("lists-long")["diagnostics"]
    assert [one["rule"] for one in found if one["rule"] == "missing-file"] == ["missing-file"] * 3
    assert sweep.report("lists-sound")["failures"] == []


def test_without_a_network_nothing_is_said_of_links_and_the_next_sweep_asks(sweep: Sweep) -> None:
    with Web(6) as web:
        pass
    sweep.write("list.md", [web.url(1 + n % 6, f"/{n}") for n in range(12)])
    options = ("list.md", "--out", "out", "--retries", "0")
    assert sweep.run(*options) == (
        2,
        "1 list, 12 entries, 12 links: 12 skipped\n",
        f"{DOWN}Wrote out/index.html\n",
    )
    assert sweep.report("list")["diagnostics"] == []
    # Who wants no failure has none, as with `check`.
    assert sweep.run(*options, "--fail-on", "never")[0] == 0
    with Web(6, lambda one: (404 if one.path == "/3" else 200, 0.0, ""), web.port) as web:
        status, out, _ = sweep.run(*options)
        assert (status, out.splitlines()[0]) == (
            1,
            "1 list, 12 entries, 12 links: 11 ok, 1 broken",
        )
        assert {one.path for one in web.asked} == {f"/{n}" for n in range(12)}
    # Remembered hosts that answer show that one silent host is not the network.
    sweep.write("list.md", [web.url(1, "/0"), web.url(2, "/1"), web.url(6, "/new")])
    with Web(5, port=web.port) as web:
        status, out, said = sweep.run(*options)
    assert (status, said) == (0, "Wrote out/index.html\n")
    assert out == "1 list, 3 entries, 3 links: 2 ok, 1 unverified\n"
