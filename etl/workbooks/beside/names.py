"""Names of activities, indicators and schools that stand beside their numbers.

A column that was sorted alone, or another numbering, leaves the name of one beside the
number of another. Whose name it is the plan knows.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

import polars as pl

from etl.workbooks.beside.frame import BESIDE
from etl.workbooks.cells.words import fold, read_toml
from etl.workbooks.files.sheets import ROW, SOURCE_ROW

if TYPE_CHECKING:
    from etl.workbooks.files.sheets import Sheet
    from etl.workbooks.headings.headings import Heading

_SHORTEST: Final = 6
_CODE: Final = r"^[A-Z][0-9]{1,3}$"
_MOST_WORDS: Final = 5


@lru_cache(maxsize=4096)
def is_over_names(title: str) -> bool:
    """Whether a heading stands over names of activities, indicators or schools."""
    known = read_toml("workbook_words.toml")["names_beside"]
    words = fold(title).split()
    if not 0 < len(words) <= _MOST_WORDS:
        return False
    others = tuple(map(fold, known["others"]))
    of_names = tuple(map(fold, known["stems"]))
    is_other = any(word.startswith(others) for word in words)
    return not is_other and any(word.startswith(of_names) for word in words)


def list_names(sheet: Sheet, heading: Heading, good: pl.DataFrame) -> pl.DataFrame:
    """List the names that stand beside the numbers of rows, as `BESIDE` says.

    Args:
        sheet: The sheet.
        heading: Its heading.
        good: Rows that load.
    """
    found = [BESIDE.to_frame()]
    for place in heading.others_of(sheet.rows.columns):
        title = heading.title_of(int(place)).strip()
        if not is_over_names(title):
            continue
        cells = sheet.rows.select(ROW, pl.col(place).str.strip_chars().alias("said"))
        is_code = pl.col("said").str.contains(_CODE)
        is_name = (pl.col("said").str.len_chars() >= _SHORTEST) | is_code
        is_good = pl.col(ROW).is_in(good[SOURCE_ROW].implode())
        found.append(
            cells.filter(is_name & is_good).select(
                pl.lit(sheet.name).alias("sheet"),
                pl.col(ROW).cast(pl.Int64).alias("row_number"),
                pl.lit("name").alias("what"),
                pl.lit(title).alias("title"),
                "said",
                pl.lit(None, BESIDE["value"]).alias("value"),
                pl.lit(0).cast(BESIDE["within"]).alias("within"),
            )
        )
    return pl.concat(found)
