"""Files of other programs, and files that are called what they are not."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from etl.workbooks import read_workbook
from pazanga.errors import WorkbookError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Payment = Callable[..., list[Any]]

RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
BINARY = (
    f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r1"'
    f' Type="{OFFICE}/officeDocument" Target="xl/workbook.bin"/></Relationships>'
)
HTML = b"<html><table><tr><td>Plano kodas</td></tr></table></html>"
XML = b'<?xml version="1.0"?><Workbook><Worksheet/></Workbook>'
SLK = b'ID;PWXL;N;E\r\nC;Y1;X1;K"Plano kodas"\r\nE\r\n'


def write_zip(path: Path, parts: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return path


def refusal(path: Path) -> WorkbookError:
    with pytest.raises(WorkbookError) as caught:
        read_workbook(path)
    return caught.value


@pytest.mark.parametrize("ending", [".xls", ".XLS", ".xlsb", ".ods", ".csv", ".bak"])
def test_workbook_is_read_whatever_it_is_called(
    ending: str,
    headings: list[str],
    payment: Payment,
    make_book: Callable[..., Path],
    tmp_path: Path,
) -> None:
    path = make_book(tmp_path / "a.xlsx", {"Lapas": [headings, payment()]})
    renamed = path.rename(tmp_path / f"islaidos{ending}")
    assert read_workbook(renamed).rows_loaded == 1


@pytest.mark.parametrize("ending", [".xlsb", ".xlsx"])
@pytest.mark.parametrize(
    "parts",
    [
        pytest.param({"_rels/.rels": BINARY, "xl/workbook.bin": "\0"}, id="xlsb"),
        pytest.param(
            {
                "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
                "content.xml": "<office:document-content/>",
            },
            id="ods",
        ),
        pytest.param({"Index/Document.iwa": "x"}, id="numbers"),
        pytest.param({"islaidos.xlsx": "PK"}, id="archive"),
    ],
)
def test_other_workbooks_are_refused_with_what_to_do(
    parts: dict[str, str], ending: str, tmp_path: Path
) -> None:
    error = refusal(write_zip(tmp_path / f"islaidos{ending}", parts))
    assert error.code == "workbooks.not_a_workbook"
    assert "įrašykite kaip .xlsx" in error.text("lt")


@pytest.mark.parametrize("content", [HTML, XML, SLK], ids=["html", "xml", "slk"])
@pytest.mark.parametrize("ending", [".xls", ".xml", ".csv", ".xlsx"])
def test_texts_that_are_no_table_are_refused(
    content: bytes, ending: str, tmp_path: Path
) -> None:
    path = tmp_path / f"islaidos{ending}"
    path.write_bytes(content)
    code = "not_recognised" if ending == ".csv" else "not_a_workbook"
    assert refusal(path).code == f"workbooks.{code}"


def test_note_on_a_cell_is_read_without_its_place(
    headings: list[str],
    payment: Payment,
    make_book: Callable[..., Path],
    tmp_path: Path,
) -> None:
    """Calc writes the anchor of a note into its element, after its text."""
    plain = [heading.replace(", Eur", "") for heading in headings]
    path = make_book(tmp_path / "a.xlsx", {"Lapas": [plain, payment()]})
    note = (
        "<comments><commentList><comment ref='A1'><text><r><t>tūkst. Eur</t></r></text>"
        "<AlternateContent><anchor><col>8</col><row>15</row></anchor>"
        "</AlternateContent></comment></commentList></comments>"
    )
    relations = (
        f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r1"'
        f' Type="{OFFICE}/comments" Target="../comments1.xml"/></Relationships>'
    )
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/comments1.xml", note)
        archive.writestr("xl/worksheets/_rels/sheet1.xml.rels", relations)
    assert "“tūkst. Eur”" in refusal(path).text("en")
