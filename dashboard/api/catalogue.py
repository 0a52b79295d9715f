"""What may be asked for: the relations of a snapshot, as its own catalogue has them.

Whatever stands in a query as a name comes from here, never from a request.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dashboard.kit.sql_files import read_sql
from warehouse.descriptions import parse_comment

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from duckdb import DuckDBPyConnection

SCHEMAS: Final = ("marts", "reports")
"""What analysts query, and what pages show; nothing else is given out."""

KEPT_CATALOGUES: Final = 3
MOST_NEAREST: Final = 5

_RELATIONS: Final = Path(__file__).with_name("relations.sql")
_COLUMNS: Final = Path(__file__).with_name("relation_columns.sql")
_GRAIN: Final = re.compile(r"\s*Grain: (.+)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class RelationColumn:
    """A column of a relation.

    Attributes:
        name: Its name.
        type: Its type, as DuckDB writes it.
        description: What it means.
        notes: Unit, source and labels, where they are said.
    """

    name: str
    type: str
    description: str
    notes: Mapping[str, str]

    @property
    def quoted(self) -> str:
        """Return the name as it stands in a query."""
        return _quote(self.name)

    def describe(self) -> dict[str, Any]:
        """Build the description that programs get."""
        labels = {
            language: self.notes[language]
            for language in ("lt", "en")
            if language in self.notes
        }
        return {
            "name": self.name,
            "type": self.type,
            "unit": self.notes.get("unit"),
            "description": self.description,
            "source": self.notes.get("source"),
            "labels": labels,
        }


@dataclass(frozen=True, slots=True)
class Relation:
    """A table or view that may be asked for.

    Attributes:
        schema: `marts` or `reports`.
        name: Its name.
        is_view: Whether it is a view: its rows have no place of their own.
        description: What it means.
        grain: What a row stands for.
        columns: Its columns by name, in order.
        row_count: How many rows it has.
    """

    schema: str
    name: str
    is_view: bool
    description: str
    grain: str
    columns: Mapping[str, RelationColumn]
    row_count: int

    @property
    def full_name(self) -> str:
        """Return schema and name."""
        return f"{self.schema}.{self.name}"

    @property
    def quoted(self) -> str:
        """Return schema and name as they stand in a query."""
        return f"{_quote(self.schema)}.{_quote(self.name)}"

    def describe(self) -> dict[str, Any]:
        """Build the description that programs get."""
        return {
            "schema": self.schema,
            "name": self.name,
            "description": self.description,
            "grain": self.grain,
            "row_count": self.row_count,
            "columns": [column.describe() for column in self.columns.values()],
        }


def query_catalogue(
    snapshot: str, cursor: DuckDBPyConnection
) -> Mapping[str, Relation]:
    """Query the relations of a snapshot, by schema and name.

    They are counted once: a snapshot never changes.

    Args:
        snapshot: Its path.
        cursor: Asks it; whoever asks may stop it.

    Raises:
        duckdb.Error: The snapshot cannot be read, or asking was stopped.
    """
    found = _KEPT.get(snapshot)
    if found is None:
        # Others may do so at the same time, with the same result.
        found = {one.full_name: one for one in _query_relations(cursor)}
        for earlier in list(_KEPT)[: -KEPT_CATALOGUES + 1]:
            _KEPT.pop(earlier, None)
        _KEPT[snapshot] = found
    return found


def _query_relations(cursor: DuckDBPyConnection) -> list[Relation]:
    columns: dict[tuple[str, str], dict[str, RelationColumn]] = defaultdict(dict)
    for schema, name, *column in cursor.execute(read_sql(_COLUMNS)).fetchall():
        found = _read_column(*column)
        columns[schema, name][found.name] = found
    relations = cursor.execute(read_sql(_RELATIONS)).fetchall()
    counts = _count_rows(cursor, [(schema, name) for schema, name, *_ in relations])
    return [
        Relation(
            schema,
            name,
            is_view,
            *_split_grain(comment),
            columns[schema, name],
            counts[schema, name],
        )
        for schema, name, is_view, comment in relations
    ]


_KEPT: Final[dict[str, Mapping[str, Relation]]] = {}


def find_nearest(wanted: str, known: Iterable[str]) -> list[str]:
    """Find the names that are most like one there is not; the first ones if none is."""
    names = list(known)
    return get_close_matches(wanted, names, MOST_NEAREST) or names[:MOST_NEAREST]


def _count_rows(
    cursor: DuckDBPyConnection, names: list[tuple[str, str]]
) -> dict[tuple[str, str], int]:
    if not names:
        return {}
    counts = " union all ".join(
        f"select {place} as place, count(*) as row_count"  # noqa: S608 - names of the catalogue
        f" from {_quote(schema)}.{_quote(name)}"
        for place, (schema, name) in enumerate(names)
    )
    rows = cursor.execute(counts).fetchall()
    return {names[place]: count for place, count in rows}


def _read_column(name: str, kind: str, comment: str) -> RelationColumn:
    return RelationColumn(name, kind, *parse_comment(comment))


def _split_grain(comment: str) -> tuple[str, str]:
    found = _GRAIN.search(comment)
    return _GRAIN.sub("", comment), found[1].strip() if found else ""


def _quote(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
