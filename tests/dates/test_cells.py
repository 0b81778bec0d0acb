from __future__ import annotations

import calendar
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.dates.cells import (
    OPTIONAL,
    OTHER_CALENDAR,
    Column,
    Date,
    check,
    lead,
    learn,
    month_in,
    parse,
    read,
    settle,
    stated,
    year_in,
)
from lint.dates.lines import may_be_date, scan
from lint.dates.months import month_number, respelt, roman
from lint.dates.readings import best_of
from lint.dates.venues import known

LATEST = 2027

GOOD = """
2023
2026-06-30
2017-06
2026.03
2026.03.05
2023/11
2024/05/03
2024/5/3
2021.7.20
06/2024
6.2024
20230501
Mar/2023
Dec., 2012
Nov, 2021
May., 2023
Mar. 2025
Sept. 2023
Sept 5th, 2023
5 March 2023
20-Mar-2023
2023-Mar-05
Mar'23
May '23
May 3-5, 2023
3-5 May 2023
May-June 2023
märz 2024
5 de mayo de 2023
Mon, 5 May 2023
2023年5月
2023 年 5 月 3 日
2023년 5월
2023年
令和6年5月
发布于2023-05
2024年5月发布
２０２３／０５
2023–05
'23
Q1 2024
2024 Q1
2024Q1
Q1'24
H1 2024
Spring 2023
mid-2023
2021-2023
2021 - 2023
2021–23
2022/23
2021--2023
2021-05-2021-07
2023.05.01-2023.05.03
2023.05.01-03
2023.05-07
2020-present
2020s
2023a
2023-W12
2024-05-01 12:00
1:02:33
2024-05-01T12:00:00+02:00
20240501T120000Z
2023-05-XX
2023-05 (v2)
2024.05 / ICML 2024
~2020
≈2020
c. 2019
2019?
[2023-10]
🆕2024-05
2024-05🔥
:fire: 2024-05
Updated 2023-01-01
since 2019
12/29/22
12/29/2022
29/12/2022
7/7/23
15.03.2024
04.07.2023
24.09.08
arXiv:2305.12345
CVPR
IEEE TDSC
ACM Trans. Softw. Eng. Methodol.
Nature Machine Intelligence
Inf. Softw. Technol.
Submitted to ICML
IEEE T-PAMI
230501
NeurIPS-W
ICLRW
AACL-IJCNLP
OpenAI
Meta
Google DeepMind
Bytedance Seed
unitary.ai
arXiv
Blog
Tech Report
NeurIPS 2024
CVPR,2018
CVPR, 2025
ICCV2025
EACL 2023 Findings
ICSE (SEIP) 2021
EMNLP-IJCNLP 2019
ACL/IJCNLP 2021
NeurIPS 2023, ICCV 2023 Workshop
AAAI'26
AAAI’26
ICLR Workshop'24
ICLR'24 (oral)
Applied Sciences'24
TrustNLP'24
AISec '23
DMLR@ICML'24
Nvidia, NeurIPS'24 Workshop
NLP4Prog 2021
In PROMISE 2021
USENIX Secuirty'25
Arxiv, 2026
ICML23
-
—
⚠️
:heavy_minus_sign:
TBA
N/A
coming soon
待定
""".strip().splitlines()  # noqa: RUF001 - lists are written with such characters

NO_DATE = [
    *("MVU-Eval", "OmniVideoBench", "IF-VidCap", "GameplayQA", "ChatGLM", "LLaMA", "Transformer"),
    *("Qwen2.5-0.5B", "Meta-Llama-3-8B-Instruct", "gpt-4-0613", "claude-3-5-sonnet-20241022"),
    *(
        "中文",
        "通用",
        "中英",
        "데이터셋 수",
        "English",
        "summer",
        "3 months ago",
        "code",
        "code project page",
        "paper",
    ),
    *("7B", "13B", "2.5", "3.5", "12", "1024", "v1.2.3", "10.0.0.1", "512x512", "1920x1080"),
    *("H100", "0000", "2025--01", "2025..01", "2025-012", "2025-1-1-1", "Llama 2", "GPT-4"),
    *("https://example.org/2023", "Foo2023", "Foo-24", "FooBar24", "9912.12345"),
]

