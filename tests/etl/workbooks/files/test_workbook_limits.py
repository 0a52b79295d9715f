import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import fastexcel
import pytest

from etl.workbooks import FileLimits, read_workbook
from etl.workbooks.files.xlsx import _broken_as_error
from pazanga.errors import WorkbookError

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.fixture
def book(
    headings: list[str],
    payment: Callable[..., list[Any]],
    make_book: Callable[..., Path],
    tmp_path: Path,
) -> Path:
    rows = [headings, *(payment(document_number=n) for n in "ABC")]
    return make_book(tmp_path / "book.xlsx", {"A": rows, "B": rows})


def refuse(path: Path, limits: FileLimits | None = None) -> WorkbookError:
    with pytest.raises(WorkbookError) as caught:
        read_workbook(path, limits=limits or FileLimits())
    assert caught.value.text("lt")
    assert path.name in caught.value.text("en")
    return caught.value


def change_part(path: Path, part: str, change: Callable[[bytes], bytes]) -> None:
    """Rewrite one part of a package."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", 8) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data) if name == part else data)
    path.write_bytes(out.getvalue())


@pytest.mark.parametrize(
    ("limits", "name"),
    [
        (FileLimits(file_bytes=100), "file_too_large"),
        (FileLimits(unpacked_bytes=1000), "unpacks_too_large"),
        (FileLimits(free_ratio_bytes=0, unpacked_ratio=1), "unpacks_too_large"),
        (FileLimits(sheets=1), "too_many_sheets"),
        (FileLimits(rows=3), "sheet_too_large"),
        (FileLimits(columns=10), "sheet_too_large"),
        (FileLimits(cells=50), "sheet_too_large"),
    ],
)
def test_workbook_beyond_limits_is_refused(
    book: Path, limits: FileLimits, name: str
) -> None:
    assert refuse(book, limits).code == f"workbooks.{name}"


@pytest.mark.parametrize(
    ("limits", "name"),
    [
        (FileLimits(columns=5), "too_many_columns"),
        (FileLimits(rows=1), "too_many_rows"),
    ],
)
def test_csv_beyond_limits_is_refused(
    limits: FileLimits, name: str, headings: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("\n".join([";".join(headings)] * 3), encoding="utf-8")
    assert refuse(path, limits).code == f"workbooks.{name}"


def test_zip_bomb_is_refused_before_it_unpacks(book: Path) -> None:
    change_part(book, "xl/styles.xml", lambda data: data + b" " * 2**25)
    error = refuse(book)
    assert error.code == "workbooks.unpacks_too_large"
    assert error.fields["found"] == 32
    # Not the limit of all files, but that of one so small.
    assert error.fields["limit"] == 16
    assert "16 MB" in error.text("lt")
    assert error.fields["packed"] == 1  # less than one, and more than none


@pytest.mark.parametrize(
    "place", ["XFD1048576", "A9999999", "ZZ100000", "B4294967295", "Z999999"]
)
@pytest.mark.parametrize("where", ["first", "last"])
def test_two_cells_far_apart_are_refused(book: Path, place: str, where: str) -> None:
    far = f'<row r="99"><c r="{place}"><v>1</v></c></row>'.encode()
    end = b"</sheetData>"
    change_part(
        book,
        "xl/worksheets/sheet1.xml",
        lambda data: (
            data.replace(end, far + end)
            if where == "last"
            else data.replace(b"<sheetData>", b"<sheetData>" + far)
        ),
    )
    assert refuse(book).code == "workbooks.sheet_too_large"


@pytest.mark.parametrize("place", ["strF10", "A1B", "10", "A-1", "Ą1"])
def test_cell_without_a_possible_place_is_refused(book: Path, place: str) -> None:
    odd = f'<row r="99"><c r="{place}"><v>1</v></c></row></sheetData>'.encode()
    change_part(
        book,
        "xl/worksheets/sheet1.xml",
        lambda data: data.replace(b"</sheetData>", odd),
    )
    assert refuse(book).code == "workbooks.broken"


def test_cells_without_places_are_counted(book: Path) -> None:
    row = b"<row>" + b"<c><v>1</v></c>" * 300 + b"</row></sheetData>"
    change_part(
        book,
        "xl/worksheets/sheet1.xml",
        lambda data: data.replace(b"</sheetData>", row),
    )
    assert refuse(book).fields["columns"] == 300


def test_table_of_texts_cannot_claim_memory(book: Path) -> None:
    change_part(
        book,
        "xl/sharedStrings.xml",
        lambda data: data.replace(b'uniqueCount="', b'uniqueCount="99999999'),
    )
    assert refuse(book).code == "workbooks.broken"


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"]
)
def test_document_types_are_refused(book: Path, part: str) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aa">]>'
    change_part(book, part, lambda data: data.replace(b"?>", b"?>" + bomb, 1))
    assert refuse(book).code == "workbooks.broken"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        pytest.param(b"", "empty", id="empty"),
        pytest.param(b"PK\x03\x04 nothing more", "broken", id="cut_zip"),
        pytest.param(b"PK\x05\x06" + b"\0" * 18, "not_a_workbook", id="empty_zip"),
        pytest.param(OLE, "encrypted_or_old", id="encrypted"),
        pytest.param(b"%PDF-1.7", "document", id="pdf"),
        pytest.param(b"GIF89a", "not_a_workbook", id="picture"),
    ],
)
def test_file_that_is_no_workbook_is_refused(
    data: bytes, name: str, tmp_path: Path
) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(data)
    assert refuse(path).code == f"workbooks.{name}"


def test_text_document_is_told_from_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "plan.docx"
    document = docx.Document()
    document.save(str(path))
    error = refuse(path)
    assert error.code == "workbooks.document"
    assert "pazanga extract plan.docx" in error.text("lt")


def test_missing_file_is_refused(tmp_path: Path) -> None:
    assert refuse(tmp_path / "none.xlsx").code == "workbooks.unreadable"


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_cut_workbook_is_refused(book: Path, share: float) -> None:
    data = book.read_bytes()
    book.write_bytes(data[: int(len(data) * share)])
    assert refuse(book).code == "workbooks.broken"


def test_damaged_sheet_is_refused(book: Path) -> None:
    data = bytearray(book.read_bytes())
    with zipfile.ZipFile(book) as archive:
        start = archive.getinfo("xl/worksheets/sheet1.xml").header_offset + 100
    data[start] ^= 0xFF
    book.write_bytes(bytes(data))
    assert refuse(book).code == "workbooks.broken"


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda d: d.replace(b'<c r="', b'<c  r="'), id="two_spaces"),
        pytest.param(
            lambda d: d.replace(b"<sheetData>", b'<sheetData foo="1">'), id="attribute"
        ),
        pytest.param(
            lambda d: (
                d.replace(b"<c ", b"<x:c ")
                .replace(b"</c>", b"</x:c>")
                .replace(
                    b"<worksheet ",
                    b'<worksheet xmlns:x="http://schemas.openxml'
                    b'formats.org/spreadsheetml/2006/main" ',
                )
            ),
            id="prefixed_cells",
        ),
    ],
)
def test_unusual_spelling_reads_the_same(
    book: Path, change: Callable[[bytes], bytes]
) -> None:
    usual = read_workbook(book)
    change_part(book, "xl/worksheets/sheet1.xml", change)
    unusual = read_workbook(book)
    assert unusual.facts["spending"].equals(usual.facts["spending"])


class PanicException(BaseException):
    pass


@pytest.mark.parametrize(
    ("raised", "name"),
    [
        (PanicException("capacity overflow"), "broken"),
        (fastexcel.CalamineError("Password protected"), "encrypted"),
        (fastexcel.CalamineError("Xml error"), "broken"),
    ],
)
def test_whatever_the_library_raises_is_said_clearly(
    raised: BaseException, name: str
) -> None:
    with pytest.raises(WorkbookError) as caught, _broken_as_error():
        raise raised
    assert caught.value.code == f"workbooks.{name}"


def test_interruption_is_not_swallowed() -> None:
    with pytest.raises(KeyboardInterrupt), _broken_as_error():
        raise KeyboardInterrupt
