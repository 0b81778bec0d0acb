"""A token goes where the environment says, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint import urls
from lint.links.providers._github_access import PUBLIC, accesses

TOKEN = "ghp_0123456789abcdefABCDEF"
OTHER = "ghs_fedcba9876543210"
ACTIONS = {
    "GITHUB_SERVER_URL": "https://git.example.com",
    "GITHUB_GRAPHQL_URL": "https://git.example.com/api/graphql",
}


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({}, []),
        ({"GITHUB_TOKEN": ""}, []),
        ({"GITHUB_TOKEN": TOKEN}, [("github.com", PUBLIC, TOKEN)]),
        ({"GH_TOKEN": TOKEN}, [("github.com", PUBLIC, TOKEN)]),
        ({"GITHUB_TOKEN": "", "GH_TOKEN": TOKEN}, [("github.com", PUBLIC, TOKEN)]),
        ({"GITHUB_TOKEN": TOKEN, "GH_TOKEN": OTHER}, [("github.com", PUBLIC, TOKEN)]),
        ({"GITHUB_TOKEN": f" {TOKEN}\n"}, [("github.com", PUBLIC, TOKEN)]),
        # What cannot stand in a header is no token.
        ({"GITHUB_TOKEN": "a\r\nX: y"}, []),
        ({"GITHUB_TOKEN": "gh p"}, []),
        # In Actions, on an instance of one's own, the token is that instance's.
        (
            {**ACTIONS, "GITHUB_TOKEN": TOKEN},
            [("git.example.com", "https://git.example.com/api/graphql", TOKEN)],
        ),
        (
            {"GH_HOST": "Git.Example.com", "GH_ENTERPRISE_TOKEN": OTHER},
            [("git.example.com", "https://git.example.com/api/graphql", OTHER)],
        ),
        (
            {"GITHUB_TOKEN": TOKEN, "GH_HOST": "git.example.com", "GH_ENTERPRISE_TOKEN": OTHER},
            [
                ("github.com", PUBLIC, TOKEN),
                ("git.example.com", "https://git.example.com/api/graphql", OTHER),
            ],
        ),
        # The token for github.com is not for another instance.
        ({"GITHUB_TOKEN": TOKEN, "GH_HOST": "git.example.com"}, [("github.com", PUBLIC, TOKEN)]),
        # Nobody on the way may read it.
        ({**ACTIONS, "GITHUB_GRAPHQL_URL": "http://git.example.com/", "GITHUB_TOKEN": TOKEN}, []),
        (
            {"GITHUB_GRAPHQL_URL": "http://127.0.0.1:8080/graphql", "GITHUB_TOKEN": TOKEN},
            [("github.com", "http://127.0.0.1:8080/graphql", TOKEN)],
        ),
        ({"GITHUB_GRAPHQL_URL": "nonsense", "GITHUB_TOKEN": TOKEN}, []),
        ({"GITHUB_SERVER_URL": "nonsense", "GITHUB_TOKEN": TOKEN}, []),
    ],
)
def test_the_environment_says_who_is_asked_with_which_token(
    environ: dict[str, str], expected: list[tuple[str, str, str]]
) -> None:
    found = accesses(environ, None)
    assert [(one.host, one.graphql, one.token) for one in found] == expected


@pytest.mark.parametrize(
    ("configured", "asked"),
    [
        ("https://api.github.com/graphql", True),
        ("https://api.github.com/graphql/v5", True),
        ("https://API.github.com:443/graphql", True),
        ("http://api.github.com/graphql", False),
        ("https://api.github.com:8443/graphql", False),
        ("https://api.github.com.example.net/graphql", False),
        ("https://evil.example/graphql", False),
        ("https://api.github.com@evil.example/graphql", False),
    ],
)
def test_a_configured_url_of_another_origin_gets_no_token(configured: str, *, asked: bool) -> None:
    found = accesses({"GITHUB_TOKEN": TOKEN}, configured)
    assert [one.graphql for one in found] == ([configured] if asked else [])


@given(st.sampled_from(["https://", "http://", ""]), st.text(max_size=40))
def test_no_configured_text_takes_a_token_elsewhere(scheme: str, text: str) -> None:
    for one in accesses({"GITHUB_TOKEN": TOKEN}, scheme + text):
        url = urls.http(one.graphql)
        assert url is not None
        assert url.origin == "https://api.github.com"


def test_a_token_is_not_shown() -> None:
    (found,) = accesses({"GITHUB_TOKEN": TOKEN}, None)
    assert TOKEN not in f"{found} {found!r}"
