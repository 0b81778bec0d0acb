"""Lines that show how to write an entry, whose placeholders are not reported."""
# ruff: noqa: RUF001  words and punctuation of other scripts are what this module is about

from __future__ import annotations

from bisect import bisect_right
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from lint.entries.groups.row_kinds import BLANK_WORDS
from lint.entries.words import LABELS, section_kind
from lint.patterns import lazy

if TYPE_CHECKING:
    from lint.document.model import Document, Link
    from lint.rules.base import Context

# What a destination is called where there is none yet, alone or with the words of a template.
_TARGETS = frozenset(
    """link links url urls uri href address website site homepage 链接 网址 地址 項目網址 連結 鏈接
    リンク 링크 주소 ссылка адрес сайт enlace enlaces lien liens adresse verweis collegamento
    رابط لینک bağlantı odkaz""".split()  # noqa: SIM905 - a list of words
)
# Words of a template besides those of its rows.
_WORDS_OF_TEMPLATES = BLANK_WORDS | frozenset(
    """al app application com community description descriptions dot et etc example http https
    insert item lang library maintainer org owner package path project put replace resource
    resources service something user username what where who why your does
    项目名称 项目名 项目地址 项目链接 工具 工具名 资源 网站 名字 标题名 论文链接 名稱 標題 説明文
    項目名 論文名 프로젝트 название имя описание проект nombre título titulo descripción
    descripcion nom titre nome descrição descricao beschreibung titel autor autores""".split()  # noqa: SIM905
)
_TITLES = _WORDS_OF_TEMPLATES - LABELS - _TARGETS
_WORD = lazy(r"[^\W\d_]+")
_DESTINATION = lazy(r"(?<=\])\([^()\r\n]{0,300}\)|<[^<>\r\n]{1,300}>")
_WHOLE_LINE = lazy(r"[ \t>]*+(?:[-*+|]|\d{1,9}[.)])?+[ \t|*_~`\[!]*+\Z")
_IN_LIST = lazy(r"[ \t]*+(?:>|[-*+|][ \t]|\d{1,9}[.)][ \t])")
# Headings, and lines above a list, that announce how to write an entry.
_FORMAT = (
    r"contribut|submi(?:t|ssion)|guide ?lines?\b|format|template|adding\b|\badd\b|style guide"
    r"|贡献|投稿|格式|模板|模版|规范|貢獻|提交|追加方法|書式|フォーマット|テンプレート|貢献"
    r"|형식|양식|기여|추가하|формат|шаблон|добав|contribu[iy]|plantilla|modèle|modelo|vorlage"
)
_HEADING = lazy(rf"(?i){_FORMAT}")
_LEAD = lazy(
    rf"(?i)(?:{_FORMAT}|follow|example|like this|例|下記|以下|예시|пример|ejemplo|exemple|exemplo"
    r"|beispiel)[^\r\n]{0,120}[:：][ \t*_]*$"
)
_ADDRESS = lazy(r"(?i)https?://(?:www\.)?(?P<host>[^/?#]+)(?P<path>(?:/[^?#]*)?)")
_FORGES = frozenset({"bitbucket.org", "codeberg.org", "github.com", "gitlab.com"})
_MADE_UP = frozenset(
    """abs arxiv doi id name org organisation organization owner pdf project repo repository user
    username xx xxx xxxx xxxxx xxxxxx your yourname""".split()  # noqa: SIM905 - a list of words
)
_LONGEST = 1_000
_LONGEST_ADDRESS = 200
_LINES_ABOVE = 8
_MOST_WORDS = 8


def is_in_template(document: Document, context: Context, link: Link) -> bool:
    """Whether a link has the name of a URL in place of one, in a line that shows how to write it.

    `- [Title](link) - Description` is one, and under “Contributing” `- [Gimp](url)`, too.
    """
    return _names_destination(link.url) and _shows_how(document, context, link)


def is_address_in_template(document: Document, context: Context, link: Link) -> bool:
    """The same for a web address that is made up: `https://github.com/user/repo`."""
    return _names_address(link.url) and _shows_how(document, context, link)


def _shows_how(document: Document, context: Context, link: Link) -> bool:
    source = document.source
    line, _ = source.position(link.span.start)
    text = source.line_text(line)
    if len(text) > _LONGEST or text.startswith("#"):
        return False
    words = [one.casefold() for one in _WORD.findall(_DESTINATION.sub(" ", text))]
    known = sum(word in _WORDS_OF_TEMPLATES or word in _TARGETS for word in words)
    # One word alone, `[a]()`, is no line that shows anything.
    if len(words) > 1 and known * 5 >= len(words) * 4 and not _TITLES.isdisjoint(words):
        return True
    before = text[: link.span.start - source.line_start(line)]
    if not (_IN_LIST.match(text) and _WHOLE_LINE.match(before)) and known * 2 < len(words):
        return False
    return context.once(_Places, document).show_how(link.span.start) or _is_announced(
        document, line
    )


def _names_destination(url: str) -> bool:
    """Whether a destination only says what belongs there: `link`, `<your-url>`, `#`, `...`."""
    if not any(map(str.isalnum, url)):
        return url in {"", "#", "...", "…"}
    if "." in url:
        return False
    words = [one.casefold() for one in _WORD.findall(url)]
    return (
        0 < len(words) <= _MOST_WORDS
        and not _TARGETS.isdisjoint(words)
        and all(word in _WORDS_OF_TEMPLATES or word in _TARGETS for word in words)
    )


def _names_address(url: str) -> bool:
    """Whether all words of a web address are those of a template, or `xxx`."""
    match = _ADDRESS.match(url)
    if match is None or len(url) > _LONGEST_ADDRESS:
        return False
    host = match["host"].lower()
    written = match["path"] if host in _FORGES else host.rpartition(".")[0] + match["path"]
    words = [one.casefold() for one in _WORD.findall(written or host)]
    return (
        0 < len(words) <= _MOST_WORDS
        and any(word in _TARGETS or word in _MADE_UP for word in words)
        and all(
            word in _WORDS_OF_TEMPLATES or word in _TARGETS or word in _MADE_UP for word in words
        )
    )


class _Places:
    """Where a document says how to contribute to it."""

    def __init__(self, document: Document, _: Context) -> None:
        name = PurePosixPath(document.source.path.replace("\\", "/")).name.lower()
        self.everywhere = name.startswith(("contribut", "pull_request", "issue_template"))
        self.starts = [heading.span.start for heading in document.headings]
        self.shown: list[bool] = []
        path: list[tuple[int, bool]] = []
        for heading in document.headings:
            while path and path[-1][0] >= heading.level:
                path.pop()
            shown = section_kind(heading.text) in {"contribution", "legend"} or bool(
                _HEADING.search(heading.text)
            )
            path.append((heading.level, shown or bool(path and path[-1][1])))
            self.shown.append(path[-1][1])

    def show_how(self, offset: int) -> bool:
        """Whether what stands at `offset` is below a heading on contributions, at any level."""
        index = bisect_right(self.starts, offset) - 1
        return self.everywhere or (index >= 0 and self.shown[index])


def _is_announced(document: Document, line: int) -> bool:
    """Whether the text above the list of `line` ends with a colon and announces a format."""
    source = document.source
    for above in range(line - 1, max(0, line - 1 - _LINES_ABOVE), -1):
        text = source.line_text(above)
        if text.strip() and not _IN_LIST.match(text):
            return len(text) <= _LONGEST and _LEAD.search(text.rstrip()) is not None
    return False
