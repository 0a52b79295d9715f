"""Read tables and packages back: text first, then strictly as the contract says.

A package is edited by people, in editors and spreadsheets, so that every fault is
reported with file, row, column, what was found and what was expected.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Final

from etl.contracts.plan_package import TABLES, Correction
from etl.contracts.reference import REFERENCE_TABLES
from etl.errors import PackageError
from etl.plan_package.cells import CellError, parse_cell
from etl.plan_package.frames import build_frame

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import dataframely as dy
    import polars as pl

    from etl.contracts.plan_package import Row
    from etl.plan_package.cells import Value
    from etl.plan_package.frames import Frames

CORRECTIONS: Final = "corrections.csv"


def read_package(folder: Path) -> Frames:
    """Read every table of a plan package as the contract says.

    Raises:
        PackageError: A table is missing, or a cell breaks the contract.
    """
    return {
        name: read_table(folder / f"{name}.csv", schema)
        for name, schema in TABLES.items()
    }


def read_reference(folder: Path) -> Frames:
    """Read every reference table as its contract says.

    Raises:
        PackageError: A table is missing, or a cell breaks the contract.
    """
    return {
        name: read_table(folder / f"{name}.csv", schema)
        for name, schema in REFERENCE_TABLES.items()
    }


def read_corrections(folder: Path) -> list[Row]:
    """Read the reviewed corrections of a package; none where there is no such file.

    Raises:
        PackageError: The file breaks the contract.
    """
    path = folder / CORRECTIONS
    return list(_read_rows(path, Correction)) if path.exists() else []


def read_table(path: Path, schema: type[dy.Schema]) -> pl.DataFrame:
    """Read one CSV table into a frame that keeps the contract.

    Raises:
        PackageError: The file, a heading, a cell or a key breaks the contract.
    """
    rows = list(_read_rows(path, schema))
    _check_keys(path, schema, rows)
    return build_frame(schema, rows)


def _read_rows(path: Path, schema: type[dy.Schema]) -> Iterator[Row]:
    if not path.is_file():
        raise PackageError("etl.package_table_missing", path=path)
    columns = schema.columns()
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            heading = next(reader, [])
            _check_heading(path, heading, list(columns))
            for number, cells in enumerate(filter(None, reader), start=2):
                _check_width(path, number, cells, heading)
                yield {
                    name: _parse(path, number, name, columns[name], text)
                    for name, text in zip(heading, cells, strict=True)
                }
    except UnicodeDecodeError as error:
        raise PackageError("etl.package_not_utf8", path=path) from error
    except csv.Error as error:
        raise PackageError(
            "etl.package_not_csv", path=path, reason=str(error)
        ) from error


def _parse(path: Path, number: int, name: str, column: dy.Column, text: str) -> Value:
    try:
        return parse_cell(column, text)
    except CellError as error:
        code = "etl.package_cell" if text else "etl.package_cell_empty"
        raise PackageError(
            code,
            path=path,
            row=number,
            column=name,
            found=text,
            expected=error.expected,
        ) from error


def _check_heading(path: Path, heading: list[str], expected: list[str]) -> None:
    if sorted(heading) != sorted(expected):
        raise PackageError(
            "etl.package_heading",
            path=path,
            found=", ".join(heading),
            expected=", ".join(expected),
        )


def _check_width(path: Path, number: int, cells: list[str], heading: list[str]) -> None:
    if len(cells) != len(heading):
        raise PackageError(
            "etl.package_row_width",
            path=path,
            row=number,
            found=len(cells),
            expected=len(heading),
        )


def _check_keys(path: Path, schema: type[dy.Schema], rows: list[Row]) -> None:
    names = schema.primary_key()
    seen: dict[tuple[Value, ...], int] = {}
    for number, row in enumerate(rows if names else [], start=2):
        key = tuple(row[name] for name in names)
        first = seen.setdefault(key, number)
        if first != number:
            raise PackageError(
                "etl.package_repeated_key",
                path=path,
                row=number,
                first=first,
                columns=", ".join(names),
                found="|".join(str(value) for value in key),
            )
