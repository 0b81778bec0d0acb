"""Answers that are fine by their status and, for all that can be seen, are another page.

A redirect that drops what an address was about, and a title that says that nothing is there. Pure
functions; whatever may be meant well is left alone, as the verdict reaches a reader as a warning.
"""
# ruff: noqa: RUF001
# The phrases are in many scripts, some of whose letters look like Latin ones.

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from lint.links.verdicts.redirects import GATE, RESOLVER, path, query, site
from lint.links.verdicts.status import printable

if TYPE_CHECKING:
    from lint.urls import URL

# An address that says of itself that it forwards: by its first label, by a word of its path, or by
# the address in its query.
_FORWARDER = re.compile(
    r"(?i)https?://(?:click|clk|email|go|goto|link|links|lnk|out|r|redir|redirect|to|trk|url)\."
    r"|/(?:fwlink|goto|out|redir|redirect|track|link)(?=[/.?]|$)|[?&][^=&]*=https?(?::|%3a)"
)
_INDEX = re.compile(r"(?i)(?:index|default|home|main|welcome)(?:\.[a-z]{2,5})?")
# An address such as /2023/04/, /blog/ or /?ref=x is no page that could be missed.
_TRACKING = re.compile(r"(?i)utm_.*|ref|ref_src|source|src|fbclid|gclid|from|via|spm")
_WORDS = re.compile(r"[-_+]|%20|\d{4,}")
_LOGIN_SEGMENT = re.compile(
    r"(?i)(?:user|users|account|accounts|member|members)?[-_]?(?:log[-_]?in|sign[-_]?in|logon)"
    r"(?:\.[a-z]{2,5})?|authwall|servicelogin"
)
_LOGIN_HOST = re.compile(r"(?i)(?:accounts?|auth\d?|id|idp|login|passport|signin|sso)\..+")
_WAY_BACK = re.compile(
    r"(?i)(?:^|[?&])(?:back|continue|dest(?:ination)?|follow(?:up)?|from|goto|next|origin|path"
    r"|redir(?:ect)?(?:[-_]?(?:to|ur[il]))?|relaystate|ret(?:urn)?(?:[-_]?(?:to|ur[il]|path))?"
    r"|samlrequest|service|state|target|url|client_id)="
)
_ERROR_PAGE = re.compile(
    r"(?i)(?:error|err|page)?[-_]?404(?:[-_]?(?:error|page|not[-_]?found))?(?:\.[a-z]{2,5})?"
    r"|(?:page|error)?[-_]?not[-_]?found(?:\.[a-z]{2,5})?"
)

