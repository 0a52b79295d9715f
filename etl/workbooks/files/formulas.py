"""Formulas whose results may be old: nobody has computed them since something changed.

A workbook that computes only when it is told keeps what it computed last; so does a
formula over another workbook, which is not here. Their results are read as they are.
"""

from __future__ import annotations

import re
import zipfile
from contextlib import closing
from typing import TYPE_CHECKING, Final

from etl.workbooks.contract.notes import Note
from etl.workbooks.files.sheet_cells import whole_tags

if TYPE_CHECKING:
    from collections.abc import Iterator

    from etl.workbooks.files.package import Package, SheetPart

_FORMULA: Final = re.compile(rb"<(?:\w+:)?f[ >]")
_LINKED: Final = re.compile(rb"<(?:\w+:)?f(?: [^>]*)?>[^<]*\[\d+\]")
_LINKS: Final = "/externallinks/"


def note_formulas(package: Package) -> Iterator[Note]:
    """Yield warnings of sheets whose formulas may give old results.

    Args:
        package: The workbook, as it came.
    """
    with zipfile.ZipFile(package.path) as archive:
        has_links = any(_LINKS in name.lower() for name in archive.namelist())
    if not (has_links or package.is_manual):
        return
    for part in package.sheets:
        if not part.is_visible:
            continue
        if package.is_manual and _holds(package, part, _FORMULA):
            yield Note("formulas_by_hand", "warning", part.shown)
        if has_links and _holds(package, part, _LINKED):
            yield Note("formulas_linked", "warning", part.shown)


def _holds(package: Package, part: SheetPart, pattern: re.Pattern[bytes]) -> bool:
    with closing(package.chunks(part.part)) as chunks:
        return any(pattern.search(chunk) for chunk in whole_tags(chunks))
