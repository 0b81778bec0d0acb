"""A date is read wherever a list puts it, in whatever notation; what is said beside it stays."""

from __future__ import annotations

import pytest

from lint.document.parser import parse
from lint.entries.reader import read_texts
from lint.source import Source

TITLES = ["Deep Rivers for Slow Boats", "Watching Streams at Night", "Rowing Without Oars"]
URLS = [f"https://example.org/{number}" for number in range(3)]
NOTATIONS = {
    "day": ["2023-01-05", "2022-12-30", "2021-07-01"],
    "dots": ["2023.01.05", "2022.12.30", "2021.07.01"],
    "month": ["2023-01", "2022-12", "2021-07"],
    "comma": ["January 5, 2023", "December 30, 2022", "July 1, 2021"],
    "ordinal": ["January 5th, 2023", "December 30th, 2022", "July 1st, 2021"],
    "range": ["May 3-5, 2023", "July 1-4, 2022", "October 5-6, 2020"],
    "wide": ["2023年1月5日", "2022年12月30日", "2021年7月1日"],
    "venue": ["ICML'23", "CVPR'22", "ACL'21"],
    "venue and blank": ["ICML' 23", "CVPR' 22", "ACL' 21"],
}
FORMS = [
    "- {date} - [{title}]({url})",
    "- {date}: [{title}]({url})",
    "- {date} > [{title}]({url})",
    "- {date} | {title} | [Paper]({url})",
    "- {date} {title} [[PDF]({url})]",
    '- {date} "{title}" [[PDF]({url})]',
    "- [{title}]({url}), {date}",
    "- [{title}]({url}) `{date}`",
    "1. {title}, {date}. [[paper]({url})]",
    "{date}: [{title}]({url})\\",
    "<p><b>{date}</b> <a href='{url}'>{title}</a></p>\n",
]


@pytest.mark.parametrize("notation", NOTATIONS)
@pytest.mark.parametrize("form", FORMS)
def test_a_date_is_read_where_it_stands(form: str, notation: str) -> None:
    dates = NOTATIONS[notation]
    lines = [
        form.format(date=date, title=title, url=url)
        for date, title, url in zip(dates, TITLES, URLS, strict=True)
    ]
    text = "# List\n\n## Things\n\n" + "\n".join(lines) + "\n"
    entries = read_texts(parse(Source("list.md", text))).entries
    assert [entry.title.strip(" .") for entry in entries] == TITLES
    assert [entry.fields.get("date", "").strip(" .,") for entry in entries] == dates


@pytest.mark.parametrize(
    "text",
    [
        (
            "- May 3, 2023: Added 12 papers on [rivers](https://a.example/1).\n"
            "- May 1, 2023: Updated the [table](https://a.example/2).\n"
        ),
        "[Home](https://a.example/1). It is best.\n\nProse with [a link](https://a.example/2).\n",
        "<p>Made in 2023 by <a href='https://a.example/1'>somebody</a>.</p>\n",
    ],
)
def test_news_and_prose_with_dates_are_no_entries(text: str) -> None:
    assert read_texts(parse(Source("list.md", f"# List\n\n{text}"))).entries == ()
