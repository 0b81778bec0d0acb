"""Lists behind URLs, by real clones of repositories on this machine: nothing else is contacted."""

from __future__ import annotations

import base64
import http.server
import json
import os
import ssl
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import trustme

from lint.errors import InputError, LintError
from lint.files import clones
from lint.files.clones import Clones, Page, read
from tests.command import POSIX, environment, run, run_process

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

URL = "https://github.com/o/r"
LIST = "# Awesome things\n\n[guide](docs/guide.md) [gone](docs/gone.md)\n"


def git(folder: Path, *arguments: str) -> None:
    environment = {**os.environ, "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}
    who = ("-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "core.symlinks=true")
    subprocess.run(
        ["git", *who, *arguments],
        cwd=folder,
        env=environment,
        check=True,
        capture_output=True,
        timeout=60,
    )


def commit(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8", newline="")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message=x")


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's git configuration, by which GitHub is a folder here."""
    file = tmp_path / "gitconfig"
    hub = (tmp_path / "hub").as_uri()
    file.write_text(f'[url "{hub}/"]\n\tinsteadOf = https://github.com/\n', encoding="utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(file))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(temporary))
    monkeypatch.setattr(tempfile, "tempdir", None)
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return file


@pytest.fixture
def origin(tmp_path: Path, settings: Path) -> Path:
    """The repository o/r of that GitHub."""
    assert settings.exists()
    folder = tmp_path / "hub" / "o" / "r"
    folder.mkdir(parents=True)
    git(folder, "init", "--quiet", "--initial-branch=main")
    commit(folder, {"README.md": LIST, "docs/guide.md": "# Guide\n\n[x](#nowhere)\n"})
    return folder


@pytest.mark.parametrize(
    ("url", "page"),
    [
        (URL, Page("o/r", URL)),
        ("HTTPS://WWW.GitHub.com/o/r.git/?tab=readme#top", Page("o/r", URL)),
        (f"{URL}/tree/main", Page("o/r", URL, "tree", ("main",))),
        (f"{URL}/blob/a/b/c%20d.md", Page("o/r", URL, "blob", ("a", "b", "c d.md"))),
        ("https://git.example/a/b/c.git", Page("git.example/a/b/c", "https://git.example/a/b/c.git")),
    ],
)  # fmt: skip
def test_what_a_url_names(url: str, page: Page) -> None:
    assert read(url) == page


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://github.com/o/r", "expected an https URL of a repository"),
        ("https://token@github.com/o/r", "remove the user name and password from the URL"),
        ("https://github.com/o", "cannot fetch: expected https://github.com/OWNER/NAME"),
        ("https://github.com/o/..", "cannot fetch: expected https://github.com/OWNER/NAME"),
        (f"{URL}/issues/1", "cannot fetch: expected https://github.com/OWNER/NAME"),
        (f"{URL}/blob/main", "cannot fetch: expected https://github.com/OWNER/NAME"),
        (f"{URL}/tree", "cannot fetch: expected https://github.com/OWNER/NAME"),
        ("https://github.com:8443/o/r", "cannot fetch: expected https://github.com/OWNER/NAME"),
        ("https://example.org/o/r", "cannot fetch: expected https://github.com/OWNER/NAME"),
        (
            "https://example.org/%2e%2e%2fx/r.git",
            "cannot fetch: expected https://github.com/OWNER/NAME",
        ),
        ("https://example.org/-x/r%00.git", "cannot fetch: expected https://github.com/OWNER/NAME"),
    ],
)
def test_what_is_not_fetched(url: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        read(url)


def test_a_list_behind_a_url_is_judged_as_in_its_repository(origin: Path, tmp_path: Path) -> None:
    commit(origin, {".awesome-lint.toml": '[per_file_ignores]\n"docs/*.md" = ["missing-anchor"]\n'})
    done = run(URL, f"{URL}/blob/main/docs/guide.md", "--format", "concise")
    assert (
        done.stdout == "o/r/README.md:3:24: error missing-file file docs/gone.md does not exist\n"
    )
    assert (done.returncode, done.stderr) == (1, "")
    assert list((tmp_path / "temporary").iterdir()) == []
    assert list(Path.cwd().iterdir()) == []


def test_the_revisions_and_files_that_a_url_may_name(origin: Path) -> None:
    git(origin, "switch", "--quiet", "--create", "feature/x")
    commit(origin, {"docs/README.md": "# Of a branch\n"})
    head = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=origin, check=True, capture_output=True, text=True
    ).stdout.strip()
    git(origin, "tag", "v1.0")
    git(origin, "switch", "--quiet", "main")
    expected = {
        URL: ("o/r/README.md", LIST),
        f"{URL}/tree/feature/x": ("o/r/README.md", LIST),
        f"{URL}/tree/feature/x/docs": ("o/r/docs/README.md", "# Of a branch\n"),
        f"{URL}/blob/feature/x/docs/README.md": ("o/r/docs/README.md", "# Of a branch\n"),
        f"{URL}/blob/v1.0/docs/README.md": ("o/r/docs/README.md", "# Of a branch\n"),
        f"{URL}/blob/{head}/docs/README.md": ("o/r/docs/README.md", "# Of a branch\n"),
    }
    with Clones() as fetched:
        for url, (path, text) in expected.items():
            found = fetched.fetch(url)
            assert (found.path, Path(found.file).read_text(encoding="utf-8")) == (path, text)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("https://github.com/o/none", "cannot fetch: "),
        (f"{URL}/tree/none", "unknown branch, tag or commit 'none'"),
        (f"{URL}/tree/--upload-pack=x", "unknown branch, tag or commit '--upload-pack=x'"),
        (f"{URL}/tree/+main:x", r"unknown branch, tag or commit '\+main:x'"),
        (f"{URL}/tree/main/docs", "no README.md in this repository"),
        (f"{URL}/tree/main/..%2f..", "no README.md in this repository"),
        (f"{URL}/blob/main/none.md", "no file 'none.md' in this repository"),
        (f"{URL}/blob/main/docs", "no file 'docs' in this repository"),
        (f"{URL}/blob/main/.git/config", "no file '.git/config' in this repository"),
        (f"{URL}/blob/main/..%2fr/README.md", "no file '../r/README.md' in this repository"),
    ],
)
@pytest.mark.usefixtures("origin")
def test_what_is_not_there_is_said_in_one_line(url: str, reason: str) -> None:
    with Clones() as fetched, pytest.raises(InputError, match=reason) as caught:
        fetched.fetch(url)
    assert str(caught.value).startswith(f"{url}: ")
    assert len(str(caught.value).splitlines()) == 1


