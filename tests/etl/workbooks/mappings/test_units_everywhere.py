"""A unit said anywhere on a sheet is obeyed or stops it, whichever door it came by."""

import csv
from collections.abc import Sequence
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from etl.workbooks import WorkbookReading, read_workbook
from etl.workbooks.mappings import parse_mapping
from pazanga.errors import WorkbookError

OWN = ["Plano kodas", "Veiklos Nr.", "Data", "Dokumento Nr.", "Suma be PVM", "PVM"]
OWN += ["Finansavimo šaltinis", "Etapas"]
LEDGER = ["PLANAS X", "VEIKLA X", "DIENA", "DOK", "NETO", "MOKESTIS", "IŠ KO", "KAIP"]
MAPPING = parse_mapping(
    "ledger",
    {
        "kind": "spending",
        "headings": ["DIENA", "DOK", "NETO"],
        "equal_lines": "each",
        "columns": {
            "activity_number": "VEIKLA X",
            "date": "DIENA",
            "document_number": "DOK",
            "net_eur": "NETO",
            "vat_eur": "MOKESTIS",
            "funding_source": "IŠ KO",
        },
        "constants": {"plan_code": "kaunas", "phase": "executed"},
    },
)
DOORS = {"own": OWN, "mapped": LEDGER}
UNITS = [
    "Sumos nurodytos šimtais eurų",
    "Sumas padauginti iš 1000",
    "Sumos, tūkst. Eur",
]
UNITS += ["Amounts in hundreds of EUR", "Sumos padaugintos iš 100"]
Rows = list[list[Any]]


def pay(number: int, *more: str) -> list[str]:
    cells = ["kaunas", "1.2", "2024-05-31", f"SF-{number}", "100,55", "21,12"]
    return [*cells, "EGADP", "executed", *more]


def read(path: Path, rows: Sequence[Sequence[str]]) -> WorkbookReading | None:
    width = max(map(len, rows))
    even = [[*row, *[""] * (width - len(row))] for row in rows]
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter=";").writerows(even)
    try:
        return read_workbook(path, mappings=[MAPPING])
    except WorkbookError:
        return None


def place(where: str, heading: list[str], text: str) -> Rows:
    """Lay out a sheet on which a text stands somewhere outside the cells that load."""
    body: Rows = [heading, pay(1), pay(2)]
    return {
        "above": [[text], [], *body],
        "below, first column": [*body, [text]],
        "below, after a gap": [*body, [], ["", "", text]],
        "below, past the table": [*body, [*[""] * 10, text]],
        "beside the heading": [[*heading, "", text], *body[1:]],
        "beside a row": [heading, pay(1, "", text), pay(2)],
    }[where]


PLACES = ["above", "below, first column", "below, after a gap", "below, past the table"]


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("where", PLACES)
def test_unit_outside_the_table_is_obeyed_or_stops_it(
    tmp_path: Path, door: str, where: str
) -> None:
    for text in UNITS:
        found = read(tmp_path / "f.csv", place(where, DOORS[door], text))
        sums = [] if found is None else found.facts["spending"]["net_eur"].to_list()
        assert 100.55 not in map(float, sums), text


@pytest.mark.parametrize(
    ("door", "where"), list(product(DOORS, ["beside the heading", "beside a row"]))
)
def test_unit_beside_the_table_stops_it(tmp_path: Path, door: str, where: str) -> None:
    rows = place(where, DOORS[door], "tūkst. Eur")
    assert read(tmp_path / "f.csv", rows) is None


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(
    "unit", ["šimt.", "100 Eur", "x 100", "Eur/mok.", "Eur per val."]
)
def test_column_of_units_other_than_euro_stops_a_table(
    tmp_path: Path, door: str, unit: str
) -> None:
    rows = [[*DOORS[door], "Mato vnt."], pay(1, "Eur"), pay(2, unit)]
    assert read(tmp_path / "f.csv", rows) is None


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(("title", "cell"), [("Mato vnt.", "vnt."), ("Vnt.", "100")])
def test_units_of_things_bought_stop_nothing(
    tmp_path: Path, door: str, title: str, cell: str
) -> None:
    rows = [[*DOORS[door], title], pay(1, cell), pay(2, cell)]
    found = read(tmp_path / "f.csv", rows)
    assert found is not None
    assert found.rows_loaded == 2


def test_hundreds_above_amounts_in_euro_stop_them(tmp_path: Path) -> None:
    heading = [f"{text}, Eur" if "PVM" in text else text for text in OWN]
    rows = place("above", heading, "Sumos nurodytos šimtais eurų")
    assert read(tmp_path / "f.csv", rows) is None
    rounded = place("above", heading, "Sumos suapvalintos iki šimtų eurų")
    assert read(tmp_path / "f.csv", rounded) is not None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Avansai", "payments_doubtful"),
        ("Eur, vienam mokiniui", "words_heard"),
        ("Veikla: 7.7", "rows_differ_from_label"),
        ("Prognozė", "payments_doubtful"),
        ("Iš viso: 350,00 Eur", "total_said_differs"),
    ],
)
def test_titles_above_are_heard_by_both_doors(
    tmp_path: Path, text: str, said: str
) -> None:
    for heading in DOORS.values():
        found = read(tmp_path / "f.csv", place("above", heading, text))
        assert found is not None
        assert said in [note.name for note in found.notes]


@pytest.mark.parametrize("door", DOORS)
def test_cumulative_title_stops_a_table(tmp_path: Path, door: str) -> None:
    rows = place("above", DOORS[door], "Sumos kaupiamuoju būdu")
    assert read(tmp_path / "f.csv", rows) is None


def test_unit_that_is_obeyed_is_no_doubt(tmp_path: Path) -> None:
    for heading in DOORS.values():
        rows = place("above", heading, "Sumos nurodytos tūkst. Eur")
        found = read(tmp_path / "f.csv", rows)
        assert found is not None
        assert float(found.facts["spending"]["net_eur"][0]) == 100550
        assert not [n.name for n in found.notes if n.severity == "warning"]


@pytest.mark.parametrize("where", ["above", "below, after a gap"])
def test_amounts_said_to_hold_vat_are_doubted_by_both_doors(
    tmp_path: Path, where: str
) -> None:
    for heading in DOORS.values():
        found = read(tmp_path / "f.csv", place(where, heading, "Sumos su PVM"))
        assert found is not None
        assert "amounts_said_with_vat" in [note.name for note in found.notes]


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(
    ("signs", "is_said"), [("--", True), ("-+", False), ("-", False), ("---", True)]
)
def test_table_of_amounts_below_zero_only_is_said(
    tmp_path: Path,
    door: str,
    signs: str,
    is_said: bool,  # noqa: FBT001 - of a table of cases
) -> None:
    rows = [pay(number) for number, _ in enumerate(signs)]
    for row, sign in zip(rows, signs, strict=True):
        row[4:6] = [f"-{row[4]}", f"-{row[5]}"] if sign == "-" else row[4:6]
    found = read(tmp_path / "f.csv", [DOORS[door], *rows])
    assert found is not None
    assert ("payments_below_zero" in [n.name for n in found.notes]) == is_said
