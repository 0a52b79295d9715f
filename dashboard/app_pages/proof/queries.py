"""What the page of a proof asks: the figure anew, its rows, checks and findings."""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dashboard.kit.proofs.recomputing import compute, recompute
from dashboard.kit.snapshot import query
from dashboard.kit.sql_files import read_sql
from warehouse.audits import AUDITS_DIR
from warehouse.connection import connect_memory
from warehouse.lineage import parse_references

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl

    from dashboard.kit.proofs.proof import Value
    from dashboard.kit.proofs.recomputing import Recomputed
    from dashboard.kit.proofs.registry import ProvenFigure
    from pazanga.texts import Language

_HERE: Final = Path(__file__).parent
_FACTS: Final = ("fct_", "bridge_")
"""Tables that hold what is summed; all others only name it."""


def query_proof(
    snapshot: str, figure: ProvenFigure, bound: Mapping[str, Any]
) -> Recomputed:
    """Query a figure anew, with the rows behind it."""
    return recompute(figure, bound, partial(query, snapshot))


def query_value(
    snapshot: str, figure: ProvenFigure, bound: Mapping[str, Any]
) -> Value | None:
    """Query a figure anew, without its rows."""
    return compute(figure, bound, partial(query, snapshot))


def query_checks(
    snapshot: str, tables: frozenset[str], language: Language
) -> pl.DataFrame:
    """List the checks of what a figure is computed from: one row per check."""
    own = [
        file.stem
        for file in sorted(AUDITS_DIR.glob("*.sql"))
        if tables & list_facts(file)
    ]
    bound = {"own": own, "tables": sorted(tables), "language": language}
    return query(snapshot, _HERE / "checks.sql", bound)


@cache
def list_facts(file: Path) -> frozenset[str]:
    """List the fact tables of marts that a query reads."""
    with connect_memory() as connection:
        tables = [*parse_references(connection, read_sql(file), file.name)]
    names = (table.removeprefix("marts.") for table in tables)
    return frozenset(name for name in names if name.startswith(_FACTS))


def query_findings(
    snapshot: str, plan: str, kind: str, items: Sequence[str], language: Language
) -> pl.DataFrame:
    """List what rules found about the things behind a figure: one row per finding."""
    bound = {"plan": plan, "item_kind": kind, "items": items, "language": language}
    return query(snapshot, _HERE / "findings.sql", bound)