REASONS = {
    "7/4/23": "'7/4/23' is ambiguous: 4 July or 7 April 2023",
    "7/4/23\nICML23": "'7/4/23' is ambiguous: 4 July or 7 April 2023",
    "NeurIPS\n7/4/2023": "'7/4/2023' is ambiguous: 4 July or 7 April 2023",
    "04-07-2023": "'04-07-2023' is ambiguous: 7 April or 4 July 2023",
    "12/09/21": "'12/09/21' is ambiguous: 9 December 2021, 12 September 2021 or 21 September 2012",
    "2025-12-3": "'2025-12-3' is not YYYY-MM-DD, as in 2025-12-03",
    "[2022-1]": "'[2022-1]' is not YYYY-MM, as in 2022-01",
    "2024-13": "'2024-13' is not a date: month 13",
    "2024-00": "'2024-00' is not a date: month 0",
    "13/2024": "'13/2024' is not a date: month 13",
    "2023年13月": "'2023年13月' is not a date: month 13",
    "2024-02-30": "'2024-02-30' is not a date: day 30 of February",
    "2023-02-29": "'2023-02-29' is not a date: day 29 of February 2023",
    "Feb 30, 2023": "'Feb 30, 2023' is not a date: day 30 of February",
    "13/13/2023": "'13/13/2023' is not a date in any order of its numbers",
    "2024-07.15": "'2024-07.15' is not a date: it mixes '-' and '.'",
    "0202-01": "'0202-01' is not a date: year 0202",
    "2052-01": "'2052-01' is not a date: year 2052",
    "2052年1月": "'2052年1月' is not a date: year 2052",
    "bb'23": "'bb'23' is not a date: 'bb' is neither a month nor a known venue",
    "FooBar/2023": "'FooBar/2023' is not a date: 'FooBar' is neither a month nor a known venue",
    "1900-02-29": "'1900-02-29' is not a date: day 29 of February 1900",
    "2023-05.07": "'2023-05.07' is not a date: it mixes '-' and '.'",
    "2023-31": "'2023-31' is not a date: month 31",
    "ICML 2023, 2025--01": "'2025--01' is not a date",
    "Foo/2023": "'Foo/2023' is not a date: 'Foo' is neither a month nor a known venue",
    "07-29": "'07-29' has no year, and no heading gives one",
    "May 5": "'May 5' has no year, and no heading gives one",
    "5月3日": "'5月3日' has no year, and no heading gives one",
    "Anthropic\nWord": "'Word' is not a date",
}


def reason(text: str, *, year: bool = False, accepted: frozenset[str] = frozenset()) -> str | None:
    return check(text, year_from_heading=year, accepted=accepted, latest=LATEST)


@pytest.mark.parametrize(
    "text",
    [
        *("1402/05/12", "1446-09-01", "1403", "2567-03-11", "2566", "5784-03-11"),
        *("۱۴۰۲/۰۵/۱۲", "١٤٤٦-٠٩-٠١", "۱۴۰۲", "๒๕๖๗/๐๓/๑๑"),  # noqa: RUF001 - digits of other scripts
    ],
)
def test_a_date_of_another_calendar_passes(text: str) -> None:
    assert reason(text) is None
    assert read(text) is None


@pytest.mark.parametrize("text", ["2204/05/12", "0202-01-02", "1302.123", "25670-03-11"])
def test_a_year_of_no_calendar_in_use_is_named(text: str) -> None:
    assert reason(text) is not None


