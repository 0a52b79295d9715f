"""A DOCX that is no safe document is refused, and nothing outside it is asked for."""

import io
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import docx
import pytest

from etl.plans.content.docx import archive as docx_package
from etl.plans.content.docx.reader import read_docx
from etl.plans.reading.reading import read_document
from pazanga.errors import DocumentError

TYPES = "[Content_Types].xml"
MAIN = "word/document.xml"
RELATIONS = "word/_rels/document.xml.rels"
OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.fixture
def parts() -> dict[str, bytes]:
    """Parts of a small sound document."""
    document = docx.Document()
    document.add_paragraph("Utenos rajono savivaldybės švietimo pažangos planas")
    stream = io.BytesIO()
    document.save(stream)
    with zipfile.ZipFile(stream) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def pack(parts: dict[str, bytes], path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def refuse(path: Path) -> DocumentError:
    with pytest.raises(DocumentError) as caught:
        read_document(path)
    assert "plan.docx" in caught.value.text("lt")
    assert "plan.docx" in caught.value.text("en")
    return caught.value


def declare(content: bytes, encoding: str = "utf-8") -> bytes:
    """Put a document type with an entity before the root of an XML part."""
    text = content.decode("utf-8")
    head, root = text.split("?>", 1)
    head = head.replace("UTF-8", "UTF-16") if encoding == "utf-16" else head
    entity = '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
    return f"{head}?>{entity}{root}".encode(encoding)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        pytest.param("word/vbaProject.bin", b"\x00", "docx_macros", id="macros"),
        pytest.param(
            TYPES,
            b"<Types>application/vnd.ms-word.document.macroEnabled.main+xml</Types>",
            "docx_macros",
            id="macro_type",
        ),
        pytest.param(TYPES, None, "docx_broken", id="no_types"),
        pytest.param(MAIN, None, "docx_broken", id="no_document"),
        pytest.param(MAIN, b"<w:document", "docx_broken", id="cut_xml"),
        pytest.param(MAIN, b"\xff\x00\x01", "docx_broken", id="noise"),
        pytest.param("_rels/.rels", None, "docx_broken", id="no_relations"),
    ],
)
def test_docx_of_another_kind_is_refused(
    name: str, content: bytes | None, code: str, parts: dict[str, bytes], tmp_path: Path
) -> None:
    changed = {**parts, name: content or b""}
    if content is None:
        del changed[name]
    assert refuse(pack(changed, tmp_path / "plan.docx")).code == f"plans.{code}"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("part", [MAIN, "word/styles.xml", RELATIONS])
def test_docx_with_entities_is_refused(
    part: str, encoding: str, parts: dict[str, bytes], tmp_path: Path
) -> None:
    changed = {**parts, part: declare(parts[part], encoding)}
    error = refuse(pack(changed, tmp_path / "plan.docx"))
    assert (error.code, error.fields["part"]) == ("plans.docx_entities", part)


def test_strict_docx_is_refused(parts: dict[str, bytes], tmp_path: Path) -> None:
    strict = parts["_rels/.rels"].replace(
        b"schemas.openxmlformats.org/officeDocument/2006", b"purl.oclc.org/ooxml"
    )
    changed = {**parts, "_rels/.rels": strict}
    error = refuse(pack(changed, tmp_path / "plan.docx"))
    assert error.code == "plans.docx_strict"


def test_docx_that_unpacks_to_too_much_is_not_unpacked(
    parts: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bomb = {**parts, "word/media/a.bin": bytes(docx_package.MAX_UNPACKED_BYTES + 1)}
    path = pack(bomb, tmp_path / "plan.docx")
    assert path.stat().st_size < 500_000
    monkeypatch.setattr(zipfile.ZipFile, "read", None)
    assert refuse(path).code == "plans.docx_too_large"


@pytest.mark.parametrize("limit", ["MAX_TEXT_BYTES", "MAX_PARTS"])
def test_docx_of_too_much_text_or_too_many_parts_is_refused(
    limit: str,
    parts: dict[str, bytes],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = pack(parts, tmp_path / "plan.docx")
    assert read_document(path).lines
    monkeypatch.setattr(docx_package, limit, 3)
    with pytest.raises(DocumentError) as caught:
        read_docx(path.read_bytes(), path.name)
    assert caught.value.code == "plans.docx_too_large"


def test_docx_that_lies_about_its_sizes_is_refused(
    parts: dict[str, bytes], tmp_path: Path
) -> None:
    path = pack({**parts, MAIN: parts[MAIN] + b" " * 100_000}, tmp_path / "plan.docx")
    size = (len(parts[MAIN]) + 100_000).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(size, (999).to_bytes(4, "little")))
    assert refuse(path).code == "plans.docx_broken"


def test_docx_cut_anywhere_is_refused(parts: dict[str, bytes], tmp_path: Path) -> None:
    path = pack(parts, tmp_path / "plan.docx")
    content = path.read_bytes()
    for length in range(100, len(content), len(content) // 10):
        path.write_bytes(content[:length])
        whole = b"word/document.xml" in content[:length]
        code = "docx_broken" if whole else "document_format"
        assert refuse(path).code == f"plans.{code}"


def test_docx_with_a_password_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "plan.docx"
    path.write_bytes(OFFICE + bytes(512) + "EncryptedPackage".encode("utf-16-le"))
    assert refuse(path).code == "plans.document_encrypted"


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """Address of a server, and the paths it was asked for."""
    paths: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_response(404)
            self.end_headers()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}", paths
    server.shutdown()
    thread.join()
    server.server_close()


def test_docx_never_fetches_what_it_points_to(
    asked: tuple[str, list[str]], parts: dict[str, bytes], tmp_path: Path
) -> None:
    address, paths = asked
    kinds = ("image", "attachedTemplate", "oleObject", "hyperlink", "subDocument")
    links = "".join(
        f'<Relationship Id="x{kind}" Target="{address}/{kind}" TargetMode="External"'
        " Type="
        f'"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"/>'
        for kind in kinds
    )
    relations = parts[RELATIONS].replace(
        b"</Relationships>", f"{links}</Relationships>".encode()
    )
    path = pack({**parts, RELATIONS: relations}, tmp_path / "plan.docx")
    assert read_document(path).lines[0].text.endswith("pažangos planas")
    assert paths == []
