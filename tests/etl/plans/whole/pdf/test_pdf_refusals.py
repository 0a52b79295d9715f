"""A PDF that does not say everything is refused, and says what to do instead."""

import io
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import pypdfium2
import pytest
from PIL import Image
from plan_docx import write_docx
from plan_form import Facts, Look, lay_out
from plan_pdf import write_pdf

from etl.plans.reading.process import DocumentLimits, read_content
from etl.plans.reading.reading import read_document
from pazanga.errors import DocumentError

LOCKED = (
    ':writer_pdf_Export:{"EncryptFile":{"type":"boolean","value":"true"},'
    '"DocumentOpenPassword":{"type":"string","value":"slaptas"}}'
)


@pytest.fixture(scope="session")
def plan(pdf_folder: Path) -> bytes:
    return (pdf_folder / "usual.pdf").read_bytes()


@pytest.fixture(scope="session")
def scan() -> bytes:
    """Two pages that are nothing but pictures."""
    stream = io.BytesIO()
    page = Image.new("L", (595, 842), 200)
    page.save(stream, "PDF", save_all=True, append_images=[page])
    return stream.getvalue()


def join(*documents: bytes) -> bytes:
    joined = pypdfium2.PdfDocument.new()
    for document in documents:
        source = pypdfium2.PdfDocument(document)
        joined.import_pages(source)
        source.close()
    stream = io.BytesIO()
    joined.save(stream)
    joined.close()
    return stream.getvalue()


def refuse(content: bytes, limits: DocumentLimits | None = None) -> DocumentError:
    with pytest.raises(DocumentError) as caught:
        read_content(content, "plan.pdf", limits)
    assert "plan.pdf" in caught.value.text("lt")
    assert "plan.pdf" in caught.value.text("en")
    return caught.value


def test_scan_is_refused_and_the_original_asked_for(scan: bytes) -> None:
    error = refuse(scan)
    assert error.code == "plans.pdf_scanned"
    assert "2 puslapiai be teksto" in error.text("lt")
    assert "Ask for the original of the plan" in error.text("en")


def test_picture_inside_a_plan_is_refused_with_its_page(
    plan: bytes, scan: bytes
) -> None:
    pages = len(pypdfium2.PdfDocument(plan))
    error = refuse(join(plan, scan, plan))
    assert error.code == "plans.pdf_pictures"
    assert error.fields["pages"] == f"{pages + 1}, {pages + 2}"


def test_pictures_around_a_plan_are_covers(plan: bytes, scan: bytes) -> None:
    alone, bound = (
        read_content(plan, "plan.pdf").content,
        read_content(join(scan, plan, scan), "x.pdf").content,
    )
    assert len(alone) == len(bound)
    assert bound[0] == replace(alone[0], page=3)


def test_plan_whose_tables_have_no_rules_is_refused(
    facts: Facts, tmp_path: Path, print_pdfs: Callable[..., Path]
) -> None:
    look = Look(rules="Normal Table")
    write_docx(lay_out(facts, look), look, tmp_path / "plan.docx")
    folder = print_pdfs(tmp_path / "plan.docx")
    error = refuse((folder / "plan.pdf").read_bytes())
    assert (error.code, error.fields["section"]) == ("plans.pdf_no_rules", 4)
    assert read_document(tmp_path / "plan.docx").lines


def test_pdf_with_a_password_is_refused(
    tmp_path: Path, print_pdfs: Callable[..., Path]
) -> None:
    document = docx.Document()
    document.add_paragraph("Slaptas planas")
    document.save(str(tmp_path / "plan.docx"))
    folder = print_pdfs(tmp_path / "plan.docx", options=LOCKED)
    error = refuse((folder / "plan.pdf").read_bytes())
    assert error.code == "plans.document_encrypted"


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_cut_pdf_is_refused_or_read_whole(share: float, plan: bytes) -> None:
    assert refuse(plan[: int(len(plan) * share)]).code in {
        "plans.pdf_broken",
        "plans.pdf_scanned",
    }


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        pytest.param(DocumentLimits(pages=2), "pdf_too_long", id="pages"),
        pytest.param(DocumentLimits(seconds=0.05), "document_too_slow", id="time"),
    ],
)
def test_pdf_beyond_its_limits_is_refused(
    limits: DocumentLimits, code: str, plan: bytes
) -> None:
    assert refuse(plan, limits).code == f"plans.{code}"


def test_pdf_that_unpacks_to_too_much_is_refused() -> None:
    packed = zlib.compress(bytes(400_000_000), 9)
    bomb = write_pdf(
        b"<</Type /Catalog /Pages 2 0 R>>",
        b"<</Type /Pages /Count 1 /Kids [3 0 R]>>",
        b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R>>",
        b"<</Filter /FlateDecode /Length %d>> stream\n%s\nendstream"
        % (len(packed), packed),
    )
    assert len(bomb) < 500_000
    assert (
        refuse(bomb, DocumentLimits(memory_mb=350)).code == "plans.document_too_heavy"
    )


def test_pdf_whose_letters_have_no_meaning_is_refused(plan: bytes) -> None:
    garbled = plan.replace(b"/ToUnicode", b"/ToNowhere")
    assert refuse(garbled).code == "plans.pdf_letters"