@pytest.mark.parametrize("text", [*GOOD, "", "NeurIPS\n2022", "FooConf\n2022", "\n", "TBA\nCVPR"])
def test_what_can_state_a_date_passes(text: str) -> None:
    assert reason(text) is None


@pytest.mark.parametrize("text", NO_DATE)
def test_what_cannot_state_a_date_is_named(text: str) -> None:
    assert reason(text) == f"'{text}' is not a date"


@pytest.mark.parametrize(("text", "expected"), REASONS.items())
def test_the_reason_says_what_is_wrong_with_which_line(text: str, expected: str) -> None:
    assert reason(text) == expected


@pytest.mark.parametrize("text", [*NO_DATE, *REASONS])
def test_any_text_is_a_venue_in_a_venue_column(text: str) -> None:
    assert check(text, year_from_heading=False, venue_column=True) is None


@pytest.mark.parametrize(
    "text", ["07-29", "7/29", "07.29", "29/07", "May 5", "5 May", "5月3日", "5월"]
)
def test_a_heading_gives_the_year(text: str) -> None:
    assert reason(text, year=True) is None
    assert reason(text) is not None


def test_a_heading_gives_no_day() -> None:
    assert reason("02-30", year=True) == "'02-30' is not a date: day 30 of February"


@pytest.mark.parametrize(
    ("text", "notation"), [("7/4/23", "M/D/YY"), ("07-29", "MM-DD"), ("2025-12-3", "YYYY-M-D")]
)
def test_a_curator_may_accept_what_is_otherwise_rejected(text: str, notation: str) -> None:
    assert notation in OPTIONAL
    assert reason(text) is not None
    assert reason(text, accepted=frozenset({notation})) is None


def test_a_long_text_is_quoted_in_part() -> None:
    assert reason("word " * 40) == f"'{('word ' * 12)}…' is not a date"


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("7/4/23", [(2023, 7, 4, "M/D/YY"), (2023, 4, 7, "D/M/YY")]),
        ("12/29/22", [(2022, 12, 29, "M/D/YY")]),
        ("2023-05", [(2023, 5, None, "YYYY-MM")]),
        ("Dec., 2012", [(2012, 12, None, "Mon., YYYY")]),
        ("Mar/2023", [(2023, 3, None, "Mon/YYYY")]),
        ("May 5, 2023", [(2023, 5, 5, "Mon DD, YYYY")]),
        ("Jan 23", [(None, 1, 23, "Mon DD"), (2023, 1, None, "Mon YY")]),
        ("23 Jan", [(None, 1, 23, "DD Mon")]),
        ("Q3 2024", [(2024, None, None, "QN YYYY")]),
        ("Spring 2024", [(2024, None, None, "Season YYYY")]),
        ("2019-20", [(2019, None, None, "YYYY-YYYY")]),
        ("평가", []),
    ],
)
def test_parse_gives_all_readings(
    text: str, readings: list[tuple[int | None, int | None, int | None, str]]
) -> None:
    assert parse(text, latest=LATEST) == [Date(*reading) for reading in readings]


@pytest.mark.parametrize(
    ("text", "year", "venue", "notation"),
    [
        ("EACL 2023 Findings", 2023, "EACL", "VENUE YYYY"),
        ("ICLR Workshop'24", 2024, "ICLR Workshop", "VENUE'YY"),
        ("2023 ICLR", 2023, "ICLR", "VENUE YYYY"),
        ("since 2019", 2019, "", "YYYY"),
        ("CVPR", None, "CVPR", "VENUE"),
    ],
)
def test_a_year_has_its_venue(text: str, year: int | None, venue: str, notation: str) -> None:
    assert parse(text, latest=LATEST) == [Date(year, None, None, notation, venue)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024.05 / ICML 2024", (2024, 5, None)),
        ("NeurIPS\n2022", (2022, None, None)),
        ("2022\n2022-07-01", (2022, 7, 1)),
        ("7/4/23", (2023, None, None)),
        ("07-29", (2024, 7, 29)),
        ("12:30 PM May 2023", (2023, 5, None)),
        ("２０２３／０５", (2023, 5, None)),  # noqa: RUF001 - lists have such characters
        ("05/24", (2024, 5, 24)),
        ("2023年5月3日", (2023, 5, 3)),
    ],
)
def test_read_takes_what_is_known_for_certain(
    text: str, expected: tuple[int | None, int | None, int | None]
) -> None:
    date = read(text, heading_year=2024, latest=LATEST)
    assert date is not None
    assert (date.year, date.month, date.day) == expected


