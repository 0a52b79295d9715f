import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from etl.workbooks import WorkbookReading, read_workbook
from etl.workbooks.contract.contract import Spending

Read = Callable[..., WorkbookReading]
Payment = Callable[..., list[Any]]


def rules(reading: WorkbookReading) -> list[tuple[int, str, str]]:
    return reading.rejects.select("row_number", "column_name", "rule").rows()


def notes(reading: WorkbookReading) -> set[str]:
    return {note.name for note in reading.notes}


def test_payment_is_read_as_the_contract_says(read_payment: Read) -> None:
    reading = read_payment(net_eur=100.1, date=date(2024, 5, 31))
    facts = reading.facts["spending"]
    assert Spending.is_valid(facts)
    assert facts.row(0, named=True) == {
        "_source_file": "book.xlsx",
        "_source_sheet": "Lapas",
        "_source_row": 2,
        "is_synthetic": False,
        "corrects": None,
        "plan_code": "kaunas",
        "activity_number": "1.2",
        "school_code": "M1",
        "date": date(2024, 5, 31),
        "document_number": "SF-1",
        "document_date": None,
        "supplier": "UAB Pavyzdys",
        "contract_number": "S-1",
        "net_eur": Decimal("100.10"),
        "vat_eur": Decimal("21.00"),
        "gross_eur": None,
        "funding_source": "EGADP",
        "phase": "executed",
    }


@pytest.mark.parametrize(
    ("cells", "column", "expected"),
    [
        ({"net_eur": 0.1 + 0.2}, "net_eur", Decimal("0.30")),
        ({"net_eur": 123456789.12}, "net_eur", Decimal("123456789.12")),
        ({"net_eur": 99999999.99}, "net_eur", Decimal("99999999.99")),
        ({"net_eur": "1 234,56"}, "net_eur", Decimal("1234.56")),
        ({"net_eur": "\u2212 5".replace(" ", "")}, "net_eur", Decimal("-5.00")),
        ({"vat_eur": "–"}, "vat_eur", None),
        ({"vat_eur": None}, "vat_eur", None),
        ({"vat_eur": 0}, "vat_eur", Decimal("0.00")),
        ({"date": 45443}, "date", date(2024, 5, 31)),
        ({"date": datetime(2024, 5, 31, 13, 45)}, "date", date(2024, 5, 31)),  # noqa: DTZ001
        ({"date": "31.05.2024"}, "date", date(2024, 5, 31)),
        ({"school_code": None}, "school_code", ""),
        ({"school_code": "–"}, "school_code", ""),
        ({"supplier": None}, "supplier", None),
        ({"document_number": 12345}, "document_number", "12345"),
        ({"activity_number": 14}, "activity_number", "14"),
        ({"phase": "patvirtinta"}, "phase", "approved"),
        ({"supplier": " UAB\u00a0X "}, "supplier", "UAB X"),
    ],
)
def test_cell_is_read_as_it_is_shown(
    read_payment: Read, cells: dict[str, Any], column: str, expected: object
) -> None:
    reading = read_payment(**cells)
    assert rules(reading) == []
    assert reading.facts["spending"][column].to_list() == [expected]


@pytest.mark.parametrize(
    ("cells", "column", "rule"),
    [
        ({"net_eur": "1.23,45"}, "net_eur", "mixed_separators"),
        ({"net_eur": 21.0693}, "net_eur", "too_many_decimals"),
        ({"net_eur": None}, "net_eur", "missing"),
        ({"net_eur": "–"}, "net_eur", "missing"),
        ({"net_eur": True}, "net_eur", "not_a_number"),
        ({"net_eur": date(2024, 5, 31)}, "net_eur", "date_not_number"),
        ({"date": 0}, "date", "zero_date"),
        ({"date": "05.06.2024"}, "date", "ambiguous_date"),
        ({"date": None}, "date", "missing"),
        (
            {"activity_number": date(2024, 2, 1)},
            "activity_number",
            "number_became_date",
        ),
        ({"document_number": "–"}, "document_number", "missing"),
        ({"phase": "kita"}, "phase", "not_a_choice"),
        ({"supplier": "#REF!"}, "supplier", "formula_error"),
    ],
)
def test_unreadable_cell_is_put_aside(
    read_payment: Read, cells: dict[str, Any], column: str, rule: str
) -> None:
    reading = read_payment(**cells)
    assert rules(reading) == [(2, column, rule)]
    assert reading.rows_loaded == 0


def test_failed_formulas_are_put_aside(
    read_payment: Read, failed_formula: type[str]
) -> None:
    reading = read_payment(
        net_eur=failed_formula("#DIV/0!"), supplier=failed_formula("#N/A")
    )
    assert rules(reading) == [
        (2, "supplier", "formula_error"),
        (2, "net_eur", "formula_error"),
    ]
    assert reading.rejects["raw_value"].to_list() == ["#N/A", "#DIV/0!"]


