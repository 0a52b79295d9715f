from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.plans.content.wrapped_words import learn_words
from etl.plans.form.money.amount_pieces import (
    is_amount_piece,
    is_complete,
    join_pieces,
    looks_like_amount,
    read_pieces,
    read_pieces_pair,
)

KNOWN = learn_words(())


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param("12013|9,15", "120139.15", id="two_lines"),
        pytest.param("758|38,2|9", "75838.29", id="three_lines"),
        pytest.param("283|589,|41", "283589.41", id="comma_ends_a_line"),
        pytest.param("3072|6,4", "30726.40", id="one_decimal"),
        pytest.param("1 061|000,70", "1061000.70", id="wrapped_at_thousands"),
        pytest.param("24.75|0,00", "24750.00", id="dots"),
        pytest.param("24'75|0,00", "24750.00", id="apostrophe"),
        pytest.param("24750,|–", "24750.00", id="dash"),
        pytest.param("24750|,00|Eur", "24750.00", id="currency"),
        pytest.param("2475|0,00¹", "24750.00", id="mark"),
        pytest.param("80|tūkst.", "80000.00", id="unit"),
        pytest.param("4500", "4500.00", id="whole_number"),
        pytest.param("24750|100", None, id="two_whole_numbers_or_one"),
        pytest.param("24750,00|30000,00", None, id="two_amounts"),
        pytest.param("2679¹|5,00", None, id="mark_inside"),
        pytest.param("80 tūkst|. 500", None, id="thousands_and_rest"),
        pytest.param("nuo 10|0,00|iki|2475|0,00", None, id="from_to"),
        pytest.param("1.|988,07", None, id="number_of_a_row"),
        pytest.param("3.1.", None, id="number_of_an_activity"),
        pytest.param("2024|m. IV", None, id="period"),
    ],
)
def test_pieces_are_one_amount_or_none(lines: str, expected: str | None) -> None:
    reading = read_pieces(lines.split("|"), KNOWN)
    assert reading.amount == (None if expected is None else Decimal(expected))
    assert reading.is_whole is (expected is not None)


@given(st.integers(0, 10**10), st.data())
def test_any_wrap_is_read(cents: int, data: st.DataObject) -> None:
    amount = Decimal(cents) / 100
    printed = f"{amount:.2f}".replace(".", ",")
    cuts = sorted(data.draw(st.sets(st.integers(1, len(printed) - 1), max_size=3)))
    bounds = [0, *cuts, len(printed)]
    pieces = [printed[a:b] for a, b in pairwise(bounds)]
    assert all(map(is_amount_piece, pieces))
    assert read_pieces(pieces, KNOWN).amount == amount


def test_two_amounts_of_one_cell_are_told_apart() -> None:
    pair = read_pieces_pair(["1097", "54,54 0,00"])
    assert pair is not None
    assert [one.amount for one in pair] == [Decimal("109754.54"), Decimal("0.00")]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("9,15", True, id="end_of_an_amount"),
        pytest.param(",", True, id="comma_alone"),
        pytest.param("120 139,15", True, id="thousands"),
        pytest.param("24\u202f750", True, id="narrow_space"),
        pytest.param("8500,00 Eur", True, id="with_currency"),
        pytest.param("53,88 m2", False, id="size_of_a_room"),
        pytest.param("30 d.", False, id="day"),
        pytest.param("–", False, id="dash"),
        pytest.param(".", False, id="end_of_a_number"),
    ],
)
def test_is_amount_piece_tells_amounts_from_words(line: str, *, expected: bool) -> None:
    assert is_amount_piece(line) is expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param("(2475|0,00)", True, id="brackets"),
        pytest.param("~2475|0,00", True, id="tilde"),
        pytest.param("apie|24750|,00", True, id="words_of_amounts"),
        pytest.param("80 tūkst. Eur", True, id="unit"),
        pytest.param("23.2.1|.", False, id="number_of_an_activity"),
        pytest.param("2024|m. -|2026|m.", False, id="period"),
        pytest.param("Mokykl|ų|planai", False, id="documents"),
        pytest.param("1. Sienos 2500,00", False, id="works"),
    ],
)
def test_odd_amounts_are_known_by_their_looks(lines: str, *, expected: bool) -> None:
    assert looks_like_amount(lines.split("|")) is expected


@pytest.mark.parametrize(
    ("joined", "expected"),
    [("120139,15", True), ("30726,4", False), ("1350", False), ("8500,", False)],
)
def test_is_complete_wants_two_decimals(joined: str, *, expected: bool) -> None:
    assert is_complete(joined) is expected


def test_pieces_are_joined_without_unseen_characters() -> None:
    assert join_pieces(["24\u00ad", "750,\u200b00"]) == "24750,00"
