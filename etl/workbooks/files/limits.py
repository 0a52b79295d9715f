"""How large a workbook may be, and what the readers of files decide by counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

MEBIBYTE: Final = 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLimits:
    """Limits of one file.

    Attributes:
        file_bytes: Size of the file.
        unpacked_bytes: Size of everything in an XLSX file once unpacked.
        unpacked_ratio: How many times larger than the file it may become.
        free_ratio_bytes: Up to this unpacked size the ratio does not matter.
        sheets: Sheets of a workbook.
        texts: Shared texts of a workbook.
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
    texts: int = 10_000_000
    rows: int = 5_000_000
    columns: int = 256
    cells: int = 60_000_000
    sparse_cells: int = 2_000_000


LIMITS: Final = FileLimits()


@dataclass(frozen=True, slots=True, kw_only=True)
class CsvThresholds:
    """By which counts the reader of CSV tells text, separator and damage.

    Attributes:
        head_bytes: Separator and heading are looked for here: 200 rows of 1,300 bytes.
        fewest_names: A heading has so many known names: two may stand in any sentence.
        block_bytes: What is parsed at once: a block has to hold the longest record.
        longest_cell: A spreadsheet keeps 32,767 characters of at most four bytes.
        most_broken: A file with more broken records is damaged: they fill no workbook.
        shown_characters: So much of a broken record is shown, enough to find it.
        sample_bytes: The encoding is judged by the beginning of a file.
        nul_share: UTF-16 of a Western text has a zero in every second byte; a fifth
            leaves room for other characters, and no text in one byte has any.
        wrong_per_right: Where fewer sequences of UTF-8 are right, they are by chance.
        odd_characters: Odd characters shown, enough to see the wrong encoding.
    """

    head_bytes: int = 2**18
    fewest_names: int = 3
    block_bytes: int = 2**22
    longest_cell: int = 4 * 32_767
    most_broken: int = 20_000
    shown_characters: int = 1000
    sample_bytes: int = 2**16
    nul_share: float = 0.2
    wrong_per_right: int = 10
    odd_characters: int = 8


CSV: Final = CsvThresholds()


@dataclass(frozen=True, slots=True, kw_only=True)
class XlsxThresholds:
    """By which counts the reader of XLSX reads, and when it stops.

    Attributes:
        chunk_bytes: What is unpacked at once.
        head_bytes: The extent of a sheet is looked for in pieces of this size.
        part_bytes: A part that describes a workbook (styles, relations) is smaller.
        parts: A workbook of 100 sheets with drawings and comments has fewer files.
        token_bytes: Bytes of the longest tag, comment or text; a cell holds at most
            32,767 characters.
        number_characters: So much of a number tells a zero, and a moment at midnight.
        usual_columns: Columns A to Z, which the fast reader knows.
        columns: Columns of a sheet.
        merges: Merged ranges of a sheet.
        mark_bytes: Bytes of the longest end tag that two pieces may share.
        beside_bytes: What stands behind the rows of a sheet: print titles, formats.
    """

    chunk_bytes: int = 2**20
    head_bytes: int = 2**14
    part_bytes: int = 2**24
    parts: int = 10_000
    token_bytes: int = 2**22
    number_characters: int = 32
    usual_columns: int = 26
    columns: int = 16_384
    merges: int = 100_000
    mark_bytes: int = 64
    beside_bytes: int = 2**24


XLSX: Final = XlsxThresholds()
