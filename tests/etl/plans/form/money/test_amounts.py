from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.plans.form.money.amounts import read_cell, read_pair, settle


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("24750,00", "24750.00", id="comma"),
        pytest.param("24750.00", "24750.00", id="dot"),
        pytest.param("24750", "24750.00", id="whole"),
        pytest.param("30726,4", "30726.40", id="one_decimal"),
        pytest.param("24750, 00", "24750.00", id="space_after_comma"),
        pytest.param("0,00", "0.00", id="zero"),
        pytest.param("24.750,00", "24750.00", id="dot_then_comma"),
        pytest.param("24,750.00", "24750.00", id="comma_then_dot"),
        pytest.param("1.120.139,15", "1120139.15", id="dots_then_comma"),
        pytest.param("1.120.139", "1120139.00", id="two_dots"),
        pytest.param("24'750,00", "24750.00", id="apostrophe"),
        pytest.param("24’750", "24750.00", id="curly_apostrophe"),
        pytest.param("24 750,00", "24750.00", id="space"),
        pytest.param("24\u00a0750,00", "24750.00", id="no_break_space"),
        pytest.param("24\u202f750,00", "24750.00", id="narrow_no_break_space"),
        pytest.param("24\u2009750,00", "24750.00", id="thin_space"),
        pytest.param("24\u2007750,00", "24750.00", id="figure_space"),
        pytest.param("24750,-", "24750.00", id="comma_dash"),
        pytest.param("24 750,–", "24750.00", id="comma_long_dash"),
        pytest.param("24750.- Eur", "24750.00", id="dot_dash"),
        pytest.param("24750,00 Eur", "24750.00", id="currency"),
        pytest.param("€ 24 750,00", "24750.00", id="sign_first"),
        pytest.param("24750,00 eurų", "24750.00", id="currency_in_words"),
        pytest.param("24\u00ad750,00", "24750.00", id="soft_hyphen"),
        pytest.param("24\u200b750,\u206000", "24750.00", id="unseen"),
        pytest.param("80 tūkst. Eur", "80000.00", id="thousands"),
        pytest.param("2,6 mln.", "2600000.00", id="millions"),
        pytest.param("24750,00¹", "24750.00", id="raised_mark"),
        pytest.param("80000¹", "80000.00", id="raised_mark_after_whole"),
        pytest.param("24750,00 Eur**", "24750.00", id="stars"),
        pytest.param("24750,00 1)", "24750.00", id="bracket_mark"),
    ],
)
def test_cell_that_is_an_amount_is_read(text: str, expected: str) -> None:
    reading = read_cell(text)
    assert (str(reading.amount), reading.is_whole) == (expected, True)


@pytest.mark.parametrize(
    "text",
    [
        *("24.750", "24,750", "24.750.00", "24,750,00", "1 061000,70", "0.750"),
        *("24750,001", "24750,0012", "007", "12 13", "2 4 7 5 0,00", "24750 ,00"),
        *("80000¹⁰", "7¹", "10⁶", "¹24750,00", "*24750,00", "24750 1)", "24750,001)"),
        *("2679¹5,00", "24750,00 1", "1. 24750,00", "24750,00 2"),
        *("~24750", "≈24750,00", "apie 24750,00", "iki 24750,00", "≤ 24750"),
        *("nuo 100,00 iki 24750,00", "ne daugiau kaip 24750,00", "24750,00 ?"),
        *("(24750,00)", "-24750,00", "−24750", "24750,00-", "+24750,00"),
        *("24750,00 30000,00", "24750,00\n100,00", "5\n000", "24750,00 / 100,00"),
        *("24750,00 USD", "$24750", "24750,00 Lt", "24750,00 proc.", "24750 vnt."),
        *("80 tūkst. 500", "1.234 tūkst.", "80 tūkst. tūkst.", "½", "5·10⁶"),
        *("Bus patikslinta", "n. d.", "x", "?", "***", "24750,00 (preliminariai)"),
        *("24750,00 (įtraukta 500,00)", "24750,00 (įtrauktas PVM)"),
        *("24750,00 (įtraukta iki 2026)", "24750,00 (įtraukta prie 3.1.¹)"),
        *("２４７５０,00", "٢٤٧٥٠", "2̶4̶7̶5̶0̶,00", "2475O,00", "24750,OO"),
    ],
)
def test_cell_that_is_anything_else_has_no_amount(text: str) -> None:
    reading = read_cell(text)
    assert (reading.amount, reading.is_whole) == (None, False)
    assert reading.printed == " ".join(text.replace("’", "'").split())


