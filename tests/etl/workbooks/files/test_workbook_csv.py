from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from etl.workbooks import WorkbookReading, read_workbook
from etl.workbooks.files import csv_files as delimited
from etl.workbooks.files.limits import CSV
from pazanga.errors import WorkbookError

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


ENDLESS = "a" * 140_000
ROW_START = "kaunas;1.1;M1;2024-05-31;Q;"


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(ENDLESS, id="no_separator"),
        pytest.param(f"{ROW_START}{ENDLESS};S;1;0;EGADP;executed", id="in_a_cell"),
        pytest.param(f'{ROW_START}"{ENDLESS}";S;1;0;EGADP;executed', id="quoted"),
        pytest.param("a b " * 35_000, id="words"),
    ],
)
@pytest.mark.parametrize("is_last", [True, False])
def test_row_longer_than_any_spreadsheet_keeps_is_put_aside(
    line: str,
    is_last: bool,  # noqa: FBT001 - a parameter of the test
    headings: list[str],
    payment: Payment,
    csv_text: Write,
    read_csv_text: ReadText,
) -> None:
    text = csv_text([headings, payment()]) + line
    if not is_last:
        text += "\r\n" + csv_text([payment(document_number="Z")])
    reading = read_csv_text(text)
    assert reading.rows_loaded == 2 - is_last
    [reject] = reading.rejects.to_dicts()
    assert (reject["row_number"], reject["rule"]) == (3, "cell_too_long")
    assert len(reject["raw_value"]) <= 1000


@pytest.mark.parametrize(("length", "expected"), [(900, set()), (1001, {"words_long"})])
def test_long_row_of_words_is_to_be_looked_at(
    length: int,
    expected: set[str],
    headings: list[str],
    payment: Payment,
    csv_text: Write,
    read_csv_text: ReadText,
) -> None:
    reading = read_csv_text(csv_text([headings, payment()]) + "a" * length)
    warned = {note.name for note in reading.notes if note.severity == "warning"}
    assert warned == expected


def test_rows_swallowed_by_a_quotation_mark_do_not_load(
    headings: list[str], payment: Payment, csv_text: Write, read_csv_text: ReadText
) -> None:
    rows = csv_text([payment(document_number=n) for n in "ABC"]).splitlines()
    rows[0] = rows[0].replace("UAB", '"UAB')
    rows[2] = rows[2].replace("UAB", '"UAB')
    reading = read_csv_text(csv_text([headings]) + "\r\n".join(rows))
    assert reading.rows_loaded == 0
    assert reading.rejects["rule"].to_list() == ["broken_quote"] * 3
    assert reading.rejects["row_number"].to_list() == [2, 3, 4]
    assert "B;UAB Pavyzdys" in reading.rejects["raw_value"][1]
    assert reading.rows_rejected == 3


def test_rows_after_swallowed_ones_keep_their_numbers(
    headings: list[str], payment: Payment, csv_text: Write, read_csv_text: ReadText
) -> None:
    rows = csv_text([payment(document_number=n) for n in "ABCDE"]).splitlines()
    rows[1] = rows[1].replace("UAB", '"UAB')
    rows[2] = rows[2].replace("UAB", '"UAB')
    reading = read_csv_text(csv_text([headings]) + "\r\n".join(rows))
    facts = reading.facts["spending"]
    assert facts.select("document_number", "_source_row").rows() == [
        ("A", 2),
        ("D", 5),
        ("E", 6),
    ]
    assert reading.rejects["row_number"].to_list() == [3, 4]


def test_quotation_mark_that_swallows_a_whole_file_stops_it(
    headings: list[str],
    payment: Payment,
    csv_text: Write,
    read_csv_text: ReadText,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(delimited, "CSV", replace(CSV, most_broken=3))
    rows = csv_text([payment(document_number=n) for n in "ABCDE"])
    with pytest.raises(WorkbookError) as caught:
        read_csv_text(csv_text([headings]) + rows.replace("UAB", '"UAB', 1))
    assert caught.value.code == "workbooks.quote_swallows"
    assert "2 eilutėje" in caught.value.text("lt")
    assert "5 lines" in caught.value.text("en")


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
        pytest.param(b"\n\n\n", "empty", id="blank_lines"),
        pytest.param("ąžuolas;žalia".encode("cp775"), "other_encoding", id="dos"),
        pytest.param("ąžuolas;ž".encode()[:-1], "damaged_utf8", id="cut_letter"),
        pytest.param(
            "ąžuolas;\n".encode() + "ąžuolas;\n".encode("cp1257"),
            "damaged_utf8",
            id="two_encodings",
        ),
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


@pytest.mark.parametrize(
    "encoding", ["utf-8-sig", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32", "utf-16"]
)
def test_encoding_is_known_with_and_without_its_mark(
    encoding: str,
    headings: list[str],
    payment: Payment,
    csv_text: Write,
    tmp_path: Path,
) -> None:
    path = tmp_path / "rows.csv"
    path.write_bytes(csv_text([headings, payment(supplier="Žąsis")]).encode(encoding))
    assert read_workbook(path).facts["spending"]["supplier"].to_list() == ["Žąsis"]


def test_damaged_letter_is_named_by_its_place(
    headings: list[str], payment: Payment, csv_text: Write, tmp_path: Path
) -> None:
    text = csv_text([headings, payment(supplier="Žąsis"), payment(supplier="Žalia")])
    data = text.encode()
    path = tmp_path / "rows.csv"
    path.write_bytes(data.replace("Žal".encode(), "Ž".encode()[:1] + b"al"))
    with pytest.raises(WorkbookError) as caught:
        read_workbook(path)
    assert caught.value.code == "workbooks.damaged_utf8"
    assert caught.value.fields["line"] == 3


def test_letters_of_another_language_are_said_of_a_guessed_encoding(
    headings: list[str], payment: Payment, csv_text: Write, tmp_path: Path
) -> None:
    path = tmp_path / "rows.csv"
    path.write_bytes(csv_text([headings, payment(supplier="Ńandś")]).encode("cp1257"))
    notes = {note.name: note for note in read_workbook(path).notes}
    assert notes["encoding_doubtful"].severity == "warning"
    assert "Ń" in notes["encoding_doubtful"].text("lt")
