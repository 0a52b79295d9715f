"""A value that the file says is in another unit than the plan's is put aside."""

import tomllib
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from etl.inbox.references import RULE
from etl.inbox.units_held import match_units
from etl.workbooks import read_workbook
from etl.workbooks.contract.contract import Kind
from etl.workbooks.mappings import parse_mapping
from pazanga.texts import LANGUAGES, read_catalogue

from .conftest import RECEIVED, REFERENCES

MEASURED = ("Plano kodas", "Rodiklio Nr.", "Laikotarpis", "Reikšmė", "Reikšmės būsena")
MEASURED += ("Matavimo data", "Duomenų šaltinis")
SHARE, COUNT = "1", "2"
Cells = dict[str, Any]


def measure(number: str, **cells: Any) -> Cells:  # noqa: ANN401
    row = ["p", number, "2024", "45", "galutinė", "2025-01-10", "ŠVIS"]
    return dict(zip(MEASURED, row, strict=True)) | cells


def write(path: Path, *rows: Cells, above: str = "", **called: str) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Lapas")
        percent = book.add_format({"num_format": "0%"})
        sheet.write(0, 0, above)
        for place, name in enumerate(rows[0]):
            sheet.write(1, place, called.get(name, name))
        for number, row in enumerate(rows, start=2):
            for place, cell in enumerate(row.values()):
                style = percent if isinstance(cell, float) else None
                sheet.write(number, place, cell, style)
    return path


def find_rules(path: Path, kind: Kind = "measurements", **options: Any) -> list[str]:  # noqa: ANN401
    reading = read_workbook(path, **options)
    facts = reading.facts[kind]
    units = match_units(facts, reading.units)
    faults = REFERENCES.find_faults(kind, facts, RECEIVED, units)
    return [rule or "" for rule in faults[RULE]]


@pytest.mark.parametrize("heading", ["Mato vnt.", "Matavimo vienetas", "Unit"])
def test_column_of_units_is_held_against_the_plan(tmp_path: Path, heading: str) -> None:
    rows = [
        measure(SHARE, **{heading: "mokinių skaičius"}),
        measure(COUNT, **{heading: "proc."}),
        measure(SHARE, Laikotarpis="2023", **{heading: "%"}),
        measure(COUNT, Laikotarpis="2023", **{heading: "vnt."}),
        measure(COUNT, Laikotarpis="2022", **{heading: None}),
    ]
    found = find_rules(write(tmp_path / "a.xlsx", *rows))
    assert found == ["unit_is_percent", "unit_not_percent", "", "", ""]


@pytest.mark.parametrize(
    ("heading", "rules"),
    [
        ("Reikšmė, proc.", ["", "unit_not_percent"]),
        ("Reikšmė, vnt.", ["unit_is_percent", ""]),
        ("Faktinė reikšmė, balais", ["unit_is_percent", ""]),
        ("Reikšmė (skaičius)", ["", ""]),
        ("Reikšmė (proc. / vnt.)", ["", ""]),
    ],
)
def test_heading_is_held_against_the_plan(
    tmp_path: Path, heading: str, rules: list[str]
) -> None:
    path = write(tmp_path / "a.xlsx", measure(SHARE), measure(COUNT), Reikšmė=heading)
    assert find_rules(path) == rules


def test_title_above_is_held_against_the_plan(tmp_path: Path) -> None:
    rows = measure(SHARE), measure(COUNT)
    path = write(tmp_path / "a.xlsx", *rows, above="Visos reikšmės – proc.")
    assert find_rules(path) == ["", "unit_not_percent"]


@pytest.mark.parametrize("value", [0.45, "45 %", "45%"])
def test_percent_in_a_cell_is_held_against_the_plan(
    tmp_path: Path, value: object
) -> None:
    rows = [measure(number, Reikšmė=value) for number in (SHARE, COUNT)]
    assert find_rules(write(tmp_path / "a.xlsx", *rows)) == ["", "unit_not_percent"]


