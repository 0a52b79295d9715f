"""The plan of rejected rows, so far as their cells tell it: what may be corrected.

A mark is copied easily: a row of one plan corrects none of another. A rejected row
whose plan is empty, unreadable or unknown may be corrected by a row of any plan, for
that may be what was wrong with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from etl.workbooks.cells.dates import EPOCH_1900
from etl.workbooks.contract.contract import KINDS, SCHEMAS
from etl.workbooks.contract.notes import Note, name_some
from etl.workbooks.tables.columns import read_column

if TYPE_CHECKING:
    from collections.abc import Iterator

PLAN_CODE: Final = "plan_code"
MARKED: Final = (PLAN_CODE, "corrects", "_source_row")
"""Columns of good rows that tell which rejected rows they correct."""

_PLACE: Final = ("sheet", "row_number")
_REJECTED_PLAN: Final = "_rejected_plan"


def tell_plans(rejects: pl.DataFrame) -> pl.Series:
    """Return the plan of each rejected cell or row; none where it is not known.

    Args:
        rejects: Rejected cells and rows of one file, as `Reject` says.
    """
    cells = rejects["raw_cells"].cast(pl.String).str.json_path_match(f"$.{PLAN_CODE}")
    contract = SCHEMAS[KINDS[0]].columns()[PLAN_CODE]
    read = read_column(PLAN_CODE, contract, cells, epoch=EPOCH_1900).values
    is_broken = (pl.col("column_name") == PLAN_CODE).any().over(*_PLACE)
    plan = pl.when(~is_broken & (read != "")).then(read)
    return rejects.select(plan.alias(PLAN_CODE))[PLAN_CODE]


def find_foreign(rows: pl.DataFrame, rejected: pl.DataFrame) -> pl.DataFrame:
    """Return the good rows whose mark is that of a rejected row of another plan.

    Args:
        rows: Good rows, with their plan and the mark of the row each corrects.
        rejected: Marks of rejected rows, each with the plan it is known to be of.
    """
    known = rejected.select(
        pl.col("row_mark").alias("corrects"), pl.col(PLAN_CODE).alias(_REJECTED_PLAN)
    )
    marks = known.drop_nulls().unique("corrects", maintain_order=True)
    both = rows.join(marks, on="corrects", how="inner", maintain_order="left")
    return both.filter(pl.col(PLAN_CODE) != pl.col(_REJECTED_PLAN))


def find_shared(rows: pl.DataFrame, rejected: pl.DataFrame) -> pl.DataFrame:
    """Return the good rows that correct one rejected row for several plans.

    Args:
        rows: Good rows, with their plan and the mark of the row each corrects.
        rejected: Marks of rejected rows, each with the plan it is known to be of.
    """
    unknown = rejected.filter(pl.col(PLAN_CODE).is_null())["row_mark"].implode()
    return rows.filter(
        pl.col("corrects").is_in(unknown),
        pl.col(PLAN_CODE).n_unique().over("corrects") > 1,
    )


def note_foreign(foreign: pl.DataFrame, shared: pl.DataFrame) -> Iterator[Note]:
    """Yield warnings of rows of one file that correct rows across plans.

    Args:
        foreign: Rows of the file that `find_foreign` gives.
        shared: Those that `find_shared` gives.
    """
    for name, rows in (("corrects_other_plan", foreign), ("corrects_twice", shared)):
        if rows.height:
            numbers = rows["_source_row"].unique().sort().to_list()
            fields = {"count": rows.height, "rows": name_some(map(str, numbers))}
            yield Note(name, "warning", fields=fields)
