"""Columns that tell suppliers apart, and those that tell who paid instead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from etl.workbooks.cells.words import fold
from etl.workbooks.contract.notes import Note, name_some
from etl.workbooks.headings.matching import SUPPLIER_CODES
from etl.workbooks.headings.naming import OVER, helper_of, name_heading
from etl.workbooks.headings.vocabulary import payer_stems
from etl.workbooks.tables.tables import rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from etl.workbooks.files.sheets import Sheet
    from etl.workbooks.headings.headings import Heading


_WORD: Final = r"\p{L}{3}"


def note_suppliers(sheet: Sheet, heading: Heading) -> Iterator[Note]:
    """Yield a warning where only a code or only the payer is said of a payment.

    Without a supplier a document of the same number and day replaces that of another.
    """
    if heading.kind != "spending" or not heading.texts:
        return
    place = heading.places.get("supplier")
    if place is not None:
        said = heading.texts[place]
        is_named = name_heading("spending", said) is not None
        is_code = helper_of(said) in SUPPLIER_CODES
        if not is_named and is_code and not _holds_names(sheet, heading, place):
            fields = {"heading": said.replace(OVER, " ").strip()}
            yield Note("supplier_by_code", "warning", sheet.name, fields)
        return
    if payers := [text for text in heading.unknown if _tells_payer(text)]:
        fields = {"headings": name_some(payers)}
        yield Note("payer_no_supplier", "warning", sheet.name, fields)


def _holds_names(sheet: Sheet, heading: Heading, place: int) -> bool:
    """Whether cells under `Tiekėjas, įmonės kodas` hold the names, too."""
    cells = rows_of(sheet, heading)[str(place)].drop_nulls()
    cells = cells.filter(cells.str.contains(r"\S"))
    return bool(len(cells)) and bool(cells.str.contains(_WORD).all())


def _tells_payer(text: str) -> bool:
    return any(word.startswith(payer_stems()) for word in fold(text).split())
