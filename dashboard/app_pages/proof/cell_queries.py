"""What the proof of a cell asks: the figure anew, its facts, names of conditions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dashboard.kit.proofs.cells.anew import (
    Condition,
    find_cell,
    list_facts,
    recompute_cell,
)
from dashboard.kit.proofs.cells.cell import EQUAL
from dashboard.kit.snapshot import connect, query
from warehouse.connection import list_columns, query_page

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import polars as pl

    from dashboard.kit.proofs.cells.anew import PublishedCell
    from dashboard.kit.proofs.recomputing import Recomputed
    from pazanga.texts import Language

_HERE: Final = Path(__file__).parent
_PAID: Final = {"fct_monthly_spending": "fct_expenditure"}
"""Facts that were summed already, with those that hold the lines of files."""

_PHASES: Final = frozenset({"approved", "revised", "executed"})
"""Phases of payments; a column of amounts of one begins with it."""

_VALUES: Final = (
    "net_eur",
    "value",
    "yearly_cost_eur",
    "target_in_force_value",
    "new_value",
    "pupil_count",
    "weight_ratio",
)
"""Columns that hold what a fact says; the first that it has is shown."""


def query_cell(
    snapshot: str, name: str, plan: str, parts: Sequence[str]
) -> tuple[PublishedCell, Recomputed]:
    """Query a cell of a published table anew.

    Raises:
        LookupError: There is no such table or column.
    """
    ask = _ask(snapshot)
    cell = find_cell(name, plan, parts, ask)
    return cell, recompute_cell(cell, ask)


def query_facts(snapshot: str, cell: PublishedCell) -> dict[str, pl.DataFrame]:
    """Query the facts that a cell comes from, by the name of their table.

    Returns:
        Facts that know most of what the cell's rows have in common, or that hold its
        column; these come first. Grain: one row per fact that has that in common: the
        fact's own columns, `document_name` and `document_kind`, and `amount`, what it
        says.
    """
    connection = connect(snapshot)
    tables = dict.fromkeys(_PAID.get(table, table) for table in list_facts(cell))
    columns = {table: list_columns(connection, f"marts.{table}") for table in tables}
    phase = cell.column.partition("_")[0]
    more = [Condition("phase", EQUAL, phase)] if phase in _PHASES else []
    met = {
        table: [_meet([*side, *more], columns[table]) for side in cell.sides]
        for table in tables
    }
    most = max((len(sides[0]) for sides in met.values()), default=0)
    found = {}
    for table, sides in met.items():
        if sides[0] and (len(sides[0]) == most or cell.column in columns[table]):
            sql = "\nunion all by name\n".join(
                _write_facts(table, columns[table], side, cell.column) for side in sides
            )
            rows = query_page(connection, sql, {})
            if rows.height:
                found[table] = rows
    return dict(
        sorted(found.items(), key=lambda one: cell.column not in columns[one[0]])
    )


def _meet(row: Sequence[Condition], columns: frozenset[str]) -> list[Condition]:
    return [one for one in row if one.column in columns]


def _write_facts(
    fact: str, columns: frozenset[str], met: Sequence[Condition], column: str
) -> str:
    """Write the query of facts; names of columns come from the catalogue alone."""
    value = next((one for one in (column, *_VALUES) if one in columns), None)
    amount = f"facts.{value}" if value else "null"
    is_told = "source_document_key" in columns
    names = ("name", "kind")
    named = ", ".join(
        f"{f'documents.source_{one}' if is_told else 'null'} as document_{one}"
        for one in names
    )
    join = (
        "left join marts.dim_source_document as documents "
        "on facts.source_document_key = documents.source_document_key"
    )
    chosen = f"select facts.*, {amount} as amount, {named}"
    source = f"from marts.{fact} as facts {join if is_told else ''}"
    return f"{chosen} {source} where {' and '.join(one.write('facts') for one in met)}"


def query_name(
    snapshot: str, plan: str, language: Language, condition: Condition
) -> str:
    """Query the name of what a condition names; its value where there is none."""
    bound = {
        "plan": plan,
        "language": language,
        "named_by": condition.column,
        "value": condition.value,
    }
    names = query(snapshot, _HERE / "names.sql", bound)
    return names.item() if names.height == 1 else condition.value


def _ask(snapshot: str) -> Callable[[str, Mapping[str, Any]], pl.DataFrame]:
    return lambda sql, bound: query_page(connect(snapshot), sql, bound)
