"""Read tables and packages back: text first, then strictly as the contract says.

A package is edited by people, in editors and spreadsheets, so that every fault is
reported with file, row, column, what was found and what was expected.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Final

from etl.plans.contract.cells import CellError, parse_cell
from etl.plans.contract.plan_package import TABLES, Correction
from etl.plans.contract.reference import ADDED_TABLES, REFERENCE_TABLES
from etl.plans.package.frames import build_frame
from pazanga.errors import PackageError
from pazanga.settings import PROJECT_ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import dataframely as dy
    import polars as pl

    from etl.plans.contract.cells import Value
    from etl.plans.contract.plan_package import Row
    from etl.plans.package.frames import Frames

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

    A folder made for an earlier version may lack tables and columns that may be empty.

    Raises:
        PackageError: A table is missing, or a cell breaks the contract.
    """
    return {
        name: read_table(find_reference_table(folder, name), schema, all_columns=False)
        for name, schema in REFERENCE_TABLES.items()
    }


def find_reference_table(folder: Path, name: str) -> Path:
    """Find the file of a reference table: the bundled file where the table is new."""
    path = folder / f"{name}.csv"
    if name in ADDED_TABLES and not path.exists():
        return PROJECT_ROOT / "data" / "reference" / path.name
    return path


def read_corrections(folder: Path) -> list[Row]:
    """Read the reviewed corrections of a package; none where there is no such file.

    Raises:
        PackageError: The file breaks the contract.
    """
    path = folder / CORRECTIONS
    return list(_read_rows(path, Correction)) if path.exists() else []


def read_table(
    path: Path, schema: type[dy.Schema], *, all_columns: bool = True
) -> pl.DataFrame:
    """Read one CSV table into a frame that keeps the contract.

    Args:
        path: The table.
        schema: Its contract.
        all_columns: Whether a column that may be empty has to be there.

    Raises:
        PackageError: The file, a heading, a cell or a key breaks the contract.
    """
    rows = list(_read_rows(path, schema, all_columns=all_columns))
    _check_keys(path, schema, rows)
    return build_frame(schema, rows)


def _read_rows(
    path: Path, schema: type[dy.Schema], *, all_columns: bool = True
) -> Iterator[Row]:
    if not path.is_file():
        raise PackageError("package_table_missing", path=path)
    columns = schema.columns()
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            heading = next(reader, [])
            needed = [n for n in columns if all_columns or not columns[n].nullable]
            _check_heading(path, heading, list(columns), needed)
            for number, cells in enumerate(filter(None, reader), start=2):
                _check_width(path, number, cells, heading)
                yield {
                    name: _parse(path, number, name, columns[name], text)
                    for name, text in zip(heading, cells, strict=True)
                }
    except UnicodeDecodeError as error:
        raise PackageError("package_not_utf8", path=path) from error
    except csv.Error as error:
        raise PackageError("package_not_csv", path=path, reason=error) from error


def _parse(path: Path, number: int, name: str, column: dy.Column, text: str) -> Value:
    try:
        return parse_cell(column, text)
    except CellError as error:
        code = "package_cell" if text else "package_cell_empty"
        raise PackageError(
            code,
            path=path,
            row=number,
            column=name,
            found=text,
            expected=error.expected,
        ) from error


def _check_heading(
    path: Path, heading: list[str], expected: list[str], needed: list[str]
) -> None:
    found = set(heading)
    is_known = set(needed) <= found <= set(expected)
    if not is_known or len(found) < len(heading):
        raise PackageError(
            "package_heading",
            path=path,
            found=", ".join(heading),
            expected=", ".join(expected),
        )


def _check_width(path: Path, number: int, cells: list[str], heading: list[str]) -> None:
    if len(cells) != len(heading):
        raise PackageError(
            "package_row_width",
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
                "package_repeated_key",
                path=path,
                row=number,
                first=first,
                columns=", ".join(names),
                found="|".join(str(value) for value in key),
            )
