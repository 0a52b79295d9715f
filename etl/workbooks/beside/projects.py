"""Payments of several projects in one table: all of them count as the plan's."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

import polars as pl

from etl.workbooks.cells.words import fold, read_toml
from etl.workbooks.contract.notes import Note, quote_some
from etl.workbooks.files.sheets import ROW, SOURCE_ROW

if TYPE_CHECKING:
    from collections.abc import Iterator

    from etl.workbooks.files.sheets import Sheet
    from etl.workbooks.headings.headings import Heading

_FEWEST: Final = 2


@lru_cache(maxsize=4096)
def is_over_projects(title: str) -> bool:
    """Whether a heading stands over projects: `Projektas`, `Projekto kodas`."""
    known = read_toml("workbook_words.toml")["projects"]
    names = ("heads", "stems", "whole")
    heads, stems, whole = (tuple(map(fold, known[name])) for name in names)
    words = fold(title).split()
    return any(word in heads for word in words) and all(
        word in heads or word in whole or word.startswith(stems) for word in words
    )


def note_projects(sheet: Sheet, heading: Heading, good: pl.DataFrame) -> Iterator[Note]:
    """Yield a warning of a column that names more than one project.

    Args:
        sheet: The sheet.
        heading: Its heading.
        good: Rows that load.
    """
    if heading.kind != "spending" or good.is_empty():
        return
    loaded = sheet.rows.filter(pl.col(ROW).is_in(good[SOURCE_ROW].implode()))
    for name in heading.others_of(sheet.rows.columns):
        title = heading.title_of(int(name)).strip()
        if not is_over_projects(title):
            continue
        cells = loaded[name].str.strip_chars()
        projects = cells.filter(cells != "").unique(maintain_order=True)
        if len(projects) >= _FEWEST:
            fields = {
                "count": len(projects),
                "column": title,
                "said": quote_some(projects),
            }
            yield Note("projects_differ", "warning", sheet.name, fields)