def test_read_finds_the_venue_on_another_line() -> None:
    assert read("NeurIPS\n2022") == Date(2022, None, None, "YYYY", "NeurIPS")


@pytest.mark.parametrize("text", ["", "-", "CVPR", "MVU-Eval", "2025--01", "2024-02-30"])
def test_read_invents_no_date(text: str) -> None:
    assert read(text, latest=LATEST) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[2023/10]", (2023, 10, None)),
        ("2026.06.03", (2026, 6, 3)),
        ("(Oct., 2025)", (2025, 10, None)),
        ("[ICML 2023]", (2023, None, None)),
        ("[XYZ 2023]", (2023, None, None)),
        ("[CCS'24] ", (2024, None, None)),
        ("24.09.08", (2024, 9, 8)),
        ("(Mar., 2025 | CVPR 2025)", (2025, 3, None)),
        ("*Arxiv 2024*.", (2024, None, None)),
        ("2023-05: ", (2023, 5, None)),
        ("07-29 ", (None, 7, 29)),
        ("Annals of Statistics, 2024", (2024, None, None)),
        ("PhD thesis 2019", (2019, None, None)),
        ("University of Rivers 2019", (2019, None, None)),
        ("Rivers University, 2019", (2019, None, None)),
        ("IEEE Transactions on Robotics 2021:", (2021, None, None)),
        ("17 de mayo de 2024: ", (2024, 5, 17)),
    ],
)
def test_a_list_item_opens_with_a_date(
    text: str, expected: tuple[int | None, int | None, int | None]
) -> None:
    date = lead(text, latest=LATEST)
    assert date is not None
    assert (date.year, date.month, date.day) == expected


@pytest.mark.parametrize(
    "text",
    [
        *("", "- ", "Meta:", "[CVPR]", "May", "3", "v1.2", "Top 10", "GPT-2:", "2048", "XYZ 2023"),
        *(
            "Best tools of 2023",
            "10 best 2023",
            "[2025--01]",
            "[2025/01/13] Our paper was accepted",
            "2024: our blog about rivers and",
            "In 2023 my thesis became",
            "Nature is full of rivers 2023",
            "2022 Science made simple by",
            "Why Springer closed in 2021:",
            "2024 Arxiv papers that we like:",
            "2023 a journal with cats, see",
            "Google released in 2024",
            "Software Engineer - University Graduate 2025",
            "2021 The blog you need:",
            "Wiley was sold in 2020 to",
        ),
    ],
)
def test_other_text_before_a_link_is_no_date(text: str) -> None:
    assert lead(text, latest=LATEST) is None


@pytest.mark.parametrize(
    ("headings", "year"),
    [
        (["2024-07"], 2024),
        (["Papers 2024"], 2024),
        (["📅 2023年"], 2023),
        (["ICCV-2023-Papers"], 2023),
        (["CVPR'24"], 2024),
        (["20240701"], 2024),
        (["2023", "2024-07", "07月"], 2024),
        (["2023", "2024-2025"], 2023),
        (["07月"], None),
        (["2024-2025"], None),
        (["2005.14165", "GPT-4", "Top 1000"], None),
        ([], None),
    ],
)
def test_the_year_of_headings(headings: list[str], year: int | None) -> None:
    assert year_in(headings, latest=LATEST) == year