@pytest.mark.usefixtures("origin")
def test_a_url_that_fails_leaves_the_other_lists() -> None:
    Path("list.md").write_text("[x](#y)\n", encoding="utf-8")
    done = run(f"{URL}/tree/none", "list.md", "--format", "concise")
    assert done.returncode == 2
    assert done.stdout.startswith("list.md:1:1: error missing-anchor")
    assert done.stderr.startswith(f"awesome-lint: {URL}/tree/none: unknown branch")


@pytest.mark.parametrize(
    ("option", "reason"),
    [
        ("--offline", "--offline cannot be combined with"),
        ("--fix", "--fix cannot be combined with"),
        ("--staged", "--staged cannot be combined with"),
        ("--base=main", "--base cannot be combined with"),
        ("--write-baseline", "--write-baseline cannot be combined with"),
    ],
)
@pytest.mark.usefixtures("origin")
def test_what_does_not_go_with_a_url(option: str, reason: str) -> None:
    done = run(URL, option)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"awesome-lint: {reason} {URL}")


def test_a_diff_is_shown_and_the_same_list_comes_once(origin: Path) -> None:
    commit(origin, {"README.md": "# A\n\n- [a](http://arxiv.org/abs/1706.03762)\n"})
    commit(origin, {".awesome-lint.toml": 'offline = true\nselect = ["insecure-link"]\n'})
    done = run(URL, f"{URL}.git", "--diff")
    assert (done.returncode, done.stdout.count("+- [a](https://arxiv.org/")) == (1, 1)
    assert done.stdout.startswith("--- a/o/r/README.md\n+++ b/o/r/README.md\n")
    done = run("rows", URL)
    assert (done.returncode, '"title": "a"' in done.stdout) == (0, True)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('ignores = ["x"]', r"o/r/.awesome-lint.toml:1: unknown key 'ignores'"),
        ('[[tables]]\nschema = "../../x.json"', "is not in the repository"),
        ('[[tables]]\nschema = "/x.json"', "is not in the repository"),
        (
            '[[tables]]\nschema = "none.json"',
            "awesome-lint: o/r/.awesome-lint.toml:2: o/r/none.json: cannot be read",
        ),
    ],
)
def test_a_configuration_that_cannot_be_used(origin: Path, text: str, reason: str) -> None:
    commit(
        origin, {".awesome-lint.toml": text, "README.md": "| Title | Date |\n|-|-|\n| a | b |\n"}
    )
    done = run(URL)
    assert (done.returncode, done.stdout) == (2, "")
    assert reason in done.stderr
    assert str(Path(tempfile.gettempdir()).resolve()) not in done.stderr.replace("/x.json", "")


