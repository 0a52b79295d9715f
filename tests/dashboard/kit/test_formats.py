from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from dashboard.kit import formats


@pytest.mark.parametrize(
    ("value", "lt", "en"),
    [
        pytest.param("6637231.24", "6 637 231,24 €", "€6,637,231.24", id="millions"),
        pytest.param("0", "0,00 €", "€0.00", id="zero"),
        pytest.param("-1234.5", "−1 234,50 €", "−€1,234.50", id="negative"),
        pytest.param("0.005", "0,01 €", "€0.01", id="half_a_cent_up"),
        pytest.param("-0.001", "0,00 €", "€0.00", id="no_negative_zero"),
    ],
)
def test_format_money_writes_cents_and_no_break_spaces(
    value: str, lt: str, en: str
) -> None:
    assert formats.format_money(Decimal(value), "lt") == lt.replace(" ", "\u00a0")
    assert formats.format_money(Decimal(value), "en") == en


@pytest.mark.parametrize(
    ("value", "lt", "en"),
    [
        pytest.param("6637231.24", "6,6 mln. €", "€6.6m", id="millions"),
        pytest.param("120077883.61", "120,1 mln. €", "€120.1m", id="hundreds"),
        pytest.param("2250000000", "2,3 mlrd. €", "€2.3bn", id="billions"),
        pytest.param("999999", "1,0 mln. €", "€1.0m", id="rounds_up_a_scale"),
        pytest.param("999499", "999 tūkst. €", "€999k", id="thousands"),
        pytest.param("842.4", "842 €", "€842", id="hundreds_of_euro"),
        pytest.param("999.7", "1 tūkst. €", "€1k", id="rounds_up_to_thousand"),
        pytest.param("-6637231", "−6,6 mln. €", "−€6.6m", id="negative"),
    ],
)
def test_format_money_short_chooses_scale_after_rounding(
    value: str, lt: str, en: str
) -> None:
    assert formats.format_money_short(Decimal(value), "lt") == lt.replace(" ", "\u00a0")
    assert formats.format_money_short(Decimal(value), "en") == en


@pytest.mark.parametrize(
    ("ratio", "lt", "lt_table", "en"),
    [
        pytest.param("0.333", "33 proc.", "33 %", "33%", id="third"),
        pytest.param("0", "0 proc.", "0 %", "0%", id="zero"),
        pytest.param("0.004", "< 1 proc.", "< 1 %", "<\u00a01%", id="almost_nothing"),
        pytest.param("1", "100 proc.", "100 %", "100%", id="all"),
        pytest.param(
            "0.999",
            "daugiau kaip 99 proc.".replace("kaip ", "kaip\u00a0"),
            "> 99 %",
            "more than\u00a099%",
            id="nearly_all",
        ),
        pytest.param("0.99999999", "100 proc.", "100 %", "100%", id="all_but_a_bit"),
        pytest.param("0.994", "99 proc.", "99 %", "99%", id="less_than_nearly_all"),
    ],
)
def test_format_share_by_place_and_language(
    ratio: str, lt: str, lt_table: str, en: str
) -> None:
    value = Decimal(ratio)
    share = formats.format_share(value, "lt")
    assert share.replace("\u00a0", " ") == lt.replace("\u00a0", " ")
    table = formats.format_share(value, "lt", style="table")
    assert table == lt_table.replace(" ", "\u00a0")
    assert formats.format_share(value, "en") == en


@pytest.mark.parametrize(
    ("value", "lt", "en"),
    [
        pytest.param(Decimal("7.2"), "+7,2 proc. p.", "+7.2 pp", id="up"),
        pytest.param(Decimal("-7.25"), "−7,3 proc. p.", "−7.3 pp", id="down"),
        pytest.param(Decimal(0), "0,0 proc. p.", "0.0 pp", id="none"),
    ],
)
def test_format_points_carries_a_sign(value: Decimal, lt: str, en: str) -> None:
    assert formats.format_points(value, "lt") == lt.replace(" ", "\u00a0")
    assert formats.format_points(value, "en") == en.replace(" ", "\u00a0")


@pytest.mark.parametrize(
    ("start", "end", "lt", "en"),
    [
        pytest.param(
            date(2025, 1, 1),
            date(2025, 12, 31),
            "2025\u00a0m. I–IV\u00a0ketv.",
            "Q1–Q4\u00a02025",
            id="one_year",
        ),
        pytest.param(
            date(2023, 10, 1),
            date(2025, 6, 30),
            "2023\u00a0m. IV\u00a0ketv. – 2025\u00a0m. II\u00a0ketv.",
            "Q4\u00a02023 – Q2\u00a02025",
            id="over_years",
        ),
        pytest.param(
            date(2024, 4, 1),
            date(2024, 6, 30),
            "2024\u00a0m. II\u00a0ketv.",
            "Q2\u00a02024",
            id="one_quarter",
        ),
        pytest.param(
            None,
            date(2024, 6, 30),
            "2024\u00a0m. II\u00a0ketv.",
            "Q2\u00a02024",
            id="end_only",
        ),
        pytest.param(None, None, "", "", id="unknown"),
    ],
)
def test_format_period_says_quarters_once(
    start: date | None, end: date | None, lt: str, en: str
) -> None:
    assert formats.format_period(start, end, "lt") == lt
    assert formats.format_period(start, end, "en") == en


def test_format_school_year_has_an_en_dash() -> None:
    assert formats.format_school_year("2021-2022", "lt") == "2021–2022\u00a0m.\u00a0m."
    assert formats.format_school_year("2021-2022", "en") == "2021–2022"


def test_format_difference_says_its_sign() -> None:
    assert formats.format_difference(Decimal(12), "lt") == "+12,00"
    assert formats.format_difference(Decimal(-12), "en") == "−12.00"


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        pytest.param([], "", id="none"),
        pytest.param(["G1", "G2"], "G1, G2", id="two_stay_apart"),
        pytest.param(["G1", "G2", "G3", "G5"], "G1–G3, G5", id="run"),
        pytest.param(["G9", "G10", "G11", "T1"], "G9–G11, T1", id="letters_part_runs"),
        pytest.param(["A", "B1"], "A, B1", id="no_number"),
    ],
)
def test_format_codes_joins_runs(codes: list[str], expected: str) -> None:
    assert formats.format_codes(codes) == expected
