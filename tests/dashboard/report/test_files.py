"""A report as a file: its structure, and that signs in titles are only signs."""

import io
from pathlib import Path
from typing import Any

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn
from made_report import HOSTILE, make_report

from dashboard.pictures.drawing.typesetting import typeset
from dashboard.report.docx_file import write_docx
from dashboard.report.pdf import write_pdf
from pazanga.errors import TypesettingError

UNDRAWN = "\uf0b7 Sutvarkyta ✅ 中文 한 \ufdd0 👍🏽 a\u064b ✔\ufe0f"


def squeeze(text: str) -> str:
    return "".join(text.split())


def read_pages(content: bytes) -> list[str]:
    with pypdfium2.PdfDocument(content) as pdf:
        return [squeeze(page.get_textpage().get_text_range()) for page in pdf]


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return write_pdf(make_report(mark="SUGALVOTI DUOMENYS", warning="Sugalvota."))


@pytest.fixture(scope="module")
def word() -> Any:  # noqa: ANN401
    report = make_report(mark="SUGALVOTI DUOMENYS", warning="Sugalvota.")
    return docx.Document(io.BytesIO(write_docx(report)))


def test_pdf_says_titles_as_they_are(pdf: bytes) -> None:
    said = "".join(read_pages(pdf))
    assert [text for text in HOSTILE if squeeze(text) not in said] == []


def test_pdf_says_what_no_typeface_has() -> None:
    report = make_report(title=UNDRAWN, source=UNDRAWN)
    said = read_pages(write_pdf(report))
    expected = "• Sutvarkyta ✓ [U+4E2D U+6587] [U+D55C] [U+FDD0] [U+1F44D U+1F3FD]"
    assert squeeze(expected) in said[0]
    assert squeeze(expected) in said[-1]


def test_what_typst_refuses_is_said_in_words(tmp_path: Path) -> None:
    template = tmp_path / "report.typ"
    template.write_text("#panic(1)")
    with pytest.raises(TypesettingError) as refused:
        typeset(template, {}, root=tmp_path, format="pdf")
    assert "panic" in refused.value.text("lt")


def test_pdf_is_tagged_and_says_its_language(pdf: bytes) -> None:
    assert b"/MarkInfo" in pdf
    assert b"/Lang(lt)" in pdf
    assert b"pdfuaid" in pdf
    with pypdfium2.PdfDocument(pdf) as read:
        assert read.is_tagged()
        assert next(iter(read.get_toc())).get_title() == "Pinigai"


def test_every_page_of_a_pdf_says_source_number_and_what_is_made_up(pdf: bytes) -> None:
    pages = read_pages(pdf)
    assert len(pages) > 4
    for number, page in enumerate(pages, start=1):
        assert "SUGALVOTIDUOMENYS" in page
        assert squeeze("Šaltinis: planas. Paskelbta 2026-11-30.") in page
        assert f"{number}/{len(pages)}" in page


def test_heading_row_of_a_table_is_repeated_in_a_pdf(pdf: bytes) -> None:
    assert sum("VeiklaBePVM,€" in page for page in read_pages(pdf)) > 1


def test_same_report_is_the_same_file(pdf: bytes) -> None:
    report = make_report(mark="SUGALVOTI DUOMENYS", warning="Sugalvota.")
    assert write_pdf(report) == pdf


def test_docx_says_titles_as_they_are(word: Any) -> None:  # noqa: ANN401
    cells = {cell.text for cell in word.tables[1].columns[0].cells}
    assert {f"{text}\nsmall" for text in HOSTILE} < cells
    assert word.core_properties.title == HOSTILE[0]


def test_docx_has_no_field_but_contents_and_numbers(word: Any) -> None:  # noqa: ANN401
    parts = [word.element, word.sections[0].footer._element]
    codes = {
        found.text.split()[0]
        for part in parts
        for found in part.iter(qn("w:instrText"))
    }
    assert codes == {"TOC", "PAGE", "NUMPAGES"}
    assert not list(word.element.iter(qn("w:fldSimple")))


def test_docx_has_real_styles(word: Any) -> None:  # noqa: ANN401
    used = {paragraph.style.name for paragraph in word.paragraphs}
    assert {"Title", "Heading 1", "Heading 2", "Heading 3", "Caption"} < used
    assert {table.style.name for table in word.tables} == {"Report Table"}


def test_contents_of_a_docx_lead_to_its_headings(word: Any) -> None:  # noqa: ANN401
    body = word.element
    places = {one.get(qn("w:name")) for one in body.iter(qn("w:bookmarkStart"))}
    links = [one.get(qn("w:anchor")) for one in body.iter(qn("w:hyperlink"))]
    assert len(links) == 3
    assert set(links) < places


def test_heading_rows_of_a_docx_are_repeated(word: Any) -> None:  # noqa: ANN401
    for table in word.tables:
        first, *others = table._tbl.tr_lst
        assert first.trPr.find(qn("w:tblHeader")) is not None
        assert all(row.trPr.find(qn("w:tblHeader")) is None for row in others)


def test_sums_of_a_docx_stay_with_the_rows_above(word: Any) -> None:  # noqa: ANN401
    kept = [
        [
            all(one.paragraph_format.keep_with_next for one in cell.paragraphs)
            for row in table.rows
            for cell in row.cells[:1]
        ]
        for table in word.tables
        if "Iš viso" in table.rows[-1].cells[0].text
    ]
    assert kept
    assert all(row[-2] and not any([*row[:-2], row[-1]]) for row in kept)


def test_docx_says_the_language_of_its_words(word: Any) -> None:  # noqa: ANN401
    english = docx.Document(io.BytesIO(write_docx(make_report(language="en"))))
    for document, locale in ((word, "lt-LT"), (english, "en-GB")):
        said = {
            one.get(qn("w:val")) for one in document.styles.element.iter(qn("w:lang"))
        }
        assert said == {locale}
        assert document.core_properties.language == locale
    printed = english.element.xpath("//w:r[w:rPr/w:lang[@w:val='lt-LT']]/w:t")
    assert [one.text for one in printed] == [HOSTILE[0], "Lietuviškai"]


def test_every_page_of_a_docx_says_source_and_what_is_made_up(word: Any) -> None:  # noqa: ANN401
    section = word.sections[0]
    assert "SUGALVOTI DUOMENYS" in section.header.paragraphs[0].text
    assert "Paskelbta 2026-11-30" in section.footer.paragraphs[0].text
