# ruff: noqa: RUF001  characters that look like others are what damage is made of
from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lint.rules import Context, all_rules
from lint.rules.data.mojibake import changes, find_damage
from lint.testing import TODAY, Case, judge
from tests.lists import LISTS, parsed, read_list, seed
from tests.rules.test_rules import apply

if TYPE_CHECKING:
    from pathlib import Path


def misread(text: str, codec: str) -> str:
    """Return `text` in UTF-8, read by another codec; bytes that it leaves open are controls."""
    return "".join(bytes([byte]).decode(codec, "ignore") or chr(byte) for byte in text.encode())


def found(text: str) -> list[str]:
    return [finding.message for _, finding in judge(Case("", ("mojibake",), text, {}))]


CODECS = ["mac_roman", "cp1252", "latin-1", "cp437", "cp850", "cp1251"]
PROSE = st.text(
    st.sampled_from("abc XYZ.,-éüñçßæøÉÜ’“”–—…•→✓★😀📚🤖⚙漢字かな中文Приветγειά°§«»"), max_size=40
)


@pytest.mark.parametrize("codec", CODECS)
@given(before=PROSE, after=PROSE)
def test_what_was_misread_is_restored_to_the_letter(codec: str, before: str, after: str) -> None:
    meant = f"x {before} it’s 📚 {after} x"
    text = misread(meant, codec)
    assume(text != meant)
    damage = find_damage(text, lambda _: True)
    assert damage is not None
    assert damage.mended == meant


@pytest.mark.parametrize("codec", CODECS)
def test_among_sound_text_only_the_damage_is_mended(codec: str) -> None:
    sound = "Café, “ÉCOLE”, IRMÃ®, √π, d’été, 漢字 🎉, Привет"
    text = f"{sound} {misread('it’s 📚', codec)} {sound}"
    damage = find_damage(text, lambda _: True)
    assert damage is not None
    assert damage.mended == f"{sound} it’s 📚 {sound}"


WORDS = """
    a IRMÃ MAÇÃ® “MANHÃ” CAFÉ… «CAFÉ» d’été l’Élysée “à là” ‘Österreich’ ‚Äpfel‘ „Öl“ NAÏVE™ IRMÃ©
    слов…» x√π
    √2 ≈∞ ∆x ¬p –ü— é™ Ærø Þór ðað„ ß” Ÿ… œuf Việt Âm Ấn Привет «Сів» Україні Ђорђе вії Γειά
    Ωμέγα Γé
    漢字、かな。 ├──│ ═╗═╗ ▓▒░ é» © ® ° 📚 Größe— ÿ‰ São™ Îles Œuvre ºC ªa ¿Qué? ¡Olé! Łódź Çeşme
""".split()  # noqa: SIM905 - read by its words


@given(st.lists(st.sampled_from(WORDS)), st.sampled_from([" ", "\xa0", "\n"]))
def test_text_that_was_not_misread_is_left_alone(words: list[str], gap: str) -> None:
    assert find_damage(gap.join(words), lambda _: True) is None


@pytest.mark.parametrize("name", ["jump-into-llm.md", "large-language-model.md"])
def test_the_seeds_are_mended_byte_for_byte(name: str) -> None:
    text = read_list(seed(name))
    ((_, finding),) = judge(Case("", ("mojibake",), text, {}))
    assert finding.fix is not None
    assert finding.fix.safe
    fixed = apply(finding, text)
    assert fixed == text.encode("mac_roman").decode("utf-8")
    assert not found(fixed)


@pytest.mark.parametrize("path", [one for one in LISTS if "seeds" not in str(one)])
def test_no_real_list_is_damaged(path: Path) -> None:
    assert not list(all_rules()["mojibake"].check(parsed(path), Context(today=TODAY)))


def test_changes_are_the_runs_that_differ() -> None:
    assert changes("é aâ€™b ✓", "é a’b ✓") == [(3, 6, "’")]


def test_the_message_names_the_first_damage_and_the_codec() -> None:
    assert found("é wonâ€™t donâ€™t")[0] == (
        "“â€™” should be “’”: UTF-8 decoded as Windows-1252, and 1 more place"
    )
