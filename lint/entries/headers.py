"""What the header of a column says.

The vocabulary was collected from the tables of real lists; `[[tables]] map` in the configuration
adds to it.
"""

# ruff: noqa: RUF001 - letters of other alphabets are meant
from __future__ import annotations

import unicodedata
from enum import Enum, auto
from typing import TYPE_CHECKING

from lint.patterns import lazy

if TYPE_CHECKING:
    from collections.abc import Mapping


class Meaning(Enum):
    """What a header says; those of a title in the order in which they are preferred."""

    TITLE = auto()
    TITLE_AND_SUMMARY = auto()
    NAME = auto()  # a title, unless another column is a better one
    NAME_OR_LINK = auto()  # a title, or the links where another column is the title
    PAPER = auto()  # the same, and any name is a better title
    NAME_OF_KIND = auto()  # a title, where no other column is one: `Course name`
    UNNAMED = auto()  # the first column of a table of things

    DATE = auto()
    WEAK_DATE = auto()  # a date only where there is no better one
    DATE_OR_VENUE = auto()
    VENUE = auto()
    SUMMARY = auto()
    LINKS = auto()
    WEAK_LINKS = auto()  # links, or marks such as a tick: the cells decide
    AUTHORS = auto()


_HEADERS: Mapping[Meaning, str] = {
    Meaning.TITLE: """title | titles | paper title | paper name | title&authors | title and authors
        | título | titre | titel | titolo | tytuł | titul | judul | başlık | tiêu đề | τίτλος
        | כותרת
        | назва статті | عنوان | العنوان | 标题 | 標題 | 题目 | 論文名 | 论文名
        | 논문 제목 | 论文标题
        | 论文题目 | 论文名称 | タイトル | 論文タイトル | 제목""",
    Meaning.TITLE_AND_SUMMARY: "paper&summary | title&summary | 论文与摘要 | 标题与摘要",
    Meaning.NAME: """name | names | model | language model | llm | method | methods | system | api
        | dataset | benchmark | tool | library | framework | package | app | book | course
        | talk | lecture | event | movie | film | podcast | channel | episode | game | show
        | plugin | extension | service | product | software | corpus
        | resource | dataset name | tool name | project name | resource name | app name | company
        | repository name | nombre | nome | nom | название | имя | نام | الاسم | library name
        | назва | nazwa | název | naam | nama | adı | isim | tên | όνομα | שם | namn | navn | nimi
        | nume
        | package name
        | 项目名 | 工具名 | 仓库名 | 仓库名称 | 模型名 | 资源名称 | 資料集 | 課程名稱 | 课程
        | 课程名称 | 书名 | 書名 | 名稱 | 工具名稱
        | ツール | ツール名 | ライブラリ | データセット | モデル | 프로젝트 | 도구 | 모델 | 데이터셋
        | 库名 | 项目名称 | 数据集名称 | 工具名称
        | 名字 | 名称 | 名前 | 模型 | 模型名称 | 系统 | 方法 | 数据集 | 工具 | 이름""",
    Meaning.NAME_OR_LINK: "project | 项目 | プロジェクト",
    Meaning.PAPER: "paper | paper/blog | article | 论文 | 論文 | 논문",
    Meaning.DATE: """date | dates | pub. date | pub date | publication date | published date
        | publish date | release date | 日期 | 发布日期 | 发布时间 | 发表日期 | 发表时间
        | 日付 | 公開日 | 날짜 | date posted | posted | date added | published on | released on
        | fecha | дата | datum | tarih | ngày | tanggal | ημερομηνία | תאריך | dato | تاریخ
        | التاريخ | 年月 | 年月日 | 出版日期 | 發布日期""",
    Meaning.WEAK_DATE: """time | year | release year | published | released | 时间 | 年份 | 年
        | 公開年 | 発表年 | 연도 | 年度 | release | data | when | month | año | ano | год | jahr
        | année
        | سال | anno | rok | рік | yıl | năm | tahun | jaar""",
    Meaning.DATE_OR_VENUE: """pub.&date | pub&date | venue&date | date&venue | venue/date
        | date/venue | venue&year | venue/year | year&venue | year/venue""",
    Meaning.VENUE: """venue | venues | published in | publication | conference | journal
        | conference/journal | 会议 | 期刊 | 会议/期刊 | 发表 | 学会""",
    Meaning.SUMMARY: """summary | description | details | introduction | intro | tl;dr | tldr
        | abstract | overview | 简介 | 介绍 | 说明 | 描述 | 摘要 | 概述 | 説明 | 概要 | 설명 | 요약
        | 데이터 설명 | 소개 | 内容 | 用途 | 特点 | 特性 | 特色 | 亮点 | 特徴 | 用途说明 | 简述
        | 簡介 | 介紹 | 說明 | 簡述 | 功能描述
        | 功能简介 | 项目描述 | 项目简介 | 项目介绍
        | 内容简介 | 简要介绍 | 简要描述 | 简要说明 | 一句话介绍 | 紹介 | brief introduction
        | short introduction
        | brief description | short description | about | what it does | descripción | descrição
        | descripcion | descricao | описание | опис | beschreibung | omschrijving | beschrijving
        | descrizione | opis | popis | deskripsi | açıklama | mô tả | περιγραφή | תיאור
        | beskrivelse | beskrivning | kuvaus | leírás | descriere | résumé | resumen | resumo
        | توضیحات | توضیح | الوصف | وصف""",
    Meaning.LINKS: """link | links | links&summary | url | urls | page | website | web site
        | website link | homepage | github | github&website | arxiv | pdf | doi | openreview
        | 链接 | 网址 | 地址 | 主页 | 首页 | 官网 | 项目地址 | 源地址 | 代码地址 | 下载地址
        | 网址链接 | 开源网址和官方网站 | リンク | 링크 | 鏈接 | 連結 | 網址 | 入口 | 传送门
        | 官方网站
        | paper link | github link | enlace | enlaces | ссылка | ссылки | lien | liens | لینک
        | посилання | odkaz | odkazy | tautan | bağlantı | bağlantılar | liên kết | σύνδεσμος
        | קישור
        | lenke | länk | linkki | verweis | collegamento
        | الرابط""",
    Meaning.WEAK_LINKS: """code | code/project | repo | repository | source | source code | demo
        | video | blog | slides | checkpoints | weights | hugging face | huggingface | pytorch
        | tensorflow | keras | paddlepaddle | try it | 代码 | 源码 | 视频 | 下载 | 模型下载 | 文献
        | 文""",
    Meaning.AUTHORS: """author | authors | author(s) | speaker | speakers | presenter | presenters
        | instructor | instructors | lecturer | lecturers | professor | teacher | taught by
        | written by | 讲者 | 主讲 | 主讲人 | 讲师 | 演讲者 | 講師 | 発表者 | 강사 | 발표자
        | 作者 | 著者 | 저자 | autor | autores
        | auteurs
        | auteur | autore | autori | autorzy | yazar | tác giả | συγγραφέας | автор | авторы
        | نویسنده | نویسندگان | المؤلف""",
}
_MEANINGS = {
    name.strip(): meaning for meaning, names in _HEADERS.items() for name in names.split("|")
}
# What the last word of a longer header says, `Course name`, or its end where no blanks part words.
_LAST_WORDS = {
    **dict.fromkeys(("title", "titles"), Meaning.TITLE),
    **dict.fromkeys(("name", "names"), Meaning.NAME_OF_KIND),
    **dict.fromkeys(
        ("description", "descriptions", "summary", "abstract", "synopsis", "plot"),
        Meaning.SUMMARY,
    ),
    **dict.fromkeys(("link", "links", "url", "urls"), Meaning.LINKS),
    **dict.fromkeys(("author", "authors"), Meaning.AUTHORS),
    "venue": Meaning.VENUE,
}
_ENDS = (
    (("标题", "標題", "题目", "タイトル", "제목"), Meaning.TITLE),
    (("名称", "名稱", "名字", "名前", "이름"), Meaning.NAME_OF_KIND),
    (
        ("简述", "簡述", "描述", "简介", "簡介", "介绍", "介紹", "说明", "說明", "概述", "摘要"),
        Meaning.SUMMARY,
    ),
    (("説明", "概要", "紹介", "설명", "소개", "요약"), Meaning.SUMMARY),
    (("链接", "鏈接", "連結", "地址", "网址", "網址", "リンク", "링크"), Meaning.LINKS),
)
_MOST_WORDS, _LONGEST_KIND = 4, 3
_ACTIVITY = lazy(r"commit|updat|push|activ|modified|更新|提交")
_BLANKS = lazy(r"\s+")
_FOOTNOTE = lazy(r"\[\^[^\[\]]*\]")
_BRACKETS = lazy(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】")
_JOINT = lazy(r"\s{0,9}([/&])\s*+")


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


def plain(header: str) -> str:
    """A header as it is compared: normalised, without what stands in brackets or a final colon."""
    text = normalise(header)
    text = _BRACKETS.sub("", text).strip(" :_") or text
    return _JOINT.sub(r"\1", text)


def is_activity(header: str) -> bool:
    """Whether a header names the day of the last change, not the date of the entry."""
    return _ACTIVITY.search(normalise(header)) is not None


def is_known(header: str) -> bool:
    """Whether a header says what its column holds."""
    return plain(header) in _MEANINGS


def meaning_of(header: str, index: int) -> Meaning | None:
    """What the header of a column says; None if that is unknown."""
    text = plain(header)
    if not text:
        return Meaning.UNNAMED if index == 0 else None
    return _MEANINGS.get(text) or _by_end(text)


def _by_end(text: str) -> Meaning | None:
    """What the end of a longer header says."""
    words = text.split()
    if 1 < len(words) <= _MOST_WORDS:
        other = _MEANINGS.get(" ".join(words[:-1]))
        # `Author name`, `Venue link`
        other = other if other in {Meaning.AUTHORS, Meaning.VENUE} else None
        found = _LAST_WORDS.get(words[-1])
        return other if found is Meaning.NAME_OF_KIND and other else found
    if len(words) == 1 and not text.isascii():
        ended = ((end, found) for ends, found in _ENDS for end in ends if text.endswith(end))
        return next((found for end, found in ended if len(text) - len(end) <= _LONGEST_KIND), None)
    return None
