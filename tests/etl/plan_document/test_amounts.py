from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.sources.plan_document.amounts import (
    is_amount_piece,
    is_complete,
    join_pieces,
    read_amounts,
    split_trailing,
)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(["12013", "9,15"], ["120139.15"], id="two_lines"),
        pytest.param(["758", "38,2", "9"], ["75838.29"], id="three_lines"),
        pytest.param(["283", "589,", "41"], ["283589.41"], id="comma_ends_a_line"),
        pytest.param(["5000,", "00"], ["5000.00"], id="cents_on_their_own"),
        pytest.param(["3072", "6,4"], ["30726.40"], id="one_decimal"),
        pytest.param(["0,00"], ["0.00"], id="zero"),
        pytest.param(["1097", "54,54 0,00"], ["109754.54", "0.00"], id="two_amounts"),
        pytest.param(["120 139,15 25 229,22"], ["120139.15", "25229.22"], id="spaces"),
        pytest.param(["1 061", "000,70"], ["1061000.70"], id="wrapped_at_thousands"),
        pytest.param(["12500.75"], ["12500.75"], id="dot_as_decimal_sign"),
        pytest.param(["4500"], ["4500"], id="whole_number"),
        pytest.param(["3.1."], [], id="number_of_an_activity"),
        pytest.param(["2024", "m. IV"], [], id="period"),
    ],
)
def test_read_amounts_puts_wrapped_pieces_together(
    lines: list[str], expected: list[str]
) -> None:
    found = read_amounts(join_pieces(lines))
    assert [str(amount) for amount in found] == expected


@given(st.integers(0, 10**10), st.data())
def test_read_amounts_reads_any_wrap(cents: int, data: st.DataObject) -> None:
    amount = Decimal(cents) / 100
    printed = f"{amount:.2f}".replace(".", ",")
    cuts = sorted(data.draw(st.sets(st.integers(1, len(printed) - 1), max_size=3)))
    bounds = [0, *cuts, len(printed)]
    pieces = [printed[a:b] for a, b in pairwise(bounds)]
    assert all(map(is_amount_piece, pieces))
    assert read_amounts(join_pieces(pieces)) == (amount,)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("9,15", True, id="end_of_an_amount"),
        pytest.param(",", True, id="comma_alone"),
        pytest.param("120 139,15", True, id="thousands"),
        pytest.param("8500,00 Eur", True, id="with_currency"),
        pytest.param("53,88 m2", False, id="size_of_a_room"),
        pytest.param("30 d.", False, id="day"),
        pytest.param("–", False, id="dash"),
    ],
)
def test_is_amount_piece_tells_amounts_from_words(line: str, *, expected: bool) -> None:
    assert is_amount_piece(line) is expected


@pytest.mark.parametrize(
    ("joined", "expected"),
    [("120139,15", True), ("30726,4", False), ("1350", False), ("8500,", False)],
)
def test_is_complete_wants_two_decimals(joined: str, *, expected: bool) -> None:
    assert is_complete(joined) is expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param(
            "Planas 21 500,00 3 655,30", ("Planas", "21 500,00 3 655,30"), id="two"
        ),
        pytest.param("Planas 700,00", ("Planas", "700,00"), id="one"),
        pytest.param("17,40 m2", ("17,40 m2", ""), id="none"),
        pytest.param("2021–2030 m.", ("2021–2030 m.", ""), id="years"),
    ],
)
def test_split_trailing_takes_amounts_off_the_end(
    line: str, expected: tuple[str, str]
) -> None:
    assert split_trailing(line) == expected


def test_endless_figures_are_no_amount() -> None:
    # Looked at from each of its figures, it would take hours.
    assert read_amounts("12 345 " * 200_000 + "x, 7,50") == (Decimal("7.50"),)
