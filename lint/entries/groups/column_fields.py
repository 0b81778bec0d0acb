"""The fields that columns hold, by their cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.entries.headers import is_activity, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lint.entries.columns import Columns
    from lint.entries.groups.column_shares import Column

_MOST, _HALF = 0.6, 0.5
_SENTENCE = 6
# Headers of columns that hold properties of a thing, however many words these take.
_ATTRIBUTE_NAMES = """
    tag | tags | keyword | keywords | key words | category | categories | type | task | tasks
    | domain | area | field | topic | topics | institution | institutions | affiliation
    | affiliations | organization | organisation | org | company | publisher | university
    | school | license | licence | language | languages | platform | platforms | location
    | country | city | price | pricing | status | size | backbone | architecture | base model
    | modality | metrics | 标签 | 关键词 | 关键字 | 分类 | 类别 | 类型 | 任务 | 领域 | 机构
    | 单位 | 作者单位 | 出版社 | 许可证
    | 协议 | 开源协议 | 语言 | 平台 | 大小 | 规模 | 状态 | 价格 | 地点 | 国家 | タグ | 分類
    | カテゴリ | ライセンス | 言語
    | 所属 | 태그 | 분류 | 라이선스 | 언어 | 기관 | язык | лицензия | категория
"""
# Headers of what the curator thinks of a thing: commas part clauses there, not terms.
_REMARK_NAMES = """
    remark | remarks | comment | comments | note | notes | review | opinion | my take | takeaway
    | why | why read it | 备注 | 備註 | 评价 | 評價 | 一句话评价 | 点评 | 評語 | 评论 | 評論 | 感想
    | コメント | 備考 | メモ | 비고 | 코멘트 | 메모 | comentario | comentarios | nota | notas
    | observaciones | observações | remarque | remarques | commentaire | bemerkung | anmerkung
    | kommentar | примечание | комментарий | заметки | ملاحظات | توضیح
"""
_REMARKS = frozenset(map(str.strip, _REMARK_NAMES.split("|")))
_ATTRIBUTES = frozenset(map(str.strip, _ATTRIBUTE_NAMES.split("|")))


def title_column(seen: Sequence[Column]) -> int | None:
    """The column of titles, by the cells alone."""
    fit = [
        at
        for at, one in enumerate(seen)
        if one.filled >= _MOST
        and one.dates < _HALF
        and one.numbers < _HALF
        and one.labelled < _HALF
        and one.distinct >= (0.3 if one.named >= 0.4 or one.bold >= _HALF else _HALF)
        and one.people < _MOST
    ]
    if not fit:
        # Nothing but URLs, each another: they are the names.
        filled = [at for at, one in enumerate(seen) if one.filled > 0]
        alone = len(filled) == 1 and seen[filled[0]].distinct >= 0.9
        return filled[0] if alone and seen[filled[0]].labelled >= _MOST else None
    first = fit[0]
    named = [at for at in fit if seen[at].named >= 0.4]
    bold = [at for at in fit if seen[at].bold >= _HALF]
    best = (named or bold or [first])[0]
    # Names in plain text before what they link to.
    if seen[first].words >= 5 and seen[best].words * 1.5 < seen[first].words:
        return best
    unique = seen[first].distinct >= 0.95 and seen[first].filled >= 0.95
    if first < best and unique and seen[best].length < seen[first].length * 2.5:
        return first
    return best


def decided_fields(
    seen: Sequence[Column], headers: Sequence[str], title: int, columns: Columns
) -> dict[int, str]:
    """The fields that columns are by their cells, where their headers do not say so."""
    decided: dict[int, str] = {title: "title"}
    free = [at for at in range(len(seen)) if at != title]

    def take(field: str, fits: Callable[[int], bool]) -> None:
        found = next((at for at in free if at not in decided and fits(at)), None)
        if found is not None:
            decided[found] = field

    if columns.date is None or columns.date == title:
        take(
            "date",
            lambda at: seen[at].dates >= 0.8 and not is_activity(headers[at]),
        )
    if columns.venue is None:
        take("venue", lambda at: seen[at].venues >= _HALF)
    if columns.authors is None:
        take("authors", lambda at: seen[at].people >= _MOST)
    taken = {columns.date, columns.summary, columns.venue, columns.authors, *decided}
    if columns.summary is None:
        texts = [
            at
            for at in free
            if at not in taken
            and _is_text(seen[at], remarks=_are_remarks(headers[at]))
            and plain(headers[at]) not in _ATTRIBUTES
            # What a few words before a title say is another name, or a kind.
            and (at > title or max(seen[at].words, seen[at].wide / 2) >= _SENTENCE)
        ]
        if texts:
            longest = max(seen[at].length for at in texts)
            decided[next(at for at in texts if seen[at].length >= longest * _MOST)] = "summary"
    for at in free:
        unknown = at not in decided and at not in taken and at not in columns.links
        if unknown and seen[at].labelled >= _HALF and plain(headers[at]):
            decided[at] = "links"
    return decided


def _are_remarks(header: str) -> bool:
    """Whether a header names remarks, beside another word or alone: `Remark/Rating`."""
    return any(one.strip() in _REMARKS for one in plain(header).split("/"))


def _is_text(one: Column, *, remarks: bool) -> bool:
    """Whether a column holds sentences, or words that few rows share."""
    others = max(one.labelled, one.numbers, one.dates, 0 if remarks else one.lists)
    return (
        (one.words >= 3 or (one.wide >= 3 and one.distinct >= 0.9))
        and one.distinct >= 0.4
        and one.filled >= 0.3
        and others < _HALF
    )
