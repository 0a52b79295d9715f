"""`manifest.csv`: the structure of the data as data.gov.lt describes it (DSA)."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

from dashboard.package.keys import TableKeys, read_keys
from pazanga.texts import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dashboard.api.catalogue import Relation, RelationColumn
    from dashboard.package.publisher import Publisher

FILE: Final = "manifest.csv"
HEADS: Final = (
    *("id", "dataset", "resource", "base", "model", "property", "type", "ref"),
    *("source", "prepare", "level", "status", "visibility", "access", "uri", "eli"),
    *("title", "description"),
)
LEVEL: Final = "3"
"""Maturity: structured, in an open format, with types."""

_TYPES: Final = {
    "BOOLEAN": "boolean",
    "DATE": "date",
    "DOUBLE": "number",
    "FLOAT": "number",
    "DECIMAL": "number",
    "TIMESTAMP": "datetime",
    "TIMESTAMP WITH TIME ZONE": "datetime",
}


def write_manifest(relations: Iterable[Relation], publisher: Publisher) -> str:
    """Write the structure of all tables: one line per data set, file, table, column."""
    out = io.StringIO()
    writer = csv.DictWriter(out, HEADS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(_list_rows(relations, publisher))
    return out.getvalue()


def _list_rows(
    relations: Iterable[Relation], publisher: Publisher
) -> Iterator[dict[str, str]]:
    title, about = (
        text("dashboard.package", f"package.{one}", "lt")
        for one in ("title", "description")
    )
    yield {"dataset": publisher.dataset, "title": title, "description": about}
    yield {
        "resource": "csv",
        "type": "csv",
        "source": f"{publisher.address}csv/",
        "level": LEVEL,
        "access": "open",
        "title": "CSV",
    }
    for relation in relations:
        yield {}
        yield from _list_table(relation)


def _list_table(relation: Relation) -> Iterator[dict[str, str]]:
    keys = read_keys().get(relation.full_name, TableKeys())
    is_whole = keys.primary and set(keys.primary) <= set(relation.columns)
    yield {
        "model": name_model(relation),
        "ref": ", ".join(keys.primary) if is_whole else "",
        "source": f"{relation.full_name}.csv",
        "level": LEVEL,
        "access": "open",
        "title": relation.full_name,
        "description": f"{relation.description} Grain: {relation.grain}".strip(),
    }
    for column in relation.columns.values():
        yield _describe_column(column, keys)


def _describe_column(column: RelationColumn, keys: TableKeys) -> dict[str, str]:
    required = " required" if column.name in keys.required else ""
    unit = column.notes.get("unit")
    about = f"{column.description} ({unit})" if unit else column.description
    return {
        "property": column.name,
        "type": f"{find_type(column.type)}{required}",
        "source": column.name,
        "level": LEVEL,
        "access": "open",
        "title": column.notes.get("lt", ""),
        "description": about,
    }


def find_type(kind: str) -> str:
    """Find the type of the description for values of DuckDB's type."""
    plain = kind.partition("(")[0]
    if kind.endswith("[]"):
        return "string"
    if plain.endswith("INT") or plain == "INTEGER":
        return "integer"
    return _TYPES.get(plain, "string")


def name_model(relation: Relation) -> str:
    """Return the code name of a table: `marts.dim_plan` is `MartsDimPlan`."""
    words = [relation.schema, *relation.name.split("_")]
    return "".join(word.capitalize() for word in words)
