"""Where this awesome-lint was installed from, and the pages about it there.

pip and uv note the repository and the commit of a URL like `git+https://…@…` (PEP 610). Nothing
else says where the tool comes from, so without that no page is named: a link that leads nowhere, or
to a stranger's project of the same name, is worse than none.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from lint import urls
from lint.version import __version__

if TYPE_CHECKING:
    from pathlib import Path

_TAG = re.compile(r"v?[0-9]+\.[0-9][0-9A-Za-z.-]*")
# Rules of users' own have no page there.
_RULES = "lint.rules."
# Where a forge shows a file of a commit, by a label of its host.
_FILES = {"github": "blob", "gitlab": "-/blob", "codeberg": "src/commit", "gitea": "src/commit"}


class Installed(NamedTuple):
    """The URL of a repository as it was noted, and the full hash of a commit in it.

    The `tag` is that of a version, where the installation asked for one.
    """

    url: str
    commit: str
    tag: str | None = None


def installed() -> Installed | None:
    """What the installer noted of a URL like `git+https://…@…`, None for anything else."""
    try:
        value = _noted()
        vcs = value["vcs_info"]
        if vcs["vcs"] != "git":
            return None
        asked = str(vcs.get("requested_revision", ""))
        tag = asked if _TAG.fullmatch(asked) else None
        return Installed(str(value["url"]), str(vcs["commit_id"]), tag)
    except (ValueError, LookupError, TypeError, AttributeError):
        return None


def checkout() -> Path | None:
    """The folder that the installer noted, as for `pip install .` and `git+file:///…`.

    None where it was installed from anywhere else.
    """
    from pathlib import Path
    from urllib.parse import urlsplit
    from urllib.request import url2pathname

    try:
        parts = urlsplit(_noted()["url"])
        own = parts.scheme == "file" and parts.hostname in {None, "localhost"}
        return Path(url2pathname(parts.path)) if own else None
    except (ValueError, LookupError, TypeError, AttributeError):
        return None


def install_command(extra: str) -> str:
    """What installs the packages of `extra` beside this awesome-lint, from where it came itself."""
    name = f"awesome-lint[{extra}]"
    known, place = installed(), checkout()
    if known is not None and repository() is not None:
        name += f" @ git+{known.url}@{known.commit}"
    elif place is not None and place.exists():
        name = f"{place}[{extra}]"
    return f'pip install "{name}"'


def _noted() -> Any:
    """What the installer noted; an empty object if nothing. Raises ValueError."""
    import json
    from importlib.metadata import PackageNotFoundError, distribution

    try:
        text = distribution("awesome-lint").read_text("direct_url.json")
    except PackageNotFoundError:
        text = None
    return json.loads(text or "{}")


@cache
def repository() -> str | None:
    """The URL of the repository that this awesome-lint was installed from, without `.git`.

    None where it is not known, or no page.
    """
    known = installed()
    url = urls.http(known.url) if known is not None else None
    if url is None or url.username or url.password or url.query or url.fragment:
        return None
    return url.request.rstrip("/").removesuffix(".git")


@cache
def _commit() -> str:
    known = installed()
    return known.commit if known is not None else ""


def rule_page(rule_id: str, module: str) -> str | None:
    """The URL of the documentation of the rule in `module`, at the commit that is installed.

    None where that is not known, and for the rule of a plug-in.
    """
    base = repository()
    url = urls.http(base) if base is not None else None
    if url is None or not module.startswith(_RULES):
        return None
    labels = url.host.split(".")
    files = next((path for label, path in _FILES.items() if label in labels), None)
    return f"{base}/{files}/{_commit()}/docs/rules/{rule_id}.md" if files and _commit() else None


def agent(contact: str = "") -> str:
    """What requests say that they come from: `awesome-lint/1.2.3 (+https://…)`.

    `contact` is the page or the mail address at which an operator finds out more, by default the
    repository.
    """
    where = contact or repository()
    return f"awesome-lint/{__version__}" + (f" (+{where})" if where else "")
