"""What the columns of a table hold, by their headers.

The vocabulary was collected from the tables of real lists; `[[tables]] map` in the configuration
adds to it.
"""

from __future__ import annotations

import unicodedata
from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

from lint.patterns import lazy

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

CORE = ("section", "date", "title", "summary", "venue", "links")
"""The names in an entry that a column's own header never takes."""
RESERVED = ("line", "end_line", "form", "authors", "tags")
"""The names of an entry that a column of the same header has a prefix for: `column:line`."""


class _Meaning(Enum):
    """What a header says; those of a title in the order in which they are preferred."""

    TITLE = auto()
    TITLE_AND_SUMMARY = auto()
    NAME = auto()  # a title, unless another column is a better one
    NAME_OR_LINK = auto()  # a title, or the links where another column is the title
    PAPER = auto()  # the same, and any name is a better title
    UNNAMED = auto()  # the first column of a table of things

    DATE = auto()
    WEAK_DATE = auto()  # a date only where there is no better one
    DATE_OR_VENUE = auto()
    VENUE = auto()
    SUMMARY = auto()
    LINKS = auto()
    WEAK_LINKS = auto()  # links, or marks such as a tick: the cells decide
    AUTHORS = auto()


_HEADERS: Mapping[_Meaning, str] = {
    _Meaning.TITLE: """title | titles | paper title | paper name | title&authors | title and authors
        | título | titre | titel | عنوان | العنوان | 标题 | 標題 | 题目 | 論文名 | 论文名
        | 논문 제목 | 论文标题
        | 论文题目 | 论文名称 | タイトル | 論文タイトル | 제목""",
    _Meaning.TITLE_AND_SUMMARY: "paper&summary | title&summary | 论文与摘要 | 标题与摘要",
    _Meaning.NAME: """name | names | model | language model | llm | method | methods | system | api
        | dataset | benchmark | tool | library | framework | package | app | book | course
        | resource | dataset name | tool name | project name | resource name | app name | company
        | repository name | nombre | nome | nom | название | имя | نام | الاسم | library name
        | package name
        | 项目名 | 工具名 | 仓库名 | 仓库名称 | 模型名 | 资源名称 | 資料集 | 課程名稱 | 课程
        | 课程名称 | 书名 | 書名 | 名稱 | 工具名稱
        | ツール | ツール名 | ライブラリ | データセット | モデル | 프로젝트 | 도구 | 모델 | 데이터셋
        | 库名 | 项目名称 | 数据集名称 | 工具名称
        | 名字 | 名称 | 名前 | 模型 | 模型名称 | 系统 | 方法 | 数据集 | 工具 | 이름""",
    _Meaning.NAME_OR_LINK: "project | 项目 | プロジェクト",
    _Meaning.PAPER: "paper | paper/blog | article | 论文 | 論文 | 논문",
    _Meaning.DATE: """date | dates | pub. date | pub date | publication date | published date
        | publish date | release date | 日期 | 发布日期 | 发布时间 | 发表日期 | 发表时间
        | 日付 | 公開日 | 날짜 | date posted | posted | date added | published on | released on
        | fecha | дата | datum | تاریخ | التاريخ | 年月 | 年月日 | 出版日期 | 發布日期""",
    _Meaning.WEAK_DATE: """time | year | release year | published | released | 时间 | 年份 | 年
        | 公開年 | 発表年 | 연도 | 年度 | release | data | when | month | año | ano | год | jahr
        | année
        | سال""",
    _Meaning.DATE_OR_VENUE: """pub.&date | pub&date | venue&date | date&venue | venue/date
        | date/venue | venue&year | venue/year | year&venue | year/venue""",
    _Meaning.VENUE: """venue | venues | published in | publication | conference | journal
        | conference/journal | 会议 | 期刊 | 会议/期刊 | 发表 | 学会""",
    _Meaning.SUMMARY: """summary | description | details | introduction | intro | tl;dr | tldr
        | abstract | overview | 简介 | 介绍 | 说明 | 描述 | 摘要 | 概述 | 説明 | 概要 | 설명 | 요약
        | 데이터 설명 | 소개 | 内容 | 用途 | 特点 | 特性 | 特色 | 亮点 | 特徴 | 用途说明 | 简述
        | 簡介 | 介紹 | 說明 | 簡述 | 功能描述
        | 功能简介 | 项目描述 | 项目简介 | 项目介绍
        | 内容简介 | 简要介绍 | 简要描述 | 简要说明 | 一句话介绍 | 紹介 | brief introduction
        | short introduction
        | brief description | short description | about | what it does | descripción | descrição
        | descripcion | descricao | описание | beschreibung | توضیحات | توضیح | الوصف | وصف""",
    _Meaning.LINKS: """link | links | links&summary | url | urls | page | website | web site
        | website link | homepage | github | github&website | arxiv | pdf | doi | openreview
        | 链接 | 网址 | 地址 | 主页 | 首页 | 官网 | 项目地址 | 源地址 | 代码地址 | 下载地址
        | 网址链接 | 开源网址和官方网站 | リンク | 링크 | 鏈接 | 連結 | 網址 | 入口 | 传送门
        | 官方网站
        | paper link | github link | enlace | enlaces | ссылка | ссылки | lien | liens | لینک
        | الرابط""",
    _Meaning.WEAK_LINKS: """code | code/project | repo | repository | source | source code | demo
        | video | blog | slides | checkpoints | weights | hugging face | huggingface | pytorch
        | tensorflow | keras | paddlepaddle | try it | 代码 | 源码 | 视频 | 下载 | 模型下载 | 文献
        | 文""",
    _Meaning.AUTHORS: """author | authors | author(s) | 作者 | 著者 | 저자 | autor | autores
        | auteurs
        | auteur | автор | авторы | نویسنده | نویسندگان | المؤلف""",
}
_MEANINGS = {
    name.strip(): meaning for meaning, names in _HEADERS.items() for name in names.split("|")
}
_TITLES = (
    (_Meaning.TITLE, _Meaning.TITLE_AND_SUMMARY),
    (_Meaning.NAME, _Meaning.NAME_OR_LINK),
    (_Meaning.PAPER,),
    (_Meaning.UNNAMED,),
)
_DATES = ((_Meaning.DATE, _Meaning.DATE_OR_VENUE), (_Meaning.WEAK_DATE,))
_OTHERWISE_LINKS = {_Meaning.NAME_OR_LINK, _Meaning.PAPER, _Meaning.WEAK_LINKS}

