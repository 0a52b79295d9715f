from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.kit.search.patterns import (
    ENDINGS,
    fold_text,
    make_patterns,
    propose_words,
)


def finds(typed: str, text: str) -> bool:
    folded = fold_text(text)
    return all(re.search(pattern, folded) for pattern in make_patterns(typed))


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("robotika", "Robotikos kabinetas"),
        ("ROBOTIK", "Robotikos kabinetas"),
        ("mokytojai", "Mokytojų kompetencijos"),
        ("mokytoju", "Mokytojų kompetencijos"),
        ("mokytojams", "mokytojas"),
        ("azuolu erdves", "Ąžuolų erdvė"),
        ("laboratorijos", "Laboratorijų įranga"),
        ("iranga", "Kabineto įrangos įsigijimas"),
        ("medžiai", "Sodinamas medis"),
        ("mokesčiai", "Mokestis"),
        ("mokesčiai", "Mokesčių dydis"),
        ("mokestis", "Mokesčių dydis"),
        ("medis", "Sodinami medžiai"),
        ("Anykščių", "Anykščių rajonas"),
        ("spalvos", "Spalvų terapija"),
        ("vaikai", "Vaikų būrelis"),
        ("naujosios", "Naujoji erdvė"),
        ("5.1", "5.1 Pirma dalis"),
        ("steam centras", "STEAM centrų tinklas"),
        ("dalis", "Dvi dalys"),
    ],
)
def test_word_is_found_in_its_other_forms(typed: str, text: str) -> None:
    assert finds(typed, text)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("menas", "Asmenų sąrašas"),
        ("dalis", "Dalyvavimas konkurse"),
        ("robotika", "Kabinetas"),
        ("' or 1=1 --", "1 Robotikos kabinetas"),
        ("((", "1 Robotikos kabinetas"),
        (".*", "1 Robotikos kabinetas"),
    ],
)
def test_other_words_are_not_found(typed: str, text: str) -> None:
    assert not finds(typed, text)


@given(
    st.text("abdegiklmnoprstuvzžšąčęėįųū", min_size=3, max_size=12),
    st.sampled_from(ENDINGS),
    st.sampled_from(ENDINGS),
)
def test_every_ending_leads_to_every_other(begin: str, one: str, other: str) -> None:
    assert finds(f"{begin}st{one}", f"{begin}st{other}")


@given(st.text())
def test_anything_typed_makes_patterns_that_compile(typed: str) -> None:
    patterns = make_patterns(typed)
    assert bool(patterns) == bool(typed.strip())
    assert all(re.compile(pattern) for pattern in patterns)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("robotyka", ["robotikos"]), ("kabinietas", ["kabinetas"]), ("xyz", [])],
)
def test_what_is_not_found_is_proposed_as_it_is_spelled(
    typed: str, expected: list[str]
) -> None:
    assert propose_words(typed, ["Robotikos kabinetas", "Vaikų būrelis"]) == expected