TABLE = f"| Title | Date |\n|-|-|\n| {'a' * 60}! | 2024 |\n"


def _schema(schema: object) -> dict[str, str]:
    return {
        ".awesome-lint.toml": '[[tables]]\nschema = "row.json"\n',
        "row.json": json.dumps(schema),
        "README.md": f"# Awesome things\n\n{TABLE}",
    }


def test_a_pattern_that_never_ends_elsewhere_is_run_in_time(origin: Path) -> None:
    commit(origin, _schema({"properties": {"title": {"pattern": "^(a+)+$"}}}))
    done = run(URL, "--select", "row-schema")
    assert (done.returncode, done.stderr) == (1, "")
    assert "row-schema" in done.stdout


@pytest.mark.parametrize(
    ("schema", "reason"),
    [
        (
            {"properties": {"title": {"pattern": "(?=a)"}}},
            "properties.title.pattern: '(?=a)' cannot be run safely: invalid perl operator: (?=",
        ),
        (
            {"patternProperties": {"^(a+)+$": False}},
            "patternProperties is not supported in a fetched repository",
        ),
        (
            {
                "$ref": "#/$defs/0",
                "$defs": {
                    str(index): {"allOf": [{"$ref": f"#/$defs/{min(index + 1, 40)}"}] * 2}
                    if index < 40
                    else True
                    for index in range(41)
                },
            },
            "takes more than 100,000 steps for one entry",
        ),
    ],
)
def test_a_schema_that_cannot_be_run_safely(origin: Path, schema: object, reason: str) -> None:
    commit(origin, _schema(schema))
    done = run(URL)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"awesome-lint: o/r/.awesome-lint.toml:2: o/r/row.json: {reason}\n"


@pytest.mark.parametrize(
    ("files", "place"),
    [
        (
            _schema({"properties": {"title": {"pattern": "a"}}}),
            ".awesome-lint.toml:2: o/r/row.json: properties.title.pattern",
        ),
        (
            {".awesome-lint.toml": '[rules.redirected-link]\nkeep = ["a"]\n'},
            ".awesome-lint.toml:2: 'rules.redirected-link.keep'",
        ),
    ],
)
def test_without_re2_a_pattern_is_refused(
    origin: Path, tmp_path: Path, files: Mapping[str, str], place: str
) -> None:
    (tmp_path / "without").mkdir()
    (tmp_path / "without" / "re2.py").write_text("raise ImportError\n", encoding="utf-8")
    commit(origin, files)
    places = (str(tmp_path / "without"), environment()["PYTHONPATH"])
    done = run_process(URL, PYTHONPATH=os.pathsep.join(places))
    assert (done.returncode, done.stdout) == (2, "")
    reason = "'a' comes from a fetched repository and needs awesome-lint[re2] to be run"
    assert done.stderr == f"awesome-lint: o/r/{place}: {reason}\n"


def test_a_strangers_configuration_says_nothing_of_requests(origin: Path) -> None:
    text = '[links]\nallow_addresses = ["127.0.0.0/8"]\nca_bundle = "none"\n[sites]\nnone = 1\n'
    commit(origin, {".awesome-lint.toml": text, "README.md": "[x](http://127.0.0.1:9/)\n"})
    done = run(URL, "--format", "concise", "--select", "private-address")
    assert (done.returncode, "private-address" in done.stdout) == (0, True)


