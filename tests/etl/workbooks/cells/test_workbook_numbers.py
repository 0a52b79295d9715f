from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.workbooks import WorkbookReading
from etl.workbooks.cells.numbers import NumberFormat, parse_count, parse_number

MONEY = NumberFormat(decimals=2, is_money=True)
VALUE = NumberFormat(decimals=4)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("1234.56", "1234.56", id="point"),
        pytest.param("1234,56", "1234.56", id="comma"),
        pytest.param("1 234,56", "1234.56", id="space_thousands"),
        pytest.param("1\u00a0234,56", "1234.56", id="no_break_space"),
        pytest.param("1\u202f234\u202f567,5", "1234567.50", id="narrow_space"),
        pytest.param("1\u2009234", "1234.00", id="thin_space"),
        pytest.param("\u221212,5", "-12.50", id="minus_sign"),
        pytest.param("-12,5", "-12.50", id="hyphen_minus"),
        pytest.param("+12,5", "12.50", id="plus"),
        pytest.param("12,50 €", "12.50", id="euro_sign_after"),
        pytest.param("€ 12,50", "12.50", id="euro_sign_before"),
        pytest.param("12,50 Eur", "12.50", id="eur"),
        pytest.param("0,125000", "0.125", id="value_with_trailing_zeros"),
        pytest.param("-0", "0.00", id="minus_zero_is_zero"),
        pytest.param("007", "7.00", id="leading_zeros"),
        pytest.param(" 5 ", "5.00", id="spaces_around"),
        pytest.param("(250,00)", "-250.00", id="brackets_mean_minus"),
        pytest.param("( 1 250,00 € )", "-1250.00", id="brackets_with_euro_inside"),
        pytest.param("€ (250,00)", "-250.00", id="brackets_with_euro_before"),
        pytest.param("250,00-", "-250.00", id="minus_after"),
        pytest.param("250,00 \u2212", "-250.00", id="minus_sign_after"),
        pytest.param("- 250,00", "-250.00", id="minus_apart"),
        pytest.param(".58", "0.58", id="bare_point"),
        pytest.param("-.43", "-0.43", id="bare_point_negative"),
        pytest.param(",58", "0.58", id="bare_comma"),
        pytest.param("1\u200b234\u00ad,56", "1234.56", id="signs_nobody_sees"),
        pytest.param("EUR 1234,56", "1234.56", id="eur_before"),
        pytest.param("Eur. 1 234,56", "1234.56", id="eur_with_a_full_stop_before"),
        pytest.param("EUR1234,56", "1234.56", id="eur_glued_on"),
        pytest.param("-€1,234.56", "-1234.56", id="minus_before_the_sign"),
        pytest.param("(EUR 250,00)", "-250.00", id="eur_in_brackets"),
        pytest.param("12,50 eurai", "12.50", id="euro_as_a_word"),
    ],
)
def test_number_is_read_exactly(text: str, expected: str) -> None:
    form = VALUE if "125" in text else MONEY
    assert parse_number(text, form) == (Decimal(expected), "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.234,56", "1234.56"),
        ("1,234.56", "1234.56"),
        ("-1.234.567,80 €", "-1234567.80"),
        ("(1.234,5)", "-1234.5"),
        ("1'234,56", "1234.56"),
        ("1’234’567.8", "1234567.8"),
        ("1.234,-", "1234"),
        ("1.234.567,– Eur", "1234567"),
        ("1,234.--", "1234"),
        ("1'234.-", "1234"),
    ],
)
def test_thousands_and_decimals_by_two_signs_read_in_one_way(
    text: str, expected: str
) -> None:
    assert parse_number(text, MONEY) == (Decimal(expected), "")


