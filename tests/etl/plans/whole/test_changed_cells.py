"""Any cell of any table of a good plan changed: no value comes from another cell.

Whatever a cell prints instead of what the form asks for, its column reads as printed or
is empty with a finding, and every other value of the plan stays as it was.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest
from plan_content import to_document
from plan_docx import write_docx
from plan_form import COST_HEADINGS, Facts, Form, Grid, Look, lay_out

from etl.plans.content.sections import find_sections
from etl.plans.contract.plan_package import Row
from etl.plans.findings.registry import find_all
from etl.plans.form.extract import extract_form
from etl.plans.reading.reading import read_plan

CHANGES = {
    "words": "Bus patikslinta",
    "number": "1200,50",
    "year": "2025",
    "long_note": "Pastaba, kuri tęsiasi per kelias eilutes ir nieko nesako apie sumas",
    "dash": "–",
    "nothing": "",
}
REASON = COST_HEADINGS[3]
# Which columns of the package a column of the form may change, table by table. A
# column that names its row may take the row with it (`*`); a value may make one (`+`).
OWN: dict[str, dict[str, set[str]]] = {
    "Bendras mokyklos vertinimas": {"exam_results": {"*"}, "school_figures": {"*"}},
    "Mokyklos pavadinimas": {
        "schools": {"*"},
        "exam_results": {"*"},
        "school_figures": {"*"},
    },
    "Ar dalyvaus?": {"schools": {"role"}},
    "Partnerio pavadinimas": {"partners": {"*", "name"}},
    "Adresas": {},
    "Su kuria savivaldybe?": {},
    "Pasirinkimo pagrindas": {},
    "Sritis ir planuojamos vykdyti veiklos": {"partners": {"policy_areas"}},
    "Rodiklis": {
        "indicators": {"*", "name", "unit", "indicator_number"},
        "indicator_values": {"*", "indicator_number", "value_status"},
    },
    "Pradinė reikšmė": {
        "indicator_values": {"*", "+", "value", "value_status", "printed", "period"},
        "indicators": {"direction", "is_chosen"},
    },
    "Siekiama reikšmė įgyvendinus pažangos planą": {
        "indicators": {
            *("target_value", "target_text", "target_bound"),
            *("direction", "is_chosen"),
        }
    },
    "Planuojama veikla sričiai stiprinti": {"activity_schools": {"*"}},
    "Kuriose mokyklose?": {"activity_schools": {"role"}},
    "Tinklaveika": {"activity_schools": {"*"}, "schools": {"*"}},
    "Veiklos Nr.": {
        table: {"*", "parent_number", "cost_role"}
        for table in (
            *("activities", "activity_indicators", "activity_links"),
            *("activity_policy_areas", "activity_schools", "activity_tasks"),
            "plan_totals",
        )
    },
    "Veiklos pavadinimas": {"activities": {"title"}, "activity_schools": {"*"}},
    "Kuriai mokyklų veiklos tobulinimo sričiai priskiriama ši veikla?": {
        "activity_policy_areas": {"*"}
    },
    REASON: {
        "activity_indicators": {"*"},
        "activity_links": {"*"},
        "activity_tasks": {"*"},
    },
    "Veiklos poveikio matavimo periodiškumas ir būdai": {},
    "Veiklos trukmė, įgyvendinimo laikotarpis": {
        "activities": {"period_text", "period_start", "period_end"}
    },
    "Dokumentai, į kuriuos įtraukiama numatoma veikla": {},
    "Išlaidos Eur be PVM": {
        "activities": {"net_eur", "cost_note", "cost_role"},
        "plan_totals": {"net_eur"},
    },
    "PVM suma": {"activities": {"vat_eur", "cost_role"}, "plan_totals": {"vat_eur"}},
    "Eil. Nr.": {},
    "Pavadinimas": {},
    "Eur be PVM.": {"plan_totals": {"net_eur", "vat_eur"}},
    "PVM, Eur.": {"plan_totals": {"net_eur", "vat_eur"}},
    "Horizontalusis principas": {"horizontal_principles": {"*"}},
    "Veiklos susiję su principu": {"horizontal_principles": {"activities_text"}},
    "Kaip užtikrinsite, kad numatytos veiklos atitiktų šiuos principus?": {},
    "Rizikos pavadinimas": {"risks": {"*", "name"}},
    "Rizikos lygmuo": {"risks": {"level"}},
    "Rizikos valdymo būdai": {},
}
OWN["Rodiklio pavadinimas"] = OWN["Rodiklis"]
# Prose has no form: without the sentence that is looked for it says nothing.
PROSE = (
    *("Bendras mokyklos vertinimas", "Tinklaveika", "Veiklos pavadinimas"),
    REASON,
)
# Ordinals count what is read.
COUNTED = {"partner_number", "principle_number", "risk_number", "source_line"}
# What is decided from values, not printed.
DERIVED = {
    *("direction", "is_chosen", "target_bound", "value_status", "cost_role"),
    *("parent_number", "role"),
}
# A name merged over two rows names both of them.
NAMES_ITS_ROW = re.compile(r"Mokyklos pav|Rodikl|Eil|Veiklos Nr|Planuojama veikla")
TABLES = sorted({table for tables in OWN.values() for table in tables})
Plan = dict[str, list[Row]]


@dataclass(frozen=True)
class Place:
    """A cell of a plan: its table, row and column, each counted from 0."""

    grid: int
    row: int
    column: int


@pytest.fixture(scope="module")
def form(facts: Facts) -> Form:
    return lay_out(facts, Look(words=20))


@pytest.fixture(scope="module")
def usual(form: Form) -> Plan:
    return read(form)


def read(form: Form) -> Plan:
    facts = extract_form(find_sections(to_document(form)))
    return {**facts.rows, "findings": find_all(facts)}


def heading_of(form: Form, place: Place) -> str:
    grid = form[place.grid]
    assert isinstance(grid, Grid)
    heading = str(grid.rows[0][place.column])
    # The same words head the numbers of section 7, which name no row.
    return (
        "Eil. Nr." if grid.rows[0][0] == "Eil. Nr." and place.column == 1 else heading
    )


def places_of(form: Form) -> Iterator[Place]:
    for number, part in enumerate(form):
        for index, row in enumerate(part.rows if isinstance(part, Grid) else ()):
            if isinstance(part, Grid) and index >= part.heading_rows and len(row) > 1:
                for column, cell in enumerate(row):
                    if cell not in ("<", "^"):
                        yield Place(number, index, column)


def change(form: Form, place: Place, printed: str) -> Form:
    """The plan with another text in one cell."""
    grid = form[place.grid]
    assert isinstance(grid, Grid)
    row = list(grid.rows[place.row])
    row[place.column] = printed
    rows = (*grid.rows[: place.row], row, *grid.rows[place.row + 1 :])
    return [
        *form[: place.grid],
        replace(grid, rows=rows),
        *form[place.grid + 1 :],
    ]


def plain(row: Row) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in COUNTED}


def is_printed(name: str, value: object, printed: str) -> bool:
    """Whether a value can be read out of a cell, or says that none was."""
    if value is None or name in DERIVED:
        return True
    if isinstance(value, Decimal):
        number = re.fullmatch(r"\d+(?:,\d+)?", printed)
        return number is not None and value == Decimal(printed.replace(",", "."))
    if isinstance(value, date):
        return str(value.year) in printed
    is_given = name == "indicator_number" and re.fullmatch(r"x\d", str(value))
    return str(value) in printed or bool(is_given) or value == ""


def is_explained(row: Row, before: list[Row], own: set[str], printed: str) -> bool:
    """Whether a row is one of before, but for columns of the changed cell."""
    mine = plain(row)
    for other in before:
        changed = {name for name, value in plain(other).items() if mine[name] != value}
        if changed <= own and all(is_printed(n, mine[n], printed) for n in changed):
            return True
    return "+" in own and all(is_printed(n, mine[n], printed) for n in own & set(mine))


def faults(form: Form, usual: Plan, place: Place, printed: str) -> list[str]:
    """What is wrong with the plan when one cell prints something else."""
    heading = heading_of(form, place)
    found = read(change(form, place, printed))
    wrong = []
    for table in usual.keys() - {"findings"}:
        own = OWN[heading].get(table, set())
        now = found.get(table, [])
        strange = [
            plain(row)
            for row in now
            if not is_explained(row, usual[table], own, printed)
        ]
        if strange:
            wrong.append(f"{heading} {printed!r}: {table} reads {strange}")
        lost = len(now) < len(usual[table]) and "*" not in own
        if lost:
            wrong.append(f"{heading} {printed!r}: {table} lost a row")
    is_changed = facts_of(usual) != facts_of(found)
    is_said = bool(new_subjects(usual, found)) or is_read(found, usual, printed)
    is_word = printed not in {"", "–"} and heading not in PROSE
    if is_changed and is_word and not is_said:
        wrong.append(f"{heading} {printed!r}: nothing is said")
    return wrong


def new_subjects(usual: Plan, found: Plan) -> set[tuple[str, str]]:
    before, now = (
        {(row["rule"], row["subject"]) for row in plan["findings"]}
        for plan in (usual, found)
    )
    return now - before


def is_read(found: Plan, usual: Plan, printed: str) -> bool:
    """Whether the printed words, or the number they are, stand in the plan."""
    return any(
        is_printed(name, value, printed) and value is not None and name not in DERIVED
        for table in TABLES
        for row in found[table]
        if plain(row) not in [plain(other) for other in usual[table]]
        for name, value in plain(row).items()
    )


def places_by_column(form: Form) -> list[list[Place]]:
    columns: dict[tuple[int, int], list[Place]] = {}
    for place in places_of(form):
        columns.setdefault((place.grid, place.column), []).append(place)
    return list(columns.values())


def choose(form: Form, seed: str) -> list[Place]:
    """One place of every column."""
    chance = Random(seed)  # noqa: S311 – a choice of rows is no secret
    return [chance.choice(places) for places in places_by_column(form)]


def check_changes(form: Form, usual: Plan, places: Iterable[Place], kind: str) -> None:
    printed = CHANGES[kind]
    found = [fault for place in places for fault in faults(form, usual, place, printed)]
    assert found == []


@pytest.mark.parametrize("kind", CHANGES)
def test_changed_cell_of_each_column_is_read_as_printed(
    kind: str, form: Form, usual: Plan
) -> None:
    check_changes(form, usual, choose(form, kind), kind)


@pytest.mark.slow
@pytest.mark.parametrize("kind", CHANGES)
def test_changed_cell_of_every_row_is_read_as_printed(
    kind: str, form: Form, usual: Plan
) -> None:
    check_changes(form, usual, places_of(form), kind)


def grids_of(form: Form) -> list[int]:
    return [place for place, part in enumerate(form) if isinstance(part, Grid)]


def with_rows(form: Form, place: int, rows: Sequence[Sequence[Any]]) -> Form:
    grid = form[place]
    assert isinstance(grid, Grid)
    return [*form[:place], replace(grid, rows=tuple(rows)), *form[place + 1 :]]


def facts_of(plan: Plan) -> dict[str, list[Row]]:
    return {
        table: [plain(row) for row in rows]
        for table, rows in plan.items()
        if table != "findings"
    }


@pytest.mark.parametrize("seed", range(8))
def test_columns_of_every_table_stand_in_any_order(
    seed: int, form: Form, usual: Plan
) -> None:
    chance = Random(seed)  # noqa: S311 – columns are no secret
    changed = form
    for place in grids_of(form):
        grid = form[place]
        assert isinstance(grid, Grid)
        order = list(range(len(grid.widths)))
        chance.shuffle(order)
        if any("<" in row for row in grid.rows):
            continue
        rows = [
            [row[column] for column in order] if len(row) > 1 else row
            for row in grid.rows
        ]
        changed = with_rows(changed, place, rows)
    assert facts_of(read(changed)) == facts_of(usual)


def test_headings_repeated_in_every_table_are_no_rows(form: Form, usual: Plan) -> None:
    changed = form
    for place in grids_of(form):
        grid = form[place]
        assert isinstance(grid, Grid)
        rows: list[Sequence[Any]] = list(grid.rows[: grid.heading_rows])
        for row in grid.rows[grid.heading_rows :]:
            rows += [row] if "^" in row else [grid.rows[0], row]
        changed = with_rows(changed, place, rows)
    assert facts_of(read(changed)) == facts_of(usual)


def numbers(plan: Plan) -> set[tuple[object, ...]]:
    """Every number of the plan with what it is of."""
    return {
        (table, *keys_of(row), name, value)
        for table, rows in plan.items()
        for row in rows
        for name, value in row.items()
        if isinstance(value, Decimal)
    }


def keys_of(row: Row) -> Iterator[object]:
    names = (
        *("activity_number", "occurrence", "indicator_number", "school_code"),
        *("total_kind", "exam", "measure", "subject", "school_year", "figure"),
        *("fact", "period", "rule", "subject"),
    )
    yield from (row.get(name) for name in names)


def merged_faults(form: Form, usual: Plan, places: Iterable[Place]) -> list[str]:
    """Numbers that a plan has only after a cell was merged with its neighbour."""
    wrong = []
    known = numbers({**usual, "findings": []})
    for place in places:
        grid = form[place.grid]
        assert isinstance(grid, Grid)
        row = grid.rows[place.row]
        above = grid.rows[place.row - 1] if place.row > grid.heading_rows else ()
        is_key = NAMES_ITS_ROW.match(heading_of(form, place)) is not None
        neighbours = {
            "<": row[place.column - 1] if place.column else "^",
            "^": above[place.column] if len(above) == len(row) and not is_key else "<",
        }
        for mark in (mark for mark, one in neighbours.items() if one not in ("<", "^")):
            found = read(change(form, place, mark))
            strange = numbers({**found, "findings": []}) - known
            if strange:
                wrong.append(f"{heading_of(form, place)} {mark} {place}: {strange}")
    return wrong


def test_cells_merged_with_neighbours_make_no_numbers(form: Form, usual: Plan) -> None:
    places = [place for seed in "ab" for place in choose(form, seed)]
    assert merged_faults(form, usual, places) == []


@pytest.mark.slow
def test_any_cell_merged_with_a_neighbour_makes_no_number(
    form: Form, usual: Plan
) -> None:
    assert merged_faults(form, usual, places_of(form)) == []


@pytest.mark.slow
def test_changed_plan_reads_the_same_as_docx_and_pdf(
    form: Form, tmp_path: Path, print_pdfs: Callable[..., Path]
) -> None:
    look = Look(words=20)
    for kind, printed in CHANGES.items():
        changed = form
        for place in choose(form, kind):
            # A row that names nothing may be the rest of the row above it in a PDF.
            if place.column:
                changed = change(changed, place, printed)
        write_docx(changed, look, tmp_path / f"{kind}.docx")
    folder = print_pdfs(*sorted(tmp_path.iterdir()))
    differing = [
        kind
        for kind in CHANGES
        if read_file(tmp_path / f"{kind}.docx") != read_file(folder / f"{kind}.pdf")
    ]
    assert differing == []


def read_file(path: Path) -> dict[str, list[Row]]:
    _, facts = read_plan(path)
    plan = {**facts.rows, "findings": find_all(facts)}
    return {
        table: [{**plain(row), "source_page": None} for row in rows]
        for table, rows in plan.items()
    }
