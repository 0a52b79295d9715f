"""Rows that add up others: skipped, put aside, or no total at all."""

from typing import Any

import pytest

from .conftest import NAMES, Read, Row, paid, row, sums


@pytest.mark.parametrize(
    "total",
    [
        pytest.param(["kaunas", "1", "2025-03-31", "Iš viso veiklai 1"], id="number"),
        pytest.param(["Iš viso:", None, None, None], id="first"),
        pytest.param(["kaunas", "Viso", "2025-03-31", "SF-9"], id="activity"),
        pytest.param(["kaunas", "1", "2025-03-31", "Tarpinė suma"], id="subtotal"),
        pytest.param([None, None, None, "Bendra suma"], id="sum"),
        pytest.param(["Total 2025", "1", None, None], id="english"),
        *(
            pytest.param(["kaunas", "1", "2025-03-31", label], id=label)
            for label in (
                "Išviso",
                "UAB Pirmas iš viso",
                "Kovo mėn. iš viso:",
                "Tarp. suma",
                "Pradinis likutis",
                "Saldo",
                "Pernešta iš kito lapo",
                "Σ",
            )
        ),
    ],
)
def test_totals_never_load(total: list[Any], read_xlsx_rows: Read) -> None:
    rows = [row(), row("SF-2", 200, 42), [*total, 300, 63, "EGADP", "panaudota"]]
    reading = read_xlsx_rows(NAMES, *rows)
    assert paid(reading) == sums(100, 200)
    assert [sheet.totals_skipped for sheet in reading.sheets] == [1]
    assert reading.rejects.is_empty()
    assert {note.name for note in reading.notes} == {"totals_skipped"}


def test_total_among_days_is_put_aside_for_it_holds_its_keys(
    read_xlsx_rows: Read,
) -> None:
    total = ["kaunas", "1", "IŠ VISO:", "-", 300, 63, "EGADP", "panaudota"]
    reading = read_xlsx_rows(NAMES, row(), row("SF-2", 200, 42), total)
    assert paid(reading) == sums(100, 200)
    assert set(reading.rejects["row_number"]) == {4}


@pytest.mark.parametrize("place", ["Eil. Nr.", "Pastabos"])
def test_total_is_told_by_a_label_in_any_column(
    place: str, read_xlsx_rows: Read
) -> None:
    rows = [[1, *row()], ["Iš viso:", *row()]]
    reading = read_xlsx_rows([place, *NAMES], *rows)
    assert paid(reading) == sums(100)
    assert "total_differs" not in {note.name for note in reading.notes}


@pytest.mark.parametrize("number", ["TOTAL-001", "SUMA-12", "Viso/3"])
def test_number_of_a_series_is_no_total(number: str, read_xlsx_rows: Read) -> None:
    assert read_xlsx_rows(NAMES, row(number)).rows_loaded == 1


FREE = {"Tiekėjas": "UAB Pirmas", "Finansavimo šaltinis": "EGADP"}
LABELS = ["Suma", "Total", "Likutis", "Tarpinė", "Saldo", "Perkelta", "Balance"]


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("column", FREE)
def test_payment_with_all_its_keys_is_no_total(
    column: str, label: str, read_xlsx_rows: Read
) -> None:
    names = [*NAMES[:6], *FREE, "Būsena"]
    cells = [*row()[:6], *(FREE | {column: label}).values(), "panaudota"]
    reading = read_xlsx_rows(names, cells)
    assert paid(reading) == sums(100)
    lacks = [None, *cells[1:]]
    assert read_xlsx_rows(names, cells, lacks).sheets[0].totals_skipped == 1


