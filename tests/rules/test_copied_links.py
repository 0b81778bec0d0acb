from __future__ import annotations

import pytest

from tests.rules.variants import found, lines

RULE = "copied-link"

OSS = "[![OSS](https://fine.example/oss.svg)]({url})"
SHIELD = "[![GitHub](https://img.shields.io/badge/GitHub-code-blue)]({url})"
TWO = "[![Open](https://fine.example/o.svg) ![Free](https://fine.example/f.svg)]({url})"
HTML = '<a href="{url}"><img src="https://fine.example/oss.svg" alt="source"></a>'
WORDS = "[Code]({url})"
GITHUB = "https://github.com"


def items(apps: list[tuple[str, str, str]], icon: str, says: str = "Draws.") -> str:
    """A list of applications: names, their repositories, and those that their icons lead to."""
    return "# Apps\n\n" + "".join(
        f"- [{name}]({own}) - {says} {icon.format(url=target)}\n" for name, own, target in apps
    )


@pytest.mark.parametrize("label", ["🤗", "⬇️", "👩‍💻", "★"])
def test_a_model_behind_an_emoji(label: str) -> None:
    hub = "https://huggingface.co/octo-org"
    models = [("Birch", f"{hub}/birch-7b"), ("Oak", f"{hub}/birch-7b"), ("Elm", f"{hub}/elm")]
    assert lines(RULE, rows(models, label)) == {6}


def rows(models: list[tuple[str, str]], label: str = "HF", before: str = "") -> str:
    head = "| Model | Date | Download |\n|---|---|---|\n"
    return f"# Models\n\n{before}{head}" + "".join(
        f"| {name} | 2024-02 | [{label}]({url}) |\n" for name, url in models
    )


# The name of an entry and its repository, then those of the one that its icon was copied from.
COPIES = [
    ("Lakes", f"{GITHUB}/octo-labs/lakes", "Rivers", f"{GITHUB}/octo-org/rivers", OSS),
    ("Saga", f"{GITHUB}/sopa/saga-reader", "Ring", f"{GITHUB}/dyer/Doughnut", TWO),
    ("Ponds", f"{GITHUB}/acme/ponds", "Rivers", f"{GITHUB}/octo-org/rivers/", SHIELD),
    ("湖泊", f"{GITHUB}/acme/lakes", "河流", f"{GITHUB}/octo-org/rivers", OSS),
    ("호수", f"{GITHUB}/acme/hosu", "Birch", f"{GITHUB}/octo-org/birch.git", HTML),
    ("Озеро", f"{GITHUB}/acme/ozero", "Река", f"{GITHUB}/octo-org/reka#readme", OSS),
    ("Kettle", "https://gitlab.com/acme/kettle", "Teapot", f"{GITHUB}/octo-org/teapot", WORDS),
    ("Fanvas", f"{GITHUB}/acme/Fanvas", "Koala", "https://gitlab.com/oklai/koala", WORDS),
    ("NearDrop", "https://codeberg.org/acme/neardrop", "Send", f"{GITHUB}/local/LocalSend", TWO),
    ("Clip", f"{GITHUB}/clip/ClipApp", "Yippy", "http://github.com/matt/Yippy", HTML),
]


@pytest.mark.parametrize("copy", COPIES)
@pytest.mark.parametrize("backwards", [False, True])
def test_an_icon_of_another_entry(copy: tuple[str, str, str, str, str], *, backwards: bool) -> None:
    name, own, other, theirs, icon = copy
    apps = [
        ("Maple", f"{GITHUB}/trees/maple", f"{GITHUB}/trees/maple"),
        (other, theirs, theirs),
        (name, own, theirs),
    ]
    text = items(apps[::-1] if backwards else apps, icon)
    assert lines(RULE, text) == {3 if backwards else 5}
    message = found(RULE, text)[3 if backwards else 5].message
    assert message == f"this link leads to “{other}” in line 4, not to this entry"
    assert not lines(RULE, text.replace(theirs, own))


MODELS = [
    ("ChemModel", "Aster-101", "https://huggingface.co/octo-org/aster-101", "HF"),
    ("Wisteria 7B", "Birch-2", "https://huggingface.co/acme/Birch-2-13b", "🤗HF"),
    ("百草 Baicao", "Aster", "https://hf-mirror.com/octo-org/aster", "下载"),
    ("Clover", "Zhiliao 知了", "https://huggingface.co/acme/zhiliao-知了", "Model"),
    ("Swift-V", "Nova", "https://modelscope.cn/models/acme/Nova", "ModelScope"),
    ("OpenTable", "Fable", "https://huggingface.co/datasets/acme/fable", "Dataset"),
    ("Try-On", "Cloak", "https://huggingface.co/spaces/acme/Cloak", "Demo"),
    ("Mixed", "Ember", "https://www.huggingface.co/acme/ember/tree/main", "weights"),
    ("Granite", "Quartz", "https://hf.co/acme/quartz_7b", "Hugging Face"),
    ("Larch", "Poppy", "https://huggingface.co/acme/poppy-chat", "模型"),
]


