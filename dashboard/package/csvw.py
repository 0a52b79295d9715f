"""A description beside each CSV file, by the W3C's CSV on the Web."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from dashboard.package.keys import TableKeys, read_keys

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dashboard.api.catalogue import Relation, RelationColumn

ENDING: Final = "-metadata.json"
"""What follows the name of a CSV file, by the standard."""

_TYPES: Final = {
    "BOOLEAN": "boolean",
    "DATE": "date",
    "DOUBLE": "double",
    "FLOAT": "float",
    "DECIMAL": "decimal",
}


def write_csvw(relation: Relation, relations: Mapping[str, Relation]) -> str:
    """Write the description of the CSV file of a table."""
    keys = read_keys().get(relation.full_name, TableKeys())
    schema: dict[str, Any] = {
        "columns": [
            _describe_column(column, keys) for column in relation.columns.values()
        ]
    }
    if keys.primary:
        schema["primaryKey"] = list(keys.primary)
    if foreign := list(_list_foreign(keys, relation, relations)):
        schema["foreignKeys"] = foreign
    described = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": f"{relation.full_name}.csv",
        "dc:title": relation.full_name,
        "dc:description": f"{relation.description} Grain: {relation.grain}".strip(),
        "dialect": {"encoding": "utf-8", "lineTerminators": ["\n"], "header": True},
        "tableSchema": schema,
    }
    return json.dumps(described, ensure_ascii=False, indent=1) + "\n"


def _describe_column(column: RelationColumn, keys: TableKeys) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": column.name,
        "datatype": find_datatype(column.type),
        "dc:description": column.description,
        "required": column.name in keys.required,
    }
    labels = [
        {"@value": column.notes[language], "@language": language}
        for language in ("lt", "en")
        if language in column.notes
    ]
    if labels:
        # Not `titles`: those would have to be what the first line says.
        described["dc:title"] = labels
    return described


def find_datatype(kind: str) -> str:
    """Find the datatype of values of DuckDB's type, as the CSV files write them."""
    plain = kind.partition("(")[0]
    if kind.endswith("[]"):
        return "string"
    if plain.endswith("INT") or plain == "INTEGER":
        return "integer"
    return _TYPES.get(plain, "string")


def _list_foreign(
    keys: TableKeys, relation: Relation, relations: Mapping[str, Relation]
) -> Iterator[dict[str, Any]]:
    for column, (table, field) in keys.foreign.items():
        if column in relation.columns and table in relations:
            yield {
                "columnReference": column,
                "reference": {"resource": f"{table}.csv", "columnReference": field},
            }
