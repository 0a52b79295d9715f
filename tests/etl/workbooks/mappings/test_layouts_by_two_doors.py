"""Merged figures, groups, currencies and units of every kind, by both doors alike."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from etl.workbooks import WorkbookReading, read_workbook
from etl.workbooks.mappings import LedgerMapping, parse_mapping
from pazanga.errors import WorkbookError


@dataclass(frozen=True)
class Table:
    """A kind of workbook: our headings by column, cells of a row, its figure."""

    columns: dict[str, str]
    cells: tuple[Any, ...]
    figure: str

    def rows(self, *, is_ours: bool) -> list[list[Any]]:
        heads = self.columns.values()
        heading = list(heads) if is_ours else [f"{head} X" for head in heads]
        marked = [[c.format(n=n) for c in self.cells[:-1]] for n in (1, 2, 3)]
        return [heading, *([*row, self.cells[-1]] for row in marked)]

    @property
    def place(self) -> int:
        return list(self.columns).index(self.figure)


PLAN = {"plan_code": "Plano kodas"}
TABLES = {
    "measurements": Table(
        PLAN
        | {"indicator_number": "Rodiklio Nr.", "period": "Laikotarpis"}
        | {"value_status": "Reikšmės būsena", "measured_on": "Matavimo data"}
        | {"source": "Šaltinis", "value": "Reikšmė"},
        ("kaunas", "{n}", "2024", "galutinė", "2024-05-31", "ŠVIS", 45.2),
        "value",
    ),
    "exams": Table(
        PLAN
        | {"school_code": "Mokyklos kodas", "exam": "Egzaminas", "measure": "Rodiklis"}
        | {"subject": "Dalykas", "school_year": "Mokslo metai", "value": "Reikšmė"},
        ("kaunas", "M{n}", "VBE", "share_36_100", "math", "2023-2024", 45.2),
        "value",
    ),
    "plan-changes": Table(
        PLAN
        | {"decision_number": "Sprendimo Nr.", "decided_on": "Sprendimo data"}
        | {"item": "Kas keičiama", "number": "Numeris", "field": "Laukas"}
        | {"new_value": "Nauja reikšmė"},
        ("kaunas", "T-45", "2024-09-12", "veikla", "1.{n}", "net_eur", 1500.5),
        "new_value",
    ),
    "outcomes": Table(
        PLAN
        | {"activity_number": "Veiklos Nr.", "outcome": "Baigtis", "as_of": "Data"}
        | {"owner": "Atsakingas", "funded_until": "Finansuojama iki"}
        | {"evidence": "Įrodymai", "yearly_cost_eur": "Metinės išlaidos"},
        ("kaunas", "1{n}", "tęsiama", "2026-05-31", "A", "2027-12-31", "T-1", 1200.5),
        "yearly_cost_eur",
    ),
}
DOORS = pytest.mark.parametrize("is_ours", [True, False], ids=["own", "mapped"])
KINDS = pytest.mark.parametrize("kind", TABLES)


def mapping_of(kind: str) -> LedgerMapping:
    columns = {name: f"{head} X" for name, head in TABLES[kind].columns.items()}
    headings = list(columns.values())[:3]
    content = {"kind": kind, "headings": headings, "columns": columns}
    return parse_mapping("ledger", content)


def read(
    path: Path, kind: str, rows: list[list[Any]], *merges: tuple[int, ...]
) -> WorkbookReading:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for line, cells in enumerate(rows):
            sheet.write_row(line, 0, cells)
        for top, first, bottom, last in merges:
            sheet.merge_range(top, first, bottom, last, rows[top][first])
    return read_workbook(path, mappings=[mapping_of(kind)])


@KINDS
@DOORS
def test_figure_merged_over_rows_is_put_aside(
    tmp_path: Path, kind: str, *, is_ours: bool
) -> None:
    table = TABLES[kind]
    merge = (1, table.place, 2, table.place)
    reading = read(tmp_path / "f.xlsx", kind, table.rows(is_ours=is_ours), merge)
    rows = reading.rejects.select("row_number", "column_name", "rule").rows()
    assert rows == [(row, table.figure, "amount_shared") for row in (2, 3)]
    assert reading.rows_loaded == 1


@pytest.mark.parametrize("kind", ["measurements", "exams"])
@DOORS
def test_column_of_groups_of_pupils_is_said(
    tmp_path: Path, kind: str, *, is_ours: bool
) -> None:
    heading, *rows = TABLES[kind].rows(is_ours=is_ours)
    wide = [[*heading, "Lytis"], *([*row, "V"] for row in rows)]
    reading = read(tmp_path / "f.xlsx", kind, wide)
    assert "pupils_grouped" in [note.name for note in reading.notes]


def test_new_amount_in_another_currency_is_put_aside(tmp_path: Path) -> None:
    heading, *rows = TABLES["plan-changes"].rows(is_ours=False)
    said = zip(rows, ("EUR", "USD", ""), strict=True)
    wide = [[*heading, "Valiuta"], *([*row, currency] for row, currency in said)]
    reading = read(tmp_path / "f.xlsx", "plan-changes", wide)
    assert reading.rejects["rule"].to_list() == ["other_currency"]
    assert reading.rows_loaded == 2


@pytest.mark.parametrize("title", ["Sumos tūkst. Eur", "Duomenys mln. eurų"])
def test_unit_above_that_a_heading_contradicts_stops_a_ledger(
    tmp_path: Path, title: str
) -> None:
    heading, *rows = TABLES["outcomes"].rows(is_ours=False)
    columns = dict(zip(TABLES["outcomes"].columns, heading, strict=True))
    columns["yearly_cost_eur"] = heading[-1] = "KAINA, Eur"
    content = {"kind": "outcomes", "headings": heading[:3], "columns": columns}
    path = tmp_path / "f.csv"
    lines = [[title], heading, *([str(cell) for cell in row] for row in rows)]
    path.write_text("\n".join(map(";".join, lines)), encoding="utf-8")
    with pytest.raises(WorkbookError) as caught:
        read_workbook(path, mappings=[parse_mapping("ledger", content)])
    assert caught.value.code == "workbooks.mapping_unit_unclear"
