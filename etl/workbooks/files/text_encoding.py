"""Bytes of a CSV file as UTF-8: the encoding found by evidence, never by hope.

One wrong byte does not turn a file in UTF-8 into another encoding: it is refused, with
the place of that byte. Of encodings with a byte a character only Windows-1257 is read,
in which spreadsheets with Lithuanian settings save CSV, and only if its characters fit.
"""

from __future__ import annotations

import re
import struct
from typing import Final

import pyarrow as pa

from etl.workbooks.files.limits import CSV
from pazanga.errors import WorkbookError
from pazanga.personal_codes import mask_personal_codes

_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\0\0", "utf-32-le"),  # before UTF-16, whose mark it begins with
    (b"\0\0\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_LEGACY: Final = "cp1257"
_OTHER_LEGACY: Final = ("cp775",)
_LITHUANIAN: Final = frozenset("ąčęėįšųūžĄČĘĖĮŠŲŪŽ„“–—”€ \u00a0")

_WRONG: Final = "\ufffd"


def decode(data: bytes) -> tuple[bytes, str]:
    """Return the text as UTF-8 and the name of the encoding it was in.

    A byte-order mark decides; else where zeros stand; else what is valid UTF-8 is
    UTF-8; else it is Windows-1257.

    Raises:
        WorkbookError: It is none of these, damaged, or no text.
    """
    try:
        for mark, name in _MARKS:
            if data.startswith(mark):
                return _plain_text(data[len(mark) :], name)
        return _unmarked_text(data)
    except (UnicodeDecodeError, pa.ArrowInvalid) as error:
        raise WorkbookError("not_text") from error


def find_odd_characters(text: bytes) -> str:
    """Return some characters that no Lithuanian text has, a sign of another encoding.

    Args:
        text: What `decode` returned, in UTF-8.
    """
    sample = text[: CSV.sample_bytes].decode(errors="ignore")
    odd = {sign for sign in sample if sign > "\x7f"} - _LITHUANIAN
    return " ".join(sorted(odd)[: CSV.odd_characters])


def _unmarked_text(data: bytes) -> tuple[bytes, str]:
    if wide := _find_wide(data[: CSV.sample_bytes]):
        return _plain_text(data, wide)
    try:
        return _plain_text(data, "utf-8")
    except pa.ArrowInvalid:
        _check_damage(data)
    if _fits(data, _OTHER_LEGACY[0]) > _fits(data, _LEGACY):
        raise WorkbookError("other_encoding", found=_OTHER_LEGACY[0].upper())
    return _plain_text(data, _LEGACY)


def _find_wide(sample: bytes) -> str:
    """Find an encoding with two or four bytes a character by the places of zeros."""
    quarters = [sample[start::4] for start in range(4)]
    if not quarters[3]:
        return ""
    first, second, third, fourth = (
        part.count(0) / len(part) > CSV.nul_share for part in quarters
    )
    places = {
        (False, True, True, True): "utf-32-le",
        (True, True, True, False): "utf-32-be",
        (False, True, False, True): "utf-16-le",
        (True, False, True, False): "utf-16-be",
    }
    return places.get((first, second, third, fourth), "")


def _check_damage(data: bytes) -> None:
    """Refuse what is UTF-8 but for some bytes, and name the first of them.

    Raises:
        WorkbookError: Most letters beyond ASCII are those of UTF-8.
    """
    text = data.decode("utf-8", errors="replace")
    wrong = text.count(_WRONG)
    right = len(re.findall(r"[^\x00-\x7f]", text)) - wrong
    if right * CSV.wrong_per_right > wrong:
        before = text[: text.index(_WRONG)]
        start = before.rfind("\n") + 1
        raise WorkbookError(
            "damaged_utf8",
            line=before.count("\n") + 1,
            place=len(before) - start + 1,
            near=mask_personal_codes(before[start:])[-20:].strip(),
        )


def _fits(data: bytes, encoding: str) -> int:
    """Count Lithuanian letters and words written as people do, less all others."""
    text = data[: CSV.sample_bytes].decode(encoding, errors="replace")
    beyond = [sign for sign in text if sign > "\x7f"]
    words = [word for word in re.findall(r"[^\W\d_]+", text) if not word.isascii()]
    right: int = sum(sign in _LITHUANIAN for sign in beyond)
    right += sum(w.islower() or w.isupper() or w.istitle() for w in words)
    return 2 * right - len(beyond) - len(words)


def _plain_text(data: bytes, encoding: str) -> tuple[bytes, str]:
    utf8 = data if encoding == "utf-8" else data.decode(encoding).encode()
    _check_utf8(utf8)
    if b"\0" in utf8:
        raise WorkbookError("not_text")
    return utf8, encoding


def _check_utf8(data: bytes) -> None:
    """Check that bytes are UTF-8 without making a text of them.

    Raises:
        ArrowInvalid: They are not.
    """
    # An array made of a list would import pandas where that is installed.
    ends = pa.py_buffer(struct.pack("=qq", 0, len(data)))
    text = pa.LargeStringArray.from_buffers(1, ends, pa.py_buffer(data))
    text.validate(full=True)
