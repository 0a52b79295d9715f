"""Rows of the data.gov.lt portal against their contract: a changed schema is said so.

Types are named with the words of the portal's own structure descriptions: `string`,
`integer`, `number`, `date`.
"""

from __future__ import annotations

import math
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import dataframely as dy
import polars as pl

from etl.open_data.notes import SourceNote
from pazanga.errors import OpenDataError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

JsonRow = dict[str, Any]
"""A row as the portal writes it: JSON values by field."""

Value = str | float | date

_TYPES: Final[dict[type[dy.Column], str]] = {
    dy.String: "string",
    dy.Int64: "integer",
    dy.Float64: "number",
    dy.Date: "date",
}

_LARGEST: Final = 2**63 - 1


def compare_fields(
    model: str, schema: type[dy.Schema], found: Iterable[str]
) -> tuple[SourceNote, ...]:
    """Compare the fields the portal gives with those the contract knows.

    Fields that begin with `_` are the portal's own and may come and go.

    Returns:
        A note for each new field; it is left out until the contract knows it.

    Raises:
        OpenDataError: A field of the contract is missing.
    """
    published = [name for name in found if not name.startswith("_")]
    columns = schema.columns()
    for name, column in columns.items():
        if not name.startswith("_") and name not in published:
            raise OpenDataError(
                "field_missing",
                model=model,
                field=name,
                expected=_TYPES[type(column)],
                found=", ".join(published),
            )
    return tuple(
        SourceNote("field_new", {"model": model, "field": name})
        for name in published
        if name not in columns
    )


def build_frame(
    model: str, schema: type[dy.Schema], rows: Iterable[JsonRow]
) -> pl.DataFrame:
    """Build a frame of the contract's columns and types, not validated yet.

    Raises:
        OpenDataError: A value is of another type than the contract says.
    """
    columns = schema.columns()
    parsed = [
        {name: _parse(model, name, columns[name], row) for name in columns}
        for row in rows
    ]
    return pl.DataFrame(
        parsed, schema={name: column.dtype for name, column in columns.items()}
    )


def _parse(model: str, name: str, column: dy.Column, row: JsonRow) -> Value | None:
    value = row.get(name)
    if value is None:
        return None
    expected = _TYPES[type(column)]
    try:
        return _PARSERS[expected](value)
    except (TypeError, ValueError) as error:
        raise OpenDataError(
            "field_retyped",
            model=model,
            field=name,
            record=row.get("_id"),
            expected=expected,
            found=repr(value)[:80],
        ) from error


def _parse_string(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _parse_integer(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError
    if not -_LARGEST <= value <= _LARGEST:
        raise ValueError
    return value


def _parse_number(value: object) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise TypeError
    if not math.isfinite(value):
        raise ValueError
    return float(value)


def _parse_date(value: object) -> date:
    return date.fromisoformat(_parse_string(value))


_PARSERS: Final[dict[str, Callable[[object], Value]]] = {
    "string": _parse_string,
    "integer": _parse_integer,
    "number": _parse_number,
    "date": _parse_date,
}