@pytest.mark.parametrize(
    ("text", "amount", "note"),
    [
        pytest.param("", None, None, id="nothing"),
        pytest.param(" – ", None, None, id="dash"),
        pytest.param(
            "0,00 įtraukta prie 14.1.", "0.00", "įtraukta prie 14.1.", id="elsewhere"
        ),
        pytest.param(
            "72000,00\n(bendra veiklai suma)",
            "72000.00",
            "(bendra veiklai suma)",
            id="own_paragraph",
        ),
        pytest.param(
            "3.1. veikla (įtraukta)", None, "3.1. veikla (įtraukta)", id="number_first"
        ),
        pytest.param(
            "Įtraukta į 50. veiklą", None, "Įtraukta į 50. veiklą", id="words_only"
        ),
    ],
)
def test_known_notes_are_kept(text: str, amount: str | None, note: str | None) -> None:
    reading = read_cell(text)
    assert reading.is_whole
    assert reading.amount == (None if amount is None else Decimal(amount))
    assert reading.note == note


@given(st.integers(0, 10**11), st.sampled_from(" .'\u00a0\u202f\u2009\u2007"))
def test_amounts_are_read_with_any_separator(cents: int, separator: str) -> None:
    printed = f"{Decimal(cents) / 100:,.2f}"
    swapped = printed.translate(str.maketrans({",": separator, ".": ","}))
    assert read_cell(swapped).amount == Decimal(cents) / 100


@given(st.text(alphabet="0123456789.,' -–()~€\u00ad\u00a0\n", max_size=14))
def test_no_digit_is_lost_or_added(text: str) -> None:
    amount = read_cell(text).amount
    if amount is None:
        return
    digits = "".join(char for char in text if char.isdigit())
    read = f"{amount:.2f}".replace(".", "")
    assert digits in {read, read[:-1], read[:-2]}


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        pytest.param(["1.234", "24.750,00"], ["1234.00", "24750.00"], id="proven"),
        pytest.param(["1,234", "24,750.00"], ["1234.00", "24750.00"], id="comma"),
        pytest.param(["1.234", "24750,00"], ["None", "24750.00"], id="not_proven"),
        pytest.param(["1.234", "1.234.567", "12.50"], ["None"], id="contradicted"),
        pytest.param(["1.234", "5.678"], ["None", "None"], id="all_open"),
    ],
)
def test_column_decides_what_one_separator_means(
    column: list[str], expected: list[str]
) -> None:
    settled = settle([read_cell(text) for text in column])
    assert [str(one.amount) for one in settled][: len(expected)] == expected


@pytest.mark.parametrize(
    ("column", "unit", "expected"),
    [
        pytest.param(["1528,145", "169,60109"], 1000, ["1528.145", "169.60109"]),
        pytest.param(["1 528,145", "169,601"], 1000, ["1528.145", "169.601"]),
        pytest.param(["169,601", "1528"], 1000, ["None", "1528.0"], id="no_proof"),
        pytest.param(["169,601", "1,528,145"], 1000, ["169601.0", "1528145.0"]),
        pytest.param(["169.601", "2,5"], 1000, ["None", "2.5"], id="another_sign"),
        pytest.param(["12,345678"], 1000, ["None"], id="less_than_a_cent"),
        pytest.param(["1,23456789"], 10**6, ["1.23456789"], id="millions"),
        pytest.param(["169,601", "2,5"], 1, ["None", "2.50"], id="euro"),
        pytest.param(["1528,145"], 1, ["None"], id="part_of_a_cent"),
        pytest.param(["1,234567 mln. Eur"], 1, ["1234567.00"], id="in_the_cell"),
    ],
)
def test_unit_of_a_column_leaves_room_for_decimals(
    column: list[str], unit: int, expected: list[str]
) -> None:
    settled = settle([read_cell(text, unit) for text in column])
    assert [str(one.amount) for one in settled] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("109754,54 0,00", ("109754.54", "0.00"), id="plain"),
        pytest.param("120 139,15 25 229,22", ("120139.15", "25229.22"), id="thousands"),
        pytest.param("24.750,00 100,00", ("24750.00", "100.00"), id="dots"),
        pytest.param("24750 100", None, id="no_cents"),
        pytest.param("1,00 2,00 3,00", None, id="three"),
        pytest.param("iki 1,00 2,00", None, id="words"),
    ],
)
def test_two_amounts_on_a_line(text: str, expected: tuple[str, str] | None) -> None:
    pair = read_pair(text)
    assert (pair and tuple(str(one.amount) for one in pair)) == expected


def test_endless_figures_are_no_amount() -> None:
    # Looked at from each of its figures, it would take hours.
    assert not read_cell("12 345 " * 100_000 + "x, 7,50").is_whole
    assert not read_cell("1" * 100_000 + "x").is_whole
