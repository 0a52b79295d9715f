"""Personal codes are found in every spelling, and other numbers are left alone."""

import pytest

from pazanga.personal_codes import has_personal_code, mask_personal_codes

# Codes of nobody: their check digits are wrong, or their days do not exist.
CODE = "38001010011"
SPELT = [
    pytest.param(CODE, id="plain"),
    pytest.param("a. k. 39999990000", id="day_that_does_not_exist"),
    pytest.param("S 38001010011", id="behind_a_letter"),
    pytest.param("S38001010011", id="glued_to_a_letter"),
    pytest.param("380 0101 0011", id="spaces"),
    pytest.param("3 800101 0011", id="other_spaces"),
    pytest.param("380\u00a00101\u202f0011", id="no_break_spaces"),
    pytest.param("380-0101-0011", id="hyphens"),
    pytest.param("380\u20130101 \u2013 0011", id="dashes"),
    pytest.param("380\u200b0101\u00ad0011", id="signs_nobody_sees"),
    pytest.param("380\u20620101\ufe0f0011", id="other_signs_nobody_sees"),
    pytest.param("380      0101      0011", id="many_spaces"),
    pytest.param("3 8 0 0 1 0 1 0 0 1 1", id="letter_by_letter"),
    pytest.param(
        "\uff13\uff18\uff10\uff10\uff11\uff10\uff11\uff10\uff10\uff11\uff11",
        id="full_width",
    ),
    pytest.param(
        "\u0663\u0668\u0660\u0660\u0661\u0660\u0661\u0660\u0660\u0661\u0661",
        id="arabic",
    ),
]


@pytest.mark.parametrize("text", SPELT)
@pytest.mark.parametrize("is_code", [True, False])
def test_code_is_found_in_any_spelling(text: str, *, is_code: bool) -> None:
    assert has_personal_code(text, is_code=is_code)
    assert "•••" in mask_personal_codes(text, is_code=is_code)
    assert "0011" not in mask_personal_codes(text, is_code=is_code)


@pytest.mark.parametrize("sign", [".", "/", "_", ",", "·", ":", "|", " . "])
def test_code_is_found_with_any_sign_between(sign: str) -> None:
    assert has_personal_code(sign.join(["380", "0101", "0011"]))
    # No day is the 99th, yet all else is as it must be.
    assert has_personal_code(sign.join(["399", "9999", "0015"]), is_code=True)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("45/2021/12345", id="year_in_the_middle"),
        pytest.param("45-2021-12345", id="year_between_dashes"),
        pytest.param("45 – 2021 – 12345", id="year_between_spaced_dashes"),
        pytest.param("4.2.12.010/2021", id="number_of_a_case"),
        pytest.param("20250000123", id="year_and_number"),
        pytest.param("12345678901", id="figures_in_order"),
        pytest.param("45612345678", id="month_61"),
        pytest.param("302345678", id="company"),
        pytest.param("380010100111", id="twelve_figures"),
    ],
)
def test_number_of_a_document_is_no_code(text: str) -> None:
    assert not has_personal_code(text, is_code=True)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("LT60 1010 0123 4567 8901", id="bank_account"),
        pytest.param("+370 612 34567", id="telephone"),
        pytest.param("2024-05-31 123", id="day_and_number"),
        pytest.param("LT100012345678", id="vat_code"),
        pytest.param("302345678", id="company"),
    ],
)
def test_other_numbers_are_no_code_in_free_text(text: str) -> None:
    assert not has_personal_code(text)


def test_text_around_a_code_stays() -> None:
    assert mask_personal_codes("A 38001010011, B 380 0101 0011.") == "A •••, B •••."
