"""Units and currencies of a ledger hold wherever it states them."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from etl.workbooks import read_workbook
from pazanga.errors import WorkbookError

from .conftest import LINE, make_mapping

HEADING = list(LINE)
CELLS = list(LINE.values())
AMOUNT = HEADING.index("SUMA")


def unit_row(text: str) -> list[str]:
    return [text if place == AMOUNT else "" for place, _ in enumerate(HEADING)]


def write(path: Path, *rows: list[str]) -> Path:
    path.write_text("\n".join(";".join(row) for row in rows), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("above", "below", "stated", "net"),
    [
        pytest.param([], [], None, "100.00", id="nothing_said"),
        pytest.param([["Sumos tūkst. Eur"]], [], None, "100000.00", id="title"),
        pytest.param([["Eur"]], [], None, "100.00", id="plain_euro"),
        pytest.param([], [unit_row("tūkst. Eur")], None, "100000.00", id="row_below"),
        pytest.param([], [unit_row("Eur")], None, "100.00", id="row_of_euro"),
        pytest.param([], [], 1000, "100000.00", id="stated"),
        pytest.param([["Sumos tūkst. Eur"]], [], 1000, "100000.00", id="both_agree"),
    ],
)
def test_unit_is_obeyed(
    tmp_path: Path,
    above: list[list[str]],
    below: list[list[str]],
    stated: int | None,
    net: str,
) -> None:
    path = write(tmp_path / "a.csv", *above, HEADING, *below, CELLS)
    formats = {"multiplier": stated} if stated else {}
    found = read_workbook(path, mappings=[make_mapping(formats=formats)])
    assert found.facts["spending"]["net_eur"].to_list() == [Decimal(net)]
    assert found.sheets[0].rows_rejected == 0


@pytest.mark.parametrize(
    ("above", "below", "formats", "error"),
    [
        pytest.param(
            [["Sumos tūkst. Eur"]],
            [],
            {"multiplier": 1},
            "mapping_unit_differs",
            id="title_and_mapping",
        ),
        pytest.param(
            [],
            [unit_row("tūkst. Eur")],
            {"multiplier": 1},
            "mapping_unit_differs",
            id="row_and_mapping",
        ),
        pytest.param(
            [["Valiuta: LTL"]], [], {}, "mapping_foreign", id="title_in_litas"
        ),
        pytest.param([], [unit_row("SEK")], {}, "mapping_foreign", id="row_in_krona"),
    ],
)
def test_what_disagrees_is_refused(
    tmp_path: Path,
    above: list[list[str]],
    below: list[list[str]],
    formats: dict[str, Any],
    error: str,
) -> None:
    path = write(tmp_path / "a.csv", *above, HEADING, *below, CELLS)
    with pytest.raises(WorkbookError) as caught:
        read_workbook(path, mappings=[make_mapping(formats=formats)])
    assert caught.value.code == f"workbooks.{error}"
    assert "ledger.toml" in caught.value.text("lt")


@pytest.mark.parametrize(
    ("form", "net", "rules"),
    [
        pytest.param("0.00", "12.50", [], id="plain"),
        pytest.param('0.0" tūkst. Eur"', "12500.00", [], id="thousands"),
        pytest.param('0.00" SEK"', None, ["other_currency"], id="krona"),
        pytest.param("0.0%", None, ["percent_in_amount"], id="percent"),
    ],
)
def test_number_format_is_obeyed(
    tmp_path: Path, form: str, net: str | None, rules: list[str]
) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADING)
        sheet.write_row(1, 0, CELLS)
        sheet.write_number(1, AMOUNT, 12.5, book.add_format({"num_format": form}))
    found = read_workbook(path, mappings=[make_mapping()])
    amounts = found.facts["spending"]["net_eur"].to_list()
    assert amounts == ([Decimal(net)] if net else [])
    assert found.rejects["rule"].to_list() == rules


def test_merged_code_counts_for_all_lines_below_it(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADING)
        for row in (1, 2):
            sheet.write_row(row, 0, [f"AB {row}", *CELLS[1:]])
        place = HEADING.index("PRIEMONE")
        sheet.merge_range(1, place, 2, place, CELLS[place])
    found = read_workbook(path, mappings=[make_mapping()])
    assert found.facts["spending"]["activity_number"].to_list() == ["3.1", "3.1"]
