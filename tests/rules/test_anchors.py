# ruff: noqa: RUF001  headings in other scripts are what some tests are about
from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.command import run, write
from tests.rules.variants import found, lines

RULE = "missing-anchor"


def suggested(text: str, line: int = 1) -> str | None:
    """What `missing-anchor` suggests for the link in a line."""
    message = found(RULE, text)[line].message
    return message.partition("; did you mean #")[2].removesuffix("?") or None


@pytest.mark.parametrize(
    ("anchor", "heading", "slug"),
    [
        ("audio", "🎵 Audio (39)", "-audio-39"),
        ("backup", "💾 Backup [6]", "-backup-6"),
        ("chat", "Chat (20 entries)", "chat-20-entries"),
        ("datasets-12", "Datasets (13)", "datasets-13"),
        ("start", ":rocket: Start", "rocket-start"),
        ("intro", "1️⃣ Intro", "1%EF%B8%8F⃣-intro"),
        ("🎯-goals", "🎯 Goals", "-goals"),
        ("c-and-c++", "C and C++", "c-and-c"),
        ("whats-new?", "What's new?", "whats-new"),
        ("tools-&-libraries", "Tools & libraries", "tools--libraries"),
        ("音频", "🎵 音频（39）", "-音频39"),
        ("photos", "Photos (7) 📷", "photos-7-"),
        ("обучение", "📚 Обучение (4)", "-обучение-4"),
        ("werkzeuge", "Werkzeuge 🔧", "werkzeuge-"),
        ("#tools", "Tools", "tools"),
    ],
)
@pytest.mark.parametrize("also", ["", "[again](#{slug})\n"])
def test_what_differs_in_an_emoji_a_count_or_punctuation_is_offered(
    anchor: str, heading: str, slug: str, also: str
) -> None:
    text = f"[x](#{anchor})\n\n{also.format(slug=slug)}\n# List\n\n## {heading}\n\n## Others (39)\n"
    if slug.rstrip("-") == anchor:
        assert not lines(RULE, text)
    else:
        assert suggested(text) == slug


@pytest.mark.parametrize(
    ("anchor", "heading"),
    [
        ("instance-segmentation", "Semantic segmentation"),
        ("rust-language-processing", "Ruby language processing"),
        ("image-generation-papers", "Video generation papers"),
        ("supervised-learning", "Unsupervised learning"),
        ("papers-2023", "Papers 2024"),
        ("part-1-of-the-guide", "Part 2 of the guide"),
        ("awesome-nlp-tools", "Awesome NLG tools"),
        ("large-language-models", "Large vision models"),
        ("mysql-databases", "SQL databases"),
        ("pre-training-methods", "Post-training methods"),
        ("text-classification", "Text document classification"),
        ("ファイル整理ツール", "ファイル管理ツール"),
        ("обучение-с-учителем", "Обучение без учителя"),
        ("java-frameworks", "Lava frameworks"),
    ],
)
def test_another_word_is_another_thing(anchor: str, heading: str) -> None:
    assert suggested(f"[x](#{anchor})\n\n## {heading}\n") is None


SLIPS = [
    ("frist-steps", "First steps", "first-steps"),
    ("toools", "Tools", "tools"),
    ("framework", "Frameworks", "frameworks"),
    ("library", "Libraries", "libraries"),
    ("evalution-benchmarks", "Evaluation benchmarks", "evaluation-benchmarks"),
    ("state-of-art", "State of the art", "state-of-the-art"),
    ("data-base", "Database", "database"),
    ("hyperparamater-tunning", "Hyperparameter tuning", "hyperparameter-tuning"),
    ("開発分析", "開発と分析", "開発と分析"),
    ("エディタ", "エディター", "エディター"),
]


@pytest.mark.parametrize(("anchor", "heading", "slug"), SLIPS)
def test_a_slip_of_the_pen_is_offered_unless_its_target_is_linked(
    anchor: str, heading: str, slug: str
) -> None:
    text = f"[x](#{anchor})\n\n## {heading}\n"
    assert suggested(text) == slug
    if len(anchor.replace("-", "")) != len(slug.replace("-", "")):
        assert suggested(f"{text}\n[again](#{slug})\n") is None


