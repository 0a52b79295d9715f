"""Headers, footers and notes of a DOCX: no part of the text, and yet heard."""

import io

import docx
import pytest

from etl.plans.content.content import Paragraph
from etl.plans.content.docx.reader import read_docx
from etl.plans.content.linearise import number_lines


@pytest.mark.parametrize("place", ["header", "footer", "first_page_header"])
def test_margin_is_read_apart_from_the_text(place: str) -> None:
    document = docx.Document()
    document.add_paragraph("Tekstas")
    section = document.sections[0]
    section.different_first_page_header_footer = True
    margin = getattr(section, place)
    margin.is_linked_to_previous = False
    margin.paragraphs[0].text = "tūkst. Eur"
    file = io.BytesIO()
    document.save(file)
    content = read_docx(file.getvalue(), "planas.docx")
    assert content[0] == Paragraph("Tekstas")
    lines, _, margins = number_lines(content)
    assert [line.text for line in lines] == ["Tekstas"]
    assert margins == ("tūkst. Eur",)
