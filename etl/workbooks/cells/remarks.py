"""Words that stand in a row of data where its day and its amounts should be."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from etl.workbooks.cells.words import fold, read_toml

if TYPE_CHECKING:
    from collections.abc import Iterable


def are_remarks(texts: Iterable[str], *, have_day: bool) -> bool:
    """Whether cells say that a value lacks, as `anuliuota`, and name no columns.

    Args:
        texts: What stands over all days and amounts of a table.
        have_day: Whether one of them is a day: no heading calls it as an amount.
    """
    said = {fold(text) for text in texts}
    return (bool(said) and said <= _read_known()) or (have_day and len(said) == 1)


@lru_cache(maxsize=1)
def _read_known() -> frozenset[str]:
    return frozenset(map(fold, read_toml("workbook_words.toml")["no_value"]))