# What WordPress, Drupal and MediaWiki call such a page in their translations
# (translate.wordpress.org, localize.drupal.org, translatewiki.net), and the error pages of Apache,
# nginx, IIS, Rails, Next.js and GitHub Pages; in letters and digits alone.
_NOUN = (
    r"(?:web ?)?page|site|file(?: or directory)?|document|ur[il]|resource|content|object|location"
    r"|article|post|entry|item|product|project|repository|record|user|profile|video|link|address"
)
_ENGLISH = re.compile(
    rf"(?:(?:the|this|that|your|requested) ){{0,2}}(?:{_NOUN})"
    r"(?: (?:that )?you (?:(?:are|re|were|have) )?(?:looking for|requested|searching for"
    r"|trying to (?:reach|view|access|find)|tried to (?:reach|view|access|open)))?"
    r" (?:(?:(?:was|is|could|can|has) )?not (?:be |been )?found"
    r"|(?:cannot|can ?t|couldn ?t|wasn ?t|isn ?t|hasn ?t) (?:be |been )?found"
    r"|(?:does not|doesn ?t|did not|no longer) exists?|(?:is )?missing)"
    r"(?: on this (?:server|site|website))?"
    r"|not found|no page found"
    r"|we (?:can ?t|cannot|can not|couldn ?t|could not) find (?:the|this|that|your) page"
    r"(?: you (?:are|re|were) looking for)?"
)
_OTHERS = """
    seite nicht gefunden|die seite wurde nicht gefunden|diese seite wurde nicht gefunden
    |seite wurde nicht gefunden|die seite konnte nicht gefunden werden|seite existiert nicht
    |diese seite existiert nicht|seite nicht vorhanden|nicht gefunden
    |page non trouvée|page non trouvee|page introuvable|cette page est introuvable
    |la page est introuvable|la page demandée est introuvable|la page n existe pas
    |cette page n existe pas|page inexistante
    |página no encontrada|pagina no encontrada|no se encontró la página
    |no se ha encontrado la página|no se encuentra la página|la página no existe
    |esta página no existe|no encontrado
    |página não encontrada|pagina nao encontrada|página nao encontrada|a página não foi encontrada
    |página inexistente|a página não existe|esta página não existe|não encontrado
    |pàgina no trobada|no s ha trobat la pàgina
    |pagina non trovata|pagina inesistente|la pagina non esiste|questa pagina non esiste|non trovato
    |pagina niet gevonden|de pagina is niet gevonden|deze pagina bestaat niet|niet gevonden
    |sidan hittades inte|sidan kunde inte hittas|sidan kan inte hittas|sidan finns inte
    |sidan saknas|side ikke fundet|siden blev ikke fundet|siden findes ikke
    |siden kunne ikke findes|siden ble ikke funnet|siden finnes ikke|siden er ikke funnet
    |fant ikke siden|finner ikke siden|sivua ei löydy|sivua ei löytynyt
    |nie znaleziono strony|strony nie znaleziono|strona nie została znaleziona
    |strona nie istnieje|nie znaleziono|stránka nenalezena|stránka nebyla nalezena
    |stránka neexistuje|stránka sa nenašla|stránka nebola nájdená|az oldal nem található
    |oldal nem található|a keresett oldal nem található|pagina nu a fost găsită|pagina nu există
    |pagină negăsită|sayfa bulunamadı|η σελίδα δεν βρέθηκε|η σελίδα δε βρέθηκε
    |страница не найдена|страницы не существует|страница не существует|такой страницы нет
    |не найдено|сторінку не знайдено|сторінка не знайдена|страницата не е намерена
    |страницата не е открита|stranica nije pronađena|stran ni bila najdena|puslapis nerastas
    |lehte ei leitud|không tìm thấy trang|trang không tồn tại|halaman tidak ditemukan
    |ไม่พบหน้า|ไม่พบหน้าเว็บ|الصفحة غير موجودة|لم يتم العثور على الصفحة|صفحه پیدا نشد|صفحه یافت نشد
    |הדף לא נמצא|העמוד לא נמצא
    |ページが見つかりません|ページが見つかりませんでした|ページは見つかりませんでした
    |お探しのページは見つかりませんでした|お探しのページが見つかりません
    |お探しのページが見つかりませんでした|ページが存在しません|このページは存在しません
    |页面不存在|该页面不存在|您访问的页面不存在|你访问的页面不存在|访问的页面不存在|页面未找到|未找到页面
    |页面没有找到|页面找不到了|找不到页面|找不到网页|网页不存在|无法找到页面|无法找到该页|页面走丢了
    |頁面不存在|該頁面不存在|您訪問的頁面不存在|頁面未找到|未找到頁面|找不到頁面|找不到此頁面
    |找不到該頁面|找不到網頁|網頁不存在|無法找到頁面
    |페이지를 찾을 수 없습니다|페이지를 찾을 수 없음|페이지를 찾을 수 없어요|존재하지 않는 페이지
    |존재하지 않는 페이지입니다|페이지가 존재하지 않습니다
    """
# What may stand before or behind, and says nothing alone.
_ERROR_WORDS = """
    err|error|errors|hmm|oh|ooops|oops|opps|ops|ouch|sorry|uh|whoops|woops|fehler|erreur|oups|désolé
    |erro|errore|ups|fout|fel|fejl|feil|virhe|błąd|chyba|hiba|eroare|hata|ошибка|упс|помилка|σφάλμα
    |lỗi|エラー|错误|错误提示|出错了|抱歉|对不起|錯誤|오류|죄송합니다
    """
_CODES = frozenset({"404", "4o4"})
_SEPARATOR = re.compile(r" ?[|｜–—·•»›«‹_]+ ?| [-:~/]++ | ?::++ ?")
# A part beside it that makes it the title of a work, or of an article on such pages.
_ABOUT = re.compile(
    r"(?i)\b(?:what|how|why|when|guide|tutorial|explained?|meaning|means|fix(?:es|ed|ing)?|http|seo"
    r"|designs?|examples|templates?|best|creative|lyrics|song|music|official|video|film|movie|episode"
    r"|podcast|album|feat|ft|live|remix|by|review|chapter|novel|game|wiki(?:pedia)?|mdn|youtube"
    r"|bilibili|spotify|soundcloud|imdb)\b|哔哩哔哩|百科|知乎"
)
_MOST_WORDS_BESIDE = 5


def soft_redirect(start: URL, end: URL) -> str | None:
    """Why the page at `end`, though it is there, is hardly the one at `start`; None if it may be.

    A deep address, one that names a page rather than a site or a section of it, that ends at a
    front page, at a login or at a page made for errors. `start` and `end` are where a chain of
    redirects begins and where it ends with a 2xx.
    """
    if start.request == end.request or RESOLVER.fullmatch(start.host):
        return None
    last = ([""] + [one for one in end.path.split("/") if one])[-1]
    if _ERROR_PAGE.fullmatch(last) and not is_about_errors(start):
        return f"redirects to the error page {_shown(end)}"
    if not _is_deep(start) or _FORWARDER.search(start.href):
        return None
    if _is_login(end) and not GATE.search(f"{start.host}{start.path}?{start.query}"):
        return f"redirects to a login, {_shown(end)}"
    if _is_front(end) and not _is_namesake(start, end):
        return f"redirects to the front page {_shown(end)}"
    return None


