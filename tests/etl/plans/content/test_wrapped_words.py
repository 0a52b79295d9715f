import pytest

from etl.plans.content.document import parse_lines
from etl.plans.content.wrapped_words import (
    KnownWords,
    join_narrow,
    join_wide,
    learn_words,
)

PROSE = """\
Lyderystės įrangos ir priemonių parinkimas informaciniam ugdymui
bibliotekos komunikacijos informaciniai centrai ir menų erdvės
"""


@pytest.fixture(scope="module")
def known() -> KnownWords:
    return learn_words(parse_lines(PROSE))


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param("m. balan|džio|30 d.", "m. balandžio 30 d.", id="month"),
        pytest.param("m.bal|andži|o 30|d.", "m.balandžio 30 d.", id="month_twice"),
        pytest.param("Ne|mažia|u kaip|40 ak.", "Ne mažiau kaip 40 ak.", id="words"),
        pytest.param("2024|m.-20|26 m.", "2024 m.-2026 m.", id="year"),
        pytest.param("2024-|2026|m.", "2024-2026 m.", id="years"),
        pytest.param("2025 I|ketv.", "2025 I ketv.", id="roman_numeral"),
        pytest.param(
            "(įtrau|kta|prie 4|veikl|os|lyder|ystės|įrang|os ir|priem|onių)",
            "(įtraukta prie 4 veiklos lyderystės įrangos ir priemonių)",
            id="note",
        ),
        pytest.param(
            "(įskai|čiuot|os|39.3.|1.|veikl|os)",
            "(įskaičiuotos 39.3.1. veiklos)",
            id="number_in_a_note",
        ),
        pytest.param("(bend|ra|suma|)", "(bendra suma)", id="bracket"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_join_narrow_puts_broken_words_together(
    lines: str, expected: str, known: KnownWords
) -> None:
    assert join_narrow(lines.split("|"), known) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param("kūrybinės-menų|erdvės", "kūrybinės-menų erdvės", id="whole"),
        pytest.param(
            "bibliotekos-komun|ikacijos-informaci|niai centrai",
            "bibliotekos-komunikacijos-informaciniai centrai",
            id="longer_than_the_cell",
        ),
        pytest.param(
            "Socialinis-emocinis|ugdymui",
            "Socialinis-emocinis ugdymui",
            id="known_word",
        ),
        pytest.param("vaikų-|tėvų klubas", "vaikų-tėvų klubas", id="hyphen"),
        pytest.param("Atvira -|sava", "Atvira - sava", id="hyphen_as_dash"),
        pytest.param("salės /|erdvės", "salės / erdvės", id="slash"),
        pytest.param("ug\u00ad|dymas", "ugdymas", id="soft_hyphen"),
    ],
)
def test_join_wide_keeps_words_apart(
    lines: str, expected: str, known: KnownWords
) -> None:
    assert join_wide(lines.split("|"), known) == expected
