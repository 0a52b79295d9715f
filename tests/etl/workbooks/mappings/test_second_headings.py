"""A second table in a ledger, and amounts in merged cells, are never read unseen."""

from pathlib import Path
from typing import Any

import polars as pl
import pytest
import xlsxwriter

from etl.workbooks import WorkbookReading, read_workbook
from etl.workbooks.files.sheets import ROW
from etl.workbooks.mappings import parse_mapping
from etl.workbooks.mappings.recognise import find_fit, refuse_second_heading
from pazanga.errors import WorkbookError

HEADING = ["VEIKLA X", "DIENA", "DOK", "NETO", "MOKESTIS", "IŠ KO"]
NAMES = ("activity_number", "date", "document_number", "net_eur", "vat_eur")
MAPPING = parse_mapping(
    "ledger",
    {
        "kind": "spending",
        "headings": ["DIENA", "DOK"],
        "equal_lines": "each",
        "columns": dict(zip((*NAMES, "funding_source"), HEADING, strict=True)),
        "constants": {"plan_code": "kaunas", "phase": "executed"},
    },
)


def pay(number: int) -> list[Any]:
    return ["1.2", "2024-05-31", f"SF-{number}", 100 + number, 21, "EGADP"]


def read(
    path: Path, rows: list[list[Any]], *merges: tuple[int, int, int, int]
) -> WorkbookReading:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for line, cells in enumerate(rows):
            sheet.write_row(line, 0, cells)
        for merge in merges:
            sheet.merge_range(*merge, rows[merge[0]][merge[1]])
    return read_workbook(path, mappings=[MAPPING])


SWAPPED = [*HEADING[:3], "MOKESTIS", "NETO", *HEADING[5:]]


@pytest.mark.parametrize(
    "second",
    [
        SWAPPED,
        [*HEADING[:3], "Grąžinta", *HEADING[4:]],
        ["DOK", "DIENA", "NETO"],
        ["Priemonė", "Kada", "Kuo", "Pajamos", "Mokesčiai", "Pastabos"],
        ["VEIKLA X", "DIENA", "DOK", "Suma su PVM", "PVM 21 %"],
        ["VEIKLA X", "DIENA", "DOK", "Suma 2025 m.", "MOKESTIS", "IŠ KO 2025"],
        [*HEADING[:3], "Suma su PVM", "", "Lėšos 2025 m."],
        ["KAS 1", "KADA 2", "KUO 3", "PAJAMOS 4", "MOKESČIAI 5", "IŠ KO 6"],
        ["Kas", "Kada", "Kuo", "Kiek", "Dar kiek", "Iš ko"],
        ["kas", "kada", "kuo", "suma", "suma", "iš ko"],
        ["Kas 1", "Kada", "Kuo", "Laukiama", "Laukiama", "Iš ko"],
    ],
)
@pytest.mark.parametrize("gap", [0, 2])
def test_second_heading_is_refused(tmp_path: Path, second: list[str], gap: int) -> None:
    empty: list[list[Any]] = [[]] * gap
    rows = [HEADING, pay(1), pay(2), *empty, second, pay(3)]
    with pytest.raises(WorkbookError) as caught:
        read(tmp_path / "f.xlsx", rows)
    assert caught.value.code == "workbooks.mapping_second_heading"
    assert caught.value.fields["row"] == 4 + gap


@pytest.mark.parametrize(
    "line",
    [
        HEADING,
        ["Iš viso", "–", "–", "–", "–", ""],
        ["Buhalterė", "(parašas)", "Vardenė Pavardė"],
        ["Gegužė"],
        ["Direktorius", "(parašas 1)", "V. P.", "tel. 8 37", "", "EGADP"],
        ["1.2", "nežinoma", "SF-7", "nežinoma", "nežinoma", "EGADP"],
        ["1.2", "2024 m. gegužės 3 d.", "DOK", "apie 100 Eur", "nežinoma", "EGADP"],
        ["1.7 a", "anuliuota", "AB 2", "anuliuota", "anuliuota", "ES"],
        ["1.7 a", "Nežinoma", "AB 2", "laukiama", "laukiama", "ES"],
        ["1.7 a", "Grąžino", "AB 2", "Grąžino", "grąžino", "ES"],
    ],
)
def test_other_lines_are_no_heading(tmp_path: Path, line: list[str]) -> None:
    rows = [HEADING, pay(1), line, pay(2)]
    reading = read(tmp_path / "f.xlsx", rows)
    assert reading.rows_loaded == 2
    is_of_data = line[-1] == "ES"
    assert set(reading.rejects["row_number"]) >= ({3} if is_of_data else set())


@pytest.mark.parametrize("text", ["nelaikė", "nėra duomenų", "Reikšmė dar nežinoma"])
def test_words_over_one_column_of_figures_are_no_heading(text: str) -> None:
    exams = parse_mapping(
        "exams",
        {
            "kind": "exams",
            "headings": ["Mokykla", "Dalykas"],
            "columns": {
                "school_code": "Mokykla",
                "subject": "Dalykas",
                "value": "Rezultatas",
            },
            "constants": {
                "plan_code": "kaunas",
                "exam": "VBE",
                "measure": "average",
                "school_year": "2024-2025",
            },
        },
    )
    fit = find_fit([(1, ["Mokykla", "Dalykas", "Rezultatas"])], [exams])
    assert fit is not None
    cells = {"0": ["Rato mokykla", "A1"], "1": ["Matematika"] * 2, "2": [text, "85"]}
    refuse_second_heading(pl.DataFrame({ROW: [2, 3], **cells}), fit)


def test_words_below_all_figures_are_no_heading(tmp_path: Path) -> None:
    rows = [HEADING, pay(1), pay(2), SWAPPED]
    assert read(tmp_path / "f.xlsx", rows).rows_loaded == 2


@pytest.mark.parametrize(
    ("merge", "rule"),
    [((1, 3, 2, 3), "amount_shared"), ((1, 3, 1, 4), "amount_merged")],
)
def test_amounts_in_merged_cells_are_put_aside(
    tmp_path: Path, merge: tuple[int, int, int, int], rule: str
) -> None:
    reading = read(tmp_path / "f.xlsx", [HEADING, pay(1), pay(2), pay(3)], merge)
    assert set(reading.rejects["rule"]) == {rule}
    assert "SF-3" in reading.facts["spending"]["document_number"].to_list()