def is_about_errors(url: URL) -> bool:
    """Whether the address itself speaks of a page that is not there."""
    return re.search(r"(?i)404|not[-_+%20]*found", url.href) is not None


def _meaningful(url: URL) -> tuple[list[str], set[str]]:
    """The parts of the path and the parameters that name a page."""
    segments = path(url)
    if segments and _INDEX.fullmatch(segments[-1]):
        segments.pop()
    parameters = {name for name, _ in query(url) if not _TRACKING.fullmatch(name)}
    return segments, parameters


def _is_deep(url: URL) -> bool:
    """Whether `url` names a page, so that a front page is another: `/a/b`, `/p?id=1`, `/a-b-c`."""
    segments, parameters = _meaningful(url)
    if len(segments) >= 2 or parameters:
        return True
    return bool(segments) and len(_WORDS.findall(segments[0])) >= 2


def _is_front(url: URL) -> bool:
    """Whether `url` names a whole site. What stands behind `#` may be the page of a script."""
    segments, parameters = _meaningful(url)
    return not segments and not parameters and not url.fragment


def _is_namesake(start: URL, end: URL) -> bool:
    """Whether the site is named after the page: a project, or a person, with a host of its own."""
    if site(start.host) == site(end.host):
        return False
    labels = [_letters(label) for label in site(end.host).split(".")[:-1]]
    names = [name for name in map(_letters, path(start)) if len(name) >= 3]
    return any(
        name in label or (len(label) >= 4 and label in name) for name in names for label in labels
    )


def _letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())


def _is_login(url: URL) -> bool:
    segments = [one for one in url.path.split("/") if one]
    if any(_LOGIN_SEGMENT.fullmatch(one) for one in segments):
        return True
    return bool(_LOGIN_HOST.fullmatch(url.host) and _WAY_BACK.search(url.query))


def _shown(url: URL) -> str:
    """`url` without its query, which may hold anything."""
    return printable(f"{url.origin}{url.path}")


def is_not_found(title: str, start: URL) -> bool:
    """Whether a page called `title` says that nothing is there, asked for as `start`.

    One part of the title, its first or its last, must say so and nothing else; the others must be
    short enough for the name of a site. An address that is itself about such pages has one.
    """
    if not title or is_about_errors(start):
        return False
    parts = [part for part in map(_plain, _SEPARATOR.split(title)) if part]
    if not parts or len(parts) > 4:
        return False
    if all(map(_is_filler, parts)):
        return any(word in _CODES for part in parts for word in part.split())
    said = [part for part in (parts[0], parts[-1]) if _says_so(part)]
    if not said and len(parts) > 2 and _says_so(parts[1]) and _is_filler(parts[0]):
        said = [parts[1]]  # 404 | Not found | Example
    if not said and len(parts) == 2 and parts[0] in _CODES and _is_name(parts[1], start):
        said = [parts[0]]  # 404 | Example
    others = [part for part in parts if not _says_so(part) and not _is_filler(part)]
    return bool(said) and all(
        len(part.split()) <= _MOST_WORDS_BESIDE and not _ABOUT.search(part) for part in others
    )


def _plain(text: str) -> str:
    """`text` in lower case, with nothing but letters, digits and single blanks."""
    text = unicodedata.normalize("NFKC", text).casefold()
    # Thai and Arabic vowel signs are marks, and no letters to a regular expression.
    kept = "".join(c if c.isalnum() or unicodedata.category(c)[0] == "M" else " " for c in text)
    return " ".join(kept.split())


_PHRASES = frozenset(map(_plain, _OTHERS.split("|")))
_ERRORS = frozenset(map(_plain, _ERROR_WORDS.split("|")))
_FILLERS = _ERRORS | _CODES | {"1", "code", "http", "status"}


def _is_filler(part: str) -> bool:
    return all(word in _FILLERS for word in part.split())


def _is_name(part: str, url: URL) -> bool:
    """Whether `part` is the name of the site that `url` belongs to."""
    name = part.replace(" ", "")
    return len(name) >= 3 and name in url.host.replace("-", "").split(".")


def _says_so(part: str) -> bool:
    """Whether `part`, plain, says that a page is not there, and no more than that."""
    words = part.split()
    if _CODES.intersection(words) and _is_filler(part):
        return any(word in _ERRORS for word in words)
    while words and words[0] in _FILLERS:
        words.pop(0)
    while words and words[-1] in _FILLERS:
        words.pop()
    rest = " ".join(words)
    return rest in _PHRASES or _ENGLISH.fullmatch(rest) is not None
