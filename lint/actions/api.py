"""The REST interface of GitHub, as far as a comment, an issue and a pull request need it.

https://docs.github.com/en/rest: JSON over HTTPS, lists in pages of up to 100 items.
"""

from __future__ import annotations

import json
import os
import urllib.error
import urllib.request
from contextlib import contextmanager
from http.client import HTTPException
from typing import TYPE_CHECKING, Any, NoReturn
from urllib.parse import urlencode, urljoin, urlsplit

from lint.errors import LintError
from lint.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from http.client import HTTPResponse

BODY_MAX = 65_536
"""The most characters of a comment, an issue or a pull request."""
LOGIN = "github-actions[bot]"
"""The account that the token of a workflow writes as."""
# In seconds.
_PATIENCE = 60
_PAGE = 100
_MOST_PAGES = 30
# In bytes; no page of a list that is asked for comes near.
_LARGEST = 20_000_000


class ApiError(LintError):
    """What GitHub refused, and why; `status` is 0 where it gave no answer."""

    def __init__(self, what: str, status: int, why: str) -> None:
        super().__init__(f"GitHub: {what}: {f'{status} ' if status else ''}{why}")
        self.status = status


def author(thing: Mapping[str, Any]) -> str | None:
    """Who wrote a comment, an issue or a pull request; None where the account was deleted."""
    user = thing.get("user")
    return str(user.get("login")) if isinstance(user, dict) else None


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """The token is for one origin, so where an answer leads is for the caller to judge."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


class Api:
    """The interface at the URL `base` for one repository, such as `owner/name`.

    `token` goes there and nowhere else. A `path` is one of a URL, percent-encoded where need be.
    """

    def __init__(self, base: str, repository: str, token: str) -> None:
        self._base = base.rstrip("/")
        self._token = token
        self.repository = repository
        self._opener = urllib.request.build_opener(_NoRedirect)

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> Api:
        """The interface of the workflow that this runs in. Raises LintError outside of one."""
        environ = os.environ if environ is None else environ
        values = []
        for name in ("GITHUB_API_URL", "GITHUB_REPOSITORY", "GITHUB_TOKEN"):
            value = environ.get(name, "")
            if not value:
                raise LintError(f"{name} is not set: this must run in GitHub Actions")
            values.append(value)
        return cls(*values)

    def get(self, path: str, **query: str | int) -> Any:
        """What is at `path`, below that of the repository. Raises ApiError."""
        return self._call("GET", path, query=query)

    def pages(self, path: str, **query: str | int) -> Iterator[Any]:
        """The items of the list at `path`. Raises ApiError."""
        for page in range(1, _MOST_PAGES + 1):
            items = self._call("GET", path, query={**query, "per_page": _PAGE, "page": page})
            yield from items
            if len(items) < _PAGE:
                return

    def post(self, path: str, body: Mapping[str, Any]) -> Any:
        """Make something at `path`; what was made. Raises ApiError."""
        return self._call("POST", path, body)

    def patch(self, path: str, body: Mapping[str, Any]) -> Any:
        """Change what is at `path`. Raises ApiError."""
        return self._call("PATCH", path, body)

    def delete(self, path: str) -> None:
        """Take away what is at `path`; that it is not there is fine. Raises ApiError."""
        try:
            self._call("DELETE", path)
        except ApiError as error:
            if error.status != 404:
                raise

    def download(self, path: str, largest: int) -> bytes:
        """The bytes that `path` redirects to, at most `largest`, fetched without the token.

        Raises ApiError, also for more.
        """
        what = f"GET {path}"
        request = self._request("GET", path)
        with _in_a_line(what):
            try:
                with self._opener.open(request, timeout=_PATIENCE) as answer:
                    return _bounded(answer, path, largest)
            except urllib.error.HTTPError as error:
                with error:
                    place = error.headers.get("Location", "")
                    if error.code not in {301, 302, 303, 307, 308} or not place:
                        _fail(what, error)
            target = urljoin(request.full_url, place)
            if urlsplit(target).scheme not in {"http", "https"}:
                raise ApiError(what, 0, "leads to no web address")
            bare = urllib.request.Request(target, headers=_AGENT)  # noqa: S310 - http or https, see above
            with self._opener.open(bare, timeout=_PATIENCE) as answer:
                return _bounded(answer, path, largest)

    def _call(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        query: Mapping[str, str | int] | None = None,
    ) -> Any:
        what = f"{method} {path}"
        request = self._request(method, path, body, query)
        with _in_a_line(what):
            try:
                with self._opener.open(request, timeout=_PATIENCE) as answer:
                    data = _bounded(answer, path, _LARGEST)
            except urllib.error.HTTPError as error:
                with error:
                    _fail(what, error)
        try:
            return json.loads(data) if data else None
        except (ValueError, RecursionError):
            raise ApiError(what, 0, "the response is not JSON") from None

    def _request(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        query: Mapping[str, str | int] | None = None,
    ) -> urllib.request.Request:
        url = f"{self._base}/repos/{self.repository}{path}"
        url += f"?{urlencode(query)}" if query else ""
        data = None if body is None else json.dumps(body).encode()
        headers = {
            **_AGENT,
            "Accept": "application/vnd.github+json",
            "Authorization": f"Bearer {self._token}",
            "X-GitHub-Api-Version": "2022-11-28",
        } | ({"Content-Type": "application/json"} if data else {})
        return urllib.request.Request(url, data, headers, method=method)  # noqa: S310 - the runner names it


_AGENT = {"User-Agent": f"awesome-lint/{__version__}"}


@contextmanager
def _in_a_line(what: str) -> Iterator[None]:
    """Within the block, what is wrong with an answer is raised as ApiError.

    A server that is none raises what http.client has for it, a strange address a ValueError.
    """
    try:
        yield
    except (OSError, HTTPException, ValueError) as error:
        why = str(getattr(error, "reason", error))[:200] or type(error).__name__
        raise ApiError(what, 0, why) from None


def _bounded(answer: HTTPResponse, path: str, largest: int) -> bytes:
    data = answer.read(largest + 1)
    if len(data) > largest:
        raise ApiError(f"GET {path}", 0, f"the response is larger than {largest:,} bytes")
    return data


def _fail(what: str, error: urllib.error.HTTPError) -> NoReturn:
    """Raise what GitHub says of a request that it refused."""
    try:
        said = json.loads(error.read(10_000))
        why = str(said["message"])[:300]
    except (ValueError, LookupError, TypeError, RecursionError, OSError, HTTPException):
        why = str(error.reason)[:300]
    raise ApiError(what, error.code, why) from None
