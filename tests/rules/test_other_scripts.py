"""Rules on lists in other languages than English: the same faults in other words and scripts."""

# ruff: noqa: RUF001 - letters of other alphabets are meant
from __future__ import annotations

from itertools import permutations

import pytest

from tests.rules.variants import found, lines

ARXIV = "https://arxiv.org/abs/2405.0000"
GITHUB = "https://github.com/octo-org"

# Two works and a variant of the first one's title.
WORKS = [
    (
        "Долгие изгибы северных рек летом",
        "Как растут горные озёра весной",
        "Долгие изгибы рек",
    ),
    ("Довгі вигини північних річок", "Нове дослідження гірських озер", "Вигини північних річок"),
    ("学习北方河流的长弯", "城市里旧桥梁的计数", "北方河流长弯的学习"),
    ("北の川の曲がり方を学ぶ", "古い橋を数えてみよう", "曲がり方を北の川に学ぶ"),
    ("북쪽 강의 굽이를 배우다", "오래된 다리 세어 보기", "강의 굽이 배우기"),
    (
        "Die langen Biegungen der Flüsse im Norden",
        "Wie sich das Wasser und die Seen erwärmen",
        "Lange Biegungen von Flüssen und der Norden",
    ),
    (
        "Les longs méandres des rivières du Nord dans les plaines",
        "Comment une ville compte ses ponts avec des enfants",
        "Longs méandres de rivières et les plaines du Nord",
    ),
    ("الانحناءات الطويلة للأنهار الشمالية", "دراسة جديدة عن البحيرات الجبلية", "انحناءات الأنهار"),
    (
        "Las largas curvas de los ríos del norte",
        "Cómo se llenan con agua las lagunas pequeñas",
        "Largas curvas en los ríos",
    ),
    ("Μακριές καμπύλες των βόρειων ποταμών", "Παλιές γέφυρες μιας πόλης", "Καμπύλες των ποταμών"),
]


def papers(titles: list[tuple[str, int]], form: str) -> str:
    return "# X\n\n" + "".join(form.format(title, f"{ARXIV}{number}") for title, number in titles)


@pytest.mark.parametrize("form", ["- [{0}]({1})\n", "* **{0}** [[paper]]({1})\n"])
@pytest.mark.parametrize(("first", "second", "alike"), WORKS)
def test_two_titles_in_one_language(first: str, second: str, alike: str, form: str) -> None:
    rule = "swapped-title"
    assert lines(rule, papers([(first, 1), ("A Third Paper on Other Things", 2)], form)) == set()
    assert lines(rule, papers([(first, 1), (second, 1)], form)) == {4}
    assert lines(rule, papers([(second, 1), (alike, 2), (first, 1)], form)) == {5}
    # What has words in common, or is in English, may be the title of the same paper.
    assert lines(rule, papers([(first, 1), (alike, 1)], form)) == set()
    assert (
        lines(rule, papers([(first, 1), ("Counting the Old Bridges of a Town", 1)], form)) == set()
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("SAM 论文解读与代码", "分割一切模型的介绍"),
        ("SAM 论文解读与代码", "SAM 分割一切模型介绍"),
        ("河流综述", "城市里旧桥梁的计数"),
        ("Реки", "Как растут горные озёра весной"),
        ("Долгие изгибы северных рек", "城市里旧桥梁的计数"),
        ("Долгие изгибы северных рек", "Die langen Biegungen der Flüsse im Norden"),
    ],
)
def test_what_may_be_one_paper_in_other_words(one: str, other: str) -> None:
    for first, second in permutations((one, other)):
        assert not lines("swapped-title", papers([(first, 1), (second, 1)], "- [{0}]({1})\n"))


SAID = [
    '"30 tokens/s on one core and 71 tokens/s with eight" from {}: fields are given.',
    "Miss rates and stall tables of nine parts from {}: cores are given, frequency is not.",
    "“Up to 20.4% on top of the usual passes” from {}, which also has tables.",
    "Latency of three devices against local memory in {} (Table 1 and Section 3).",
    "Counts of all old bridges of a town, see {} for the method.",
    "Die Zahl der alten Brücken der Stadt aus {}, mit Tabellen und allen Feldern.",
    "Числа старых мостов одного города из {}, с таблицами.",
    "旧桥梁的数量与每年的变化，数据来自 {} 的表格。",
    "Numbers of bridges by year via {} and its appendix of tables.",
    "Sizes of small ponds nearby at {}: three of them are dry in summer.",
]