IDS = [
    ("editors-id", "## Editors {#editors-id}"),
    ("editors", "## Editors and more {#editors}"),
    ("编辑器", "## 编辑器与工具 {#编辑器}"),
    ("a_b", "### A {: #a_b }"),
    ("a.b:c", "# A {#a.b:c .class}"),
    ("x", "## [A](https://fine.example) {#x}"),
    ("x", "## `code` {: #x .one .two}"),
    ("x", "A heading {#x}\n==="),
    ("x", "> ## In a quote {#x}"),
    ("x", "## 🎵 Emoji (39) {#x}"),
]


@pytest.mark.parametrize(("anchor", "heading"), IDS)
@pytest.mark.parametrize(
    "where",
    [
        "---\ntitle: x\n---\n",
        *(
            f"<!-- beside: readme.md {name} -->\n"
            for name in ("mkdocs.yml", "_config.yml", "docusaurus.config.js", "hugo.toml")
        ),
        *(f"<!-- beside: {name} -->\n" for name in (".vitepress", "docs/.vitepress")),
    ],
)
def test_ids_in_braces_count_on_a_site(anchor: str, heading: str, where: str) -> None:
    body = f"\n[x](#{anchor})\n\n[y](#gone)\n\n{heading}\n"
    first = where.count("\n")
    assert lines(RULE, where + body) == {first + 4}


@pytest.mark.parametrize(
    ("configuration", "page"),
    [
        ("mkdocs.yml", "docs/tools.md"),
        ("mkdocs.yaml", "docs/de/tools.md"),
        ("website/docusaurus.config.ts", "website/docs/tools/list.md"),
        ("docusaurus.config.js", "docs/list.md"),
        ("docs/.vitepress/config.mts", "docs/list.md"),
        ("docs/.vitepress/config.js", "docs/guide/list.md"),
        ("hugo.toml", "content/posts/list.md"),
        ("site/hugo.yaml", "site/content/en/list.md"),
        ("_config.yml", "_posts/list.md"),
        ("docs/_config.toml", "docs/list.md"),
    ],
)
@pytest.mark.parametrize("git", [True, False])
def test_a_page_lies_below_the_configuration_of_its_site(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    configuration: str,
    page: str,
    git: bool,  # noqa: FBT001
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(page).parent.mkdir(parents=True)
    if git:
        Path(".git").mkdir()
    write(page, "# Tools\n\n[x](#werkzeuge) [y](other.md#eins)\n\n## Tools {#werkzeuge}\n")
    write(str(Path(page).parent / "other.md"), "# Other\n\n## One {#eins}\n")
    severities = [one["severity"] for one in reported(page)]
    assert severities == ["info", "info"]
    Path(configuration).parent.mkdir(parents=True, exist_ok=True)
    write(configuration, "")
    # Without a repository, what lies above the list is not looked at.
    inside = git or Path(configuration).parent == Path(page).parent
    left = [] if inside else severities
    if ".vitepress" in configuration and Path(page).parent == Path("docs"):
        left = []
    assert [one["severity"] for one in reported(page)] == left


def reported(page: str) -> list[dict[str, str]]:
    done = run("--offline", "--isolated", "--format", "json", page)
    found: list[dict[str, str]] = json.loads(done.stdout)["diagnostics"]
    return found


@pytest.mark.parametrize(("anchor", "heading"), IDS)
def test_ids_in_braces_are_noted_elsewhere(anchor: str, heading: str) -> None:
    finding = found(RULE, f"<!-- beside: readme.md -->\n[x](#{anchor})\n\n{heading}\n")[2]
    assert finding.severity is not None
    assert finding.severity.name == "INFO"
    assert "on GitHub" in finding.message
    assert "; did you mean #" in finding.message
