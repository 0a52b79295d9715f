"""One plan, three kinds of file, one package."""

import csv
import hashlib
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from plan_form import Form
from plan_text import write_text

LOOKS = (
    "usual",
    "large_letters_without_gaps",
    "wide_letters",
    "small_letters_and_long_rows",
)
Package = dict[str, str]
ReadPackage = Callable[[Path], Package]


def unnamed(package: Package, document: Path) -> Package:
    """Leave out what names the document: file name and hash."""
    sha256 = hashlib.sha256(document.read_bytes()).hexdigest()
    return {
        name: text.replace(document.name, "NAME").replace(sha256, "HASH")
        for name, text in package.items()
    }


def without(package: Package, *columns: str) -> Package:
    """Empty some columns of every table."""
    emptied = {}
    for name, text in package.items():
        emptied[name] = text
        if name.endswith(".csv"):
            rows = list(csv.DictReader(io.StringIO(text)))
            blank = [{**row, **{c: "" for c in columns if c in row}} for row in rows]
            emptied[name] = repr([sorted(row.items()) for row in blank])
    return emptied


@pytest.mark.few(1)
@pytest.mark.parametrize("look", LOOKS)
def test_docx_and_pdf_give_the_same_bytes(
    look: str, docx_folder: Path, pdf_folder: Path, read_package: ReadPackage
) -> None:
    paths = [docx_folder / f"{look}.docx", pdf_folder / f"{look}.pdf"]
    docx, pdf = (unnamed(read_package(path), path) for path in paths)
    differing = [name for name in docx if docx[name] != pdf[name]]
    assert differing == ["activities.csv"]
    assert without(docx, "source_page") == without(pdf, "source_page")


@pytest.mark.few(1)
@pytest.mark.parametrize("look", LOOKS)
def test_pdf_tells_the_page_of_every_activity(
    look: str, pdf_folder: Path, read_package: ReadPackage
) -> None:
    package = read_package(pdf_folder / f"{look}.pdf")
    rows = list(csv.DictReader(io.StringIO(package["activities.csv"])))
    pages = [int(row["source_page"]) for row in rows]
    assert pages == sorted(pages)
    assert 1 < pages[0] < pages[-1]


@pytest.mark.parametrize("look", LOOKS)
def test_text_as_taken_from_a_pdf_gives_the_same_facts(
    look: str,
    docx_folder: Path,
    forms: dict[str, Form],
    tmp_path: Path,
    read_package: ReadPackage,
) -> None:
    document, text = docx_folder / f"{look}.docx", tmp_path / "plan.txt"
    write_text(forms[look], text)
    by_line = ("source_line", "source_page")
    docx, wrapped = (
        without(unnamed(read_package(path), path), *by_line)
        for path in (document, text)
    )
    assert sorted(docx.items()) == sorted(wrapped.items())
