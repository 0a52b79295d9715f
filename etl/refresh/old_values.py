"""Old figures beside changes of plans, held against all decisions that are loaded.

Which figure was in force before a decision is known only once every file is read.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from etl.inbox.beside_held import note_old_values
from etl.inbox.references import References
from warehouse.connection import query_written

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl
    from duckdb import DuckDBPyConnection

    from etl.refresh.load import Load

_CHANGES: Final = """
select
    plan_code,
    decision_number,
    decided_date as decided_on,
    item,
    number,
    field_code as field,
    new_value
from intermediate.int_plan_changes__deduplicated
"""


def remark_old_values(
    loads: Sequence[Load], connection: DuckDBPyConnection
) -> list[Load]:
    """Return loads with a remark on old figures that the plan does not have.

    Args:
        loads: What became of each source.
        connection: The warehouse that is being built, its models built.
    """
    if not any(load.said_of_changes.height for load in loads):
        return list(loads)
    changes = query_written(connection, _CHANGES)
    printed = References.read(connection).lists["figure"]
    return [_remark(load, changes, printed) for load in loads]


def _remark(load: Load, changes: pl.DataFrame, printed: pl.DataFrame) -> Load:
    if not load.said_of_changes.height:
        return load
    notes = note_old_values(load.said_of_changes, changes, printed)
    remarks = (note.to_remark() for note in notes)
    return replace(load, remarks=(*load.remarks, *remarks))
