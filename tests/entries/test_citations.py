"""Citations: authors, the title, a venue with its year, labels, and a remark."""
# ruff: noqa: RUF001  punctuation of other scripts is what some tests are about

from __future__ import annotations

import pytest

from lint.api import read_entries as read
from lint.entries.fields.citations import cited

TITLES = ("Deep rivers and how they flow", "Глубокие реки в сети", "深い川の流れと形")
VENUES = [
    ("An ABC Press book. (2015).", "An ABC Press book", "2015"),
    ("Nature 521.7553 (2015): 436-444.", "Nature", "2015"),
    ("Advances in water processing systems. 2012.", "Advances in water processing systems", "2012"),
    ("arXiv preprint arXiv:1409.1556 (2014).", "arXiv preprint arXiv:1409.1556", "2014"),
    ("Water Letters, vol. 3, no. 2, pp. 1-9, 2015.", "Water Letters", "2015"),
]


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("cited_as", VENUES)
@pytest.mark.parametrize("bold", ["**", ""])
@pytest.mark.parametrize("number", ["**[{}]** ", "[{}] ", "- "])
def test_a_citation_with_a_remark(
    title: str, cited_as: tuple[str, str, str], bold: str, number: str
) -> None:
    written, venue, year = cited_as
    text = "# List\n\n## Papers\n\n" + "".join(
        f'{number.format(at)}Lee, Ann, Bo Chen, and Carl Diaz. "{bold}{name}{bold}." {written} '
        f"[[pdf]](https://a.example/{at}) **(RiverNet, a breakthrough)** :star::star:\n\n"
        for at, name in enumerate([title, "Loud lakes in spring", "Slow seas in summer"], 1)
    )
    found = read(text)
    assert [one.title for one in found] == [title, "Loud lakes in spring", "Slow seas in summer"]
    assert found[0].fields["date"] == year
    assert found[0].fields["venue"] == venue
    assert found[0].fields["summary"] == "RiverNet, a breakthrough"


@pytest.mark.parametrize(
    "text",
    [
        "It was built in 2015",
        "Built, 2015 by us all",
        "What came after 2015?",
        "no year",
        "(2015) we",
    ],
)
def test_other_words_with_a_year_are_no_citation(text: str) -> None:
    assert cited(text) is None


@pytest.mark.parametrize("authors", ["Lee, Ann M and Chen, Bo and Diaz, Carl", "A. Lee"])
def test_a_venue_in_capitals_and_its_authors_below(authors: str) -> None:
    text = "# List\n\n" + "".join(
        f"1. **{title}.** Water Learning 2011. [paper](https://a.example/{at})\n\n"
        f"    *{authors}.*\n\n"
        for at, title in enumerate(["Rivers for relational learning", "Lakes for all of us"])
    )
    found = read(text)
    assert [one.fields["date"] for one in found] == ["Water Learning 2011"] * 2
    assert [one.fields["authors"].rstrip(".") for one in found] == [authors.rstrip(".")] * 2
    assert not any(one.fields.get("summary") for one in found)


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("mark", ["-", "*", "1."])
def test_the_point_below_a_name_is_its_summary(gap: str, mark: str) -> None:
    text = "# List\n\n## Channels\n\n" + "".join(
        f"[{name}](https://a.example/{name}){gap}{mark} A channel on {name} and more.\n\n"
        for name in ("Rivers", "Lakes", "Seas")
    )
    found = read(text)
    assert [one.title for one in found] == ["Rivers", "Lakes", "Seas"]
    assert found[2].fields["summary"] == "A channel on Seas and more."


def test_a_list_of_links_below_a_name_is_none_of_its_words() -> None:
    text = "# List\n\n## Channels\n\n" + "".join(
        f"[{name}](https://a.example/{name})\n\n- On {name}\n- [{name}s](https://b.example/{name})\n\n"
        for name in ("Rivers", "Lakes", "Seas")
    )
    assert not any(one.fields.get("summary") for one in read(text))


@pytest.mark.parametrize(
    "text",
    [
        "文書理解トランスフォーマーの公式実装、ECCV 2022",
        "OCRフリー文書理解（Donut）の実装、ECCV 2022",
        "Text-to-SQL用の日本語データ, EMNLP 2021",
        "BERT日本語モデルの実装 ACL 2020",
        "リンゴ実験のコード（上田ら、LREC-COLING、2024）",
        "基于GPT的中文对话模型代码，NeurIPS 2023",
        "用于RAG的检索增强生成框架 (SIGIR 2024)",
        "GNN图神经网络论文的实现，KDD 2019",
        "Yolo객체검출모델의 구현, CVPR 2018",
        "LLM評価用のデータセット、NLP 2025",
    ],
)
@pytest.mark.parametrize("dash", ["-", "–", ":"])
def test_a_summary_that_ends_with_a_venue_is_one(text: str, dash: str) -> None:
    words = ["工具の説明です", "別の道具の説明", text, "もう一つの道具", "道具", "説明"]
    items = "".join(
        f"- [Tool {number}](https://fine.example/{number}) {dash} {one}\n"
        for number, one in enumerate(words, 1)
    )
    fields = read(f"# L\n\n{items}")[2].fields
    assert fields["summary"].strip("()") in text
    assert len(fields["summary"]) > len("ECCV 2022")


@pytest.mark.parametrize("type_", ["[C]//", "[J]. ", "[M]. ", "[J/OL]. ", "[C]//\u200b"])
@pytest.mark.parametrize(
    "people", ["Lee A, Chen B, Diaz C, et al", "Lee A, Chen B", "A. Lee, B. Chen, et al"]
)
def test_the_mark_of_a_type_ends_the_title_of_a_citation(people: str, type_: str) -> None:
    items = "".join(
        f"- 📄 {people}. {title}{type_}Nature of Lakes, 201{n}, 521(7553): 436-444."
        f" [[PDF](https://a.example/{n})]\n"
        for n, title in enumerate(("Quiet rivers by night", "Lakes: a field guide", "Deep seas"))
    )
    found = read(f"# List\n\n## Papers\n\n{items}")
    assert [one.title for one in found] == [
        *("Quiet rivers by night", "Lakes: a field guide", "Deep seas")
    ]
    assert [one.known_date.year for one in found if one.known_date] == [2010, 2011, 2012]
    assert all(one.fields["authors"].startswith(people[:6]) for one in found)
    assert all("summary" not in one.fields for one in found)
