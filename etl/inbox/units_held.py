"""Units that a file says of its values, held against those of plans and measures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from etl.inbox.plausible import SCALED, Fault, Lists, find_limits
from etl.workbooks.cells.value_units import may_differ

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from etl.workbooks.contract.contract import Kind

_RULES: Final[Mapping[str, str]] = {
    "percent": "unit_not_percent",
    "percentage_points": "unit_is_change",
}
"""Rule by the unit that is said wrongly; any other one is said of a share."""


def match_units(rows: pl.DataFrame, units: pl.DataFrame) -> pl.Series:
    """Return the unit that a file says of each of some rows; empty where none.

    Args:
        rows: Rows of one file.
        units: What the file says, as `UNITS` says.
    """
    places = rows.select("_source_sheet", "_source_row")
    known = units.unique(["sheet", "row_number"], keep="first")
    found = places.join(
        known,
        left_on=["_source_sheet", "_source_row"],
        right_on=["sheet", "row_number"],
        how="left",
        maintain_order="left",
    )
    return found["unit"].fill_null("")


def find_other_units(
    kind: Kind, facts: pl.DataFrame, lists: Lists, said: pl.Series
) -> Iterator[Fault]:
    """Yield the rules that values break which are said to be in another unit.

    Args:
        kind: Kind of the rows.
        facts: Good rows of one file.
        lists: What plans and reference tables say.
        said: Unit that the file says of each row; empty where it says none.
    """
    if kind not in SCALED or not (said != "").any():
        return
    limits = find_limits(kind, facts, lists)
    if limits is None:
        return
    pairs = list(zip(said, limits["unit"].fill_null(""), strict=True))
    for rule in ("unit_not_percent", "unit_is_change", "unit_is_percent"):
        differs = [
            may_differ(one, other) and _RULES.get(one, "unit_is_percent") == rule
            for one, other in pairs
        ]
        if any(differs):
            yield Fault(rule, SCALED[kind], pl.Series(differs, dtype=pl.Boolean))
