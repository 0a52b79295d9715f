import pytest

from etl.plans.content.document import parse_lines
from etl.plans.form.costs.cells import CostCell, split_cells
from etl.plans.form.costs.rows import (
    find_parts_of_nothing,
    find_rows,
    measure_title_limit,
)

REASON = "Vaikai mokysis drauge ir padės vieni kitiems kasdien"
REST = f"{REASON} / 2025 m. / Planai"
# It begins a page, as its space says.
PART = " 17.1. Mokykla: G1; darbo vietų – 30; dydis – 53,88 m2"
OTHER = f"2. Kiemas / STEAM / {REST} / 7,00"


def cells_of(text: str) -> list[CostCell]:
    return split_cells(parse_lines(text.replace(" / ", "\n\n").replace("|", "\n")))


def rows(text: str) -> list[str]:
    cells = cells_of(text)
    found = find_rows(cells, measure_title_limit(cells))
    return [f"{row.number} {row.occurrence} {row.category}" for row in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            f"1. Salė / STEAM / {REST} / 5,00 / 1,05", ["1 1 None"], id="area_follows"
        ),
        pytest.param(
            f"Infrastruktūra / 1. Salė / STEAM / {REST} / 5,00 / 1,05",
            ["1 1 infrastructure"],
            id="category_above",
        ),
        pytest.param(
            f"1. Salė|1. Sienos|2. Grindys / STEAM / {REST} / 5,00 / 1,05",
            ["1 1 None"],
            id="works_in_the_title",
        ),
        pytest.param(
            f"1. Salė / STEAM / {REST} / 5,00 / 1,05 / {OTHER}",
            ["1 1 None", "2 1 None"],
            id="two_rows",
        ),
        pytest.param(
            f"1. A / STEAM / {REST} / 5,00 / 1,05 / 1. B / STEAM / {REST} / 7,00",
            ["1 1 None", "1 2 None"],
            id="number_twice",
        ),
        pytest.param(
            f"1. A / STEAM / {REST} / (5000,00) / 1,05 / {OTHER}",
            ["1 1 None", "2 1 None"],
            id="odd_amount_ends_a_row",
        ),
        pytest.param(
            f"1. A / STEAM / {REST} / 5,00 / 1,05"
            " / 1.1. Mokykla: G1; darbo vietų – 30; dydis – 53,88 m2",
            ["1 1 None", "1.1 1 None"],
            id="part_over_the_whole_width",
        ),
        pytest.param(
            f"1. A / STEAM / {REST} / 5,00 / 1,05 / {PART} / {OTHER} / 8,00",
            ["1 1 None", "2 1 None"],
            id="part_of_nothing_takes_no_costs",
        ),
        pytest.param("Tik tekstas / 2025 m.", [], id="no_rows"),
    ],
)
def test_rows_begin_with_their_numbers(text: str, expected: list[str]) -> None:
    assert rows(text) == expected


def test_part_of_nothing_is_found() -> None:
    row = f"{REST} / 5,00 / 1,05"
    cells = cells_of(f"1. A / STEAM / {row} / {PART} / 2. B / STEAM / {row}")
    found = find_parts_of_nothing(cells, measure_title_limit(cells))
    assert [cell.line_number for cell in found] == [15]
