"""Which columns of words tell what a thing is: by their headers, and how much by their cells."""

# ruff: noqa: RUF001 - letters that look like Latin ones are meant
from __future__ import annotations

from enum import IntEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from lint.entries.headers import plain
from lint.patterns import lazy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lint.entries.groups.column_shares import Column


class Told(IntEnum):
    """What a header promises of the words below it."""

    ATTRIBUTE = 0  # a property of the thing, in however many words
    UNKNOWN = 1
    POSITION = 2  # what somebody is to do there: a job
    REMARK = 3  # whatever there is to say, often of little weight
    PURPOSE = 4  # what the thing is, or what it is good for


# Headers of columns that hold properties of a thing, however many words these take.
_ATTRIBUTE_NAMES = """
    tag | tags | keyword | keywords | key words | category | categories | type | types | kind | task
    | tasks
    | domain | area | field | topic | topics | genre | subject | institution | institutions
    | affiliation
    | affiliations | organization | organisation | org | company | publisher | university
    | school | license | licence | licensing | language | languages | platform | platforms
    | location | locations | region | maintainer | maintainers | owner | developer | developers
    | vendor | provider
    | country | city | price | pricing | cost | status | state | size | scale | backbone
    | architecture | base model | stack | tech stack | technologies | technology | requirements
    | modality | modalities | metrics | metric | format | level | difficulty | duration | effort
    | prerequisites | host | hosts | version | auth | engine | framework | frameworks
    | 标签 | 关键词 | 关键字 | 分类 | 类别 | 类型 | 任务 | 领域 | 机构
    | 单位 | 作者单位 | 出版社 | 许可证 | 协议 | 开源协议 | 语言 | 平台 | 大小 | 规模 | 状态 | 价格
    | 地点 | 国家 | 难度 | 开发者 | 方向 | 類型 | 類別 | 語言 | 任務 | 授權
    | タグ | 分類 | カテゴリ | ライセンス | 言語 | 種類 | 所属 | 価格
    | 태그 | 분류 | 라이선스 | 언어 | 기관 | 종류 | 가격
    | язык | лицензия | категория | тип | уровень | платформа
    | tipo | idioma | licencia | licença | categoría | categoria | nivel | nível | lenguaje
    | linguagem | plataforma | art | sprache | lizenz | kategorie | typ | catégorie | langue
    | licence | زبان | دسته | مجوز | نوع | اللغة
"""
_PURPOSES = """
    usage | use | uses | use case | use cases | used for | purpose | function | functionality
    | functions | feature | features | key features | main features | highlight | highlights
    | key idea | key ideas | idea | main idea | core idea | insight | insights | key insight
    | contribution | contributions | key contribution | key contributions | main contribution
    | main contributions | what | what it is | what is it | what it does | what they do
    | what you learn | what you'll learn | what you will learn | why | why it matters | best for
    | good for | goal | goals | focus | content | contents | covers | topics covered
    | tagline | pitch | synopsis | plot | review | opinion | verdict
    | takeaway | takeaways | key takeaway | key takeaways | tl;dr | in short | typical usage
    | 用途 | 功能 | 作用 | 要点 | 核心思想 | 贡献 | 主要贡献 | 创新点 | 关键点 | 适用场景
    | 使用场景 | 应用场景 | 场景 | 适合做什么 | 推荐理由 | 理由 | 主要内容 | 功能特点
    | 主要功能 | 機能 | ポイント | ひとこと | 一言 | 特長 | 役割 | 感想 | おすすめポイント
    | 용도 | 기능 | 특징 | 내용 | 한줄평 | 한 줄 소개 | 추천 이유
    | назначение | для чего | особенности | суть | содержание | о чём
    | uso | usos | propósito | función | para qué sirve | características | contenido
    | finalidade | função | para que serve | funcionalidade | conteúdo
    | zweck | verwendung | nutzen | inhalt | besonderheiten | merkmale
    | utilité | fonction | contenu | objectif | کاربرد | ویژگی‌ها | الاستخدام | المميزات
"""
_POSITIONS = """
    role | roles | position | positions | job title | job | opening | 岗位 | 职位 | 職種 | 직무
    | 포지션 | вакансия | должность | puesto | cargo | vaga | stelle | poste
"""
_REMARKS = """
    note | notes | remark | remarks | comment | comments | additional text | misc | miscellaneous
    | other | others | more | extra | info | information | additional info
    | additional information | more info | caveats | my notes | thoughts
    | 备注 | 備註 | 注释 | 注 | 评论 | 评价 | 备注信息 | 其他 | 其它 | 補足 | 備考 | メモ | コメント
    | 비고 | 메모 | 참고
    | примечание | примечания | комментарий | комментарии | заметки
    | nota | notas | comentario | comentarios | comentário | comentários | observación
    | observaciones | observação | observações | anmerkung | anmerkungen | bemerkung
    | bemerkungen | kommentar | kommentare | hinweis | hinweise | remarque | remarques
    | commentaire | commentaires | ملاحظات | یادداشت | notatki | uwagi | opmerkingen | note varie
"""
_NAMES = {
    name.strip(): told
    for told, names in (
        (Told.ATTRIBUTE, _ATTRIBUTE_NAMES),
        (Told.POSITION, _POSITIONS),
        (Told.REMARK, _REMARKS),
        (Told.PURPOSE, _PURPOSES),
    )
    for name in " ".join(names.split()).split(" | ")
}
_PARTS = lazy(r"[/&+,、]|\b(?:and|und|y|e|и)\b")
_MOST_WORDS = 5
_WEIGHTS = {Told.UNKNOWN: 1.0, Told.POSITION: 0.6, Told.REMARK: 0.7, Told.PURPOSE: 1.5}
_MOST, _HALF = 0.6, 0.5
_SENTENCE = 6


