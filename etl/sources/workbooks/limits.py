"""How large a workbook may be: checked before anything is read into memory."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

MEBIBYTE: Final = 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Limits of one file.

    Attributes:
        file_bytes: Size of the file.
        unpacked_bytes: Size of everything in an XLSX file once unpacked.
        unpacked_ratio: How many times larger than the file it may become.
        free_ratio_bytes: Up to this unpacked size the ratio does not matter.
        sheets: Sheets of a workbook.
        rows: Rows of a sheet, or records of a CSV file.
        columns: Columns of a sheet.
        cells: Rows × columns of the rectangle a sheet spans, empty cells included.
        sparse_cells: From so many cells of the rectangle on, the sheet has to take at
            least a byte for each: two cells far apart claim no memory.
    """

    file_bytes: int = 512 * MEBIBYTE
    unpacked_bytes: int = 2048 * MEBIBYTE
    unpacked_ratio: int = 150
    free_ratio_bytes: int = 16 * MEBIBYTE
    sheets: int = 100
    rows: int = 5_000_000
    columns: int = 256
    cells: int = 60_000_000
    sparse_cells: int = 2_000_000


LIMITS: Final = Limits()
