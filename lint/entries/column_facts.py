"""What the columns of a table hold, by their cells: the group step of tables.

A header that is known is strong evidence; where none says what the title is, the cells do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lint.dates.venues import known
from lint.document.model import LinkKind
from lint.entries import people
from lint.entries.columns import Columns, normalise, plain, read_columns
from lint.entries.nulls import is_null
from lint.entries.records import text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from lint.document.model import Document, Link
    from lint.entries.facts import Facts
    from lint.entries.records import Record

# Rows that are looked at; what holds for so many holds for all.
_SAMPLE = 200
_MOST, _HALF = 0.6, 0.5
_NUMBER = re.compile(
    r"[~≈<>±+\-]?\s*+[$€£¥]?\s*+\d[\d.,:/%\s]*+(?:[kKmMbBgGtT%x×+]|[KMGT]i?B|B|M|ms|s|h)?\W*"
)
_WORDS = re.compile(r"\w+")
# The day of a repository's last change is no date of the thing.
_ACTIVITY = re.compile(r"(?i)commit|updat|push|activ|modified|更新|提交")
# Terms that commas part, `rivers, bending, flow`: tags, not a sentence.
_TERMS = re.compile(r"[^,，、;；/.。\n]{1,24}(?:[,，、;；/][^,，、;；/.。\n]{1,24}){1,20}")
_LONGEST_TERMS = 300
# So many tables are looked at for one that is like another.
_MOST_TABLES = 50
# Headers of columns that hold properties of a thing, however many words these take.
_ATTRIBUTES = frozenset(
    name.strip()
    for name in [
        "tag ",
        " tags ",
        " keyword ",
        " keywords ",
        " key words ",
        " category ",
        " categories ",
        " type ",
        " task\n    ",
        " tasks ",
        " domain ",
        " area ",
        " field ",
        " topic ",
        " topics ",
        " institution ",
        " institutions ",
        " affiliation\n    ",
        " affiliations ",
        " organization ",
        " organisation ",
        " org ",
        " company ",
        " publisher ",
        " university ",
        " school\n    ",
        " license ",
        " licence ",
        " language ",
        " languages ",
        " platform ",
        " platforms ",
        " location ",
        " country ",
        " city\n    ",
        " price ",
        " pricing ",
        " status ",
        " size ",
        " backbone ",
        " architecture ",
        " base model ",
        " modality ",
        " metrics\n    ",
        " 标签 ",
        " 关键词 ",
        " 关键字 ",
        " 分类 ",
        " 类别 ",
        " 类型 ",
        " 任务 ",
        " 领域 ",
        " 机构 ",
        " 单位 ",
        " 作者单位 ",
        " 出版社 ",
        " 许可证 ",
        " 协议\n    ",
        " 开源协议 ",
        " 语言 ",
        " 平台 ",
        " 大小 ",
        " 规模 ",
        " 状态 ",
        " 价格 ",
        " 地点 ",
        " 国家 ",
        " タグ ",
        " 分類 ",
        " カテゴリ ",
        " ライセンス ",
        " 言語\n    ",
        " 所属 ",
        " 태그 ",
        " 분류 ",
        " 라이선스 ",
        " 언어 ",
        " 기관 ",
        " язык ",
        " лицензия ",
        " категория",
    ]
)
# A malformed URL, too: `https:/host`.
_SCHEME = re.compile(r"(?i)https?\b")
_WIDE = "\u2e80"


@dataclass(slots=True)
class Column:
    """Shares of the cells of a column: of all rows, or of the filled ones."""

    filled: float = 0.0
    distinct: float = 0.0
    length: float = 0.0
    words: float = 0.0
    dates: float = 0.0
    named: float = 0.0
    labelled: float = 0.0
    linked: float = 0.0
    bold: float = 0.0
    numbers: float = 0.0
    people: float = 0.0
    venues: float = 0.0
    pictures: float = 0.0
    wide: float = 0.0
    lists: float = 0.0


@dataclass(slots=True)
class Decision:
    """What a table holds: `columns` if entries, else the name of what it is, or why it is unread."""

    columns: Columns | None
    kind: str = ""
    why: str = ""


def decide(
    document: Document,
    records: Sequence[Record],
    headers: Sequence[str],
    mapping: Mapping[str, str],
    marks: frozenset[str],
    is_date: Callable[[str], bool],
    facts: Facts,
    *,
    wanted: bool | None,
    known_links: frozenset[str],
) -> Decision:
    """What the columns of a table hold."""
    columns = read_columns(headers, mapping)
    if wanted and mapping:
        return Decision(columns)
    if columns.weak_date and columns.date is not None:
        dates = [text_of(document, record, columns.date) for record in records]
        stated = [text for text in dates if text and not is_null(text, marks)]
        if sum(map(is_date, stated)) * 2 < len(stated):
            columns = read_columns(headers, mapping, weak_dates=False)
    sample = records[:_SAMPLE]
    own = _own(document, sample, facts)
    # What links into the list itself are its contents, unless there is a date of each thing.
    if own and not wanted and (columns.date is None or columns.title is None):
        return Decision(None, own)
    if columns.describe_entries and (
        wanted or columns.title is None or not _labels_only(document, sample, columns.title, facts)
    ):
        if not wanted and _repeats(document, sample, columns, known_links):
            return Decision(None, "figures")
        if wanted:
            return Decision(columns)
        if not columns.links and columns.date is None and len(sample) > 1:
            # Names and what they mean, without a single link: options, terms, a legend.
            if not (
                any(document.links_in(record.span) for record in sample)
                or _has_linked_sibling(document, headers[columns.title or 0])
            ):
                return Decision(None, "overview")
        decided = _further(document, sample, columns, headers, marks, is_date, facts)
        return Decision(read_columns(headers, mapping, decided=decided) if decided else columns)
    if len(sample) < (2 if wanted else 1):
        # One row shows nothing of its columns.
        return Decision(columns if wanted else None)
    seen = [_column(document, sample, at, marks, is_date, facts) for at in range(len(headers))]
    title = columns.title
    if (
        title is None
        or not plain(headers[title])
        or seen[title].labelled >= _MOST
        or max(seen[title].numbers, seen[title].dates) > _HALF
    ):
        title = _title(seen)
    if title is None:
        return Decision(columns if wanted else None, "", "no column of titles was found")
    if seen[title].labelled >= _MOST and columns.title == title:
        return Decision(None, "", "no column of titles was found")
    decided = _fields(seen, headers, title, columns)
    never = [at for at in range(len(headers)) if at != title]
    chosen = read_columns(
        headers, mapping, weak_dates=columns.date is not None, decided=decided, never=never
    )
    if wanted:
        return Decision(chosen)
    return _accept(document, sample, chosen, seen, title, facts, known_links)


def _has_linked_sibling(document: Document, header: str) -> bool:
    """Whether a table whose titles have this header, too, has links."""
    return any(
        any(cell.text == header for cell in table.header.cells) and document.links_in(table.span)
        for table in document.tables[:_MOST_TABLES]
    )


def _further(
    document: Document,
    sample: Sequence[Record],
    columns: Columns,
    headers: Sequence[str],
    marks: frozenset[str],
    is_date: Callable[[str], bool],
    facts: Facts,
) -> dict[int, str]:
    """The fields of columns by their cells, where the headers of others say what a table holds."""
    if len(sample) < 2 or columns.title is None or columns.weak_date:
        return {}
    missing = (columns.date, columns.venue, columns.authors, columns.summary)
    taken = {columns.title, *missing, *columns.links}
    free = [at for at in range(len(headers)) if at not in taken]
    if not free or None not in missing:
        return {}
    seen = [
        _column(document, sample, at, marks, is_date, facts) if at in free else Column()
        for at in range(len(headers))
    ]
    decided = _fields(seen, headers, columns.title, columns)
    return {
        at: field
        for at, field in decided.items()
        if at in free
        and field != "links"
        and (
            field != "summary"
            or (
                not columns.title_and_summary
                and max(seen[at].words, seen[at].wide / 2) >= 4
                and seen[at].filled >= _HALF
            )
        )
    }


def _accept(
    document: Document,
    sample: Sequence[Record],
    columns: Columns,
    seen: Sequence[Column],
    title: int,
    facts: Facts,
    known_links: frozenset[str],
) -> Decision:
    """Whether rows with these columns are entries."""
    linked = sum(
        any(_is_meant(link, facts) for link in document.links_in(record.span)) for record in sample
    )
    if _repeats(document, sample, columns, known_links):
        return Decision(None, "figures")
    others = [one for at, one in enumerate(seen) if at != title and one.filled > 0]
    numbers = sum(one.numbers >= _MOST for one in others)
    if others and numbers * 10 >= len(others) * 6 and seen[title].named < _HALF:
        return Decision(None, "figures")
    if linked * 2 < len(sample):
        if not linked:
            return Decision(None, "figures" if numbers else "overview")
        if linked * 5 < len(sample) or columns.summary is None:
            return Decision(None, "", "most rows have no link")
    if len(seen) == 1 and seen[title].words > 12:
        return Decision(None, "prose")
    return Decision(columns)


def _is_meant(link: Link, facts: Facts) -> bool:
    """Whether a link leads out of the list, or would if its URL were not empty or malformed."""
    if facts.is_web(link):
        return True
    url = link.url.strip()
    return link.kind is not LinkKind.IMAGE and (not url or _SCHEME.match(url) is not None)


def _own(document: Document, sample: Sequence[Record], facts: Facts) -> str:
    """What a table is whose links all lead into the list itself, or to people; "" for neither."""
    links = [
        link
        for record in sample
        for link in document.links_in(record.span)
        if link.kind is not LinkKind.IMAGE
    ]
    if len(links) < 2:
        return ""
    web = [link for link in links if facts.is_web(link)]
    if not web and all("://" not in link.url for link in links):
        names = [link.url.partition("#")[0].casefold() for link in links]
        if all(
            name == "" or name.endswith((".md", "/", ".html")) or "." not in name.rpartition("/")[2]
            for name in names
        ):
            return "contents"
    if web and all(facts.is_owner(link.url) for link in web):
        return "contributors"
    return ""


def _repeats(
    document: Document, sample: Sequence[Record], columns: Columns, known_links: frozenset[str]
) -> bool:
    """Whether the rows are figures on things that stand elsewhere: the same links again."""
    if columns.title is None or columns.summary is not None:
        return False
    again = total = 0
    for record in sample:
        for cell in record.cells.get(columns.title, ())[:1]:
            links = [one for one in document.links_in(cell.span) if one.kind is not LinkKind.IMAGE]
            if links:
                total += 1
                again += links[0].url in known_links
    return total >= 2 and again * 4 >= total * 3


def _labels_only(document: Document, sample: Sequence[Record], at: int, facts: Facts) -> bool:
    """Whether a column holds nothing but labelled links: `[pdf](…)`."""
    filled = labelled = 0
    for record in sample:
        for cell in record.cells.get(at, ())[:1]:
            if cell.text:
                filled += 1
                labelled += _is_labels(document, cell.span, cell.text, facts)
    return filled > 0 and labelled >= filled * _MOST


def _is_labels(document: Document, span: object, text: str, facts: Facts) -> bool:
    links = [one for one in document.links_in(span) if one.kind is not LinkKind.IMAGE]  # type: ignore[arg-type]
    if not links or not all(facts.is_label(one) or _is_url(one) for one in links):
        return False
    words = sum(map(str.isalnum, text))
    return words <= sum(sum(map(str.isalnum, one.text)) for one in links) + 2


def _column(
    document: Document,
    sample: Sequence[Record],
    at: int,
    marks: frozenset[str],
    is_date: Callable[[str], bool],
    facts: Facts,
) -> Column:
    """The shares of one column."""
    one = Column()
    texts: list[str] = []
    source = document.source.text
    for record in sample:
        for cell in record.cells.get(at, ())[:1]:
            text = cell.text
            if not text or is_null(text, marks):
                one.pictures += cell.image
                continue
            texts.append(text)
            links = [
                link for link in document.links_in(cell.span) if link.kind is not LinkKind.IMAGE
            ]
            labels = _is_labels(document, cell.span, text, facts)
            one.labelled += labels
            if links and not labels:
                one.linked += 1
                first = links[0]
                begins = text.lstrip("[(*_ ").startswith(first.text[:20]) and bool(first.text)
                one.named += begins and not facts.is_label(first) and not _is_url(first)
            one.lists += bool(_TERMS.fullmatch(text[:_LONGEST_TERMS]))
            one.bold += source.startswith(("**", "__", "<b>", "<strong>"), cell.span.start)
            short = len(text) <= 60
            dated = short and any(map(str.isdigit, text)) and not links and is_date(text)
            one.dates += dated
            one.numbers += short and not dated and bool(_NUMBER.fullmatch(text))
            one.people += (
                len(text) <= 400 and not links and people.are_people(text.replace("\n", " "))
            )
            one.venues += (
                short and not links and (known(text) or known(text.rstrip("0123456789' ")))
            )
    number = len(texts)
    if not number:
        return one
    one.filled = number / max(len(sample), 1)
    one.distinct = len(set(texts)) / number
    one.length = sum(map(_width, texts)) / number
    one.wide = sum(char >= _WIDE for text in texts for char in text[:500]) / number
    one.words = sum(map(_words, texts)) / number
    for name in (
        "labelled",
        "linked",
        "named",
        "bold",
        "dates",
        "numbers",
        "people",
        "venues",
        "pictures",
        "lists",
    ):
        setattr(one, name, getattr(one, name) / number)
    return one


def _is_url(link: Link) -> bool:
    """Whether a link shows nothing but its own URL."""
    text = link.text.strip()
    return link.kind is LinkKind.AUTOLINK or text.lower().startswith(("http://", "https://"))


def _width(text: str) -> int:
    """The length of a text, wide characters for two."""
    return len(text) if text.isascii() else len(text) + sum(char >= _WIDE for char in text)


def _words(text: str) -> int:
    """The number of words in a text; two wide characters are one."""
    text = text[:500]
    wide = 0 if text.isascii() else sum(char >= _WIDE for char in text)
    return max(len(_WORDS.findall(text)), len(text) // 12, wide // 2)


def _title(seen: Sequence[Column]) -> int | None:
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
        return None
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


def _fields(
    seen: Sequence[Column], headers: Sequence[str], title: int, columns: Columns
) -> dict[int, str]:
    """The fields that columns are by their cells, where their headers do not say so."""
    decided: dict[int, str] = {title: "title"}
    free = [at for at in range(len(seen)) if at != title]
    if columns.date is None or columns.date == title:
        dates = [
            at
            for at in free
            if seen[at].dates >= 0.8 and not _ACTIVITY.search(normalise(headers[at]))
        ]
        if dates:
            decided[dates[0]] = "date"
    if columns.venue is None:
        venues = [at for at in free if at not in decided and seen[at].venues >= _HALF]
        if venues:
            decided[venues[0]] = "venue"
    if columns.authors is None:
        authors = [at for at in free if at not in decided and seen[at].people >= _MOST]
        if authors:
            decided[authors[0]] = "authors"
    taken = {columns.date, columns.summary, columns.venue, columns.authors, *decided}
    if columns.summary is None:
        texts = [
            at
            for at in free
            if at not in taken
            and (seen[at].words >= 3 or (seen[at].wide >= 3 and seen[at].distinct >= 0.9))
            and seen[at].distinct >= 0.4
            and seen[at].filled >= 0.3
            and seen[at].labelled < _HALF
            and seen[at].numbers < _HALF
            and seen[at].dates < _HALF
            and seen[at].lists < _HALF
            and plain(headers[at]) not in _ATTRIBUTES
        ]
        if texts:
            longest = max(seen[at].length for at in texts)
            decided[next(at for at in texts if seen[at].length >= longest * _MOST)] = "summary"
    for at in free:
        if (
            at not in decided
            and at not in taken
            and seen[at].labelled >= _HALF
            and plain(headers[at])
        ):
            if at not in columns.links:
                decided[at] = "links"
    return decided
