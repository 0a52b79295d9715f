"""Amounts with marks, struck-out, deleted and hidden figures, in DOCX and PDF."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Final

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import _Cell
from docx.text.run import Run
from plan_docx import write_docx
from plan_form import Facts, Look, lay_out

from etl.plans.content.sections import Section, find_sections
from etl.plans.findings.model import Reported
from etl.plans.form.costs.extract import extract_costed_activities
from etl.plans.reading.reading import read_document

NET: Final = 7
Runs = tuple[tuple[str, str], ...]
# Pieces of a cell with their look, its amount, and the rule of its finding.
CASES: dict[str, tuple[Runs, str | None, str]] = {
    "digit_struck": ((("7", "strike"), ("80000,00", "")), "80000.00", "text_left_out"),
    "amount_struck": (
        (("30134,70", "strike"), (" 36134,70", "")),
        "36134.70",
        "text_left_out",
    ),
    "struck_twice": (
        (("30134,70", "dstrike"), ("36134,70", "")),
        "36134.70",
        "text_left_out",
    ),
    "deleted": ((("30134,70", "del"), ("36134,70", "")), "36134.70", "text_left_out"),
    "moved": (
        (("30134,70", "moveFrom"), ("36134,70", "")),
        "36134.70",
        "text_left_out",
    ),
    "raised": ((("24750,00", ""), ("1", "superscript")), "24750.00", "amount_marked"),
    "raised_two": (
        (("24750,00", ""), ("12", "superscript")),
        "24750.00",
        "amount_marked",
    ),
    "lifted": ((("24750,00", ""), ("1", "position")), "24750.00", "amount_marked"),
    "raised_inside": (
        (("24750", ""), ("1", "superscript"), (",00", "")),
        None,
        "amount_unreadable",
    ),
    "raised_first": (
        (("1", "superscript"), ("24750,00", "")),
        None,
        "amount_unreadable",
    ),
    "lowered": ((("24750,00", ""), ("1", "subscript")), None, "amount_unreadable"),
}


@pytest.fixture(scope="module")
def plan(facts: Facts, tmp_path_factory: pytest.TempPathFactory) -> Path:
    usual = {**facts["activities"][0], "related": "", "net": "5,00", "vat": "1,05"}
    rows = [{**usual, "number": str(n)} for n, _ in enumerate(CASES, start=1)]
    look = Look(words=10)
    path = tmp_path_factory.mktemp("marked") / "plan.docx"
    write_docx(lay_out({**facts, "activities": rows}, look), look, path)
    document = docx.Document(str(path))
    table = next(t for t in document.tables if t.cell(0, 0).text == "Veiklos Nr.")
    cells = [row.cells[NET] for row in table.rows if row.cells[NET].text == "5,00"]
    for cell, (runs, _, _) in zip(cells, CASES.values(), strict=True):
        set_runs(cell, runs)
    document.save(str(path))
    return path


def set_runs(cell: _Cell, runs: Runs) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.clear()
    for text, look in runs:
        run = paragraph.add_run(text)
        if look in {"del", "moveFrom"}:
            wrap(run, look)
        elif look == "position":
            position = OxmlElement("w:position")
            position.set(qn("w:val"), "6")
            run._r.get_or_add_rPr().append(position)
        elif look:
            name = {"dstrike": "double_strike"}.get(look, look)
            setattr(run.font, name, True)


def wrap(run: Run, tag: str) -> None:
    element = OxmlElement(f"w:{tag}")
    for name, value in (("id", "7"), ("author", "X"), ("date", "2024-01-01T00:00:00Z")):
        element.set(qn(f"w:{name}"), value)
    run._r.addprevious(element)
    element.append(run._r)
    for text in run._r.findall(qn("w:t")) if tag == "del" else ():
        text.tag = qn("w:delText")


def read(path: Path) -> tuple[list[Decimal | None], Reported]:
    sections = find_sections(read_document(path))
    section = Section.COSTED_ACTIVITIES
    found = extract_costed_activities(sections[section], sections.grids(section))
    rows = found.rows["activities"]
    assert {row["vat_eur"] for row in rows} == {Decimal("1.05")}
    return [row["net_eur"] for row in rows], found.reported


def check(path: Path) -> None:
    amounts, reported = read(path)
    expected = [value and Decimal(value) for _, value, _ in CASES.values()]
    assert amounts == expected
    said = {
        (finding.subject, rule) for rule, found in reported.items() for finding in found
    }
    wanted = {(str(n), rule) for n, (_, _, rule) in enumerate(CASES.values(), start=1)}
    assert said == wanted


def test_marks_of_a_docx_are_no_digits(plan: Path) -> None:
    check(plan)


@pytest.mark.slow
def test_marks_of_a_pdf_are_no_digits(
    plan: Path, print_pdfs: Callable[..., Path]
) -> None:
    check(print_pdfs(plan) / "plan.pdf")


def test_hidden_figures_do_not_count(plan: Path, tmp_path: Path) -> None:
    document = docx.Document(str(plan))
    table = next(t for t in document.tables if t.cell(0, 0).text == "Veiklos Nr.")
    cell = next(row.cells[NET] for row in table.rows if row.cells[0].text == "1.")
    set_runs(cell, (("24750", ""), ("9", "hidden"), (",00", "")))
    path = tmp_path / "hidden.docx"
    document.save(str(path))
    assert read(path)[0][0] == Decimal("24750.00")


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_automatic_note_of_an_amount_is_a_mark(
    kind: str, plan: Path, tmp_path: Path
) -> None:
    document = docx.Document(str(plan))
    table = next(t for t in document.tables if t.cell(0, 0).text == "Veiklos Nr.")
    cell = next(row.cells[NET] for row in table.rows if row.cells[0].text == "1.")
    set_runs(cell, (("24750,00", ""),))
    reference = OxmlElement(f"w:{kind}Reference")
    reference.set(qn("w:id"), "1")
    cell.paragraphs[0].add_run()._r.append(reference)
    path = tmp_path / "noted.docx"
    document.save(str(path))
    amounts, reported = read(path)
    assert amounts[0] == Decimal("24750.00")
    assert "1" in [one.subject for one in reported["amount_marked"]]