_BLANKS = lazy(r"\s+")
_FOOTNOTE = lazy(r"\[\^[^\[\]]*\]")
_BRACKETS = lazy(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】")
_JOINT = lazy(r"\s{0,9}([/&])\s*+")


class Columns(NamedTuple):
    """Which column holds what, counted from 0.

    `keys` are the names under which an entry keeps the text of each cell, "" for those of links
    without a name of their own. `title_and_summary`
    says that the title's column holds a summary, too: below the title. `paper` says that it may.
    `venue_in_date` says that the column of dates is one of venues as well; `weak_date` and
    `weak_links` that the headers alone are no proof that these columns hold dates and links.
    `optional` are columns that the cells alone have shown to hold a field: they promise nothing.
    """

    keys: tuple[str, ...]
    title: int | None = None
    date: int | None = None
    summary: int | None = None
    venue: int | None = None
    links: tuple[int, ...] = ()
    authors: int | None = None
    optional: frozenset[int] = frozenset()
    title_and_summary: bool = False
    paper: bool = False
    venue_in_date: bool = False
    weak_date: bool = False
    weak_links: bool = False

    @property
    def describe_entries(self) -> bool:
        """Whether a table with these columns lists entries: things with more than a name."""
        if self.title is None:
            return False
        has_summary = self.summary is not None or self.title_and_summary
        return self.date is not None or has_summary or bool(self.links)


def normalise(header: str) -> str:
    """The name under which an entry keeps the cells of a column.

    Lower case, compatibility forms unified (NFKC), one blank between words; emoji, footnote marks
    and emphasis are dropped.
    """
    text = _FOOTNOTE.sub("", unicodedata.normalize("NFKC", header)).casefold()
    kept = (char for char in text if char not in "*`~" and not _is_symbol(char))
    return _BLANKS.sub(" ", "".join(kept)).strip()


def _is_symbol(char: str) -> bool:
    # Emoji, their modifiers (Sk), joiners (Cf) and variation selectors (Mn).
    return char > "\x7f" and (
        unicodedata.category(char) in {"So", "Sk", "Cf"} or "\ufe00" <= char <= "\ufe0f"
    )


def read_columns(
    headers: Sequence[str],
    mapping: Mapping[str, str] | None = None,
    *,
    weak_dates: bool = True,
    decided: Mapping[int, str] | None = None,
    never: Collection[int] = (),
) -> Columns:
    """What the columns under `headers` (their visible text) hold.

    `mapping` names the field of a column by its header: `date`, `title`, `summary`, `venue` and
    `links`; any other name becomes the name of the cell. Without `weak_dates`, headers such as
    `Time`, which may be something else, name no date. `decided` are the fields of columns by their
    index, as their cells have it; a column in `never` is no title whatever its header says.
    """
    fixed = {plain(header): field for header, field in (mapping or {}).items()}
    decided = decided or {}
    fields = [fixed.get(plain(header)) or decided.get(at) for at, header in enumerate(headers)]
    meanings = [
        None if field else _meaning(header, index)
        for index, (header, field) in enumerate(zip(headers, fields, strict=True))
    ]
    named = [None if at in never else meaning for at, meaning in enumerate(meanings)]
    title = _one("title", fields, named, _TITLES)
    date = _one("date", fields, meanings, _DATES if weak_dates else _DATES[:1])
    summary = _one("summary", fields, meanings, ((_Meaning.SUMMARY,),))
    venue = _one("venue", fields, meanings, ((_Meaning.VENUE,),))
    authors = _one("authors", fields, meanings, ((_Meaning.AUTHORS,),))
    taken = {title, date, summary, venue, authors}
    strong = [
        index
        for index, meaning in enumerate(meanings)
        if index not in taken and (meaning is _Meaning.LINKS or fields[index] == "links")
    ]
    weak = [
        index
        for index, meaning in enumerate(meanings)
        if index not in taken and meaning in _OTHERWISE_LINKS
    ]
    places = {
        title: "title",
        date: "date",
        summary: "summary",
        venue: "venue",
        authors: "authors",
    }
    names = [
        places.get(index) or _own_name(header, fields[index])
        for index, header in enumerate(headers)
    ]
    titled = meanings[title] if title is not None and summary is None else None
    return Columns(
        tuple(_unique(names, places)),
        title,
        date,
        summary,
        venue,
        tuple(sorted(strong + weak)),
        authors,
        frozenset(decided) - {title},
        title_and_summary=titled is _Meaning.TITLE_AND_SUMMARY,
        paper=titled is _Meaning.PAPER,
        venue_in_date=date is not None and meanings[date] is _Meaning.DATE_OR_VENUE,
        weak_date=date is not None and meanings[date] is _Meaning.WEAK_DATE,
        weak_links=not strong,
    )


def _own_name(header: str, field: str | None) -> str:
    """The name of a cell that is no core field; columns of links keep their headers."""
    return field if field is not None and field != "links" else normalise(header)


def plain(header: str) -> str:
    """A header as it is compared: normalised, without what stands in brackets or a final colon."""
    text = normalise(header)
    text = _BRACKETS.sub("", text).strip(" :_") or text
    return _JOINT.sub(r"\1", text)


def is_known(header: str) -> bool:
    """Whether a header says what its column holds."""
    return plain(header) in _MEANINGS


def _meaning(header: str, index: int) -> _Meaning | None:
    text = plain(header)
    if not text:
        return _Meaning.UNNAMED if index == 0 else None
    return _MEANINGS.get(text)


def _one(
    field: str,
    fields: Sequence[str | None],
    meanings: Sequence[_Meaning | None],
    preferences: Sequence[Sequence[_Meaning]],
) -> int | None:
    """The first column that is mapped to `field`, else the first of the best meaning."""
    if field in fields:
        return fields.index(field)
    for wanted in preferences:
        for index, meaning in enumerate(meanings):
            if meaning in wanted:
                return index
    return None


def _unique(names: Sequence[str], places: Mapping[int | None, str]) -> Iterator[str]:
    """Distinct names: a column that repeats one, or that a core name is not for, is numbered."""
    used = {*CORE, *RESERVED}
    last: dict[str, int] = {}
    for index, name in enumerate(names):
        if index in places or name == "links":
            yield "" if name == "links" else name
            continue
        wanted = name or f"column {index + 1}"
        if wanted in RESERVED:
            wanted = f"column:{wanted}"
        number = last.get(wanted, 1)
        unique = wanted if number == 1 else f"{wanted} ({number})"
        while unique in used:
            number += 1
            unique = f"{wanted} ({number})"
        last[wanted] = number
        used.add(unique)
        yield unique
