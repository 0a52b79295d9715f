import io
import zipfile
from pathlib import Path
from typing import get_args

import pytest

from etl.plans.content.thresholds import TEXT
from etl.plans.reading.reading import read_document
from pazanga.errors import DocumentError
from pazanga.processes.answering_child import Child, ChildError, ChildLimits, Reason

PLAN = "Šiaulių miesto savivaldybės švietimo pažangos planas\n„Ąžuolo“ žingsnis\n" * 9


def zipped(member: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr(member, "x")
    return content.getvalue()


def damaged() -> bytes:
    first, rest = PLAN.encode().split(b"\n", 1)
    return first + b"\n\xff\xfe" + rest


@pytest.mark.parametrize(
    ("content", "code", "found"),
    [
        pytest.param(b"", "document_empty", None, id="empty"),
        pytest.param(b" \n\t\r\n", "document_empty", None, id="blank"),
        pytest.param(b"\xef\xbb\xbf\n", "document_empty", None, id="only_a_mark"),
        pytest.param(b"%PDF-1.7\n\x00", "pdf_broken", None, id="pdf"),
        pytest.param(zipped("word/a"), "docx_broken", None, id="docx"),
        pytest.param(zipped("xl/a"), "document_format", "XLSX", id="xlsx"),
        pytest.param(zipped("content.xml"), "document_format", "ODT", id="odt"),
        pytest.param(zipped("a.txt"), "document_format", "ZIP", id="zip"),
        pytest.param(b"PK\x03\x04cut", "document_format", "ZIP", id="cut_zip"),
        pytest.param(b"\x89PNG\r\n\x1a\n", "document_format", "PNG", id="png"),
        pytest.param(b"\xff\xd8\xff\xe0", "document_format", "JPEG", id="jpeg"),
        pytest.param(b"BM\x00\x01", "document_format", "BMP", id="bmp"),
        pytest.param(b"{\\rtf1\\ansi", "document_format", "RTF", id="rtf"),
        pytest.param(
            PLAN.encode("cp1257"), "document_encoding", "WINDOWS-1257", id="cp1257"
        ),
        pytest.param(PLAN.encode("cp775"), "document_encoding", "CP775", id="cp775"),
        pytest.param(
            PLAN.encode("utf-16"), "document_encoding", "UTF-16LE", id="utf16_mark"
        ),
        pytest.param(
            PLAN.encode("utf-16-le"), "document_encoding", "UTF-16LE", id="utf16_le"
        ),
        pytest.param(
            PLAN.encode("utf-16-be"), "document_encoding", "UTF-16BE", id="utf16_be"
        ),
        pytest.param(
            PLAN.encode("utf-32"), "document_encoding", "UTF-32LE", id="utf32"
        ),
        pytest.param(bytes(range(256)) * 40, "document_binary", None, id="noise"),
        pytest.param(b"\x00" * 999, "document_binary", None, id="zeros"),
        pytest.param(b"\x01\x02ab" * 99, "document_binary", None, id="controls"),
        pytest.param(damaged(), "document_damaged", None, id="damaged"),
    ],
)
def test_reading_refuses_what_is_no_plan_document(
    content: bytes, code: str, found: str | None, tmp_path: Path
) -> None:
    path = tmp_path / "plan.txt"
    path.write_bytes(content)
    with pytest.raises(DocumentError) as caught:
        read_document(path)
    assert caught.value.code == f"plans.{code}"
    assert caught.value.fields.get("found", "").startswith(found or "")
    for language in ("lt", "en"):
        assert "plan.txt" in caught.value.text(language)


def test_reading_says_how_to_convert_an_encoding(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_bytes(PLAN.encode("cp1257"))
    with pytest.raises(DocumentError, match="iconv -f WINDOWS-1257 -t UTF-8"):
        read_document(path)


def test_reading_names_the_damaged_line(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_bytes(damaged())
    with pytest.raises(DocumentError, match=r"plan\.txt, line 2: the UTF-8 text"):
        read_document(path)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(PLAN.encode(), id="plain"),
        pytest.param(PLAN.encode("utf-8-sig"), id="byte_order_mark"),
        pytest.param(PLAN.replace("\n", "\r\n").encode(), id="windows_line_ends"),
        pytest.param(PLAN.replace("\n", "\r").encode(), id="old_mac_line_ends"),
        pytest.param(PLAN.encode() + "ž".encode()[:1], id="cut_in_a_character"),
    ],
)
def test_reading_tolerates_what_does_no_harm(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_bytes(content)
    document = read_document(path)
    assert [line.text for line in document.lines[:2]] == PLAN.splitlines()[:2]
    assert document.lines[17].number == 18


def test_reading_refuses_paths_that_are_no_files(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="this is a folder"):
        read_document(tmp_path)
    with pytest.raises(DocumentError, match="there is no such file"):
        read_document(tmp_path / "no.txt")
    with pytest.raises(DocumentError, match="not a regular file"):
        read_document(Path("/dev/null"))
    with pytest.raises(DocumentError, match="could not be read"):
        read_document(tmp_path / ("x" * 300))


def test_reading_refuses_by_size_before_reading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "plan.txt"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    monkeypatch.setattr(Path, "read_bytes", None)
    with pytest.raises(DocumentError, match=r"too large \(200 MB; at most 3 MB\)"):
        read_document(path)


def test_reading_refuses_endless_lines(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text("a\n" + "žodis " * TEXT.longest_text_line, encoding="utf-8")
    with pytest.raises(DocumentError, match=r"line 2: \d+ characters"):
        read_document(path)


@pytest.mark.parametrize("reason", get_args(Reason))
def test_document_that_ends_its_reader_is_refused(
    reason: Reason, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def end(*_: object) -> None:
        raise ChildError(reason, "", ChildLimits(), was_fresh=True)

    monkeypatch.setattr(Child, "ask", end)
    path = tmp_path / "plan.txt"
    path.write_text(PLAN, encoding="utf-8")
    with pytest.raises(DocumentError) as caught:
        read_document(path)
    for language in ("lt", "en"):
        assert "plan.txt" in caught.value.text(language)
