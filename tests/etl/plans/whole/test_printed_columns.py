"""Plans with one thing changed, as DOCX and PDF: printed numbers, or none and said."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm
from plan_docx import write_docx
from plan_form import COST_HEADINGS, Facts, Form, Grid, Look, lay_out

from etl.plans.content.sections import Section, find_sections
from etl.plans.contract.plan_package import Row
from etl.plans.form.costs.extract import (
    CostSection,
    extract_costed_activities,
)
from etl.plans.reading.reading import read_document

NAMES = (
    *("number", "title", "area", "reason", "measuring", "period"),
    *("documents", "net", "vat"),
)
LOOK = Look(words=15)
NOTE = "kartu su pastatų remonto darbais, kurie pradėti anksčiau nei ši veikla"
NARROW = (1.3, 4.2, 2.6, 7.3, 3.7, 1.7, 2.1, 1.1, 1.1)


@dataclass(frozen=True)
class Case:
    """A change of the plan and what becomes of it.

    Attributes:
        column: Column whose cells are changed.
        printed: What they print; `{}` is what they printed.
        numbers: Activities whose cells are changed.
        lost: Columns of the package that are empty then.
        rule: Rule of the finding about each of them.
        look: How the plan is printed.
        is_turned: Whether the headings of the table are turned.
    """

    column: str = ""
    printed: Any = ""
    numbers: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    rule: str = ""
    look: Look = LOOK
    is_turned: bool = False


ALL = ("1", "2", "3", "3.1", "3.2", "4", "5")
CASES = {
    "note_of_many_letters": Case(
        "net", ["{}", NOTE], ("1",), ("net_eur",), "amount_unreadable"
    ),
    "words_for_net": Case(
        "net", "Bus patikslinta", ALL, ("net_eur",), "amount_unreadable"
    ),
    "dash_for_documents": Case("documents", "–", ("5",)),
    "amount_for_documents": Case("documents", "1200,50", ("5",)),
    "year_for_measuring": Case("measuring", "2025", ALL),
    "other_area": Case("area", "Visos sritys", ALL),
    "nothing_changed_but_turned_headings": Case(is_turned=True),
    "nothing_changed_but_narrow_columns": Case(look=replace(LOOK, widths=NARROW)),
}


def change(facts: Facts, case: Case) -> Form:
    form = lay_out(facts, case.look)
    return [
        replace(part, rows=tuple(_change_row(row, case) for row in part.rows))
        if isinstance(part, Grid) and part.rows[0] == COST_HEADINGS
        else part
        for part in form
    ]


def _change_row(row: Any, case: Case) -> Any:  # noqa: ANN401 – cells of any kind
    if (
        len(row) < len(NAMES)
        or row[1] == "2"
        or str(row[0]).rstrip(".") not in case.numbers
    ):
        return row
    place = NAMES.index(case.column)
    usual = row[place] if isinstance(row[place], str) else row[place][0]
    texts = [case.printed] if isinstance(case.printed, str) else case.printed
    return [*row[:place], [t.format(usual) for t in texts], *row[place + 1 :]]


def turn_headings(path: Path) -> None:
    document = docx.Document(str(path))
    table = next(t for t in document.tables if t.cell(0, 0).text == COST_HEADINGS[0])
    table.rows[0].height = Cm(8)
    for cell in table.rows[0].cells:
        direction = OxmlElement("w:textDirection")
        direction.set(qn("w:val"), "btLr")
        cell._tc.get_or_add_tcPr().append(direction)
    document.save(str(path))


@pytest.fixture(scope="module")
def plans(facts: Facts, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("columns")
    for name, case in {"usual": Case(), **CASES}.items():
        path = folder / f"{name}.docx"
        write_docx(change(facts, case), case.look, path)
        if case.is_turned:
            turn_headings(path)
    return folder


@pytest.fixture(scope="module")
def printed_plans(plans: Path, print_pdfs: Callable[..., Path]) -> Path:
    return print_pdfs(*sorted(plans.iterdir()))


def read(path: Path) -> CostSection:
    sections = find_sections(read_document(path))
    section = Section.COSTED_ACTIVITIES
    return extract_costed_activities(sections[section], sections.grids(section))


def facts_of(row: Row) -> dict[str, object]:
    names = ("activity_number", "title", "period_text", "cost_category")
    return {name: row[name] for name in (*names, "net_eur", "vat_eur")}


def lists_of(section: CostSection) -> dict[str, set[tuple[object, ...]]]:
    named = {
        "activity_tasks": "task_number",
        "activity_indicators": "indicator_number",
        "activity_schools": "school_code",
    }
    return {
        table: {(row["activity_number"], row[key]) for row in section.rows[table]}
        for table, key in named.items()
    }


def check(folder: Path, kind: str, name: str) -> None:
    case = CASES[name]
    usual = read(folder / f"usual.{kind}")
    found = read(folder / f"{name}.{kind}")
    expected = [facts_of(row) for row in usual.rows["activities"]]
    for row in expected:
        if row["activity_number"] in case.numbers:
            row.update(dict.fromkeys(case.lost))
    assert [facts_of(row) for row in found.rows["activities"]] == expected
    assert lists_of(found) == lists_of(usual)
    totals = [(t["total_kind"], t["net_eur"]) for t in found.rows["plan_totals"]]
    assert totals == [
        (t["total_kind"], t["net_eur"]) for t in usual.rows["plan_totals"]
    ]
    said = [one.subject for one in found.reported.get(case.rule, ())]
    assert said == (list(case.numbers) if case.rule else [])


@pytest.mark.parametrize("name", CASES)
def test_docx_keeps_every_number_in_its_column(name: str, plans: Path) -> None:
    check(plans, "docx", name)


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_pdf_keeps_every_number_in_its_column(name: str, printed_plans: Path) -> None:
    check(printed_plans, "pdf", name)
