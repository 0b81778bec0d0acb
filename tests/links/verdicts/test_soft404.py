"""Soft 404s and bot walls by what can be seen without a network."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint import urls
from lint.links.verdicts import bot_walls
from lint.links.verdicts.soft404 import is_not_found, soft_redirect

if TYPE_CHECKING:
    from lint.urls import URL


def _url(text: str) -> URL:
    url = urls.http(text)
    assert url is not None
    return url


PAGE = _url("https://acme.example/tools/one")

NOT_FOUND = [
    "404",
    "404 Not Found",
    "404 - Not Found",
    "Not Found",
    "Page not found",
    "Page Not Found (404)",
    "Page not found \N{EN DASH} Example Magazine",
    "Page not found | Acme",
    "Page not found · GitHub Pages",
    "Acme | Page not found",
    "404 | Acme",
    "Acme - 404 Not Found",
    "404 | Page Not Found | Acme",
    "Error 404",
    "404 Error",
    "Error 404 (Not Found)!!1",
    "Error 404 | The Shop",
    "404: This page could not be found",
    "404 - File or directory not found.",
    "The page you were looking for doesn't exist (404)",
    "The page you\N{RIGHT SINGLE QUOTATION MARK}re looking for can't be found",
    "The page cannot be found",
    "The requested URL was not found on this server",
    "Oops! That page can\N{RIGHT SINGLE QUOTATION MARK}t be found.",
    "Sorry, this page does not exist",
    "We can't find that page",
    "Object not found!",
    "Seite nicht gefunden - Firma",
    "Fehler 404: Seite nicht gefunden",
    "Page introuvable",
    "Página no encontrada - Sitio",
    "Página não encontrada",
    "Pagina non trovata | Sito",
    "Pagina niet gevonden",
    "Sidan hittades inte",
    "Nie znaleziono strony",
    "Sayfa bulunamad\N{LATIN SMALL LETTER DOTLESS I}",
    "Страница не найдена",
    "ページが見つかりませんでした | サイト",
    "404-页面不存在 - 站点",
    "找不到頁面",
    "페이지를 찾을 수 없습니다",
    "ไม่พบหน้า",
    "الصفحة غير موجودة",
]
FOUND = [
    "",
    "Acme",
    "Error",
    "Oops!",
    "HTTP 404 explained",
    "The page that was not found",
    "404 Not Found - HTTP | MDN",
    "404 Not Found - What it means",
    "404 Media",
    "404 - YouTube",
    "404 | The Magazine for Lost Pages and Other Stories of the Web",
    "Page not found: a short story",
    "How to design a “Page not found” page",
    "Page not found - design examples",
    "Lost and found",
    "Attention is not found all you need",
    "Missing data in clinical trials",
    "Not found in translation",
    "Peugeot 404",
    "Waldo | Not found yet",
    "A | B | C | D | Page not found",
    "Seite nicht gefunden werden wollen",
    "Документация",
    "论文",
]


@pytest.mark.parametrize("title", NOT_FOUND)
def test_a_title_that_says_that_nothing_is_there(title: str) -> None:
    assert is_not_found(title, PAGE)
    assert is_not_found(title.upper().replace("BULUNAMADI", "bulunamad\u0131"), PAGE)


@pytest.mark.parametrize("title", FOUND)
def test_a_title_of_something_else(title: str) -> None:
    assert not is_not_found(title, PAGE)


@pytest.mark.parametrize(
    "url",
    [
        "https://developer.example/docs/Web/HTTP/Status/404",
        "https://en.example/wiki/HTTP_404",
        "https://blog.example/404-not-found-pages",
        "https://404media.example/a/b",
        "https://blog.example/page-not-found",
    ],
)
def test_a_page_about_such_pages_has_their_title(url: str) -> None:
    assert not is_not_found("404 Not Found", _url(url))


@given(st.text())
def test_any_text_is_a_title(title: str) -> None:
    is_not_found(title, PAGE)
    bot_walls.by_title(200, title)


FRONT = "redirects to the front page"
LOGIN = "redirects to a login"
ERROR = "redirects to the error page"
ELSEWHERE = [
    ("https://acme.example/blog/post", "https://acme.example/", FRONT),
    ("https://acme.example/blog/post", "https://www.acme.example/en/", FRONT),
    ("https://acme.example/blog/post", "https://acme.example/index.html?utm_source=x", FRONT),
    ("https://acme.example/a/b", "https://other.example/", FRONT),
    ("https://acme.example/a/b", "https://docs.acme.example/", FRONT),
    ("https://acme.example/p.php?id=12", "https://acme.example/", FRONT),
    ("https://acme.example/how-to-do-it", "https://acme.example/", FRONT),
    ("https://acme.example/en/blog/post", "https://acme.example/en", FRONT),
    ("https://acme.example/docs/a", "https://acme.example/login", LOGIN),
    ("https://acme.example/docs/a", "https://acme.example/users/sign_in?x=1", LOGIN),
    (
        "https://docs.acme.example/d/1",
        "https://accounts.acme.example/v3/x?continue=https%3A%2F%2Fa",
        LOGIN,
    ),
    ("https://acme.example/in/me", "https://acme.example/authwall?trk=x", LOGIN),
    ("https://acme.example/tool", "https://acme.example/404", ERROR),
    ("https://acme.example/a/b", "https://acme.example/errors/404.html?from=/a/b", ERROR),
    ("https://acme.example/a/b", "https://acme.example/page-not-found", ERROR),
    ("https://acme.example/a/b", "https://acme.example/not_found.aspx", ERROR),
]
SAME = [
    # nothing but a slash, www, a language, https, a file's name
    ("https://acme.example/a/b", "https://acme.example/a/b"),
    ("http://acme.example/a/b", "https://www.acme.example/a/b/"),
    ("https://acme.example/a/b", "https://acme.example/en/a/b"),
    ("https://acme.example/", "https://acme.example/en/"),
    ("https://acme.example/en/", "https://acme.example/"),
    ("https://acme.example/en/index.html", "https://acme.example/"),
    # a site, or a section of one
    ("https://acme.example/blog", "https://acme.example/"),
    ("https://acme.example/tool", "https://product.example/"),
    ("https://acme.example/", "https://acme.example/login"),
    ("https://app.acme.example/dashboard", "https://app.acme.example/login"),
    ("https://acme.example/?ref=list", "https://acme.example/"),
    # what is there to redirect
    ("https://bit.ly/a/b", "https://acme.example/"),
    ("https://t.co/a-b-c-d", "https://acme.example/"),
    ("https://doi.org/10.1000/182", "https://journal.example/"),
    ("https://go.acme.example/fwlink/?LinkID=1", "https://acme.example/"),
    ("https://acme.example/out/?url=https%3A%2F%2Fb.example%2F", "https://b.example/"),
    # a page that has got a host of its own
    ("https://lab.example/people/jane-doe/", "https://janedoe.example/"),
    ("https://acme.example/projects/widget", "https://widget.acme.example/"),
    ("https://pages.example/user/widget/", "https://widget.example/"),
    # another page, or a script's
    ("https://acme.example/a/b", "https://acme.example/b"),
    ("https://acme.example/a/b", "https://acme.example/#/a/b"),
    ("https://acme.example/a/b", "https://acme.example/?page=b"),
    # pages about logins, and about errors
    ("https://acme.example/docs/login", "https://acme.example/docs/v2/login"),
    ("https://acme.example/api/auth/login", "https://acme.example/login"),
    ("https://acme.example/docs/oauth", "https://acme.example/guides/auth"),
    ("https://acme.example/status/404", "https://acme.example/en/status/404"),
    # a consent is no login
    ("https://acme.example/a/b", "https://consent.acme.example/m?continue=x"),
]


@pytest.mark.parametrize(("start", "end", "why"), ELSEWHERE)
def test_a_redirect_to_something_else(start: str, end: str, why: str) -> None:
    said = soft_redirect(_url(start), _url(end))
    assert said is not None
    assert said.startswith(why)
    assert "?" not in said


@pytest.mark.parametrize(("start", "end"), SAME)
def test_a_redirect_to_what_may_be_the_same(start: str, end: str) -> None:
    assert soft_redirect(_url(start), _url(end)) is None


def test_where_a_redirect_leads_is_shown_without_credentials_and_control_characters() -> None:
    said = soft_redirect(PAGE, _url("https://user:secret@b.example/%1b[31m/login?x=y"))
    assert said == "redirects to a login, https://b.example/%1b[31m/login"


WALLS = [
    (200, {"cf-mitigated": "challenge"}),
    (403, {"CF-Mitigated": "block"}),
    (202, {"x-amzn-waf-action": "challenge"}),
    (405, {"x-amzn-waf-action": "captcha"}),
    (429, {"X-Vercel-Mitigated": "challenge"}),
    (202, {"SG-Captcha": "challenge"}),
    (403, {"X-DataDome": "protected"}),
    (403, {"Server": "ddos-guard"}),
    (429, {"x-kpsdk-ct": "0a1b"}),
]
NO_WALLS = [
    (200, {}),
    (200, {"cf-mitigated": "block"}),
    (200, {"X-DataDome": "protected"}),
    (404, {"X-DataDome": "protected"}),
    (200, {"Server": "ddos-guard"}),
    (403, {"Server": "nginx"}),
    (404, {"cf-ray": "1"}),
]


@pytest.mark.parametrize(("status", "headers"), WALLS)
def test_headers_of_walls(status: int, headers: dict[str, str]) -> None:
    said = bot_walls.by_headers(status, {name.lower(): value for name, value in headers.items()})
    assert said == ": ".join((*[name.lower() for name in headers], *headers.values()))


@pytest.mark.parametrize(("status", "headers"), NO_WALLS)
def test_headers_that_come_with_any_answer(status: int, headers: dict[str, str]) -> None:
    assert (
        bot_walls.by_headers(status, {name.lower(): value for name, value in headers.items()})
        is None
    )


@pytest.mark.parametrize(
    "title",
    [
        "Just a moment...",
        "Just a moment\N{HORIZONTAL ELLIPSIS}",
        "请稍候\N{HORIZONTAL ELLIPSIS}",
        "Attention Required! | Cloudflare",
        "Access Denied",
        "Access denied | shop.example used Cloudflare to restrict access",
        "Are you a robot?",
        "Pardon Our Interruption",
        "DDoS-Guard",
        "DDOS-GUARD",
        "Verifying you are human",
        "Verifying your browser | OpenReview",
        "Robot or human?",
        "Robot Check",
        "Making sure you're not a bot!",
        "Making sure you\N{RIGHT SINGLE QUOTATION MARK}re not a bot!",
        "Client Challenge",
        "One moment, please...",
        "Request Rejected",
        "Vercel Security Checkpoint",
        "Access to this page has been denied.",
        "安全验证 - 知乎",
    ],
)
@pytest.mark.parametrize("status", [200, 403, 503])
def test_titles_of_walls(title: str, status: int) -> None:
    assert bot_walls.by_title(status, title)


@pytest.mark.parametrize(
    "title",
    [
        "",
        "Just a moment in time",
        "Access Denied: a history of DRM",
        "Are you a robot? The Turing test at 70",
        "Robots and humans",
        "Cloudflare",
        "CAPTCHA - Wikipedia",
        "captcha",
        "Bot detection",
        "Security Check",
        "Blocked",
        "Please wait",
        "DDoS-Guard review",
        "Anubis: weighing the souls of requests",
    ],
)
def test_titles_of_ordinary_pages(title: str) -> None:
    assert not bot_walls.by_title(200, title)


def test_some_titles_tell_a_wall_only_together_with_an_error() -> None:
    assert bot_walls.by_title(403, "Security Check")
    assert bot_walls.by_title(403, "Access Denied | Shop")
    assert not bot_walls.by_title(200, "Access Denied | A novel")
