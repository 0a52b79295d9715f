"""The order of rows in a package: by key, numbers as numbers, so that diffs are small.

`8.2` stands before `8.10`, `G2` before `G10`, a list of words in the order of its
contract, and what has no value comes first.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import dataframely as dy

from etl.plans.contract.plan_package import FindingRow

if TYPE_CHECKING:
    from etl.plans.contract.cells import Value
    from etl.plans.contract.plan_package import Row

SortKey = tuple[tuple[int, int, str], ...]
_PARTS: Final = re.compile(r"\d+|\D+")
# Findings have no key: the same rule may find the same thing twice.
_FINDING_ORDER: Final = ["severity", "rule", "subject", "source_line", "message"]


def sort_rows(schema: type[dy.Schema], rows: list[Row]) -> list[Row]:
    """Sort the rows of a table into the order they are written in."""
    columns = schema.columns()
    names = _FINDING_ORDER if schema is FindingRow else schema.primary_key()

    def key(row: Row) -> tuple[SortKey, ...]:
        return tuple(_column_key(columns[name], row.get(name)) for name in names)

    return sorted(rows, key=key)


def natural_key(text: str) -> SortKey:
    """Make a sort key that compares runs of digits as numbers."""
    return tuple(
        (0, int(part), "") if part.isdecimal() else (1, 0, part)
        for part in _PARTS.findall(text)
    )


def _column_key(column: dy.Column, value: Value) -> SortKey:
    if value is None:
        return ()
    if isinstance(column, dy.Enum):
        return ((1, column.categories.index(str(value)), ""),)
    return natural_key(str(value))
