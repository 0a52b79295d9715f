"""Lines above, between and below the rows, and what they say of them."""

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from etl.workbooks import read_workbook
from pazanga.errors import WorkbookError

from .conftest import NAMES, Read, paid, refusal, row, sums


@pytest.mark.parametrize(
    ("source", "rules"),
    [
        ("iš jų ES lėšos", ["part_of_row"]),
        ("T. sk. EGADP", ["part_of_row"]),
        ("Tame skaičiuje: EGADP", ["part_of_row"]),
        ("Iš jūsų lėšų", []),
        ("EGADP, iš jų ES", []),
    ],
)
def test_parts_of_a_row_are_put_aside(
    source: str, rules: list[str], read_xlsx_rows: Read
) -> None:
    part = [*row("SF-1", 40, 8.4)[:6], source, "panaudota"]
    reading = read_xlsx_rows(NAMES, row(), part)
    assert reading.rejects["rule"].to_list() == rules
    assert len(paid(reading)) == 2 - len(rules)


@pytest.mark.parametrize(
    ("above", "between", "said"),
    [
        pytest.param("Mokykla: G1", "Mokykla: G2", "G2", id="school"),
        pytest.param("G1 gimnazija", "G2 gimnazija", "G2", id="title"),
        pytest.param("Ataskaita", "Mokykla: G2", "G2", id="not-said-above"),
        pytest.param("Mokykla: G1", "Mokykla: G1", "", id="the-same"),
        pytest.param("Mokykla: G1", "Veikla: 2", "", id="has-its-column"),
    ],
)
def test_line_between_rows_says_nothing_else(
    above: str, between: str, said: str, read_xlsx_rows: Read
) -> None:
    rows = [[above], NAMES, row(), [between], row("SF-2", 200, 42)]
    if said:
        assert f"nurodo „{said}" in refusal(read_xlsx_rows, *rows)
    else:
        assert paid(read_xlsx_rows(*rows, ["Mokykla: G3"])) == sums(100, 200)


@pytest.mark.parametrize("name", ["Planas", "Veiklos Nr.", "Būsena"])
def test_line_between_rows_is_no_constant(name: str, read_xlsx_rows: Read) -> None:
    place = NAMES.index(name)
    above, later = f"{name}: {row()[place]}", f"{name}: 2"
    table = [[*cells[:place], *cells[place + 1 :]] for cells in (NAMES, row())]
    said = refusal(read_xlsx_rows, [above], *table, [later], table[1])
    assert "4 eilutė nurodo „2“" in said


GLUED = [
    separator.join(map(str, row("SF-2", "200.00", "42.00")))
    for separator in (";", "\t", "|", ",", " ")
]


@pytest.mark.parametrize("place", range(2))
@pytest.mark.parametrize("text", GLUED)
def test_payment_in_one_cell_is_put_aside(
    text: str, place: int, read_xlsx_rows: Read
) -> None:
    cells = [None] * place + [text]
    for others in ([], [[None, *row("SF-3", 300, 63)]]):
        reading = read_xlsx_rows(["Pastaba", *NAMES], [None, *row()], cells, *others)
        assert "SF-2" not in reading.facts["spending"]["document_number"]
        assert reading.rejects.select("row_number", "rule").rows() == [
            (3, "cells_glued")
        ]


@pytest.mark.parametrize("separator", "\t,")
def test_line_with_another_separator_is_put_aside(
    separator: str, csv_text: Callable[..., str], read_csv_text: Read
) -> None:
    line = separator.join(map(str, row("SF-2", "200.00", "42.00")))
    reading = read_csv_text(f"{csv_text([NAMES, row()])}{line}\r\n")
    assert paid(reading) == sums(100)
    assert reading.rejects["rule"].to_list() == ["cells_glued"]


@pytest.mark.parametrize(
    "note",
    [
        "Pastaba. Sutartis Nr. S-1, 2024-05-31, dalis, likutis, 100,00 Eur",
        "Direktorė Vardė Pavardė, tel. 8 600 00000, 2024-05-31",
        "Rengė: V. P.; tikrino: P. V.; 2024-05-31",
        "Suderinta 2024-05-31",
    ],
)
def test_note_stays_a_note(note: str, read_xlsx_rows: Read) -> None:
    reading = read_xlsx_rows(NAMES, row(), [note])
    assert reading.rejects.is_empty()
    assert "words_skipped" in {n.name for n in reading.notes}