def test_plus_says_a_change(tmp_path: Path) -> None:
    rows = [measure(number, Reikšmė="+5") for number in (SHARE, COUNT)]
    found = find_rules(write(tmp_path / "a.xlsx", *rows))
    assert found == ["unit_is_change", "unit_is_change"]


def test_cell_goes_before_its_column_and_that_before_the_heading(
    tmp_path: Path,
) -> None:
    rows = [
        measure(COUNT, **{"Reikšmė": "45 %", "Mato vnt.": "vnt."}),
        measure(COUNT, **{"Laikotarpis": "2023", "Mato vnt.": "vnt."}),
    ]
    path = write(tmp_path / "a.xlsx", *rows, Reikšmė="Reikšmė, proc.")
    assert find_rules(path) == ["unit_not_percent", ""]


def test_unit_of_an_exam_is_held_against_its_measure(tmp_path: Path) -> None:
    names = ("Plano kodas", "Egzaminas", "Matas", "Dalykas", "Mokslo metai", "Reikšmė")
    rows = [
        dict(zip(names, ["p", "VBE", measure_, "lt", "2023-2024", "45 %"], strict=True))
        for measure_ in ("vidurkis", "36-100")
    ]
    found = find_rules(write(tmp_path / "a.xlsx", *rows), "exams")
    assert found == ["unit_not_percent", ""]


def test_new_target_is_held_against_the_plan(tmp_path: Path) -> None:
    names = ("Plano kodas", "Sprendimo Nr.", "Sprendimo data", "Kas keičiama")
    names += ("Numeris", "Keičiamas dydis", "Nauja reikšmė")
    rows = [
        dict(
            zip(
                names,
                ["p", "T-1", "2025-01-10", "rodiklis", number, "tikslas", "45 %"],
                strict=True,
            )
        )
        for number in (SHARE, COUNT)
    ]
    found = find_rules(write(tmp_path / "a.xlsx", *rows), "plan-changes")
    assert found == ["", "unit_not_percent"]


def test_unit_in_parquet_is_held_against_the_plan(tmp_path: Path) -> None:
    rows = [measure(number, **{"Mato vnt.": "proc."}) for number in (SHARE, COUNT)]
    columns = {name: [row[name] for row in rows] for name in rows[0]}
    pq.write_table(pa.table(columns), tmp_path / "a.parquet")
    assert find_rules(tmp_path / "a.parquet") == ["", "unit_not_percent"]


MAPPING = """
kind = "measurements"
headings = ["RODIKLIS", "DYDIS"]

[columns]
indicator_number = "RODIKLIS"
period = "METAI"
value = "{value}"
measured_on = "DIENA"

[constants]
plan_code = "p"
value_status = "final"
source = "ŠVIS"
"""


@pytest.mark.parametrize(
    ("value", "cell", "unit"),
    [
        ("DYDIS", "45", "proc."),
        ("DYDIS", "45 %", ""),
        ("DYDIS, PROC.", "45", ""),
    ],
)
def test_ledger_read_by_a_mapping_is_held_against_the_plan(
    tmp_path: Path, value: str, cell: str, unit: str
) -> None:
    heads = ["RODIKLIS", "METAI", value, "DYDIS", "DIENA", "MATO VNT"]
    heads = list(dict.fromkeys(heads))
    rows = [
        [n, "2024", cell, *([""] if "," in value else []), "2025-01-10", unit]
        for n in (SHARE, COUNT)
    ]
    path = tmp_path / "a.csv"
    path.write_text("\n".join(";".join(row) for row in [heads, *rows]), "utf-8")
    mapping = parse_mapping("m", tomllib.loads(MAPPING.format(value=value)))
    found = find_rules(path, mappings=[mapping])
    assert found == ["", "unit_not_percent"]


def test_every_rule_says_both_units() -> None:
    rules = read_catalogue("etl.inbox")["rules"]
    for rule in ("unit_not_percent", "unit_is_percent", "unit_is_change"):
        assert set(rules[rule]) == set(LANGUAGES)