@pytest.mark.parametrize(
    ("cells", "notations", "text"),
    [
        (
            ["12/29/22", "7/4/23", "9/04/24", "-"],
            {"M/D/YY"},
            "dates are written M/D/YY, month first",
        ),
        (
            ["29/12/22", "7/4/2023", "9/04/24"],
            {"D/M/YY", "D/M/YYYY"},
            "dates are written D/M/YY or D/M/YYYY, day first",
        ),
        (["22/12/29", "23/05/14"], {"YY/MM/DD"}, "dates are written YY/MM/DD, year first"),
        (["07-29", "07-28", "07-27"], {"MM-DD"}, "dates are written MM-DD, without a year"),
        (
            ["2025-1", "2025-12", "2025-3", "2024-9"],
            {"YYYY-M"},
            "dates are written YYYY-M, with one digit below 10",
        ),
    ],
)
def test_a_table_explains_its_cells(cells: list[str], notations: set[str], text: str) -> None:
    convention = learn(cells, latest=LATEST)
    assert convention is not None
    assert convention.notations == notations
    assert convention.text == text
    assert any(reason(cell) for cell in cells)
    assert not any(reason(cell, accepted=convention.notations) for cell in cells)


@pytest.mark.parametrize(
    "cells",
    [
        ["7/4/23", "8/5/23", "9/6/23"],  # nothing shows an order
        ["12/29/22", "29/12/22", "7/4/23"],  # two cells contradict each other
        ["12/29/22", "12/30/22"],  # nothing needs one
        ["12/29/22", "7/4/23", "2023", "2024", "ICML 2023"],  # the table does not keep to it
        ["07-29", "07-28"],  # two cells are no habit
        ["07-29", "2024-07-28", "2024-07-27", "2024-07-26", "2024-07-25"],
        ["2025-1", "2025-3", "2025-9", "2025-04"],
        ["2025--01", "2025-12-3", "[2022-1]", "bb'23"],
        ["05/24", "06/23", "07/22"],  # month and year, which pass
        [],
    ],
)
def test_a_table_without_a_habit_explains_nothing(cells: list[str]) -> None:
    assert learn(cells, latest=LATEST) is None


def test_what_is_known_needs_no_habit() -> None:
    cells = ["07-29", "07-28", "07-27"]
    assert learn(cells, year_from_heading=True) is None
    assert learn(cells, accepted=frozenset({"MM-DD"})) is None


@pytest.mark.parametrize(
    "name", ["cvpr", "ACL/IJCNLP", "SCALR@COLM", "S&P", "NeurIPS D&B", "Thesis"]
)
def test_known_venues(name: str) -> None:
    assert known(name)


@pytest.mark.parametrize(
    "name", ["", " ", "w", "ai", "Workshop", "Date", "Meta-Llama", "Qwen2", "GitHub", "IEEE 802.11"]
)
def test_unknown_venues(name: str) -> None:
    assert not known(name)


NOTATIONS = {
    "%Y": 1,
    "%Y-%m": 2,
    "%Y.%m": 2,
    "%Y/%m": 2,
    "%m/%Y": 2,
    "%m.%Y": 2,
    "%m-%Y": 2,
    "%Y%m": 2,
    "%Y%m%d": 3,
    "%Y-%m-%d": 3,
    "%Y.%m.%d": 3,
    "%Y/%m/%d": 3,
    "%d.%m.%Y": 3,
    "%b/%Y": 2,
    "%b., %Y": 2,
    "%B, %Y": 2,
    "%b %Y": 2,
    "%b %d, %Y": 3,
    "%d %B %Y": 3,
    "%d-%b-%Y": 3,
    "%Y-%b-%d": 3,
    "%Y年%m月": 2,
    "%Y年%m月%d日": 3,
    "%Y년 %m월 %d일": 3,
    "%Y-%m-%dT%H:%M:%SZ": 3,
    "(%Y-%m-%d)": 3,
    "CVPR %Y": 1,
    "CVPR'%y": 1,
}
DAYS = st.datetimes(dt.datetime(1970, 1, 1), dt.datetime(LATEST, 12, 31))  # noqa: DTZ001