@pytest.mark.parametrize("column", ["vat_eur", "supplier"])
def test_formula_never_computed_is_not_empty(
    column: str, headings: list[str], payment: Payment, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    book.active.append(headings)
    book.active.append(payment(**{column: "=SUM(1,2)"}))
    book.save(path := tmp_path / "book.xlsx")
    assert rules(read_workbook(path)) == [(2, column, "formula_error")]


COMPUTED = ["net_eur", "vat_eur", "document_number"]


@pytest.mark.parametrize("told", ['fullCalcOnLoad="1"', 'calcCompleted="0"'])
@pytest.mark.parametrize("result", ["<v>0</v>", "<v>0.0</v>", "<v></v>", "<v> 0 </v>"])
@pytest.mark.parametrize("column", COMPUTED)
def test_zero_nobody_has_computed_is_no_amount(
    column: str, result: str, told: str, make_formula: Callable[..., Path]
) -> None:
    path = make_formula(column, result, told)
    reading = read_workbook(path)
    assert rules(reading) == [(2, column, "formula_error")]
    assert reading.rows_loaded == 0


@pytest.mark.parametrize(
    ("result", "told"),
    [("<v>0</v>", ""), ("<v>9</v>", 'fullCalcOnLoad="1"')],
    ids=["zero_that_was_computed", "result_of_a_program"],
)
def test_computed_formula_is_its_result(
    result: str, told: str, make_formula: Callable[..., Path]
) -> None:
    reading = read_workbook(make_formula("vat_eur", result, told))
    assert reading.rows_loaded == 1
    assert str(reading.facts["spending"]["vat_eur"][0])[0] == result[3]


@pytest.mark.parametrize("width", [11, 40])
def test_formula_is_found_however_wide_the_sheet_is(
    width: int, headings: list[str], payment: Payment, tmp_path: Path
) -> None:
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        more = [""] * (width - len(headings))
        sheet.write_row(0, 0, [*headings, *more, "Pastaba"])
        sheet.write_row(1, 0, [*payment(), *more, "a"])
        sheet.write_formula(1, headings.index("Suma be PVM, Eur"), "=50*2")
    assert rules(read_workbook(path)) == [(2, "net_eur", "formula_error")]


@pytest.fixture
def make_formula(
    headings: list[str], payment: Payment, tmp_path: Path
) -> Callable[..., Path]:
    """Write a payment with a formula in a column, its result and its workbook's say."""

    def write(column: str, result: str, told: str) -> Path:
        book = openpyxl.Workbook()
        book.active.append(headings)
        cells = {"net_eur": 100, "vat_eur": 21} | {column: "=1+1"}
        book.active.append(payment(**cells))
        book.save(path := tmp_path / "book.xlsx")
        with zipfile.ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        parts["xl/workbook.xml"] = re.sub(
            rb"<calcPr[^>]*/>",
            f"<calcPr {told}/>".encode(),
            parts["xl/workbook.xml"],
        )
        sheet = "xl/worksheets/sheet1.xml"
        parts[sheet], count = re.subn(
            rb"(</f>)<v ?/>|(</f>)<v></v>", rb"</f>" + result.encode(), parts[sheet]
        )
        assert count == 1
        with zipfile.ZipFile(path, "w") as archive:
            for name, data in parts.items():
                archive.writestr(name, data)
        return path

    return write


@pytest.mark.parametrize("column", ["document_number", "contract_number"])
def test_document_number_that_became_a_day_is_put_aside(
    column: str, read_payment: Read
) -> None:
    reading = read_payment(**{column: date(2024, 5, 1)})
    assert rules(reading) == [(2, column, "number_became_date")]


def test_good_rows_load_beside_bad_ones(
    headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    reading = read_xlsx_rows(
        headings,
        payment(document_number="A"),
        payment(document_number="B", net_eur="x", date="y"),
        payment(document_number="C"),
    )
    assert reading.facts["spending"]["document_number"].to_list() == ["A", "C"]
    assert rules(reading) == [(3, "date", "not_a_date"), (3, "net_eur", "not_a_number")]
    [sheet] = reading.sheets
    assert (sheet.rows_read, sheet.rows_loaded, sheet.rows_rejected) == (3, 2, 1)


def test_table_is_found_anywhere_on_a_sheet(
    headings: list[str], payment: Payment, tmp_path: Path
) -> None:
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("2024")
        sheet.merge_range("C3:H3", "Plano išlaidos")
        sheet.write_row("C6", headings)
        sheet.write_row("C7", payment(document_number="A"))
        sheet.write_row("C10", payment(document_number="B"))
    facts = read_workbook(path).facts["spending"]
    assert facts["_source_row"].to_list() == [7, 10]


def test_merged_headings_over_two_rows_are_read(
    headings: list[str], payment: Payment, tmp_path: Path
) -> None:
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for place, text in enumerate(headings):
            if place not in (7, 8):
                sheet.merge_range(0, place, 1, place, text)
        sheet.merge_range(0, 7, 0, 8, "Suma, tūkst. Eur")
        sheet.write_row(1, 7, ["be PVM", "PVM"])
        sheet.write_row(2, 0, payment(net_eur="1,5", vat_eur=0.315))
    facts = read_workbook(path).facts["spending"]
    assert facts.select("net_eur", "vat_eur").rows() == [
        (Decimal("1500.00"), Decimal("315.00"))
    ]


def test_sheets_are_read_together(
    headings: list[str],
    payment: Payment,
    make_book: Callable[..., Path],
    tmp_path: Path,
) -> None:
    february = payment(document_number="B", date="2024-02-28")
    path = make_book(
        tmp_path / "book.xlsx",
        {
            "Gegužė": [headings, payment(document_number="A")],
            "Vasaris": [headings[::-1], february[::-1]],
            "Pastabos": [["Tik tekstas", "ir dar"]],
            "Pavyzdys": [headings, payment(document_number="C")],
            "Kitas": [["#neįkeliama"], headings, payment(document_number="D")],
        },
    )
    reading = read_workbook(path)
    assert reading.facts["spending"]["document_number"].to_list() == ["A", "B"]
    assert notes(reading) == {"sheet_not_recognised", "sheet_ignored"}


def test_hidden_sheet_is_not_read(
    headings: list[str],
    payment: Payment,
    make_book: Callable[..., Path],
    tmp_path: Path,
) -> None:
    path = make_book(
        tmp_path / "book.xlsx",
        {"A": [headings, payment()], "B": [headings, payment(document_number="B")]},
    )
    book = openpyxl.load_workbook(path)
    book["B"].sheet_state = "veryHidden"
    book.save(path)
    reading = read_workbook(path)
    assert reading.rows_loaded == 1
    assert notes(reading) == {"sheet_hidden"}


def test_sheet_that_lacks_columns_is_named(
    headings: list[str],
    payment: Payment,
    make_book: Callable[..., Path],
    tmp_path: Path,
) -> None:
    path = make_book(
        tmp_path / "book.xlsx",
        {"A": [headings, payment()], "B": [headings[:-1], payment()]},
    )
    [note] = read_workbook(path).notes
    assert (note.severity, note.sheet) == ("error", "B")
    assert "du kartus: „Etapas“." in note.text("lt")


def test_workbook_of_1904_counts_days_its_own_way(
    headings: list[str],
    payment: Payment,
    make_book: Callable[..., Path],
    tmp_path: Path,
) -> None:
    rows = [
        headings,
        payment(date=43981, document_number="A"),
        payment(date=date(2024, 5, 31), document_number="B"),
    ]
    path = make_book(tmp_path / "b.xlsx", {"A": rows}, {"date_1904": True})
    days = read_workbook(path).facts["spending"]["date"].to_list()
    assert days == [date(2024, 5, 31)] * 2


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param(12.345, Decimal("12.3450"), id="number_with_three_decimals"),
        pytest.param(2 / 3 * 3 / 2 * 0.7, Decimal("0.7000"), id="binary_noise"),
        pytest.param(5, Decimal("5.0000"), id="whole"),
    ],
)
def test_number_cell_is_never_ambiguous(
    read_xlsx_rows: Read, value: float, expected: Decimal
) -> None:
    reading = read_measurement(read_xlsx_rows, value)
    assert reading.facts["measurements"]["value"].to_list() == [expected]


