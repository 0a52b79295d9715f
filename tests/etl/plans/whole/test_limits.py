"""Documents that would take the readers for ever, or say more than any plan."""

import json
from pathlib import Path

import docx
import pytest
from plan_content import to_document
from plan_form import Facts, Look, lay_out

from etl.plans.content.sections import find_sections
from etl.plans.form.extract import extract_form
from etl.plans.reading.packing import pack_facts, unpack_facts
from etl.plans.reading.process import DocumentLimits, read_content
from etl.plans.reading.reading import read_document
from etl.plans.reading.reading_child import MOST_CHARACTERS
from pazanga.errors import DocumentError

FORM = (
    "2. Toliau pateiktoje lentelėje įrašykite visas savivaldybėje esančias mokyklas.\n"
    "4. Lentelėje pateikite rodiklius ir jų reikšmes.\n"
    "Rodiklis Pradinė reikšmė Siekiama reikšmė įgyvendinus pažangos planą\n\n"
)


def test_facts_come_out_of_the_child_as_they_were(facts: Facts) -> None:
    read = extract_form(find_sections(to_document(lay_out(facts, Look()))))
    assert unpack_facts(json.loads(json.dumps(pack_facts(read)))) == read


def test_text_that_takes_too_long_is_stopped_and_refused() -> None:
    content = (FORM + "( \n\n" * 500_000).encode()
    limits = DocumentLimits(quick_seconds=2)
    with pytest.raises(DocumentError) as caught:
        read_content(content, "plan.txt", limits, with_facts=True)
    assert caught.value.code == "plans.document_too_slow"
    assert "2" in caught.value.text("lt")
    assert read_content(FORM.encode(), "plan.txt").content == FORM


def test_small_file_that_says_more_than_any_plan_is_refused(tmp_path: Path) -> None:
    document = docx.Document()
    for _ in range(50):
        document.add_paragraph("Žodis " * (MOST_CHARACTERS // 250))
    path = tmp_path / "plan.docx"
    document.save(str(path))
    assert path.stat().st_size < 1_000_000
    with pytest.raises(DocumentError) as caught:
        read_document(path)
    assert caught.value.code == "plans.document_too_long"
    assert "plan.docx" in caught.value.text("lt")
