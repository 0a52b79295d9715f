"""Rows put aside: which cell, which rule, why, and what to do."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

import polars as pl

from etl.contracts.workbooks import KINDS, Reject
from etl.sources.workbooks.errors import say
from etl.sources.workbooks.headings import columns_of
from etl.sources.workbooks.sheets import ROW
from etl.sources.workbooks.words import MASKED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from etl.contracts.workbooks import Kind
    from etl.sources.workbooks.sheets import BrokenRow
    from warehouse.messages import Language

_PERSONAL_CODE: Final = (
    r"[1-6][0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{4}"
)
_STANDALONE: Final = rf"(?:^|[^0-9]){_PERSONAL_CODE}(?:$|[^0-9])"
COLUMNS: Final = ("row_number", "column_name", "raw_value", "rule", "raw_cells")


def no_rejects() -> pl.DataFrame:
    """Give an empty frame of the columns that are found before the texts are said."""
    return pl.DataFrame(schema={name: Reject.columns()[name].dtype for name in COLUMNS})


def reject_cells(texts: pl.DataFrame, rules: Mapping[str, pl.Series]) -> pl.DataFrame:
    """List the cells that break a rule.

    Args:
        texts: `_row` and the texts of a table.
        rules: Broken rule of each row, by column; null where none is.
    """
    found = [no_rejects()]
    for name, broken in rules.items():
        if broken.null_count() < len(broken):
            rows = texts.with_columns(broken.alias("rule")).drop_nulls("rule")
            found.append(_list(rows, column=pl.lit(name), raw=pl.col(name)))
    return pl.concat(found)


def reject_rows(texts: pl.DataFrame, rows: pl.Series, rule: str) -> pl.DataFrame:
    """List whole rows under one rule.

    Args:
        texts: `_row` and the texts of a table.
        rows: Numbers of the rows.
        rule: The rule they break.
    """
    bad = texts.filter(pl.col(ROW).is_in(rows.implode()))
    bad = bad.with_columns(pl.lit(rule).alias("rule"))
    return _list(bad, column=pl.lit(""), raw=pl.lit(None, dtype=pl.String))


def reject_broken(broken: tuple[BrokenRow, ...]) -> pl.DataFrame:
    """List the rows whose cells could not be told apart."""
    return pl.DataFrame(
        [(row.row, "", row.raw, row.rule, "{}") for row in broken],
        schema=no_rejects().schema,
        orient="row",
    )


def hide_personal_codes(*names: str) -> pl.Expr:
    """Hide a cell with the personal code of a natural person: it names the person.

    Args:
        names: Columns of texts.
    """
    cell = pl.col(*names)
    return pl.when(cell.str.contains(_STANDALONE)).then(pl.lit(MASKED)).otherwise(cell)


def _list(rows: pl.DataFrame, column: pl.Expr, raw: pl.Expr) -> pl.DataFrame:
    names = [name for name in rows.columns if name not in {ROW, "rule"}]
    rows = rows.with_columns(hide_personal_codes(*names).name.keep())
    cells = pl.struct(names).struct.json_encode()
    return rows.select(
        row_number=ROW,
        column_name=column,
        raw_value=raw,
        rule="rule",
        raw_cells=cells,
    )


def say_rejects(
    found: pl.DataFrame,
    *,
    kind: Kind,
    source_file: str,
    sheet: str,
    multipliers: Mapping[str, int],
) -> pl.DataFrame:
    """Complete rejects with where they are and why, in both languages.

    Args:
        found: What `reject_cells`, `reject_rows` and `reject_broken` list.
        kind: Kind of the sheet.
        source_file: Name of the file.
        sheet: Name of the sheet.
        multipliers: 1000 for a column in thousands, for the columns that have one.
    """
    rules = found["rule"].unique().to_list()
    reasons = {
        language: {rule: say_rule(rule, language) for rule in rules}
        for language in ("en", "lt")
    }
    complete = found.with_columns(
        kind=pl.lit(kind),
        source_file=pl.lit(source_file),
        sheet=pl.lit(sheet),
        reason=pl.col("rule").replace(reasons["en"]),
        reason_lt=pl.col("rule").replace(reasons["lt"]),
        multipliers=pl.lit(json.dumps(dict(multipliers)) if multipliers else None),
    )
    return Reject.cast(complete.select(Reject.column_names()))


def label_columns(rejects: pl.DataFrame) -> pl.DataFrame:
    """Add what the template calls each column, in both languages; null where none."""
    labels = pl.DataFrame(
        [
            (kind, column.name, column.lt, column.en)
            for kind in KINDS
            for column in columns_of(kind)
        ],
        schema=["kind", "column_name", "column_label_lt", "column_label_en"],
        orient="row",
    ).with_columns(pl.col("kind").cast(rejects.schema["kind"]))
    return rejects.join(
        labels, on=["kind", "column_name"], how="left", maintain_order="left"
    )


def say_rule(rule: str, language: Language) -> str:
    """Say what a rule expects and what to do about a cell that breaks it."""
    return say(f"rules.{rule}", language, {})