def test_text_beside_number_cells_stays_ambiguous(read_xlsx_rows: Read) -> None:
    assert rules(read_measurement(read_xlsx_rows, "12.345")) == [
        (2, "value", "ambiguous_separator")
    ]


def test_percent_cell_is_read_as_shown(
    read_xlsx_rows: Read, percent: type[float]
) -> None:
    reading = read_measurement(read_xlsx_rows, percent(0.215))
    assert reading.facts["measurements"]["value"].to_list() == [Decimal("21.5000")]


def read_measurement(read: Read, value: object) -> WorkbookReading:
    return read(
        ["Planas", "Rodiklis", "Metai", "Reikšmė", "Būsena", "Data", "Šaltinis"],
        ["kaunas", "5", "2023-2024", value, "galutinė", "2024-06-30", "ŠVIS"],
    )


def test_activity_numbers_kept_as_numbers_are_noted(read_payment: Read) -> None:
    assert notes(read_payment(activity_number=14.1)) == {"activity_numbers_as_numbers"}
    assert notes(read_payment(activity_number="14.1")) == set()


def test_personal_code_of_a_supplier_is_kept_nowhere(read_payment: Read) -> None:
    reading = read_payment(supplier="Vardenis 38001010000", net_eur="x")
    assert "38001010000" not in str(reading.rejects.to_dicts())
    assert "Vardenis" not in str(reading.rejects.to_dicts())
    assert "personal_codes_dropped" in notes(reading)
    assert read_payment(supplier=38001010000).facts["spending"]["supplier"][0] is None


def test_personal_code_elsewhere_is_masked(read_payment: Read) -> None:
    reading = read_payment(net_eur="38001010000 Vardenis")
    assert reading.rejects["raw_value"].to_list() == ["•••"]
    assert "38001010000" not in reading.rejects["raw_cells"][0]


def test_company_code_stays(read_payment: Read) -> None:
    reading = read_payment(supplier="UAB X 123456789")
    assert reading.facts["spending"]["supplier"].to_list() == ["UAB X 123456789"]