@pytest.mark.parametrize("said", SAID)
@pytest.mark.parametrize("first", [True, False])
def test_a_source_of_a_statement_is_no_link_of_its_title(said: str, *, first: bool) -> None:
    rule = "swapped-title"
    url = f"{ARXIV}1"
    title = f"- [Binary Optimizers for Data Centers and Beyond]({url}) - Says why.\n"
    cited = f"- {said.format(url)}\n"
    assert not lines(rule, "# X\n\n" + (cited + title if first else title + cited))
    wrong = f"- [Finding Very Old Maps in Wet Cellars]({url}) - Finds maps.\n"
    assert lines(rule, f"# X\n\n{cited}{title}{wrong}") == {5}


HEADERS = [
    ("Название", "Ссылка", "Код"),
    ("название", "ссылка", "код"),
    ("Título", "Enlace", "Código"),
    ("Titre", "Lien", "Code"),
    ("标题", "链接", "代码"),
    ("タイトル", "リンク", "コード"),
    ("제목", "링크", "코드"),
    ("Titel", "Link", "Code"),
    ("Título", "Link", "Código"),
    ("Title", "Link", "Code"),
]


@pytest.mark.parametrize("headers", HEADERS)
@pytest.mark.parametrize("template_first", [True, False])
def test_a_row_of_headers_shows_the_form(headers: tuple[str, ...], *, template_first: bool) -> None:
    head = f"| {' | '.join(headers)} |\n|---|---|---|\n"
    template = f"{head}| {headers[0].lower()} | arxiv | github |\n\n"
    rows = (
        f"{head}| A and its rivers | [arXiv]({ARXIV}1) | [GitHub]({GITHUB}/a) |\n"
        f"| B and its lakes | [arXiv]({ARXIV}2) | [GitHub]({GITHUB}/b) |\n| C and more | | |\n\n"
    )
    text = "# X\n\n" + (template + rows if template_first else rows + template)
    assert lines("missing-link", text) == {11 if template_first else 7}


TABLES = [
    ("Όνομα", "Περιγραφή", "Ημερομηνία"),
    ("Adı", "Açıklama", "Tarih"),
    ("Tên", "Mô tả", "Ngày"),
    ("Nazwa", "Opis", "Rok"),
    ("Název", "Popis", "Rok"),
    ("Nome", "Descrizione", "Anno"),
    ("Naam", "Omschrijving", "Jaar"),
    ("Nama", "Deskripsi", "Tahun"),
    ("Назва", "Опис", "Рік"),
    ("שם", "תיאור", "תאריך"),
    ("Namn", "Beskrivning", "Datum"),
    ("Nume", "Descriere", "Data"),
    ("Τίτλος", "Περιγραφή", "Ημερομηνία"),
    ("Tytuł", "Opis", "Rok"),
]


@pytest.mark.parametrize("headers", TABLES)
@pytest.mark.parametrize("order", [*permutations(range(3))])
def test_a_table_is_read_by_headers_of_its_language(
    headers: tuple[str, ...], order: tuple[int, ...]
) -> None:
    names = ["Αβγ", "Дуб", "Elma", "Кедр", "Αβγ"]
    cells = [
        (f"[{name}](https://fine.example/{name})", f"Number {n} of all" if n != 1 else "", "2023")
        for n, name in enumerate(names)
    ]
    rows = [headers, ("---",) * 3, *cells]
    text = "# X\n\n" + "".join(f"| {' | '.join(row[at] for at in order)} |\n" for row in rows)
    assert lines("missing-summary", text) == {6}
    assert lines("duplicate-link", text) == {9}


CODE = ["Код", "Исходный код", "Código", "Quellcode", "代码", "コード", "코드", "Code"]
PAPER = ["Статья", "Artículo", "Artigo", "论文", "論文", "논문", "Paper"]


@pytest.mark.parametrize("form", [" [{}]({})", " [[{}]({})]", " ([{}]({}))"])
@pytest.mark.parametrize(
    ("label", "wrong", "right"),
    [
        *((label, f"{ARXIV}1", f"{GITHUB}/a") for label in CODE),
        *((label, f"{GITHUB}/a", f"{ARXIV}1") for label in PAPER),
    ],
)
def test_labels_are_held_to_what_they_say(form: str, label: str, wrong: str, right: str) -> None:
    text = "# X\n\n" + "".join(
        f"- [{name}](https://fine.example/{name}) - Text." + form.format(label, url) + "\n"
        for name, url in (("a", right), ("b", wrong), ("c", right))
    )
    assert lines("badge-url-mismatch", text) == {4}


RUSSIAN = ["Арбуз", "Банан", "Вишня", "Груша Зимняя", "Груша", "Ёж", "Жёлудь", "Йод", "Клён"]
RUSSIAN += ["Лимон", "Мята", "Ольха", "Персик", "Щавель", "Юкка", "Яблоко"]


