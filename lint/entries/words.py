"""Words that many lists use for the same: labels of links, keys of properties, names of sections.

They are evidence beside what a list itself shows, never a condition: a label that a list repeats is
learned from it (see `lint.entries.facts`).
"""

# ruff: noqa: RUF001 - fullwidth marks and dashes are meant
from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from lint.patterns import lazy

_LABELS = """
    abs | abstract | api | app | arxiv | article | bib | bibtex | blog | blog post | blogpost | book
    | checkpoint | checkpoints | code | codebase | codes | colab | data | dataset | datasets | demo
    | demos | ebook | epub | html5 | kindle | mobi
    | discord | doc | docs | documentation | doi | download | downloads | github | gitlab
    | hf | home | homepage | html | hub | hugging face | huggingface | implementation | info | link
    | links | mirror | model | models | modelscope | news | notebook | npm | official | openreview
    | page | paper | papers | pdf | poster | post | preprint | project | project page | publication
    | pypi | readme | reddit | repo | repository | site | slide | slides | source | source code
    | supp | supplementary | talk | tutorial | tweet | twitter | url | video | videos | web
    | webpage
    | website | weights | wiki | x | youtube | bilibili | zenodo | chrome | firefox | online
    | clients | course | lecture | lectures | playlist | recording | recordings | syllabus
    | official site | official website | see demo | more | here | apply | pwc | ppt | cookbook
    | 代码 | 论文 | 项目 | 项目主页 | 主页 | 地址 | 链接 | 下载 | 官网 | 官方 | 文档 | 视频 | 博客
    | 数据
    | 数据集 | 网页版 | 在线版 | 在线阅读 | 电子书
    | 模型 | 中文 | 英文 | 中译 | 原文 | 源码 | 仓库 | 网站 | 网址 | 演示 | 知乎 | 公众号
    | 开源地址
    | 项目地址 | 代码地址 | 论文地址 | 開源 | コード | 論文 | リンク | サイト | デモ | 公式 | データ
    | モデル
    | 코드 | 논문 | 링크 | 데모 | 데이터 | 사이트 | 홈페이지 | código | enlace | artículo | lien
    | código fonte
    | ссылка | код | сайт | статья | ссылки | исходный код | исходники | репозиторий | документация
    | адрес | скачать | загрузка | демо | видео | слайды | страница | страница проекта | проект
    | данные | модель | веса | препринт | публикация | посилання | стаття | репозиторій
    | مقاله | کد | لینک | الورقة | ورقة | الكود | الشيفرة | المستودع | الرابط | رابط | الموقع
    | repositorio | documentación | página | sitio web | vídeo | repositório | documentação | artigo
    | dépôt | code source | site web | vidéo | quellcode | dokumentation | webseite | artikel
    | documentazione | codice | codice sorgente | sito | articolo | dokumentacja | dokumentace
    | strona
    | makale | kod | belgeler | tài liệu | mã nguồn | bài báo | κώδικας | τεκμηρίωση | άρθρο
    | リポジトリ | ドキュメント | 動画 | スライド | ダウンロード | ソースコード | 저장소 | 문서
    | 영상 | 발표 자료 | 소스 코드 | 다운로드 | 홈페이지 주소
"""
LABELS = frozenset(map(str.strip, _LABELS.split("|")))
"""What a link is called that leads to a part of the thing, not what the thing is called."""
# Words that go with a label: `official code`, `project page`, `paper v2`.
_WITH_LABELS = frozenset(
    [
        "archived",
        "cn",
        "en",
        "extended",
        "full",
        "get",
        "github",
        "here",
        "hugging",
        "face",
        "latest",
        "live",
        "long",
        "main",
        "my",
        "new",
        "old",
        "open",
        "official",
        "online",
        "original",
        "our",
        "press",
        "read",
        "release",
        "report",
        "short",
        "technical",
        "the",
        "their",
        "tech",
        "try",
        "v1",
        "v2",
        "v3",
        "version",
        "view",
    ]
)

POINTERS = frozenset(
    [
        "here",
        "this",
        "link",
        "more",
        "there",
        "see",
        "это",
        "тут",
        "здесь",
        "aquí",
        "ici",
        "hier",
        "这里",
        "此处",
        "這裡",
        "こちら",
        "여기",
    ]
)
"""Words that point from a sentence to a page."""
PAPERS = frozenset(
    [
        "paper",
        "pdf",
        "arxiv",
        "code",
        "abs",
        "doi",
        "论文",
        "代码",
        "論文",
        "コード",
        "논문",
        "코드",
        "地址",
        "статья",
        "код",
        "artículo",
        "código",
        "artigo",
    ]
)
"""What links are called that stand below a title."""

