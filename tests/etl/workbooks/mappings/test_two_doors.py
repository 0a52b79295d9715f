"""The same cells in our own layout and in a mapped one become the same, or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
import xlsxwriter

from etl.workbooks import WorkbookReading, read_workbook
from etl.workbooks.mappings import LedgerMapping, parse_mapping
from pazanga.errors import WorkbookError

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Door:
    """A kind of workbook: column, heading of ours and of a ledger, cell of a row."""

    kind: str
    figures: tuple[str, ...]
    columns: tuple[tuple[str, str, str, str], ...]


MEASURED = Door(
    "measurements",
    ("value",),
    (
        ("plan_code", "Plano kodas", "PLANAS", "kaunas"),
        ("indicator_number", "Rodiklio Nr.", "RODIKLIS", "{n}"),
        ("period", "Laikotarpis", "LAIKAS", "2024"),
        ("school_code", "Mokyklos kodas", "MOKYKLA", "M1"),
        ("value", "Reikšmė", "REIKŠMĖ", ""),
        ("value_status", "Reikšmės būsena", "BŪKLĖ X", "galutinė"),
        ("measured_on", "Matavimo data", "MATUOTA", "2024-05-31"),
        ("source", "Šaltinis", "KAS", "ŠVIS"),
    ),
)
PAID = Door(
    "spending",
    ("net_eur", "vat_eur"),
    (
        ("plan_code", "Plano kodas", "PLANAS", "kaunas"),
        ("activity_number", "Veiklos Nr.", "VEIKLA X", "1.2"),
        ("school_code", "Mokyklos kodas", "MOKYKLA", "M1"),
        ("date", "Data", "DIENA", "2024-05-31"),
        ("document_number", "Dokumento Nr.", "DOK", "SF-{n}"),
        ("net_eur", "Suma be PVM", "NETO", ""),
        ("vat_eur", "PVM", "MOKESTIS", "21.5"),
        ("funding_source", "Finansavimo šaltinis", "IŠ KO", "EGADP"),
        ("phase", "Etapas", "ETAPAS X", "executed"),
    ),
)
Cell = tuple[Any, str] | float | str
NOT_READ = "not read"


@dataclass(frozen=True)
class Case:
    """Cells of the first figure, row by row, and what the first of them becomes."""

    cells: tuple[Cell, ...]
    becomes: str
    says: str = ""
    title: str = ""
    above: str = ""


FORMS = {
    "plain": ("0.00", "45.20", ""),
    "euro": ('0.0" €"', "45.20", ""),
    "nothing_is_seen": (";;;", "45.20", "amounts_unseen"),
    "scaled": ("0,", "45.20", "amounts_unseen"),
    "dollars": ('0.0" USD"', NOT_READ, ""),
    "dollar_sign": ("[$$-409]0.0", NOT_READ, ""),
    "minus_as_text": ('"-"0.0', NOT_READ, ""),
    "zeros_as_text": ('0",000"', NOT_READ, ""),
    "thousands_alone": ('0.0" tūkst. Eur"', NOT_READ, ""),
}
VALUES = {
    **{n: Case(((45.2, f), 46), *said) for n, (f, *said) in FORMS.items()},
    "percent": Case(((0.452, "0.0%"), 46), "45.20"),
    "percent_sign": Case(((45.2, '0.0"%"'), 46), "45.20"),
    "percent_as_text": Case(("45,2 %", 46), "45.20"),
    "fraction_beside_percent": Case((0.47, (0.452, "0.0%")), NOT_READ),
    "fraction_beside_percent_text": Case(("0,47", "45,2 %"), NOT_READ),
    "fraction_beside_percent_sign": Case((0.47, (45.2, '0.0"%"')), NOT_READ),
    "fraction_alone": Case((0.47, 46), "0.47"),
    "minus_not_shown": Case(((-45.2, "0.0;0.0"), 46), "-45.20", "amounts_unseen"),
    "suppressed": Case(("<5", 46), NOT_READ),
    "mark": Case(("45*", 46), NOT_READ),
    "thousands_in_heading": Case((45, 46), "45000.00", "multiplied", ", tūkst."),
    "dollars_in_heading": Case((45, 46), NOT_READ, title=", USD"),
    "thousands_above": Case((45, 46), NOT_READ, above="Sumos tūkst. Eur"),
    "dollars_above": Case((45, 46), NOT_READ, above="Valiuta: USD"),
}
AMOUNTS = {
    **{n: Case(((45.2, f), 46.5), *said) for n, (f, *said) in FORMS.items()},
    "percent": Case(((0.452, "0.0%"), 46.5), NOT_READ),
    "percent_as_text": Case(("45,2 %", 46.5), NOT_READ),
    "other_words": Case(((45.2, '0.0" su PVM"'), 46.5), "45.20", "format_says"),
    "dollars_as_text": Case(("45 USD", 46.5), NOT_READ),
    "thousands_in_one_heading": Case((45, 46), NOT_READ, title=", tūkst. Eur"),
    "thousands_above": Case((45, 46), "45000.00", "multiplied", above="tūkst. Eur"),
    "thousands_above_and_euro": Case(((45, '0" €"'), 46), NOT_READ, above="tūkst. Eur"),
    "euro_above_and_thousands": Case(((45, '0" tūkst. Eur"'), 46), NOT_READ, "", ", €"),
    "euro_and_cents": Case((45, 46), NOT_READ, title=", Eur ct"),
    "euro_and_cents_in_format": Case(((45, '0" Eur ct"'),), NOT_READ),
}
CASES = [(MEASURED, name, case) for name, case in VALUES.items()]
CASES += [(PAID, name, case) for name, case in AMOUNTS.items()]


def write(path: Path, door: Door, case: Case, *, is_ours: bool) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("L")
        if case.above:
            sheet.write(0, 0, case.above)
        start = 1 if case.above else 0
        for place, (name, ours, ledger, usual) in enumerate(door.columns):
            is_first = name == door.figures[0]
            title = case.title if is_first else ""
            sheet.write(start, place, f"{ours if is_ours else ledger}{title}")
            for row, cell in enumerate(case.cells, start=1):
                value, form = cell if isinstance(cell, tuple) else (cell, "General")
                value = value if is_first else read_usual(usual, row)
                form = form if is_first else "General"
                style = book.add_format({"num_format": form})
                sheet.write(start + row, place, value, style)
    return path


def read_usual(usual: str, row: int) -> float | str:
    """The usual cell; VAT is a number."""
    return float(usual) if usual == "21.5" else usual.format(n=row)


def mapping_of(door: Door, title: str) -> LedgerMapping:
    columns = {
        name: f"{ledger}{title}" if name == door.figures[0] else ledger
        for name, _, ledger, _ in door.columns
    }
    headings = [columns["plan_code"], columns["school_code"]]
    content = {"kind": door.kind, "headings": headings, "columns": columns}
    return parse_mapping("ledger", content)


def outcome(path: Path, door: Door, *mappings: LedgerMapping) -> tuple[str, set[str]]:
    """What the first row becomes, and what is said."""
    try:
        reading: WorkbookReading = read_workbook(path, mappings=mappings)
    except WorkbookError:
        return NOT_READ, set()
    facts = reading.facts[door.kind]
    number = "indicator_number" if door is MEASURED else "document_number"
    rows = facts.filter(facts[number].str.ends_with("1"))
    said = {note.name for note in reading.notes if note.name != "mapping_used"}
    if not rows.height:
        return NOT_READ, said
    return f"{rows[door.figures[0]][0]:.2f}", said


@pytest.mark.parametrize(
    ("door", "case"),
    [pytest.param(d, c, id=f"{d.kind}-{name}") for d, name, c in CASES],
)
def test_cell_becomes_the_same_by_both_ways(
    tmp_path: Path, door: Door, case: Case
) -> None:
    ours = write(tmp_path / "ours.xlsx", door, case, is_ours=True)
    ledger = write(tmp_path / "ledger.xlsx", door, case, is_ours=False)
    by_both = {
        "ours": outcome(ours, door),
        "mapped": outcome(ledger, door, mapping_of(door, case.title)),
    }
    expected = dict.fromkeys(by_both, case.becomes)
    assert {name: became for name, (became, _) in by_both.items()} == expected
    for said in (said for _, said in by_both.values() if case.says):
        assert case.says in said


def test_percent_in_the_form_a_mapping_states_is_read(tmp_path: Path) -> None:
    case = Case(("1.045,25 %", "45,2", "0,47"), "")
    path = write(tmp_path / "ledger.xlsx", MEASURED, case, is_ours=False)
    columns = {name: ledger for name, _, ledger, _ in MEASURED.columns}
    content = {
        "kind": "measurements",
        "headings": ["RODIKLIS"],
        "columns": columns,
        "formats": {"decimal": ",", "thousands": "."},
    }
    reading = read_workbook(path, mappings=[parse_mapping("ledger", content)])
    values = reading.facts["measurements"]["value"].to_list()
    assert [f"{value:.2f}" for value in values] == ["1045.25", "45.20"]
    assert reading.rejects["rule"].to_list() == ["bare_fraction"]


CHANGED = {
    "plan_code": ("kaunas", "kaunas"),
    "decision_number": ("T-1", "T-2"),
    "decided_on": ("2024-05-31", "2024-05-31"),
    "item": ("activity", "indicator"),
    "number": ("1", "1"),
    "field": ("net_eur", "target_value"),
    "new_value": ("1200,50", "45,5"),
}


@pytest.mark.parametrize(
    ("title", "formats", "amount"),
    [
        ("", {}, "1200.50"),
        (", tūkst. Eur", {}, "1200500.00"),
        ("", {"multiplier": 1000}, "1200500.00"),
        (", tūkst. Eur", {"multiplier": 1000}, "1200500.00"),
    ],
)
def test_thousands_count_for_new_amounts_and_not_for_new_targets(
    title: str, formats: dict[str, int], amount: str, tmp_path: Path
) -> None:
    headings = {name: f"{name} X" for name in CHANGED} | {"new_value": f"Y{title}"}
    lines = [headings.values(), *zip(*CHANGED.values(), strict=True)]
    path = tmp_path / "a.csv"
    path.write_text("\n".join(";".join(line) for line in lines), encoding="utf-8")
    content: dict[str, Any] = {"kind": "plan-changes", "headings": ["item X"]}
    content |= {"columns": headings, "formats": formats}
    reading = read_workbook(path, mappings=[parse_mapping("ledger", content)])
    values = reading.facts["plan-changes"].sort("decision_number")["new_value"]
    assert [f"{value:.2f}" for value in values] == [amount, "45.50"]