@given(DAYS, st.sampled_from(sorted(NOTATIONS)))
def test_every_day_in_every_notation_is_read_as_itself(day: dt.datetime, notation: str) -> None:
    text = day.strftime(notation)
    assert reason(text) is None
    date = read(text, latest=LATEST)
    assert date is not None
    parts = (day.year, day.month, day.day)
    known_parts = NOTATIONS[notation]
    assert (date.year, date.month, date.day)[:known_parts] == parts[:known_parts]
    assert date.precision == known_parts


@given(DAYS, st.sampled_from("/-"))
def test_a_numeric_date_is_ambiguous_unless_the_day_shows_itself(
    day: dt.datetime, mark: str
) -> None:
    month_first = f"{day.month}{mark}{day.day}{mark}{day.year}"
    day_first = f"{day.day}{mark}{day.month}{mark}{day.year}"
    plain = day.day > 12 or day.day == day.month
    for text, notation in ((month_first, "M/D/YYYY"), (day_first, "D/M/YYYY")):
        assert (reason(text) is None) == plain
        accepted = frozenset({notation.replace("/", mark)})
        assert reason(text, accepted=accepted) is None
        date = read(text, accepted=accepted, latest=LATEST)
        assert date is not None
        assert (date.year, date.month, date.day) == (day.year, day.month, day.day)


@given(st.integers(1970, LATEST), st.integers(1, 12), st.integers(28, 31), st.sampled_from("-./"))
def test_only_days_of_the_calendar_pass(year: int, month: int, day: int, mark: str) -> None:
    exists = day <= calendar.monthrange(year, month)[1]
    assert (reason(f"{year}{mark}{month:02}{mark}{day:02}") is None) == exists


PIECES = st.sampled_from(
    [
        *"0123456789",
        *"-./' \n()[]:年月日T",
        "20",
        "2023",
        "13",
        "Mar",
        "May",
        "CVPR",
        "x",
        "Q1",
        "'24",
    ]
)


@given(st.one_of(st.text(), st.lists(PIECES, max_size=30).map("".join)), st.booleans())
def test_no_text_is_too_strange(text: str, year: bool) -> None:  # noqa: FBT001
    why = check(text, year_from_heading=year)
    assert why is None or (why != "" and not why.endswith("."))
    date = read(text, heading_year=2024 if year else None)
    lead(text)
    year_in([text])
    learn([text, "12/29/22"])
    month_in(text)
    ((one, _),) = settle([Column((text, "2024-05"), 2024 if year else None)]).dates
    assert one.text == text
    assert one.slip is None or one.reason
    assert one.reason == (why or "") or why is not None
    for each in (*parse(text.replace("\n", " ")), *([date] if date else [])):
        assert each.year is None or 1900 <= each.year <= 2099
        assert each.month is None or 1 <= each.month <= 12
        assert each.day is None or 1 <= each.day <= 31


@pytest.mark.parametrize(
    "piece",
    ["1", "'", "(", "-", "1-", "2023-", "a'", "年", "1年", "'24", "May ", "1/", ".", "\n1", "x."],
)
def test_long_texts_take_no_longer_than_they_are(piece: str) -> None:
    # Anything beyond linear time would hang here.
    text = piece * (100_000 // len(piece))
    check(text, year_from_heading=False)
    read(text)
    lead(text)
    learn([text, text, text])
    settle([Column((text, text)), Column(("民國113年", text))])
    month_in(text)
    respelt(text)
    roman(text)
    year_in([text])
    known(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-05-17", ("YYYY-MM-DD", "2024-05-17", "", "")),
        ("ICML 2024", ("VENUE YYYY", "2024", "ICML", "")),
        ("NeurIPS\n2022", ("YYYY", "2022", "NeurIPS", "")),
        ("CVPR", ("", "", "", "")),
        ("TBA", ("", "", "", "")),
        ("1402/05/12", (OTHER_CALENDAR, "", "", "")),
        ("2052-01", ("YYYY-MM", "2052-01", "", "")),
        ("Nov 2052", ("Mon YYYY", "2052-11", "", "")),
        ("Qwen2", ("", "", "", "'Qwen2' is not a date")),
    ],
)
def test_what_is_stated_is_one_value(text: str, expected: tuple[str, str, str, str]) -> None:
    one = stated(text, latest=LATEST)
    assert (one.notation, one.iso, one.venue, one.reason) == expected
    assert one.text == text
    assert one.precision == len(one.iso.split("-")) * bool(one.iso)