@pytest.mark.parametrize("largest", [10**8, 10**13])
def test_a_repository_cannot_raise_the_limit_on_its_files(origin: Path, largest: int) -> None:
    """What it says is neither room to be taken at once nor a file to be read for minutes."""
    commit(origin, {".awesome-lint.toml": f"max_file_size = {largest}\n"})
    done = run(URL, "--format", "concise")
    assert (done.returncode, done.stderr) == (1, "")
    commit(origin, {"README.md": f"{LIST}{'x' * 5_000_000}\n"})
    done = run(URL, "--format", "concise")
    line = "awesome-lint: o/r/README.md: larger than max_file_size (5,000,000 bytes)\n"
    assert (done.returncode, done.stderr) == (2, line)


def test_no_message_names_the_temporary_folder_wherever_it_lies(
    origin: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a folder above it, too, from which files are named by shorter paths."""
    commit(origin, {".awesome-lint.toml": "zzzzzz = 1\n"})
    for folder in (tmp_path, tmp_path / "temporary", Path("/")):
        monkeypatch.chdir(folder)
        done = run(URL)
        line = "awesome-lint: o/r/.awesome-lint.toml:1: unknown key 'zzzzzz'\n"
        assert (done.returncode, done.stderr) == (2, line)


@pytest.mark.usefixtures("origin")
def test_what_lies_above_a_clone_does_not_count(tmp_path: Path) -> None:
    (tmp_path / "temporary" / ".awesome-lint.toml").write_text("none = 1\n", encoding="utf-8")
    (tmp_path / "temporary" / ".awesome-lint-baseline.json").write_text("none", encoding="utf-8")
    done = run(URL, "--format", "concise")
    assert (done.returncode, done.stderr) == (1, "")


def test_the_baseline_of_a_clone_counts(origin: Path) -> None:
    assert run(origin / "README.md", "--offline", "--write-baseline").returncode == 0
    assert (origin / ".awesome-lint-baseline.json").is_file()
    commit(origin, {})
    done = run(URL, "--format", "concise")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_nothing_that_a_repository_names_is_run(
    origin: Path, settings: Path, tmp_path: Path
) -> None:
    trace = tmp_path / "trace"
    command = f"{Path(sys.executable).as_posix()} -c \\\"open('{trace.as_posix()}', 'w')\\\""
    hooks = tmp_path / "template" / "hooks"
    hooks.mkdir(parents=True)
    for name in ("post-checkout", "reference-transaction", "post-index-change"):
        (hooks / name).write_text(f'#!/bin/sh\ntouch "{trace.as_posix()}"\n', encoding="utf-8")
        (hooks / name).chmod(0o755)
    with settings.open("a", encoding="utf-8") as file:
        file.write(f"[init]\n\ttemplateDir = {(tmp_path / 'template').as_posix()}\n")
        file.write(f'[filter "evil"]\n\tsmudge = "{command}"\n\trequired = true\n')
        file.write("[core]\n\tautocrlf = true\n")
    commit(origin, {".gitattributes": "*.md filter=evil text eol=crlf ident\n"})
    plain = ["git", "clone", "--quiet", str(origin), str(tmp_path / "plain")]
    subprocess.run(plain, check=False, capture_output=True, timeout=60)
    assert trace.exists()  # the trap works
    trace.unlink()
    with Clones() as fetched:
        found = fetched.fetch(URL)
        assert Path(found.file).read_bytes() == LIST.encode()
    assert not trace.exists()


@POSIX
def test_symbolic_links_are_followed_within_the_repository_alone(
    origin: Path, tmp_path: Path
) -> None:
    (tmp_path / "secret.md").write_text("[x](#secret)\n", encoding="utf-8")
    (origin / "README.md").unlink()
    (origin / "README.md").symlink_to("docs/guide.md")
    (origin / "out.md").symlink_to(tmp_path / "secret.md")
    (origin / "up.md").symlink_to("../../../secret.md")
    (origin / "etc").symlink_to("/etc")
    commit(origin, {})
    with Clones() as fetched:
        found = fetched.fetch(URL)
        assert found.path == "o/r/docs/guide.md"
        assert not any(one.is_symlink() for one in found.root.rglob("*"))
        for name in ("out.md", "up.md", "etc/passwd"):
            with pytest.raises(InputError):
                fetched.fetch(f"{URL}/blob/main/{name}")


@pytest.fixture
def server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[str, list[Mapping[str, str]]]]:
    """A server that asks for a login, its URL, and the headers of what it was asked."""
    asked: list[Mapping[str, str]] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(dict(self.headers))
            self.send_response(401)
            self.send_header("WWW-Authenticate", 'Basic realm="x"')
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    bundle = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(bundle))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listening:
        listening.socket = context.wrap_socket(listening.socket, server_side=True)
        origin = f"https://127.0.0.1:{listening.server_port}"
        monkeypatch.setenv("GIT_SSL_CAINFO", str(bundle))
        monkeypatch.setenv("no_proxy", "*")
        thread = threading.Thread(target=listening.serve_forever)
        thread.start()
        yield f"{origin}/o/r.git", asked
        listening.shutdown()
        thread.join()


def test_no_login_of_the_user_is_sent(
    server: tuple[str, list[Mapping[str, str]]], settings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url, asked = server
    origin = url.removesuffix("/o/r.git")
    helper = "!f() { echo username=u; echo password=secret; }; f"
    with settings.open("a", encoding="utf-8") as file:
        file.write(f'[credential]\n\thelper = "{helper}"\n')
        file.write(f'[http "{origin}/"]\n\textraHeader = "Authorization: Basic c2VjcmV0"\n')
    monkeypatch.setenv("GITHUB_TOKEN", "secret")
    home = settings.with_name("home")
    home.mkdir()
    (home / ".netrc").write_text("machine 127.0.0.1 login u password secret\n", encoding="ascii")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("GIT_ASKPASS", "echo")
    plain = subprocess.run(["git", "ls-remote", url], capture_output=True, check=False, timeout=60)
    assert plain.returncode
    assert any("Authorization" in headers for headers in asked)  # the trap works
    asked.clear()
    with (
        Clones() as fetched,
        pytest.raises(InputError, match="the repository does not exist or is priv"),
    ):
        fetched.fetch(url)
    assert asked
    # An empty login is all that is sent to a server that wants one.
    empty = "Basic " + base64.b64encode(b":").decode()
    assert {headers.get("Authorization", empty) for headers in asked} == {empty}
    assert not any("secret" in str(headers) for headers in asked)


@pytest.mark.parametrize(
    ("limit", "value", "reason"),
    [
        ("_PATIENCE", 0.2, "timed out after 0.2 seconds"),
        ("_LARGEST", 1000, "larger than 1,000 bytes"),
    ],
)
def test_time_and_size_are_bounded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, value: float, reason: str
) -> None:
    monkeypatch.setattr(clones, limit, value)
    monkeypatch.setattr(clones, "_GLANCE", 0.05)
    code = "import time; open('x', 'wb').write(b'x' * 2000); time.sleep(50); open('end', 'w')"
    with tempfile.TemporaryFile() as said, pytest.raises(LintError, match=reason):
        clones._run([sys.executable, "-c", code], tmp_path, said.fileno())
    assert not (tmp_path / "end").exists()


@POSIX
def test_what_git_started_ends_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clones, "_LARGEST", 0)
    monkeypatch.setattr(clones, "_GLANCE", 0.05)
    code = "import os, time; open('pid', 'w').write(str(os.getpid())); time.sleep(50)"
    inner = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {code!r}])"
    waiting = "import os, time\nwhile not os.path.exists('pid'): time.sleep(0.01)\n"
    monkeypatch.setattr(clones, "_size", lambda folder: int((folder / "pid").exists()))
    with tempfile.TemporaryFile() as said, pytest.raises(LintError, match="larger than"):
        clones._run([sys.executable, "-c", inner], tmp_path, said.fileno())
    subprocess.run([sys.executable, "-c", waiting], cwd=tmp_path, check=True, timeout=60)
    process = Path("/proc", (tmp_path / "pid").read_text(encoding="ascii") or "0")
    for _ in range(200):
        if not process.exists() or "State:\tZ" in (process / "status").read_text():
            break
        time.sleep(0.05)
    else:
        pytest.fail("it is still there")
