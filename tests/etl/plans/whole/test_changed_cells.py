"""Any cell of any table of a good plan changed: no value comes from another cell.

Whatever a cell prints instead of what the form asks for, its column reads as printed or
is empty with a finding, and every other value of the plan stays as it was.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from plan_cells import (
    Place,
    Plan,
    change,
    choose,
    facts_of,
    heading_of,
    places_of,
    plain,
    read,
)
from plan_docx import write_docx
from plan_form import COST_HEADINGS, Form, Look

from etl.plans.contract.plan_package import Row
from etl.plans.findings.registry import find_all
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
# What is decided from values, not printed.
DERIVED = {
    *("direction", "is_chosen", "target_bound", "value_status", "cost_role"),
    *("parent_number", "role"),
}
TABLES = sorted({table for tables in OWN.values() for table in tables})


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