@pytest.mark.parametrize("text", ["", "  ", "-", "–", "—", "\u2212"])
def test_dash_means_none(text: str) -> None:
    assert parse_number(text, MONEY) == (None, "")


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        pytest.param("1.23,456", "mixed_separators", id="point_and_comma"),
        pytest.param("1,2345.6", "mixed_separators", id="comma_and_point"),
        pytest.param("1.234,567.8", "mixed_separators", id="point_after_comma"),
        pytest.param("1.234,567", "too_many_decimals", id="grouped_three_decimals"),
        pytest.param("1.234.567", "mixed_separators", id="points"),
        pytest.param("1'234'567", "mixed_separators", id="apostrophes"),
        pytest.param("1'234", "mixed_separators", id="apostrophe"),
        pytest.param("12'34,00", "mixed_separators", id="apostrophe_after_two"),
        pytest.param("1 250,-", "minus_unclear", id="spaces_and_dash"),
        pytest.param("EUR", "not_a_number", id="currency_alone"),
        pytest.param("1,234", "ambiguous_separator", id="comma_three_figures"),
        pytest.param("12.345", "ambiguous_separator", id="point_three_figures"),
        pytest.param("12,3456", "too_many_decimals", id="four_decimals"),
        pytest.param("0,005", "too_many_decimals", id="half_a_cent"),
        pytest.param("123456789012345", "too_large", id="too_many_figures"),
        pytest.param("1,0000000000001", "too_many_decimals", id="endless"),
        pytest.param("–5", "dash_not_minus", id="en_dash"),
        pytest.param("\u20115", "dash_not_minus", id="hyphen_that_does_not_break"),
        pytest.param("\uff0d5", "dash_not_minus", id="full_width"),
        pytest.param("1E+05", "exponent", id="exponent"),
        pytest.param("21 %", "percent_in_amount", id="percent"),
        pytest.param("2024-05-31 00:00:00", "date_not_number", id="date"),
        pytest.param("12 34", "not_a_number", id="odd_grouping"),
        pytest.param("-(5,00)", "not_a_number", id="minus_and_brackets"),
        pytest.param("-5-", "not_a_number", id="two_minuses"),
        pytest.param("(5,00", "not_a_number", id="bracket_left_open"),
        pytest.param("5–", "not_a_number", id="dash_after"),
        pytest.param(".583", "too_many_decimals", id="bare_fraction_of_a_cent"),
        pytest.param("100 -", "minus_unclear", id="minus_or_no_cents"),
        pytest.param("1 250 –", "minus_unclear", id="dash_or_no_cents"),
        pytest.param("100,-", "minus_unclear", id="comma_and_dash"),
        pytest.param("1 250,00*", "note_mark", id="star"),
        pytest.param("1250,00¹", "note_mark", id="superscript"),
        pytest.param("1250 1)", "note_mark", id="number_of_a_note"),
        pytest.param("1250,001)", "note_mark", id="number_of_a_note_glued_on"),
        pytest.param("250 (1)", "note_mark", id="note_in_brackets"),
        pytest.param("x", "not_a_number", id="mark_instead_of_an_amount"),
        pytest.param("1" * 5000, "not_a_number", id="endless_figures"),
        pytest.param("true", "not_a_number", id="boolean"),
        pytest.param("5 tūkst.", "unit_in_cell", id="unit"),
        pytest.param("1,2 mln. Eur", "unit_in_cell", id="millions"),
        pytest.param("10 Eur 50 ct", "unit_in_cell", id="cents_apart"),
        pytest.param("100 Lt", "other_currency", id="litas"),
        pytest.param("100 USD", "other_currency", id="dollars"),
        pytest.param("£5", "other_currency", id="pounds"),
        pytest.param("100 Eur/mėn.", "not_a_number", id="price"),
        pytest.param("iki 100", "not_a_number", id="word"),
        pytest.param("١٢", "not_a_number", id="other_figures"),
        pytest.param("NaN", "not_a_number", id="nan"),
    ],
)
def test_amount_that_reads_two_ways_is_refused(text: str, rule: str) -> None:
    assert parse_number(text, MONEY) == (None, rule)


