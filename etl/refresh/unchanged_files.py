"""Files of a plan that changed, which did not change themselves: read no second time.

What becomes of a file depends on the file, the program that reads it, the lists of
plans it is checked against, and for its rejected rows on files received later. Where
any of that may be another one now, the file is read and checked again. Files with
decisions always are: what they say beside them is held against all decisions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from etl.refresh.raw import CONTRACTS, SOURCE_KEY, name_table
from warehouse.changed_models import OF_SOURCES
from warehouse.connection import RESULT, query_written

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from duckdb import DuckDBPyConnection

    from etl.refresh.changed_part import ChangedPart
    from etl.refresh.inputs import Source
    from etl.refresh.load_sources import Loader

LISTS: Final = tuple(
    f"raw.{name}"
    for name in CONTRACTS
    if not name.startswith(("workbook__", "open_data__"))
)
"""Tables that workbooks are checked against."""

_DECISIONS: Final = "plan-changes"
_OF_KEYS: Final = "source_document_key in (select unnest($keys))"
_REJECTED: Final = f"select * from {RESULT}.ops.quarantine where {_OF_KEYS}"  # noqa: S608 - our own tables
_TOLD: Final = f"""
select distinct {SOURCE_KEY} from {RESULT}.raw.{name_table(_DECISIONS)}
union
select distinct source_document_key from {RESULT}.ops.quarantine
where kind = '{_DECISIONS}'
"""  # noqa: S608 - our own tables


def list_unchanged(
    connection: DuckDBPyConnection, part: ChangedPart
) -> tuple[Source, ...]:
    """List the sources of a part whose rows may be those of the last snapshot.

    Args:
        connection: Holds a copy of the last snapshot, and the part.
        part: What changed.
    """
    if any(key.startswith("plan_package:") for key in part.changed):
        return ()
    told = {key for (key,) in query_written(connection, _TOLD).rows()}
    unchanged = tuple(
        one
        for one in part.sources
        if one.key not in told and one.key not in part.changed
    )
    if _count_rejected(connection, unchanged) and _had_rows(connection, part.changed):
        # What settled a rejected row may settle it no more.
        return ()
    return unchanged


def copy_lists(connection: DuckDBPyConnection, keys: Collection[str]) -> None:
    """Copy what workbooks are checked against from the last snapshot into the part.

    Args:
        connection: The same; `use_part` is in force.
        keys: Sources whose rows are copied.
    """
    for table in LISTS:
        connection.execute(
            f"insert into {table} by name"  # noqa: S608 - our own tables
            f" select * from {RESULT}.{table} where {OF_SOURCES}",
            {"keys": list(keys)},
        )


def copy_rejected(
    connection: DuckDBPyConnection,
    loader: Loader,
    loaded: Iterable[Source],
    unchanged: Sequence[Source],
) -> bool:
    """Copy the rejected rows of unchanged files, where nothing settles them anew.

    Args:
        connection: The same.
        loader: Has loaded all other files into the part.
        loaded: These files.
        unchanged: Sources that were not loaded.

    Returns:
        Whether they stay as they are; where that is in doubt, nothing is copied.
    """
    keys = {"keys": [one.key for one in unchanged]}
    latest = max((one.arrival_number for one in unchanged), default=0)
    if _are_followed(connection, loaded, latest):
        return False
    if loader.settles(query_written(connection, _REJECTED, keys)):
        return False
    connection.execute(f"insert into ops.quarantine by name {_REJECTED}", keys)
    return True


def _are_followed(
    connection: DuckDBPyConnection, loaded: Iterable[Source], latest: int
) -> bool:
    """Whether a file with rejected rows came before an unchanged one."""
    places = {one.key: one.arrival_number for one in loaded}
    found = connection.execute(
        "select distinct source_document_key, kind from ops.quarantine"
    )
    return any(
        kind != _DECISIONS and places[key] < latest for key, kind in found.fetchall()
    )


def _count_rejected(connection: DuckDBPyConnection, sources: Iterable[Source]) -> int:
    keys = {"keys": [one.key for one in sources if one.original]}
    return _ask(connection, f"select count(*) from ({_REJECTED})", keys)  # noqa: S608


def _had_rows(connection: DuckDBPyConnection, keys: Collection[str]) -> bool:
    """Whether the last snapshot has good or rejected rows of some sources."""
    values = {"keys": list(keys)}
    loaded = (
        f"select count(*) from {RESULT}.ops.load"  # noqa: S608 - our own tables
        f" where {_OF_KEYS} and row_count > 0"
    )
    rejected = f"select count(*) from ({_REJECTED})"  # noqa: S608 - our own tables
    return bool(_ask(connection, loaded, values) + _ask(connection, rejected, values))


def _ask(connection: DuckDBPyConnection, sql: str, values: dict[str, Any]) -> int:
    [(count,)] = connection.execute(sql, values).fetchall()
    return int(count)
