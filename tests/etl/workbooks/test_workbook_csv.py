from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from etl.sources.workbooks import WorkbookError, WorkbookReading, read_workbook

ReadText = Callable[..., WorkbookReading]
Write = Callable[..., str]
Payment = Callable[..., list[Any]]


@pytest.mark.parametrize("separator", [";", "\t", ",", "|"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1257", "utf-16-le-sig"]
)
def test_csv_is_read_in_any_usual_form(
    separator: str,
    encoding: str,
    headings: list[str],
    payment: Payment,
    csv_text: Write,
    read_csv_text: ReadText,
) -> None:
    text = csv_text([headings, payment(supplier="UAB Žąsis, Ąžuolas")], separator)
    if encoding == "utf-16-le-sig":
        text, encoding = f"\ufeff{text}", "utf-16-le"
    facts = read_csv_text(text, encoding).facts["spending"]
    assert facts["supplier"].to_list() == ["UAB Žąsis, Ąžuolas"]
    assert facts["_source_sheet"].to_list() == [""]
    assert facts["_source_row"].to_list() == [2]


def test_decision_about_encoding_is_said(
    headings: list[str], payment: Payment, csv_text: Write, read_csv_text: ReadText
) -> None:
    [note] = read_csv_text(csv_text([headings, payment()]), "cp1257").notes
    assert note.text("en") == "CSV file in cp1257, columns parted by “;”."


def test_csv_titles_blanks_totals_and_short_rows_are_told_apart(
    headings: list[str], payment: Payment, csv_text: Write, read_csv_text: ReadText
) -> None:
    text = csv_text(
        [
            ["Išlaidos"],
            [],
            headings,
            payment(document_number="A"),
            [],
            [None] * 11,
            headings,
            list(range(1, 12)),
            payment(document_number="B", net_eur="1 000,00"),
            ["", "Iš viso:", *[""] * 5, "1100,00", "42,00"],
        ]
    )
    [sheet] = (reading := read_csv_text(text)).sheets
    assert (sheet.rows_read, sheet.rows_loaded, sheet.totals_skipped) == (2, 2, 1)
    assert reading.facts["spending"]["_source_row"].to_list() == [4, 9]
    assert "total_differs" not in {note.name for note in reading.notes}


def test_quoted_text_may_hold_separators_quotes_and_lines(
    headings: list[str], payment: Payment, csv_text: Write, read_csv_text: ReadText
) -> None:
    name = 'UAB "X"; filialas,\nVilnius'
    text = csv_text([headings, payment(supplier=name), payment(document_number="B")])
    reading = read_csv_text(text)
    assert reading.facts["spending"]["supplier"].to_list() == [name, "UAB Pavyzdys"]


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        pytest.param(
            'kaunas;1.1;M1;2024-05-31;Q;"UAB;S;1;0;EGADP;executed',
            "broken_quote",
            id="never_closed",
        ),
        pytest.param(
            "kaunas;1.1;M1;2024-05-31;Q;UAB; X;S;1;0;EGADP;executed",
            "too_many_cells",
            id="separator_in_text",
        ),
    ],
)
def test_rows_whose_cells_run_together_are_put_aside(
    line: str,
    rule: str,
    headings: list[str],
    payment: Payment,
    csv_text: Write,
    read_csv_text: ReadText,
) -> None:
    text = csv_text([headings, payment()]) + line + "\r\n"
    reading = read_csv_text(text)
    assert reading.rows_loaded == 1
    [reject] = reading.rejects.to_dicts()
    assert (reject["row_number"], reject["rule"]) == (3, rule)
    assert reject["raw_value"] == line


def test_rows_swallowed_by_a_quotation_mark_do_not_load(
    headings: list[str], payment: Payment, csv_text: Write, read_csv_text: ReadText
) -> None:
    rows = csv_text([payment(document_number=n) for n in "ABC"]).splitlines()
    rows[0] = rows[0].replace("UAB", '"UAB')
    rows[2] = rows[2].replace("UAB", '"UAB')
    reading = read_csv_text(csv_text([headings]) + "\r\n".join(rows))
    assert reading.rows_loaded == 0
    assert reading.rejects["rule"].to_list() == ["broken_quote"]
    assert "B;UAB Pavyzdys" in reading.rejects["raw_value"][0]


def test_lone_quotation_mark_inside_text_is_text(
    headings: list[str], payment: Payment, csv_text: Write, read_csv_text: ReadText
) -> None:
    text = csv_text([headings, payment()]).replace("UAB Pavyzdys", 'vamzdis 5" ilgas')
    facts = read_csv_text(text).facts["spending"]
    assert facts["supplier"].to_list() == ['vamzdis 5" ilgas']


def test_column_proves_its_decimal_comma(
    headings: list[str], payment: Payment, csv_text: Write, read_csv_text: ReadText
) -> None:
    headings[7] = "Suma be PVM, tūkst. Eur"
    rows = [payment(document_number=n, net_eur=v) for n, v in ["A1", "B2"]]
    rows[0][7], rows[1][7] = "12,5", "1,234"
    facts = read_csv_text(csv_text([headings, *rows])).facts["spending"]
    assert facts["net_eur"].to_list() == [Decimal("12500.00"), Decimal("1234.00")]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        pytest.param(b"", "empty", id="empty"),
        pytest.param(b"\x00\x01\x02" * 50, "not_text", id="binary"),
        pytest.param(b"\xff\xfea", "not_text", id="half_a_letter"),
        pytest.param(b"\x81\x8d\x81" * 9, "not_text", id="no_encoding"),
        pytest.param(b"a;b\n1;2\n", "not_recognised", id="other_table"),
        pytest.param(b"Tik sakinys.", "not_recognised", id="prose"),
        pytest.param(b"\n\n\n", "not_recognised", id="blank_lines"),
    ],
)
def test_other_file_is_refused_clearly(data: bytes, name: str, tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_bytes(data)
    with pytest.raises(WorkbookError) as caught:
        read_workbook(path)
    assert caught.value.code == f"workbooks.{name}"
    assert caught.value.text("lt").startswith("rows.csv: ")


def test_missing_columns_are_named_in_both_languages(
    headings: list[str], csv_text: Write, read_csv_text: ReadText
) -> None:
    with pytest.raises(WorkbookError) as caught:
        read_csv_text(csv_text([headings[:-2]]))
    assert "„Finansavimo šaltinis“, „Etapas“" in caught.value.text("lt")
    assert "“Funding source”, “Phase”" in caught.value.text("en")
