"""Rows that carry the mark of a rejected row of another plan, once all are read."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

import polars as pl

from etl.inbox.rejected_plans import find_foreign, find_shared, note_foreign
from etl.refresh.raw import SOURCE_KEY, name_table
from etl.refresh.replaced_remarks import add_remarks
from etl.workbooks.contract.contract import KINDS
from warehouse.connection import query_written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from duckdb import DuckDBPyConnection

    from etl.refresh.load import Load
    from pazanga.remarks import Remark

_MARKED: Final = """
select plan_code, corrects, _source_row, {key}
from raw.{table}
where corrects is not null
order by all
"""
_REJECTED: Final = """
select distinct row_mark, plan_code
from ops.quarantine
where row_mark is not null
order by all
"""


def remark_foreign_marks(
    loads: Sequence[Load], connection: DuckDBPyConnection
) -> list[Load]:
    """Return loads with a remark on rows that correct those of another plan.

    Args:
        loads: What became of each source.
        connection: The warehouse that is being built, its rows written.
    """
    rejected = query_written(connection, _REJECTED)
    remarks: dict[str, list[Remark]] = defaultdict(list)
    for kind in KINDS:
        sql = _MARKED.format(key=SOURCE_KEY, table=name_table(kind))
        rows = query_written(connection, sql)
        foreign, shared = find_foreign(rows, rejected), find_shared(rows, rejected)
        touched = {*foreign[SOURCE_KEY], *shared[SOURCE_KEY]}
        for key in sorted(touched):
            own = pl.col(SOURCE_KEY) == key
            for note in note_foreign(foreign.filter(own), shared.filter(own)):
                remarks[key].append(note.to_remark())
    return [add_remarks(load, remarks.get(load.source.key, [])) for load in loads]