_SUMMARIES = """
    summary | description | desc | details | introduction | intro | abstract | tl;dr | tldr | about
    | overview | notes | note | what | highlights | 简介 | 簡介 | 介绍 | 介紹 | 说明 | 說明 | 描述
    | 摘要 | 概述
    | 特点 | 説明 | 概要 | 紹介 | 설명 | 요약 | 소개 | descripción | descrição | описание
"""
SUMMARIES = frozenset(map(str.strip, _SUMMARIES.split("|")))
_DATES = """
    date | year | time | published | release | released | release date | 日期 | 时间 | 年份
        | 发布时间 | 发布日期
    | 開催日 | 日時 | 开始时间 | 일시 | when
    | 公開日 | 日付 | 날짜 | fecha | data de publicação | дата
"""
DATES = frozenset(map(str.strip, _DATES.split("|")))
_AUTHORS = "author | authors | by | 作者 | 作者们 | 著者 | 저자 | autor | autores | автор | авторы"
AUTHORS = frozenset(map(str.strip, _AUTHORS.split("|")))
_VENUES = "venue | conference | journal | published in | publication | 会议 | 期刊 | 发表 | 学会"
VENUES = frozenset(map(str.strip, _VENUES.split("|")))

_TITLES = """
    title | name | paper title | paper | project | tool | book | course | dataset | model | 标题
        | 题目
    | 论文标题 | 论文题目 | 名称 | 书名 | タイトル | 論文名 | 題名 | 제목 | 논문 제목 | название
    | título | titre | titel
"""
TITLES = frozenset(map(str.strip, _TITLES.split("|")))
"""Keys of the line that holds a title."""

_META = {
    "contribution": """contribute | contributing | contribution | contributions | how to contribute
        | contribution guidelines | contributing guidelines | contribution guide | guidelines
        | want to contribute
        | pull requests | 贡献 | 贡献指南 | 如何贡献 | 参与贡献 | 貢献 | コントリビュート | 기여
        | 기여하기 | contribuir
        | contribuer | как помочь""",
    "licence": """license | licence | licensing | copyright | 许可 | 许可证 | 协议 | 版权
        | ライセンス | 라이선스
        | licencia | лицензия | disclaimer | 免责声明""",
    "contributors": """contributors | contributor | our contributors | credits | credit
        | acknowledgements
        | acknowledgement | acknowledgments | acknowledgment | thanks | special thanks | backers
        | sponsors
        | sponsor | supporters | maintainers | maintainer | authors | author | about the author
        | about me | stargazers
        | star history | stargazers over time | 贡献者 | 感谢 | 致谢 | 鸣谢 | 赞助 | 作者
        | 关于作者 | コントリビューター | 貢献者 | 謝辞 | 기여자 | 후원 | авторы | colaboradores
        | contribuidores""",
    "contact": """contact | contacts | contact us | contact me | get in touch | follow us | donate
        | donation | donations | feedback | 联系 | 联系我们 | 联系方式 | 关注
        | 交流群 | 交流 | 连絡先 | お問い合わせ | 문의 | 연락처 | контакты""",
    "citation": """citation | cite | cite us | how to cite | citing | bibtex | 引用 | 引用本项目
        | 인용""",
    "legend": """legend | legends | icon legend | 图例 | 说明图例 | 凡例 | 범례
        | условные обозначения""",
    "news": """news | latest news | update | updates | latest updates | recent updates
        | recent update
        | update history | updates history | change history | history of changes | recent changes
        | version history | revision history | changelog | change log | what's new | whats new
        | news & updates | news and updates
        | release notes | todo | to do | to-do | todo list | to-do list | to do list | todos
        | 最新动态 | 更新 | 更新日志 | 更新记录 | 最近更新 | 最新更新 | 新闻 | 动态 | 更新履歴
        | お知らせ | 업데이트 | 소식
        | новости""",
}
META = {
    name.strip(): kind
    for kind, names in _META.items()
    for name in " ".join(names.split()).split(" | ")
}
"""Sections that say something of the list itself, and of which kind they are."""

