"""What kind of file some bytes are: known formats and text encodings, by evidence."""

from __future__ import annotations

import codecs
import io
import zipfile
from typing import Final

PDF: Final = "PDF"
DOCX: Final = "DOCX (Microsoft Word)"

_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# How a folder of an Office file is called that holds the rest of it, encrypted.
_ENCRYPTED_PART: Final = "EncryptedPackage".encode("utf-16-le")
_SIGNATURES: Final = {
    b"%PDF-": PDF,
    b"{\\rtf": "RTF",
    _OFFICE: "DOC / XLS (Microsoft Office 97–2003)",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"II*\x00": "TIFF",
    b"MM\x00*": "TIFF",
    b"BM": "BMP",
    b"\x1f\x8b": "GZIP",
    b"7z\xbc\xaf\x27\x1c": "7-Zip",
    b"Rar!": "RAR",
    b"PAR1": "Parquet",
}
_ZIP: Final = b"PK\x03\x04"
_ZIP_PARTS: Final = {
    "word/": DOCX,
    "xl/": "XLSX (Microsoft Excel)",
    "ppt/": "PPTX (Microsoft PowerPoint)",
    "content.xml": "ODT / ODS (LibreOffice)",
}
_WORD_PART: Final = b"word/document.xml"
_WEAK_SIGNATURES: Final = (b"BM",)

DAMAGED_UTF8: Final = "damaged UTF-8"

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_BYTE_ORDER_MARKS: Final = {
    codecs.BOM_UTF32_LE: "UTF-32LE",
    codecs.BOM_UTF32_BE: "UTF-32BE",
    codecs.BOM_UTF16_LE: "UTF-16LE",
    codecs.BOM_UTF16_BE: "UTF-16BE",
}
_EIGHT_BIT: Final = {
    "cp1257": "WINDOWS-1257",
    "iso8859_13": "ISO-8859-13",
    "cp775": "CP775",
}
_LITHUANIAN: Final = frozenset("ąčęėįšųūžĄČĘĖĮŠŲŪŽ„“")
_SAMPLE: Final = 100_000
_MAX_CONTROL_RATIO: Final = 0.01
_MIN_NUL_RATIO: Final = 0.2
_MIN_RIGHT_PER_WRONG: Final = 4


def detect_format(content: bytes) -> str | None:
    """Find the format of a file that is not plain text; nothing for text.

    A signature that a text may begin with counts only when a NUL follows.
    """
    if content.startswith(_ZIP):
        return _name_zip(content)
    for signature, name in _SIGNATURES.items():
        if content.startswith(signature):
            weak = signature in _WEAK_SIGNATURES and b"\x00" not in content[:_SAMPLE]
            return None if weak else name
    return None


def is_encrypted(content: bytes) -> bool:
    """Whether an Office file, DOCX or XLSX, opens with a password only."""
    return content.startswith(_OFFICE) and _ENCRYPTED_PART in content


def detect_encoding(content: bytes) -> str | None:
    """Find the encoding of a text, as `iconv` calls it; nothing when it is no text.

    UTF-8 is proved by decoding. UTF-16 without a byte order mark is told by the zero
    bytes of its Latin letters, the eight-bit encodings by Lithuanian letters, and
    `DAMAGED_UTF8` is what has many characters of UTF-8 and few wrong bytes.
    """
    for mark, name in _BYTE_ORDER_MARKS.items():
        if content.startswith(mark):
            return name
    sample = content[:_SAMPLE]
    if b"\x00" in sample:
        return _detect_utf16(sample)
    if _control_ratio(sample) > _MAX_CONTROL_RATIO:
        return None
    if _is_utf8(content):
        return "UTF-8"
    return DAMAGED_UTF8 if _is_mostly_utf8(sample) else _detect_eight_bit(sample)


def _name_zip(content: bytes) -> str:
    try:
        names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    except zipfile.BadZipFile:
        # What was cut can still be told by the names of its parts.
        return DOCX if _WORD_PART in content else "ZIP"
    for part, name in _ZIP_PARTS.items():
        if any(entry.startswith(part) for entry in names):
            return name
    return "ZIP"


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        # A copy that was cut may end in the middle of a character.
        return error.reason == "unexpected end of data"
    return True


def _detect_utf16(sample: bytes) -> str | None:
    even, odd = sample[0::2], sample[1::2]
    if odd and odd.count(0) / len(odd) > _MIN_NUL_RATIO > even.count(0) / len(even):
        return "UTF-16LE"
    if odd and even.count(0) / len(even) > _MIN_NUL_RATIO > odd.count(0) / len(odd):
        return "UTF-16BE"
    return None


def _is_mostly_utf8(sample: bytes) -> bool:
    text = sample.decode("utf-8", errors="replace")
    wrong = text.count("\ufffd")
    right = sum(1 for char in text if char > "\x7f") - wrong
    return right > _MIN_RIGHT_PER_WRONG * wrong


def _detect_eight_bit(sample: bytes) -> str | None:
    scores = {name: _score(sample, codec) for codec, name in _EIGHT_BIT.items()}
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] > 0 else None


def _score(sample: bytes, codec: str) -> int:
    text = sample.decode(codec, errors="replace")
    wrong = sum(1 for char in text if char == "\ufffd" or "\x80" <= char <= "\x9f")
    return sum(1 for char in text if char in _LITHUANIAN) - wrong


def _control_ratio(sample: bytes) -> float:
    controls = sum(sample.count(code) for code in range(32) if code not in b"\t\n\f\r")
    return controls / len(sample)
