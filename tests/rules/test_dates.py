"""What the rules say of dates, in variants of words, scripts, orders and places."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.diagnostics import Severity
from lint.testing import Case, judge
from tests.rules import variants
from tests.rules.test_rules import apply

RULES = ("date-contradiction", "future-date", "invalid-date", "mixed-dates")
HEAD = "| Date | Title | Links |\n|---|---|---|\n"
SHUFFLED = "| Title | Links | Date |\n|---|---|---|\n"


def row(date: str, number: int, paper: str = "") -> str:
    link = f"https://arxiv.org/abs/{paper}" if paper else f"https://example.org/{number}"
    return f"| {date} | [Name {number}]({link}) | [Code](https://example.org/c{number}) |\n"


def table(*dates: str) -> str:
    return HEAD + "".join(row(date, number) for number, date in enumerate(dates))


def found(text: str, *rules: str) -> list[tuple[str, int, Severity | None, str]]:
    """Rule, line, a severity of its own and message of what the rules on dates say."""
    case = Case("", rules or RULES, text, {})
    return [
        (rule, text.count("\n", 0, one.span.start) + 1, one.severity, one.message)
        for rule, one in judge(case)
    ]


DAYS_WITHOUT_A_YEAR = [
    ("Oct 24", "Sep 30", "Aug 31"),
    ("Sep 30", "Oct 09", "Oct 10"),
    ("30 Sep", "09 Oct", "10 Oct"),
    ("October 24", "September 30", "August 28"),
    ("10/24", "09/30", "08/31"),
    ("24/10", "30/09", "31/08"),
    ("10-24", "09-30", "08-31"),
    ("10月24日", "9月30日", "8月31日"),
    ("10월 24일", "9월 30일", "8월 31일"),
    ("24 de octubre", "30 de septiembre", "31 de agosto"),
    ("24 de outubro", "30 de setembro", "31 de agosto"),
    ("24 octobre", "30 septembre", "31 août"),
    ("24. Oktober", "30. September", "31. August"),
    ("24 октября", "30 сентября", "31 августа"),
    ("Oct 24", "Oct 23", "Oct 22", "Oct 21"),
    ("Mar 03", "Apr 12", "May 25"),
]


@pytest.mark.parametrize("dates", DAYS_WITHOUT_A_YEAR, ids="-".join)
def test_days_without_a_year_are_said_once_and_lie_in_no_future(dates: tuple[str, ...]) -> None:
    for order in (dates, dates[::-1]):
        said = found(table(*order))
        assert [(rule, severity) for rule, _, severity, _ in said] == [
            ("invalid-date", Severity.INFO)
        ]
        assert said[0][1] == 3
        assert said[0][3].endswith("without a year")


@given(
    st.lists(st.dates(dt.date(2024, 1, 1), dt.date(2024, 12, 31)), min_size=3, max_size=60),
    st.sampled_from(["%b %d", "%B %d", "%d %b", "%m/%d", "%m-%d", "%m月%d日"]),
)
def test_days_of_any_months_are_never_years(days: list[dt.date], notation: str) -> None:
    text = table(*(day.strftime(notation) for day in [*days, dt.date(2024, 7, 30)]))
    assert [rule for rule, *_ in found(text)] == ["invalid-date"]


@pytest.mark.parametrize(
    "dates",
    [
        ("Oct 24", "Sep 23", "Aug 23", "Jun 22"),
        ("May 23", "Apr 23", "Mar 23"),
        ("10/24", "09/23", "08/22"),
        ("24-05", "24-03", "23-12"),
    ],
    ids="-".join,
)
def test_months_of_years_stay_months(dates: tuple[str, ...]) -> None:
    assert found(table(*dates)) == []


@pytest.mark.parametrize(
    ("headings", "days"),
    [
        (("08月", "07月", "06月"), (("08-21", "08-19", "08-18"), ("07-11",), ("06-11", "06-10"))),
        (("August", "July", "June"), (("08-21",), ("07-11",), ("06-11",))),
        (("8월", "7월"), (("08/21", "08/19"), ("07/11",))),
        (("août", "juillet"), (("21 août", "19 août", "18 août"), ("11 juillet",))),
        (("agosto", "julio"), (("21 de agosto",), ("11 de julio", "9 de julio"))),
        (("август", "июль"), (("21 августа", "19 августа"), ("11 июля", "9 июля"))),
        (("A", "B", "C"), (("Aug 21",), ("Jul 30", "Jul 11"), ("Jun 11", "Jun 10"))),
        (("Week 2", "Week 1"), (("8/21", "8/19"), ("8/11",))),
        (("novembro", "maio"), (("21 de novembro", "19 de novembro"), ("30 de maio",))),
        (("八月", "七月"), (("8月21日", "8月19日"), ("7月11日",))),
    ],
)
def test_one_notation_of_a_whole_list_is_said_once(
    headings: tuple[str, ...], days: tuple[tuple[str, ...], ...]
) -> None:
    parts = [f"### {one}\n\n{table(*dates)}\n" for one, dates in zip(headings, days, strict=True)]
    for order in (parts, parts[::-1]):
        said = found("# Papers\n\n" + "".join(order))
        assert [(rule, severity) for rule, _, severity, _ in said] == [
            ("invalid-date", Severity.INFO)
        ]


def test_a_lone_day_without_a_year_is_a_slip() -> None:
    said = found(table("2024-05-03", "05-02", "2024-05-01", "2024-04-30", "2024-04-29"))
    assert said[0][:3] == ("invalid-date", 4, None)


def test_a_list_that_often_leaves_out_the_year_hears_of_it_once() -> None:
    said = found(table("2024-05-03", "05-02", "05-01", "04-30", "2023-12-29"), "invalid-date")
    assert said == [
        ("invalid-date", 4, Severity.INFO, "3 of 5 dates are written MM-DD, without a year")
    ]


@pytest.mark.parametrize(
    "date",
    [
        *("May 17-19, 2024", "17 de mayo de 2024", "17 de maio de 2024", "17 mai 2024"),
        *("17. Mai 2024", "17 мая 2024 г.", "May 17<br>2024", "5月17日<br>2024年", "05-17 (2024)"),  # noqa: RUF001
        *(
            "(2024) 05-17",
            "5월 17일 (2024)",
            "17-19 May 2024",
            "May 28 - June 2, 2024",
            "17 mai<br>2024",
        ),
        *("2024<br>05/17", "05/17 (2024)", "17 maja 2024", "２０２４年５月１７日", "2024. 5. 17."),
    ],
)
def test_the_year_of_a_cell_comes_before_that_of_the_heading(date: str) -> None:
    text = (
        "# Talks\n\n## 2023\n\n"
        + HEAD
        + row(date, 1, "2405.01234")
        + row("May 20", 2, "2405.03456")
    )
    assert [(rule, line) for rule, line, *_ in found(text, *RULES[:3])] == [
        ("date-contradiction", 8)
    ]


@pytest.mark.parametrize(
    ("years", "wrong"),
    [
        (("1859", "1932", "1984"), "18599"),
        (("1813", "1851", "1847", "1949"), "18510"),
        (("1605", "1667"), "16670"),
        (("c. 1859", "1932", "ca. 1984"), "1859th"),
        (("1859-60", "1932", "1984"), "18-59"),
        (("1851–1862", "1932", "1984"), "185"),  # noqa: RUF001
        (("1859年", "1932年", "1984年"), "1859月"),
        (("1859", "1932-05", "1984", "2019"), "0185"),
        (("November 1859", "24 May 1932", "1859-11-24"), "1859-13-24"),
        (("2019", "2020", "1687"), "2O2O0"),
    ],
)
@pytest.mark.parametrize("header", ["Date", "Year"])
def test_a_year_before_1900_in_a_column_of_years(
    years: tuple[str, ...], wrong: str, header: str
) -> None:
    text = table(*years, wrong).replace("Date", header)
    assert [(rule, line) for rule, line, *_ in found(text, "invalid-date", "future-date")] == [
        ("invalid-date", 3 + len(years))
    ]


def test_a_number_among_days_is_no_year() -> None:
    said = found(table("2024-05", "2024-04", "1536", "2024-02", "2024-01"))
    assert [(rule, line) for rule, line, *_ in said] == [("invalid-date", 5)]


@pytest.mark.parametrize(
    "date",
    [
        *("2024. 3. 17.", "2024. 03. 17.", "2024. 3. 17", "2024.3.17.", "2024. 3. 17. (일)"),
        *("2024 03 17", "2024 / 03 / 17", "2024 - 03 - 17", "17. 3. 2024", "2024년 3월 17일"),
    ],
)
def test_a_date_with_blanks_is_one_day(date: str) -> None:
    text = HEAD + row(date, 1, "2405.06234") + row("2024-05-17", 2, "2405.07234")
    said = found(text, *RULES[:3])
    assert [(rule, line) for rule, line, *_ in said] == [("date-contradiction", 3)]
    assert "2 months before" in said[0][3]


SLIPS = {
    "2024-O5": "2024-05",
    "2O24-05": "2024-05",
    "2024-l2": "2024-12",
    "2024-1O-03": "2024-10-03",
    "2024.O5": "2024.05",
    "2024/05/O3": "2024/05/03",
    "O5/2024": "05/2024",
    "2024-\u041e5": "2024-05",  # Cyrillic
    "2024:05": "2024-05",
    "2024:05:17": "2024-05-17",
    "2024,05": "2024-05",
    "2024;05": "2024-05",
    "Feburary 2024": "February 2024",
    "Febuary, 2024": "February, 2024",
    "3 Ocotber 2024": "3 October 2024",
    "Septmber 3, 2024": "September 3, 2024",
    "AGUST 2024": "AUGUST 2024",
    "Apirl/2024": "April/2024",
    "setmebro de 2024": "setembro de 2024",
    "17 de septeimbre de 2024": "17 de septiembre de 2024",
    "Oktobre 2024": "Oktober 2024",
    "2025--01": "2025-01",
    "2024-05.17": "2024-05-17",
}


@pytest.mark.parametrize(("wrong", "right"), SLIPS.items())
def test_a_slip_is_found_and_put_right(wrong: str, right: str) -> None:
    text = table(wrong, "2024-06", "ICML 2024")
    case = Case("", ("invalid-date",), text, {})
    (finding,) = [one for _, one in judge(case)]
    assert finding.severity is None
    assert finding.fix is not None
    assert apply(finding, text) == text.replace(wrong, right)
    assert judge(case, text.replace(wrong, right)) == []


@pytest.mark.parametrize(
    "date",
    [
        *("2024-II", "2024-I", "Marsh 2024", "Match 2024", "Mach 2024", "Augusta 2024", "2024-XX"),
        *(
            "Octopus 2024",
            "Junior 2024",
            "Marche 2024",
            "Julia 2023",
            "Decem 2024",
            "2024a",
            "IO 2024",
        ),
        *("1402/05/12", "۱۲ مرداد ۱۴۰۲", "12 Mordad 1402", "1403", "1445 AH", "2567-03-11"),
        *(
            "MMXXIV",
            "MCMLXXXIV",
            "17.V.2024",
            "V/2024",
            "XII-2024",
            "XX w. 2000",
            "today",
            "last monday",
        ),
    ],
)
def test_what_only_looks_like_a_slip_is_none(date: str) -> None:
    assert found(table(date, "2024-06", "2024-07"), "invalid-date", "future-date") == []


@pytest.mark.parametrize(
    "dates",
    [
        ("113年5月", "民國113年6月", "113年15月"),
        ("113 年 5 月", "民國 113 年 6 月", "113 年 13 月"),
        ("113年5月3日", "民國113年6月3日", "113年2月30日"),
        ("113/05/03", "民國113/06/03", "113/13/03"),
        ("113.5.3", "民國113.6.3", "113.15.3"),
        ("99年5月", "中華民國113年6月", "99年15月"),
        ("113-05-03", "民国113-06-03", "113-02-30"),
        ("113年", "民國112年", "113年0月"),
        ("一一三年", "民國113年6月", "113年15月"),
        ("113年5月", "113年6月", "113年15月"),
    ],
)
def test_years_of_the_republic_of_china(dates: tuple[str, ...]) -> None:
    for order in (dates, dates[::-1]):
        said = found(table(*order))
        assert [(rule, line) for rule, line, *_ in said] == [
            ("invalid-date", 3 + order.index(dates[-1]))
        ]


def test_two_digits_are_of_the_republic_where_a_cell_says_so() -> None:
    text = HEAD + row("99年5月", 1, "1005.0001") + row("民國113年6月", 2)
    assert found(text) == []
    assert [one[0] for one in found(text.replace("民國113", "2024"))] == ["date-contradiction"]


def test_what_the_configuration_accepts_is_not_said() -> None:
    text = table("Oct 24", "Sep 30", "Aug 31")
    case = Case("", RULES, text, {}, configuration='dates = ["Mon DD"]')
    assert judge(case) == []


@pytest.mark.parametrize(
    ("dates", "notation"),
    [
        (["17.03.2024", "18.04.2024", "2024-05-01"], "D.M.YYYY"),
        (["25/12/2023", "26/11/2023", "May 2024"], "D/M/YYYY"),
        (["12/25/2023", "11/26/2023", "2024-05"], "M/D/YYYY"),
        (["17-03-2024", "18-04-2024", "2024年5月"], "D-M-YYYY"),
    ],
)
@pytest.mark.parametrize("header", ["Date", "日期", "Дата"])
def test_a_mixture_is_told_in_the_notation_that_is_there(
    dates: list[str], notation: str, header: str
) -> None:
    rows = "".join(
        f"| [Work {n}](https://a.example/{n}) | {one} |\n" for n, one in enumerate(dates)
    )
    reports = variants.found("mixed-dates", f"| Title | {header} |\n|---|---|\n{rows}")
    (finding,) = reports.values()
    assert f"2 of the 3 dates in this table are written {notation}, 1 is not" in finding.message