@pytest.mark.parametrize("place", range(2, 14, 2))
def test_a_russian_list_in_order(place: int) -> None:
    rule = "unsorted-entry"
    titles = [*RUSSIAN]
    assert not lines(rule, items(titles))
    titles.append(titles.pop(place))
    assert lines(rule, items(titles)) == {16}
    # Other alphabets with the same letters have another order.
    titles[5] = "Ірис"
    assert not lines(rule, items(titles))


def items(titles: list[str]) -> str:
    return "".join(f"- [{title}](https://fine.example/{n})\n" for n, title in enumerate(titles))


@pytest.mark.parametrize("before", ["像", "は", "을", "见：", "（", "や"])
@pytest.mark.parametrize("label", ["梨子", "なし", "배나무"])
def test_a_reference_behind_a_word_without_a_blank(before: str, label: str) -> None:
    text = (
        "# X\n\n- [苹果机][苹果] - 有定义。\n"
        f"- [李机](https://fine.example/li) - {before}[梨机][{label}]。\n\n"
        "[苹果]: https://fine.example/ping\n"
    )
    assert lines("undefined-reference", text) == {4}
    assert not lines("undefined-reference", text + f"[{label}]: https://fine.example/li\n")


@pytest.mark.parametrize("header", ["#", "No.", "序号", "№", "Rank", "Nr"])
@pytest.mark.parametrize(("start", "mark"), [(1, ""), (1, "."), (17, ""), (0, ")")])
def test_the_number_of_a_row_tells_no_two_apart(header: str, start: int, mark: str) -> None:
    names = ["alpha", "beta", "gamma", "beta"]
    head = f"# X\n\n| {header} | Repo | Summary |\n|---|---|---|\n"
    rows = [
        f"| {number}{mark} | [{name}]({GITHUB}/{name}) | Number {number} of all |\n"
        for number, name in enumerate(names, start)
    ]
    assert lines("duplicate-link", head + "".join(rows)) == {8}
    # A number that does not count the rows may be a version or a size.
    rows[3] = rows[3].replace(f"| {start + 3}{mark} |", "| 70 |", 1)
    assert not lines("duplicate-link", head + "".join(rows))


ICON = "[![GitHub](https://img.shields.io/badge/GitHub-code-blue)]({}/{})"
APPS = ["Brooks", "Creeks", "Falls", "Weirs", "Locks"]


@pytest.mark.parametrize("at", range(5))
@pytest.mark.parametrize("step", [-1, 1])
@pytest.mark.parametrize(
    "row",
    ["| [{0}](https://{0}.example/) | {1} |\n", "- [{0}](https://{0}.example/) - Text. {1}\n"],
)
def test_the_icon_of_a_neighbour_that_has_it_too(at: int, step: int, row: str) -> None:
    other = (at + step) % 5
    head = "# X\n\n" + ("| App | Source |\n|---|---|\n" if row[0] == "|" else "")
    owners = [name.lower() for name in APPS]
    owners[at] = owners[other]
    text = head + "".join(
        row.format(name, ICON.format(GITHUB, owner))
        for name, owner in zip(APPS, owners, strict=True)
    )
    assert lines("copied-link", text) == {head.count("\n") + at + 1}
    # Where most icons lead to repositories of other names, names say nothing.
    text = head + "".join(
        row.format(name, ICON.format(GITHUB, owner if n in (at, other) else f"x{n}"))
        for n, (name, owner) in enumerate(zip(APPS, owners, strict=True))
    )
    assert not lines("copied-link", text)


SENTENCES = [
    "{} is a tool that cuts",
    "{}, a tool that cuts",
    "{}, the tool that cuts",
    "{} ist ein Werkzeug",
    "{} est un outil",
    "{} é uma ferramenta",
    "{} это инструмент",
    "{} 是一个工具",
    "{}是一个工具",
    "{}は道具です",
    "{}는 도구입니다",
]
BADGE = "[![Awesome](https://awesome.re/badge.svg)](https://awesome.re)"


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("mark", ["", " 🔥", " **NEW**", " `beta`"])
def test_a_description_that_begins_with_the_name(sentence: str, mark: str) -> None:
    text = (
        f"# Awesome X {BADGE}\n\n"
        f"- [Chisel](https://fine.example/a){mark} - {sentence.format('Chisel')}.\n"
        f"- [Guide](https://fine.example/b){mark} - Guide to cutting.\n"
    )
    (finding,) = found("repeated-item-name", text).values()
    assert "Chisel" in finding.message
