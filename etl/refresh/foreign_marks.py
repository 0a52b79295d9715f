"""Rows that correct rejected ones, once all are read: across plans, or once more.

A mark copied from a row of another plan takes no money away. Two files that correct one
row differently are told of: only the later one counts.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

import polars as pl

from etl.inbox.rejected_plans import find_foreign, find_shared, note_foreign
from etl.refresh.raw import SOURCE_KEY, name_table
from etl.refresh.replaced_remarks import add_remarks
from etl.workbooks.contract.contract import KINDS, SCHEMAS
from etl.workbooks.contract.notes import Note, name_some, quote_some
from warehouse.connection import query_written

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from duckdb import DuckDBPyConnection

    from etl.refresh.load import Load
    from pazanga.remarks import Remark

_MARKED: Final = """
select {columns}, _source_row, _precedence, {key}
from raw.{table}
where corrects is not null
order by _precedence, _source_row
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
    names_of = {load.source.key: load.source.name for load in loads}
    for kind in KINDS:
        own = list(SCHEMAS[kind].columns())
        names = {"columns": ", ".join(own), "table": name_table(kind)}
        rows = query_written(connection, _MARKED.format(**names, key=SOURCE_KEY))
        foreign, shared = find_foreign(rows, rejected), find_shared(rows, rejected)
        touched = {*foreign[SOURCE_KEY], *shared[SOURCE_KEY]}
        for key in sorted(touched):
            is_own = pl.col(SOURCE_KEY) == key
            for note in note_foreign(foreign.filter(is_own), shared.filter(is_own)):
                remarks[key].append(note.to_remark())
        for key, note in note_again(rows, own, names_of):
            remarks[key].append(note.to_remark())
    return [add_remarks(load, remarks.get(load.source.key, [])) for load in loads]


def note_again(
    rows: pl.DataFrame, columns: Sequence[str], names_of: Mapping[str, str]
) -> Iterator[tuple[str, Note]]:
    """Yield, by the key of its file, a warning of each that corrects rows once more.

    Args:
        rows: Rows that correct others, the latest last.
        columns: Their columns of data.
        names_of: Name of each file by its key.
    """
    mark = ["plan_code", "corrects"]
    files = rows.group_by([*mark, SOURCE_KEY], maintain_order=True).agg(
        pl.struct(columns).hash().sort().alias("_said"), pl.col("_source_row").last()
    )
    last = files.unique(mark, keep="last", maintain_order=True)
    both = files.join(last, on=mark, suffix="_last", maintain_order="left")
    found = both.filter(pl.col("_said") != pl.col("_said_last")).unique(
        mark, keep="last", maintain_order=True
    )
    for (key,), own in found.group_by(f"{SOURCE_KEY}_last", maintain_order=True):
        earlier = dict.fromkeys(names_of.get(one, one) for one in own[SOURCE_KEY])
        fields = {
            "count": own.height,
            "rows": name_some(map(str, own["_source_row_last"])),
            "earlier": quote_some(earlier),
        }
        yield str(key), Note("corrects_again", "warning", fields=fields)
