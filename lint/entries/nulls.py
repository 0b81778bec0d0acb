"""Marks that say on purpose that there is nothing: `-`, `N/A`, `TBD`, `待开源`."""

from __future__ import annotations

import unicodedata

from lint.patterns import lazy

_NULLS = """
    n/a | n.a | na | nan | none | null | nil | unknown | undefined | unreleased | unavailable
    | pending | not available | not released | not yet | no link | no code | under review
    | 无 | 暂无 | 未知 | 未公开 | 不明 | なし | 未公開 | 未定 | 없음 | 미정
    | tba | tbc | tbd | todo | to do | wip | fixme | placeholder | soon | coming soon | stay tuned
    | same | same as above | as above | see above | ditto | idem | ibid | 同上 | 同前
    | to be added | to be announced | to be determined | to be done | to be released
    | to be updated | work in progress | xx | xxx
    | 待定 | 待补充 | 待更新 | 待开源 | 待发布 | 待添加 | 即将发布 | 即将开源 | 敬请期待 | 準備中
"""
_NULL_MARKS = frozenset(map(str.strip, _NULLS.split("|")))
# No mark for nothing is longer; a cell may hold kilobytes.
_LONGEST_MARK = 40
_SHORTCODE = lazy(r":[a-z0-9_+-]+:")
_AROUND_MARK = lazy(r"^[\W_]+|[\W_]+$")


def fold(mark: str) -> str:
    """A null mark as it is compared with cells: NFKC, lower case, single blanks."""
    return " ".join(unicodedata.normalize("NFKC", mark).casefold().split())


def is_null(text: str, marks: frozenset[str]) -> bool:
    """Whether a cell says on purpose that there is nothing: `-`, `⚠️`, `N/A`, `(TBD)`.

    So does text without a letter or digit. `marks` are further ones, folded. Empty text is none.
    """
    if not text or len(text) > _LONGEST_MARK:
        return False
    folded = fold(text)
    bare = _AROUND_MARK.sub("", folded)
    return not bare or bare in _NULL_MARKS or folded in marks or bool(_SHORTCODE.fullmatch(folded))