@pytest.mark.parametrize(
    ("place", "label"),
    [
        (6, "Iš viso"),
        (6, "Biudžetas iš viso"),
        (6, "Viso"),
        *((3, f"{label} 12") for label in ("VISO", "Apyvarta", "Likutis", "Total")),
    ],
)
def test_doubtful_total_is_put_aside_not_skipped(
    place: int, label: str, read_xlsx_rows: Read
) -> None:
    cells = row("SF-2", 200, 42)
    cells[place] = label
    reading = read_xlsx_rows(NAMES, row(), cells)
    assert paid(reading) == sums(100)
    assert reading.rejects.select("row_number", "rule", "raw_value").rows() == [
        (3, "may_be_total", label)
    ]


@pytest.mark.parametrize("label", ["Total", "Viso", "Suma", "Iš viso:"])
@pytest.mark.parametrize("column", ["Mokyklos kodas", "Sutarties numeris"])
def test_no_school_and_no_contract_is_called_a_total(
    column: str, label: str, read_xlsx_rows: Read
) -> None:
    cells = [*row("SF-2", 200, 42), label]
    reading = read_xlsx_rows([*NAMES, column], [*row(), "G1"], cells)
    assert paid(reading) == sums(100)
    assert reading.rejects["rule"].to_list() == ["may_be_total"]


def test_total_is_held_against_rows_put_aside_too(read_xlsx_rows: Read) -> None:
    bad = [*row("SF-2", 200, 42)[:2], "kada nors", *row("SF-2", 200, 42)[3:]]
    reading = read_xlsx_rows(NAMES, row(), bad, ["Iš viso", *[None] * 3, 300, 63])
    assert "total_differs" not in {note.name for note in reading.notes}


def test_total_over_an_unread_amount_is_not_compared(read_xlsx_rows: Read) -> None:
    bad = row("SF-2", "1.23,45", 42)
    reading = read_xlsx_rows(NAMES, row(), bad, ["Iš viso", *[None] * 3, 1334.56, 63])
    assert "total_differs" not in {note.name for note in reading.notes}


def test_last_row_that_sums_up_is_said(read_xlsx_rows: Read) -> None:
    rows = [row(), row("SF-2", 200, 42)]
    reading = read_xlsx_rows(NAMES, *rows, [*[None] * 4, 300, 63])
    assert "total_unlabelled" in {note.name for note in reading.notes}
    wrong = read_xlsx_rows(NAMES, *rows, [*[None] * 4, 300.5, 63])
    assert set(wrong.rejects["rule"]) == {"missing"}


TOTAL = ["Iš viso", None, None, None]


TWO_LEVELS = [
    *([*TOTAL, 300, 63], [*TOTAL, 100, 21], row()),
    *([*TOTAL, 200, 42], row("SF-2", 200, 42)),
    *([*TOTAL, 300, 63], [*TOTAL, 300, 63], row("SF-3", 300, 63)),
]


@pytest.mark.parametrize(
    ("rows", "is_said"),
    [
        ([[*TOTAL, 300, 63], row(), row("SF-2", 200, 42)], False),
        ([[*TOTAL, 300, 63], [*TOTAL, 100, 21], row(), [*TOTAL, 200, 42]], True),
        (
            [
                [*TOTAL, 300, 63],
                [*TOTAL, 100, 21],
                row(),
                [*TOTAL, 200, 42],
                row("SF-2", 200, 42),
            ],
            False,
        ),
        ([[*TOTAL, 350, 73.5], row(), row("SF-2", 200, 42)], True),
        ([[*TOTAL, 600, 126], *TWO_LEVELS], False),
        ([[*TOTAL, 600, 126], [*TOTAL, 500, 105], *TWO_LEVELS[1:]], True),
        ([row(), row("SF-2", 200, 42), [*TOTAL, 200, 42]], True),
    ],
    ids=[
        *("above_all", "last_without_rows", "above_groups", "differs"),
        *("three_levels", "three_levels_differ", "below"),
    ],
)
def test_total_above_its_rows_is_held_against_them(
    rows: list[Row],
    is_said: bool,  # noqa: FBT001
    read_xlsx_rows: Read,
) -> None:
    reading = read_xlsx_rows(NAMES, *rows)
    assert ("total_differs" in {note.name for note in reading.notes}) == is_said