def test_a_list_is_read_by_its_own_habits() -> None:
    columns = [
        Column(("12/29/22", "7/4/23")),
        Column(("9/10/23",)),
        Column(("Sep 30", "Oct 24"), 2024),
        Column(("08/21", "08/19"), None, 8),
    ]
    dates, notes = settle(columns, latest=LATEST)
    assert [[one.iso for one in column] for column in dates[:3]] == [
        ["2022-12-29", "2023-07-04"],
        ["2023-09-10"],
        ["2024-09-30", "2024-10-24"],
    ]
    assert [(one.month, one.day) for one in dates[3]] == [(8, 21), (8, 19)]
    assert [(note.text, note.cells) for note in notes] == [
        ("dates are written M/D/YY, month first", ((0, 1), (1, 0)))
    ]
    assert [one.reason for one in dates[3]] == [
        f"'{day}' has no year, and no heading gives one" for day in ("08/21", "08/19")
    ]


@given(
    st.permutations([dt.date(2026, 11, 1) + dt.timedelta(days) for days in range(61)]),
    st.sampled_from(["{0.day:02}{1}{0.month:02}", "{0.month:02}{1}{0.day:02}"]),
    st.sampled_from("/.-"),
)
def test_days_of_two_months_have_one_order(days: list[dt.date], form: str, mark: str) -> None:
    """`05/11` is in November where `31/12` stands beside it, in May where `12/31` does."""
    cells = tuple(form.format(day, mark) for day in days)
    (column,), notes = settle([Column(cells)], latest=LATEST)
    assert [(one.month, one.day) for one in column] == [(day.month, day.day) for day in days]
    assert not any(one.reason for one in column)
    # A day without a year passes in `MM-DD` and its like once most cells are written so.
    assert len(notes) == 1


def test_months_of_years_in_two_digits_stay_months() -> None:
    cells = ("24/05", "23/12", "22/11", "21/10", "12/06")
    (column,), _ = settle([Column(cells)], latest=LATEST)
    assert [(one.year, one.month) for one in column] == [
        (2024, 5),
        (2023, 12),
        (2022, 11),
        (2021, 10),
        (2012, 6),
    ]


@given(st.dates(dt.date(2000, 1, 1), dt.date(2026, 12, 31)))
def test_a_day_with_blanks_behind_its_points_is_one(day: dt.date) -> None:
    (readings,) = (parse(f"{day.day}. {day.month}."),)
    assert [(one.month, one.day) for one in readings if one.day] in (
        [(day.month, day.day)],
        [(day.day, day.month)],
    )


LIKE_DIGITS = {"0": "OoОоΟο", "1": "Il"}  # noqa: RUF001 - letters that look like digits


