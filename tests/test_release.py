"""The release: its notes, and each command of its workflow, run dry: `gh` says what it is told."""

from __future__ import annotations

import os
import re
import runpy
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.command import POSIX

ROOT = Path(__file__).parents[1]
WORKFLOW = ROOT / ".github" / "workflows" / "release.yml"
CHANGELOG = """\
# Changelog

## [Unreleased]

- Later.

## [0.2.0] - 2026-12-01

### Added

- A thing ([page](docs/thing.md#part), [site](https://example.org/a)).

## [0.1.0] - 2026-11-01

## [0.0.1]

- Old.
"""
GH = """\
#!/bin/sh
printf '%s\\n' "gh $*" >>"$GH_SAID"
case "$1 $2" in
  "run download") mkdir -p dist && touch dist/a.whl dist/a.tar.gz notes.md ;;
  "api --paginate") printf 'refs/tags/%s\n' v0.0.9 v0.0.10-rc v0.x.1 $GH_TAGS ;;
  "api --method") [ "$3" != PATCH ] || [ -z "$GH_NO_TAG" ] ;;
esac
"""
notes = runpy.run_path(str(ROOT / "scripts" / "release.py"))["notes"]


def test_notes_are_the_section_of_the_version() -> None:
    files = "https://github.com/someone/awesome-lint/blob/v0.2.0"
    said = notes(CHANGELOG, "0.2.0", files)
    assert said == (
        f"### Added\n\n- A thing ([page]({files}/docs/thing.md#part), [site](https://example.org/a)).\n"
    )
    assert "](docs/thing.md#part)" in notes(CHANGELOG, "0.2.0")


@pytest.mark.parametrize(
    ("version", "line"),
    [
        ("0.3.0", "no section [0.3.0]"),
        ("0.1.0", "[0.1.0] is empty"),
        ("0.0.1", "[0.0.1] has no date"),
        ("Unreleased", "[Unreleased] has no date"),
    ],
)
def test_a_version_that_the_changelog_does_not_tell_of_is_none(version: str, line: str) -> None:
    with pytest.raises(SystemExit, match=re.escape(line)):
        notes(CHANGELOG, version)


class Dry:
    """A copy of what the release reads, and the commands of its workflow."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "work"
        for name in ("scripts/release.py", "lint/version.py"):
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, self.folder / name)
        text = (ROOT / "lint" / "version.py").read_text(encoding="utf-8")
        version = re.search(r'__version__ = "(.*)"', text)
        assert version is not None
        self.tag = f"v{version[1]}"
        changelog = CHANGELOG.replace("[0.2.0]", f"[{version[1]}]", 1)
        (self.folder / "CHANGELOG.md").write_text(changelog, encoding="utf-8")
        programs = folder / "bin"
        programs.mkdir()
        (programs / "gh").write_text(GH, encoding="utf-8")
        (programs / "gh").chmod(0o755)
        (programs / "python").symlink_to(sys.executable)
        self._path = f"{programs}{os.pathsep}{os.environ['PATH']}"
        self._said = folder / "said"

    def step(self, job: str, name: str, **more: str) -> subprocess.CompletedProcess[str]:
        jobs = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))["jobs"]
        (step,) = (one for one in jobs[job]["steps"] if one.get("name") == name)
        bash = shutil.which("bash")
        assert bash is not None
        self._said.write_text("", encoding="utf-8")
        environment = {
            "PATH": self._path,
            "GH_SAID": str(self._said),
            "GH_NO_TAG": "",
            "GH_TAGS": self.tag,
            "GH_REPO": "someone/awesome-lint",
            "GITHUB_REPOSITORY": "someone/awesome-lint",
            "GITHUB_SERVER_URL": "https://github.com",
            "GITHUB_REF_NAME": self.tag,
            "GITHUB_RUN_ID": "7",
            "GITHUB_SHA": "a" * 40,
        }
        return subprocess.run(
            [bash, "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=self.folder,
            env=environment | more,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    @property
    def said(self) -> list[str]:
        return self._said.read_text(encoding="utf-8").splitlines()


@POSIX
def test_the_tag_is_the_version(tmp_path: Path) -> None:
    dry = Dry(tmp_path)
    done = dry.step("build", "Notes")
    assert (done.returncode, done.stderr) == (0, "")
    page = f"https://github.com/someone/awesome-lint/blob/{dry.tag}/docs/thing.md#part"
    assert page in (dry.folder / "notes.md").read_text(encoding="utf-8")
    done = dry.step("build", "Notes", GITHUB_REF_NAME="v99.0.0")
    assert done.returncode == 1
    assert done.stderr.startswith("tag v99.0.0 is not the version in lint/version.py: ")


@POSIX
@pytest.mark.parametrize("first", ["", "yes"])
def test_the_release_has_what_was_built_and_moves_the_tag(tmp_path: Path, first: str) -> None:
    dry = Dry(tmp_path)
    for job in ("attest", "publish", "release"):
        assert dry.step(job, "Download").returncode == 0
        assert dry.said == ["gh run download 7 --name release"]
    assert dry.step("release", "Release").returncode == 0
    tag = dry.tag
    built = "dist/a.tar.gz dist/a.whl"
    options = f"--verify-tag --title {tag} --notes-file notes.md"
    assert dry.said == [f"gh release create {tag} {built} {options}"]
    done = dry.step("release", "Move the tag of the major version", GH_NO_TAG=first)
    assert done.returncode == 0
    place, sha = "repos/someone/awesome-lint/git/refs", "a" * 40
    major = tag.partition(".")[0]
    assert dry.said[1:] == [
        f"gh api --method PATCH {place}/tags/{major} -f sha={sha} -F force=true",
        *([f"gh api --method POST {place} -f ref=refs/tags/{major} -f sha={sha}"] if first else []),
    ]


@POSIX
@pytest.mark.parametrize(
    ("tags", "moved"),
    [("", True), ("v0.0.1", True), ("v0.99.0 v0.9.0", False), ("v0.10000.0-rc", True)],
)
def test_the_tag_moves_to_the_newest_version_alone(
    tmp_path: Path,
    tags: str,
    moved: bool,  # noqa: FBT001 - pytest passes it
) -> None:
    dry = Dry(tmp_path)
    done = dry.step(
        "release", "Move the tag of the major version", GH_TAGS=f"{tags} {dry.tag} v0.0.2"
    )
    assert (done.returncode, done.stderr) == (0, "")
    tag = dry.tag
    assert dry.said[0] == (
        "gh api --paginate repos/someone/awesome-lint/git/matching-refs/tags/v0. --jq .[].ref"
    )
    assert (len(dry.said) > 1) is moved
    assert done.stdout == ("" if moved else f"v0.99.0 is newer than {tag}, so v0 stays\n")


def test_no_job_has_two_rights_to_write() -> None:
    jobs: dict[str, Any] = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))["jobs"]
    rights = {
        name: {key for key, value in job["permissions"].items() if value == "write"}
        for name, job in jobs.items()
    }
    # An attestation is signed by who it is, too.
    assert rights == {
        "build": set(),
        "attest": {"attestations", "id-token"},
        "publish": {"id-token"},
        "release": {"contents"},
    }
    # What can publish runs nothing of a checkout.
    assert [name for name, job in jobs.items() if "checkout" in str(job["steps"])] == ["build"]
    assert jobs["publish"]["environment"]["name"] == "pypi"
