"""What tables and columns mean, in dbt's words, and the comments made from it.

The header of a model's file says what the model is and ends with its grain.
`models/columns.yml` says each column once, `models/<layer>/*.yml` only what is special
to one model: its tests, and columns that mean something else there. What is said ends
up in the database itself, as the comment of the table or column.
"""

from __future__ import annotations

import re
from collections import ChainMap
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal

import yaml

from pazanga.errors import DescriptionError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from duckdb import DuckDBPyConnection

    from warehouse.lineage import Model

Relation = Literal["table", "view"]

_NOTES: Final = {"unit": "unit", "source": "source", "label_lt": "lt", "label_en": "en"}
_NOTE: Final = re.compile(rf"\s*\[({'|'.join(_NOTES.values())}): ([^\]]*)\]")


@dataclass(frozen=True, slots=True)
class ColumnDescription:
    """What a column means.

    Attributes:
        description: A plain English phrase; empty means: as said in `columns.yml`.
        meta: `unit`, `source`, `label_lt`, `label_en`, `decimals`, where they apply;
            `short_lt`, `short_en` where the row already says the rest of the label.
        data_tests: dbt's generic tests, as written.
    """

    description: str
    meta: Mapping[str, Any] = field(default_factory=dict)
    data_tests: tuple[Any, ...] = ()

    @property
    def comment(self) -> str:
        """Return the description with unit, source and labels: `Text [unit: eur]`."""
        notes = [
            f"[{word}: {self.meta[key]}]"
            for key, word in _NOTES.items()
            if key in self.meta
        ]
        return " ".join([self.description, *notes])


@dataclass(frozen=True, slots=True)
class TableDescription:
    """What a table means.

    Attributes:
        description: Ends with the grain.
        columns: Its own columns first, then what `columns.yml` says of any column.
        named: Columns that the table itself mentions, so they must exist.
        data_tests: Tests of several columns together, as written.
        materialized: How it is kept, where that is not as others of its layer.
        rebuilt: `whole` where rows of one plan depend on other plans.
        read_by: Column by which others read it, where they take what they say of a plan
            from rows of the sources of that plan alone.
    """

    description: str
    columns: Mapping[str, ColumnDescription]
    named: frozenset[str] = frozenset()
    data_tests: tuple[Any, ...] = ()
    materialized: Relation | None = None
    rebuilt: Literal["whole"] | None = None
    read_by: str | None = None


def parse_comment(comment: str) -> tuple[str, dict[str, str]]:
    """Parse the comment of a column: its description, and the notes behind it.

    Returns:
        The description; `unit`, `source`, `lt` and `en`, where they are said.
    """
    return _NOTE.sub("", comment), dict(_NOTE.findall(comment))


def read_descriptions(
    folder: Path, models: Iterable[Model]
) -> dict[str, TableDescription]:
    """Read what all models and their columns mean, by `schema.name`.

    Args:
        folder: Holds `columns.yml` and one folder per layer.
        models: The models to describe.

    Raises:
        DescriptionError: A model does not say its grain, or a file describes a model
            that does not exist.
    """
    shared = _read_columns(read_yaml(folder / "columns.yml")["columns"], {})
    entries = {
        f"{path.parent.name}.{entry['name']}": entry
        for path in sorted(folder.glob("*/*.yml"))
        for entry in read_yaml(path)["models"]
    }
    headers = {model.table: model.header for model in models}
    for table in sorted(entries.keys() - headers.keys()):
        raise DescriptionError("table_unknown", table=table)
    for table, header in headers.items():
        if "Grain: one row per " not in header:
            raise DescriptionError("table_not_described", table=table)
    return {
        table: _read_table({"description": header, **entries.get(table, {})}, shared)
        for table, header in headers.items()
    }


def read_columns(folder: Path) -> dict[str, Mapping[str, ColumnDescription]]:
    """Read what columns mean, by model; under the empty name, anywhere.

    Args:
        folder: Holds `columns.yml` and one folder per layer.
    """
    shared = _read_columns(read_yaml(folder / "columns.yml")["columns"], {})
    entries = (
        entry
        for path in sorted(folder.glob("*/*.yml"))
        for entry in read_yaml(path)["models"]
    )
    own = {
        entry["name"]: _read_columns(entry.get("columns", []), shared)
        for entry in entries
    }
    return {"": shared} | {name: {**shared, **columns} for name, columns in own.items()}


def read_tables(path: Path) -> dict[str, TableDescription]:
    """Read the tables one YAML file describes in full, by name.

    Args:
        path: File with `models:`, each with its description and all its columns.
    """
    entries = read_yaml(path)["models"]
    return {entry["name"]: _read_table(entry, {}) for entry in entries}


def read_yaml(path: Path) -> dict[str, Any]:
    """Read a YAML file that holds one mapping, with the fast parser if there is one."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    loaded: dict[str, Any] = yaml.load(
        path.read_text(encoding="utf-8"),
        Loader=loader,  # noqa: S506 - both are safe ones
    )
    return loaded


def comment_table(
    connection: DuckDBPyConnection,
    name: str,
    words: TableDescription,
    kind: Relation = "table",
) -> None:
    """Write the comments of one table or view and of all its columns.

    Args:
        connection: Writes into the database that holds the table.
        name: `schema.table`.
        words: What it means.
        kind: What it is.

    Raises:
        DescriptionError: A column has no description, or a description no column.
    """
    columns = [row[0] for row in connection.execute(f"describe {name}").fetchall()]
    _check_columns(name, columns, words)
    comments = [_comment_on(f"{kind} {name}", words.description)]
    comments += [
        _comment_on(f'column {name}."{column}"', words.columns[column].comment)
        for column in columns
    ]
    connection.execute(";".join(comments))


def _check_columns(name: str, columns: list[str], words: TableDescription) -> None:
    for column in columns:
        if column not in words.columns or not words.columns[column].description:
            raise DescriptionError("column_not_described", table=name, column=column)
    for column in sorted(words.named.difference(columns)):
        raise DescriptionError("column_unknown", table=name, column=column)


def _comment_on(what: str, comment: str) -> str:
    return f"comment on {what} is '{comment.replace(chr(39), chr(39) * 2)}'"


def _read_table(
    entry: Mapping[str, Any], shared: Mapping[str, ColumnDescription]
) -> TableDescription:
    own = _read_columns(entry.get("columns", []), shared)
    return TableDescription(
        description=entry["description"].strip(),
        columns=ChainMap(own, dict(shared)),
        named=frozenset(own),
        data_tests=tuple(entry.get("data_tests", ())),
        materialized=entry.get("config", {}).get("materialized"),
        rebuilt=entry.get("config", {}).get("rebuilt"),
        read_by=entry.get("config", {}).get("read_by"),
    )


def _read_columns(
    entries: Iterable[Mapping[str, Any]], shared: Mapping[str, ColumnDescription]
) -> dict[str, ColumnDescription]:
    return {entry["name"]: _read_column(entry, shared) for entry in entries}


def _read_column(
    entry: Mapping[str, Any], shared: Mapping[str, ColumnDescription]
) -> ColumnDescription:
    base = shared.get(entry["name"], ColumnDescription(""))
    return ColumnDescription(
        description=entry.get("description", base.description).strip(),
        meta={**base.meta, **entry.get("meta", {})},
        data_tests=tuple(entry.get("data_tests", ())),
    )