def test_rows_of_those_who_sign_are_kept_nowhere(read_xlsx_rows: Read) -> None:
    reading = read_xlsx_rows(
        ["Savivaldybės administracija"],
        ["Įm. kodas", "123456789"],
        NAMES,
        row(),
        [],
        ["Pareigos", None, None, "(parašas)", None, "(vardas, pavardė)"],
        ["Vyr. buhalterė", None, "2025-04-02", None, None, "V. Pavardenė"],
    )
    assert paid(reading) == sums(100)
    assert "Pavardenė" not in repr(reading) + str(reading.rejects.to_dicts())
    assert "words_skipped" in {note.name for note in reading.notes}


@pytest.mark.parametrize(
    ("name", "school"),
    [
        ("G1 gimnazija", "G1 gimnazija"),
        ("Aušros gimnazija", "Aušros gimnazija"),
        ("G2", "?G2"),
        ("Sausis", ""),
        ("Lapas1", ""),
    ],
)
def test_sheet_may_be_a_school(
    name: str, school: str, make_book: Callable[..., Path], tmp_path: Path
) -> None:
    path = make_book(tmp_path / "book.xlsx", {name: [NAMES, row()]})
    facts = read_workbook(path).facts["spending"]
    assert facts["school_code"].to_list() == [school]


def test_title_says_school_and_plan(read_xlsx_rows: Read) -> None:
    reading = read_xlsx_rows(
        ["Plano kodas: kaunas"],
        ["Mokykla", "G1"],
        NAMES[1:],
        row()[1:],
        [],
        ["Plano kodas: anyksciai"],
        ["Mokykla", "G2"],
        NAMES[1:],
        row()[1:],
    )
    facts = reading.facts["spending"].select("plan_code", "school_code")
    assert facts.rows() == [("kaunas", "G1"), ("anyksciai", "G2")]
    assert "column_said_above" in {note.name for note in reading.notes}


def test_headings_of_groups_are_left_aside(read_xlsx_rows: Read) -> None:
    rows = [["1 veikla. Laboratorijos"], row(), ["2 veikla. Baldai"]]
    reading = read_xlsx_rows(NAMES, *rows, row("SF-2", 200, 42))
    assert paid(reading) == sums(100, 200)
    assert "words_skipped" in {note.name for note in reading.notes}


def test_row_full_of_words_is_put_aside(read_xlsx_rows: Read) -> None:
    words = ["kaunas", "veikla", "kada nors", "be nr", "daug", "be PVM", "EGADP", "x"]
    reading = read_xlsx_rows(NAMES, row(), words)
    assert set(reading.rejects["row_number"]) == {3}


def test_refusal_names_the_sheet(
    make_book: Callable[..., Path], tmp_path: Path
) -> None:
    rows = [["Valiuta: USD"], NAMES, row()]
    path = make_book(tmp_path / "book.xlsx", {"Sausis": rows, "Vasaris": rows})
    with pytest.raises(WorkbookError) as caught:
        read_workbook(path)
    assert "„Sausis“" in caught.value.text("lt")


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({"Valiuta": ["EUR", "EUR"]}, 2),
        ({"Valiuta": ["EUR", "SEK"]}, None),
        ({"Mokyklos vieta": ["x", "y"]}, None),
        ({"Mokyklos pavadinimas": ["Aušros gimnazija", "G1"]}, 2),
        ({"SF Nr.": ["SF-1", "Iš viso"]}, 1),
    ],
)
def test_parquet_keeps_the_same_rules(
    columns: dict[str, list[str]], expected: int | None, tmp_path: Path
) -> None:
    cells = zip(row(), row("SF-2", 200, 42), strict=True)
    table = dict(zip(NAMES, map(list, cells), strict=True)) | columns
    path = tmp_path / "rows.parquet"
    pl.DataFrame(table).write_parquet(path)
    if expected is None:
        with pytest.raises(WorkbookError):
            read_workbook(path)
    else:
        assert read_workbook(path).rows_loaded == expected