@lru_cache(maxsize=1024)
def told_by(header: str) -> Told:
    """What a header promises of the words below it."""
    text = plain(header).strip("?!.。？ ")
    if text in _NAMES:
        return _NAMES[text]
    parts = map(str.strip, _PARTS.split(text))
    known = [_NAMES[part] for part in parts if part in _NAMES]
    if known:
        # `Highlights & notes`
        return max(known)
    words = text.split()
    if 1 < len(words) <= _MOST_WORDS:
        return _NAMES.get(words[-1], Told.UNKNOWN)
    return Told.UNKNOWN


def is_attribute(header: str) -> bool:
    """Whether a header names a property of a thing."""
    return told_by(header) is Told.ATTRIBUTE


def summary_column(
    seen: Sequence[Column], headers: Sequence[str], free: Sequence[int], title: int
) -> int | None:
    """The column of `free` that tells most of what the things are; None for none."""
    weights = {
        at: seen[at].length * _WEIGHTS[told]
        for at in free
        if (told := told_by(headers[at])) is not Told.ATTRIBUTE
        and _tells(seen[at], told)
        and seen[at].marks < _HALF
        # What a few words before a title say is another name, or a kind.
        and (at > title or told is not Told.UNKNOWN or _is_sentence(seen[at]))
    }
    if not weights:
        return None
    heaviest = max(weights.values())
    return next(at for at, weight in weights.items() if weight >= heaviest * _MOST)


def _is_sentence(one: Column) -> bool:
    return max(one.words, one.wide / 2) >= _SENTENCE


def _tells(one: Column, told: Told) -> bool:
    """Whether a column holds sentences, or words that few rows share."""
    others = max(one.labelled, one.numbers, one.dates)
    if others >= _HALF:
        return False
    if told is Told.UNKNOWN:
        return (
            (one.words >= 3 or (one.wide >= 3 and one.distinct >= 0.9))
            and one.distinct >= 0.4
            and one.filled >= 0.3
            and one.lists < _HALF
        )
    words = 3 if told is Told.REMARK else 2
    # A remark may be the same on many rows, and missing on more.
    return max(one.words, one.wide / 2) >= words and one.distinct >= 0.1 and one.filled >= 0.1