UNFINISHED = frozenset(
    [
        *("a", "an", "and", "are", "at", "by", "can", "check", "for", "from", "in", "is", "of"),
        *("on", "or", "our", "see", "the", "their", "this", "to", "use", "using", "via", "visit"),
        *("was", "were", "with", "your", "read", "del", "de", "la", "el", "en", "y", "auf", "der"),
        *("die", "das", "und", "von", "le", "les", "et", "à"),
    ]
)
"""Words that end no title and no sentence."""
_STARTS = (
    ("contribut", "contribution"),
    ("how to contribut", "contribution"),
    ("want to contribut", "contribution"),
    ("acknowledg", "contributors"),
    ("star history", "contributors"),
    ("licens", "licence"),
    ("citation", "citation"),
    ("latest news", "news"),
    ("recent update", "news"),
    ("join the community", "contact"),
    ("join our", "contact"),
    ("join us", "contact"),
    ("follow us", "contact"),
    ("contact us", "contact"),
    ("get in touch", "contact"),
    ("stay in touch", "contact"),
    ("support us", "contact"),
    ("support this", "contact"),
)
# `论文2`, `代码和数据集`, `论文下载链接`
_WIDE = sorted((one for one in LABELS if not one.isascii() and len(one) > 1), reverse=True)
_IDEOGRAPHS = ("\u2e80", "\ud7af")  # no expression: a range so long takes 2 ms to compile
_BLOCKS = [one for one in _WIDE if _IDEOGRAPHS[0] <= one[0] <= _IDEOGRAPHS[1]]
_WIDE_LABELS = "|".join(map(re.escape, _BLOCKS))
# Of scripts with blanks, a label is a word of its own.
_WORD_LABELS = "|".join(re.escape(one) for one in _WIDE if one not in _BLOCKS)
_JOINED_LABELS = lazy(rf"(?:(?:{_WIDE_LABELS})[和与及、]?){{1,3}}\d{{0,2}}")
# `豆瓣链接`: where a link leads, and that it is one.
_SITE_LABEL = lazy(r"[^\s，。、：]{1,6}(?:链接|鏈接|連結|地址|网址|網址|リンク|링크)")
_WIDE_LABEL = lazy(rf"{_WIDE_LABELS}|블로그|ブログ|\b(?:{_WORD_LABELS})\b")
_EDGES = lazy(r"^[\W_]+|[\W_]+$")
_GAPS = lazy(r"[\s_/&+()|,:.]+")
_IDENTIFIER = lazy(r"(?:arxiv|doi|pmid|openreview|acl|pdf)[ :.]{0,2}\d{1,9}[./v-][\d./v-]{1,24}")
# `9. how to contribute`, `1.2 contact`
_NUMBERED = lazy(r"^(?:\d{1,2}[.):、]?){1,3}\s*(?=[^\d\s])")
_SMALL = lazy(r"\d{1,2}")
_LONGEST = 60
_LONGEST_KEY = 30
_MOST_WORDS = 3


@lru_cache(maxsize=8192)
def simple(text: str) -> str:
    """`text` as labels and keys are compared: NFKC, lower case, without what stands around it."""
    if len(text) > _LONGEST:
        return ""
    folded = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    return _EDGES.sub("", folded)


def letters(name: str) -> str:
    """A name as it is sought in what links show: its letters and digits, in lower case."""
    return "".join(filter(str.isalnum, name.casefold()))


@lru_cache(maxsize=8192)
def is_label(text: str) -> bool:
    """Whether `text` is a usual label, alone or with a word or two: `Paper Link`, `code (v2)`."""
    folded = simple(text)
    if folded in LABELS or _IDENTIFIER.fullmatch(folded):
        return True
    if not folded.isascii() and (_JOINED_LABELS.fullmatch(folded) or _SITE_LABEL.fullmatch(folded)):
        return True
    words = [word for word in _GAPS.split(folded, _MOST_WORDS + 2) if word]
    return (
        1 < len(words) <= _MOST_WORDS
        and any(word in LABELS for word in words)
        and all(word in LABELS or word in _WITH_LABELS or _SMALL.fullmatch(word) for word in words)
    )


_FURTHER = frozenset(
    [
        *("blog", "channel", "demo", "discord", "doc", "documentation", "docs", "faq", "forum"),
        *("github", "homepage", "newsletter", "playlist", "repo", "repository", "site", "slide"),
        *("slack", "transcript", "twitter", "video", "website", "wiki", "youtube"),
    ]
)


def mentions_label(text: str) -> bool:
    """Whether a usual label is a word of `text`: `Foo's official site`, `Foo 技术博客`."""
    folded = simple(text)
    words = {word.removesuffix("s") for word in _GAPS.split(folded)}
    if not words.isdisjoint(_FURTHER):
        return True
    return not folded.isascii() and _WIDE_LABEL.search(folded) is not None


def key_in(line: str) -> str:
    """The key that a line begins with, `Institution: …`; "" without one."""
    at = min((at for mark in ":：" if (at := line[:_LONGEST_KEY].find(mark)) > 0), default=-1)
    return simple(line[:at]) if at > 0 and line[at : at + 3] != "://" else ""


def section_kind(text: str) -> str:
    """The kind of section about the list itself that a heading names; "" for any other."""
    folded = _NUMBERED.sub("", simple(text))
    kind = META.get(folded, "")
    if kind or len(folded) > 40:
        return kind
    if folded.endswith((" legend", " legends")):
        return "legend"
    return next((kind for start, kind in _STARTS if folded.startswith(start)), "")
