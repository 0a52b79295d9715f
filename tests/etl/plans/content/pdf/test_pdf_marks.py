import pytest

from etl.plans.content.pdf.marks import (
    is_struck,
    set_marks,
    turn_upright,
)
from etl.plans.content.pdf.text import Char, read_lines


def char(text: str, x0: float, top: float = 100, size: float = 10) -> Char:
    width = size / 2
    return {
        "text": text,
        "x0": x0,
        "x1": x0 + width,
        "top": top,
        "bottom": top + size,
        "size": size,
        "upright": True,
    }


def number(text: str, x0: float = 50, top: float = 100) -> list[Char]:
    return [char(letter, x0 + 5 * index, top) for index, letter in enumerate(text)]


def read(chars: list[Char]) -> list[str]:
    return [line.text for line in read_lines(set_marks(chars), 1)]


@pytest.mark.parametrize(
    ("mark", "expected"),
    [
        pytest.param([char("1", 70, 100, 6)], ["7500¹"], id="raised"),
        pytest.param([char("1", 70, 98, 6)], ["7500¹"], id="above_the_line"),
        pytest.param([char("1", 70, 96.5)], ["7500¹"], id="raised_as_large"),
        pytest.param(
            [char("1", 70, 100, 6), char("2", 73, 100, 6)], ["7500¹²"], id="two"
        ),
        pytest.param([char("2", 70, 106, 6)], ["7500₂"], id="lowered"),
        pytest.param([char("*", 70, 100, 6)], ["7500*"], id="star"),
        pytest.param([char("1", 70)], ["75001"], id="figure_of_the_number"),
        pytest.param([char("1", 95)], ["7500 1"], id="apart"),
    ],
)
def test_figures_set_higher_are_marks(mark: list[Char], expected: list[str]) -> None:
    assert read([*number("7500"), *mark]) == expected


def test_lines_set_closely_are_no_marks() -> None:
    chars = [*number("2475"), *number("0,00", top=108)]
    assert read(chars) == ["2475", "0,00"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param((106.5, 50, 70), True, id="through_the_middle"),
        pytest.param((104, 40, 90), True, id="longer"),
        pytest.param((109, 50, 70), False, id="underline"),
        pytest.param((101, 50, 70), False, id="overline"),
        pytest.param((106, 53, 55), False, id="beside"),
        pytest.param((118, 50, 70), False, id="rule_below"),
    ],
)
def test_line_through_letters_strikes_them_out(
    line: tuple[float, float, float], *, expected: bool
) -> None:
    assert is_struck(char("7", 50), [line]) is expected


@pytest.mark.parametrize("goes_up", [True, False])
def test_turned_text_is_read_along_its_lines(*, goes_up: bool) -> None:
    step = -5 if goes_up else 5
    sides = (20, 34) if goes_up else (34, 20)
    chars = [
        {
            **char(letter, side, 200 + step * index),
            "x1": side + 10,
            "bottom": 205 + step * index,
            "upright": False,
            "matrix": (0, 1 if goes_up else -1, 0, 0, 0, 0),
        }
        for word, side in zip(("PVM", "suma"), sides, strict=True)
        for index, letter in enumerate(word)
    ]
    lines = read_lines(turn_upright(chars), 1)
    assert [line.text for line in lines] == ["PVM", "suma"]