def test_percent_value_is_read_as_shown() -> None:
    assert parse_number("12,5 %", VALUE) == (Decimal("12.5"), "")


@pytest.mark.parametrize(
    "text", ["*", "**", "x", "X", "<5", "≤ 10", "n. d.", "n/d", "..", "…", ":"]
)
def test_mark_of_a_value_that_is_not_told_has_a_rule_of_its_own(text: str) -> None:
    assert parse_number(text, VALUE) == (None, "suppressed")


def test_brackets_are_no_minus_of_a_value() -> None:
    assert parse_number("(5)", VALUE) == (None, "not_a_number")


@pytest.mark.parametrize(
    ("text", "separator", "expected"),
    [
        pytest.param("12,345", ",", "12.345", id="comma_known"),
        pytest.param("12.345", ".", "12.345", id="point_known"),
        pytest.param("0,125", "", "0.125", id="nothing_before"),
        pytest.param("1 234,567", "", "1234.567", id="thousands_apart"),
        pytest.param("1234,567", "", "1234.567", id="four_figures_before"),
    ],
)
def test_three_decimals_are_read_where_sure(
    text: str, separator: str, expected: str
) -> None:
    form = NumberFormat(decimals=4, separator=separator)
    assert parse_number(text, form) == (Decimal(expected), "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("1,5", "1500.00", id="one_and_a_half_thousand"),
        pytest.param("120,13915", "120139.15", id="to_the_cent"),
        pytest.param("0,00001", "0.01", id="one_cent"),
    ],
)
def test_thousands_are_multiplied_exactly(text: str, expected: str) -> None:
    form = NumberFormat(decimals=2, multiplier=1000, is_money=True)
    assert parse_number(text, form) == (Decimal(expected), "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("48", (48, "")),
        ("48.0", (48, "")),
        ("1 048", (1048, "")),
        ("4,5", (None, "too_many_decimals")),
        ("-1", (None, "negative")),
        ("–", (None, "")),
        ("50 %", (None, "percent_in_count")),
    ],
)
def test_count_is_a_whole_number(text: str, expected: tuple[int | None, str]) -> None:
    assert parse_count(text, NumberFormat(decimals=0, minimum=0)) == expected


def test_thousands_beyond_the_column_are_refused() -> None:
    form = NumberFormat(decimals=2, multiplier=1000, is_money=True)
    assert parse_number("12345678901234", form) == (None, "too_large")


@pytest.mark.parametrize("mark", ["\u202e", "\u202d", "\u202b", "\u2067"])
@pytest.mark.parametrize("column", ["net_eur", "document_number", "date"])
def test_cell_whose_order_is_turned_is_not_read(
    mark: str, column: str, read_payment: Callable[..., WorkbookReading]
) -> None:
    """`001` is seen as `100`, and the other way round."""
    turned = {"net_eur": "001", "document_number": "21-FS", "date": "13-50-4202"}
    reading = read_payment(**{column: f"{mark}{turned[column]}"})
    assert reading.rejects.select("column_name", "rule").rows() == [
        (column, "control_character")
    ]


@given(
    st.integers(1_000, 10**11),
    st.integers(0, 99),
    st.sampled_from([(".", ","), (",", "."), ("'", ","), ("’", "."), (" ", ",")]),
    st.sampled_from(["{}", "{} €", "€ {}", "EUR {}", "{} Eur", "{} eurų", "Eur. {}"]),
)
def test_amount_is_read_whole_in_every_spelling(
    euros: int, cents: int, signs: tuple[str, str], currency: str
) -> None:
    thousands, decimal = signs
    written = f"{euros:,}".replace(",", thousands) + f"{decimal}{cents:02}"
    expected = Decimal(euros) + Decimal(cents) / 100
    for text, value in [(written, expected), (f"-{written}", -expected)]:
        assert parse_number(currency.format(text), MONEY) == (value, "")
