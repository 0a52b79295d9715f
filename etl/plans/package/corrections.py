"""Reviewed corrections: what a person changed, applied visibly or not at all.

A correction names a table, a row by its key, a column, what the extractor reads there
and what it should be. It is applied only while the extractor still reads the same, so
that a better reader or a new edition of the document is never overruled silently.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from etl.plans.contract.cells import CellError, format_cell, parse_cell
from etl.plans.contract.plan_package import TABLES
from etl.plans.findings.model import Finding
from pazanga.errors import PackageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from etl.plans.contract.plan_package import Row, Rows
    from etl.plans.findings.model import Reported

KEY_SEPARATOR: Final = "|"

_Index = dict[tuple[str, str], "Row"]


def apply_corrections(rows: Rows, corrections: Iterable[Row]) -> tuple[Rows, Reported]:
    """Apply corrections to the cells they address.

    Args:
        rows: Rows of every table, as extracted; they are left as they are.
        corrections: Rows of `corrections.csv`.

    Returns:
        The changed rows, and findings: `correction_applied` or `correction_stale`.

    Raises:
        PackageError: A correction holds a value that its column does not allow.
    """
    corrections = list(corrections)
    changed = {name: [dict(row) for row in table] for name, table in rows.items()}
    index = _index_rows(changed, {correction["table"] for correction in corrections})
    reported: Reported = {"correction_applied": [], "correction_stale": []}
    for correction in corrections:
        problem = _apply(correction, index)
        code = "correction_stale" if problem else "correction_applied"
        reported[code].append(_describe(correction, index, problem))
    return changed, reported


def key_of(table: str, row: Row) -> str:
    """Write the key of a row the way corrections name it."""
    columns = TABLES[table].columns()
    return KEY_SEPARATOR.join(
        format_cell(columns[name], row[name]) for name in TABLES[table].primary_key()
    )


def _index_rows(rows: Rows, tables: set[str]) -> _Index:
    return {
        (name, key_of(name, row)): row
        for name in sorted(tables & rows.keys())
        if TABLES[name].primary_key()
        for row in rows[name]
    }


def _apply(correction: Row, index: _Index) -> str | None:
    """Replace the cell; return why that is not possible, where it is not."""
    table, column = correction["table"], correction["column"]
    if table not in TABLES or column not in TABLES[table].columns():
        return "there is no such table or column"
    row = index.get((table, correction["key"]))
    if row is None:
        return "there is no such row"
    contract = TABLES[table].columns()[column]
    read = format_cell(contract, row.get(column))
    if read != (correction["printed"] or ""):
        return f"“{read}” is read there now"
    try:
        value = parse_cell(contract, correction["corrected"] or "")
    except CellError as error:
        raise PackageError(
            "correction_cell",
            table=table,
            key=correction["key"],
            column=column,
            found=correction["corrected"] or "",
            expected=error.expected,
        ) from error
    changed = {**row, column: value}
    if (
        column in TABLES[table].primary_key()
        and (table, key_of(table, changed)) in index
    ):
        return "another row already has the corrected key"
    row[column] = value
    return None


def _describe(correction: Row, index: _Index, problem: str | None) -> Finding:
    table, key, column = (correction[name] for name in ("table", "key", "column"))
    printed, corrected = correction["printed"] or "", correction["corrected"] or ""
    where = f"{table} {key} {column}"
    outcome = (
        f"The correction of {where} was not applied: {problem}."
        if problem
        else f"{where} was corrected from “{printed}” to “{corrected}”:"
        f" {correction['why'].rstrip('.')}."
    )
    return Finding(
        subject=where,
        message=outcome,
        expected=corrected,
        found=printed,
        line=index.get((table, key), {}).get("source_line"),
    )