@given(st.dates(dt.date(2000, 1, 1), dt.date(2026, 12, 31)), st.data())
def test_a_letter_in_an_east_asian_date_is_named(day: dt.date, data: st.DataObject) -> None:
    form = data.draw(
        st.sampled_from(["{0.year}年{0.month:02}月", "{0.year}년 {0.month}월 {0.day}일"])
    )
    text = form.format(day)
    at = data.draw(st.sampled_from([i for i, one in enumerate(text) if one in LIKE_DIGITS] or [-1]))
    if at < 0:
        return
    slip = text[:at] + data.draw(st.sampled_from(LIKE_DIGITS[text[at]])) + text[at + 1 :]
    assert check(text, year_from_heading=False) is None
    assert check(slip, year_from_heading=False) == (
        f"{slip!r} has a letter in place of a digit; write {text}"
    )


def test_tables_of_a_list_of_two_minds_have_each_its_own_order() -> None:
    dates, notes = settle(
        [Column(("12/29/22", "7/4/23")), Column(("29/12/22", "7/4/23"))], latest=LATEST
    )
    assert [column[1].iso for column in dates] == ["2023-07-04", "2023-04-07"]
    assert [note.cells for note in notes] == [((0, 1),), ((1, 1),)]


@pytest.mark.parametrize(
    ("heading", "month"),
    [
        *(
            ("08月", 8),
            ("8월", 8),
            ("August", 8),
            ("📅 août", 8),
            ("agosto 2024", 8),
            ("август", 8),
        ),
        *(("2024-08", 8), ("Papers", None), ("May papers", None), ("May 5", None), ("2024", None)),
    ],
)
def test_the_month_of_a_heading(heading: str, month: int | None) -> None:
    assert month_in(heading) == month


@given(st.sampled_from(["January", "February", "August", "September", "October"]), st.data())
def test_two_letters_that_changed_places_are_put_back(name: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(name) - 2))
    word = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    if month_number(word):  # Septembre
        assert month_number(word) == month_number(name)
        assert respelt(word) is None
    else:
        assert respelt(word) == name


@given(st.integers(1, 3999))
def test_roman_numerals_are_read_as_they_are_written(number: int) -> None:
    text, rest = "", number
    for value, digits in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    ):
        text += digits * (rest // value)
        rest %= value
    assert roman(text) == number
    assert roman(text + "IIII") is None


WORDS = st.sampled_from(
    ("Chapter", "May", "CVPR", "Part", "Jan", "V", "week", "Q", "Spring", "of", "X")
)


@given(st.lists(WORDS, min_size=1, max_size=3), st.integers(100, 99_999))
def test_a_name_with_a_number_is_a_date_only_by_its_year(words: list[str], number: int) -> None:
    text = f"{' '.join(words)} {number}"
    stated = best_of([scan(text)], None, frozenset())
    known = stated is not None and (stated.year is not None or stated.day is not None)
    assert known or lead(text) is None
    assert lead(text) is None or 1500 <= number <= 2099
    if 1900 <= number <= 2099 and words == ["CVPR"]:
        assert lead(text) is not None


DATE_PIECES = st.sampled_from(
    (
        *("Name", "3", "12", "2024", "1066", "7000", "123", "12345", "230503", "05", "O5", "st"),
        *("May", "feb", "V", "Q1", "ICML", "week", "de", "of", ".", "/", "-", ":", "'", ",", " "),
        *("(", ")", "[", "]", " - ", "年", "月", "5月"),
    )
)


@given(st.lists(DATE_PIECES, min_size=1, max_size=7).map("".join))
def test_what_may_be_no_date_is_none(text: str) -> None:
    if may_be_date(text):
        return
    stated = best_of([scan(text)], None, frozenset())
    assert stated is None or (stated.year is None and stated.day is None)


@pytest.mark.parametrize("text", ["Name 3", "Part 7000", "Chapter 123", "a 12345 b", "5 of v3"])
def test_numbers_of_other_lengths_are_no_dates(text: str) -> None:
    assert not may_be_date(text)


@pytest.mark.parametrize(
    "text", ["ICML 23", "May 3", "5/3", "2024", "230503", "V 5", "3. 4.", "5月", "'24"]
)
def test_what_may_be_a_date(text: str) -> None:
    assert may_be_date(text)