@pytest.mark.parametrize(("name", "other", "url", "label"), MODELS)
@pytest.mark.parametrize("backwards", [False, True])
def test_a_model_of_another_row(
    name: str, other: str, url: str, label: str, *, backwards: bool
) -> None:
    models = [
        ("Maple", "https://huggingface.co/trees/maple"),
        ("Tulip-3", "https://huggingface.co/trees/tulip-3-base"),
        (other, url),
        (name, url),
    ]
    text = rows(models[::-1] if backwards else models, label)
    assert lines(RULE, text) == {5 if backwards else 8}


# What explains that an entry carries the link of another one.
EXPLAINED = [
    ("Rivers for iOS", f"{GITHUB}/acme/river-ios", "Draws."),
    ("Lakes", f"{GITHUB}/acme/lakes", "A fork of Rivers."),
    ("Lakes", f"{GITHUB}/acme/lakes", "What octo-org uses."),
    ("Lakes", f"{GITHUB}/octo-org/lakes", "Draws."),
    ("Lakes", f"{GITHUB}/acme/rivers-lakes", "Draws."),
    ("Lakes", f"{GITHUB}/rivers/lakes", "Draws."),
    ("Octo Org", f"{GITHUB}/acme/lakes", "Draws."),
    ("Lakes", f"{GITHUB}/acme/lakes", "See [the site](https://rivers.example)."),
    ("Lakes", f"{GITHUB}/octo-org/rivers", "Draws."),
]


@pytest.mark.parametrize(("name", "own", "says"), EXPLAINED)
def test_a_link_that_is_explained(name: str, own: str, says: str) -> None:
    theirs = f"{GITHUB}/octo-org/rivers"
    text = items([("Rivers", theirs, theirs)], OSS)
    assert not lines(RULE, text + items([(name, own, theirs)], OSS, says).partition("\n\n")[2])


def test_a_site_may_have_its_code_anywhere_but_in_the_row_above() -> None:
    theirs = f"{GITHUB}/octo-org/rivers"
    apps = [("Rivers", theirs, theirs), ("Lakes", "https://lakes.example", theirs)]
    text = items(apps, OSS)
    assert lines(RULE, text) == {4}
    assert not lines(RULE, text.replace("- [Lakes]", "\n## More\n\n- [Lakes]"))
    assert not lines(RULE, text.replace("- [Lakes]", "\n" * 20 + "- [Lakes]"))
    assert not lines(RULE, items(apps, WORDS))


def test_a_label_that_means_something_else() -> None:
    core = f"{GITHUB}/octo-org/rivers"
    apps = [(f"Plug{n}", f"{GITHUB}/acme{n}/tool{n}", core) for n in range(3)]
    assert not lines(RULE, items([("Rivers", core, core), *apps], OSS))
    own = [(f"Own{n}", f"{GITHUB}/o/own{n}", f"{GITHUB}/o/own{n}") for n in range(20)]
    assert len(lines(RULE, items([("Rivers", core, core), *apps, *own], OSS))) == 3


def test_models_whose_labels_do_not_name_them() -> None:
    models = [
        (f"Model {n}", f"https://huggingface.co/acme/{name}") for n, name in enumerate("abcd")
    ]
    aster = "https://huggingface.co/octo-org/aster-101"
    assert not lines(RULE, rows([*models, ("Aster-101", aster), ("Chem", aster)]))


def test_words_of_a_sentence_are_not_labels() -> None:
    theirs = f"{GITHUB}/octo-org/rivers"
    text = items([("Rivers", theirs, theirs), ("Lakes", f"{GITHUB}/acme/lakes", theirs)], "{url}")
    assert not lines(RULE, text.replace(f" {theirs}\n", f" Built [on this one]({theirs}).\n"))


def test_a_large_entry_is_not_compared() -> None:
    theirs = f"{GITHUB}/octo-org/rivers"
    icons = " ".join([OSS] * 40)
    apps = [("Rivers", theirs, theirs), ("Lakes", f"{GITHUB}/acme/lakes", theirs)]
    assert not lines(RULE, items(apps, icons))
