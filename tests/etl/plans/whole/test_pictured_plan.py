"""An amount that a plan shows as a picture: no number, and said, as DOCX and as PDF."""

import io
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import docx
import pytest
from docx.shared import Cm
from PIL import Image
from plan_docx import write_docx
from plan_form import Facts, Look, lay_out

from etl.plans.reading.reading import read_plan

NET = 7


@pytest.fixture(scope="module")
def plan(facts: Facts, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan with a picture for the net cost of activity 5, and one in a title."""
    look = Look(words=15)
    path = tmp_path_factory.mktemp("pictured") / "plan.docx"
    write_docx(lay_out(facts, look), look, path)
    document = docx.Document(str(path))
    table = next(t for t in document.tables if t.cell(0, 0).text == "Veiklos Nr.")
    for number, column in (("5.", NET), ("4.", 1)):
        row = next(row for row in table.rows if row.cells[0].text == number)
        paragraph = row.cells[column].paragraphs[0]
        if column == NET:
            paragraph.clear()
        stream = io.BytesIO()
        Image.new("RGB", (60, 20), "navy").save(stream, "PNG")
        paragraph.add_run().add_picture(stream, width=Cm(1.2))
    document.save(str(path))
    return path


def check(path: Path) -> None:
    _, facts = read_plan(path)
    nets = {row["activity_number"]: row["net_eur"] for row in facts.table("activities")}
    assert nets["5"] is None
    assert nets["4"] == Decimal(0)
    [said] = facts.reported["picture_unread"]
    assert said.subject == "section 6"
    assert said.message.startswith("A picture stands in a table of section 6")
    assert "“5." in said.message


def test_amount_as_a_picture_of_a_docx_is_said(plan: Path) -> None:
    check(plan)


@pytest.mark.slow
def test_amount_as_a_picture_of_a_pdf_is_said(
    plan: Path, print_pdfs: Callable[..., Path]
) -> None:
    check(print_pdfs(plan) / "plan.pdf")
