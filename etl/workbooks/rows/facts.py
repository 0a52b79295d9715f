"""Facts of a sheet: typed by the contract, each row good or rejected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl

from etl.workbooks.cells.personal import find_personal, mask_personal
from etl.workbooks.files.sheets import ROW
from etl.workbooks.files.texts import unwrap_texts
from etl.workbooks.headings.headings import columns_of
from etl.workbooks.rows.cancelled import RULE, find_cancelled, note_cancelled
from etl.workbooks.rows.equal_rows import find_equal_rows
from etl.workbooks.rows.fact_notes import (
    note_cells,
    note_days,
    note_groups,
    note_like_totals,
    note_numberless,
    note_schools,
    note_texts,
    note_totals,
)
from etl.workbooks.rows.rejects import reject_broken, reject_cells, reject_said
from etl.workbooks.rows.said_units import find_said_units
from etl.workbooks.rows.totals import reject_labelled
from etl.workbooks.rows.typed_columns import (
    SOURCE_ROW,
    assemble,
    keep_targets,
    read_columns,
    write_days_out,
)
from etl.workbooks.tables.derived import derive_amounts, write_derived
from etl.workbooks.tables.glued import RULE as GLUED
from etl.workbooks.tables.hidden import (
    note_format_words,
    note_hidden,
    note_pale,
    note_pictures,
    note_unseen,
)
from etl.workbooks.tables.suppliers import note_suppliers
from etl.workbooks.tables.table_rules import (
    add_row_rules,
    find_stop,
    find_unlabelled,
    note_table,
)
from etl.workbooks.tables.tables import cut_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from etl.workbooks.contract.notes import Note
    from etl.workbooks.files.sheets import Sheet
    from etl.workbooks.headings.headings import Heading, Stop

_LOST: Final = ("exponent_in_code", "digits_lost", "number_became_date", "masked")
"""Rules of cells that lost what told them apart: equal rows need not be one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetFacts:
    """What a sheet holds.

    Attributes:
        sheet: Name of the sheet.
        heading: Its heading.
        texts: `_row` and the texts of all rows of data.
        facts: Rows whose cells could be read, in the types of the contract.
        rejects: Cells that could not, and rows whose cells run together.
        repeated: Rows that say what an earlier one says in every column.
        rows_read: Rows of data.
        totals: Rows that add up others.
        notes: What else there is to know.
        units: What rows say of the unit of their value, as `UNITS` says.
        mapping: Name of the mapping that read it; empty: our own layout.
        left_out: Lines that the mapping leaves out.
    """

    sheet: str
    heading: Heading
    texts: pl.DataFrame
    facts: pl.DataFrame
    rejects: pl.DataFrame
    repeated: pl.DataFrame
    rows_read: int
    totals: int
    notes: tuple[Note, ...]
    units: pl.DataFrame
    mapping: str = ""
    left_out: int = 0


def read_facts(
    sheet: Sheet,
    heading: Heading,
    source_file: str,
    refused: pl.DataFrame | None = None,
) -> SheetFacts | Stop:
    """Read the table under a heading.

    Args:
        sheet: The sheet.
        heading: The heading found in it.
        source_file: Name of the file.
        refused: `_row`, and by column the rule that a mapping found a cell to break.

    Returns:
        What it holds, or why it must not be read.
    """
    table = cut_table(sheet, heading)
    if stop := find_stop(table, sheet, heading):
        return stop
    texts, unwrapped = unwrap_texts(table.data)
    texts, personal = _without_personal_codes(texts, heading)
    columns = read_columns(texts, sheet, heading)
    keep_targets(columns, texts, sheet, heading)
    columns |= derive_amounts(columns, table.helpers, heading)
    texts = write_days_out(texts, columns, sheet)
    texts = write_derived(texts, columns, table.helpers)
    unlabelled = find_unlabelled(texts, columns, heading)
    broken = tuple(row for row in sheet.broken if _rules(heading, row.row))
    rules = add_row_rules(texts, columns, table, heading)
    reject_labelled(rules, texts, columns, table)
    if refused is not None:
        rules |= _refuse(texts, rules, refused)
    cancelled = find_cancelled(sheet, heading, texts[ROW])
    rejects = pl.concat(
        [
            reject_broken(broken),
            reject_cells(texts, rules),
            reject_said(texts, cancelled.sure, RULE),
        ]
    )
    rejects = _put_glued(rejects, texts, table.glued)
    rejects = rejects.filter(~pl.col("row_number").is_in(unlabelled))
    typed = assemble(texts, columns, heading.kind)
    repeated = find_equal_rows(sheet, heading, texts, columns)
    lost = rejects.filter(pl.col("rule").is_in(_LOST))["row_number"]
    repeated = repeated.filter(~repeated.is_in(lost.implode()))
    left_out = pl.Series(
        [*rejects["row_number"].unique(), *unlabelled, *repeated], dtype=pl.Int64
    )
    rejects = rejects.filter(~pl.col("row_number").is_in(repeated.implode()))
    good = typed.filter(~pl.col(SOURCE_ROW).is_in(left_out.implode()))
    return SheetFacts(
        sheet=sheet.name,
        heading=heading,
        texts=texts,
        facts=good.with_columns(
            _source_file=pl.lit(source_file), _source_sheet=pl.lit(sheet.name)
        ),
        rejects=rejects,
        repeated=typed.filter(pl.col(SOURCE_ROW).is_in(repeated.implode())),
        rows_read=texts.height - len(unlabelled) + len(broken),
        totals=table.totals.height + len(unlabelled),
        units=find_said_units(sheet, heading, texts),
        notes=(
            *note_table(sheet, heading, table, unlabelled),
            *note_suppliers(sheet, heading),
            *note_totals(sheet, heading, table, columns),
            *note_like_totals(sheet, table, good),
            *note_numberless(sheet, good),
            *note_schools(sheet, heading, good),
            *note_groups(sheet, heading),
            *note_texts(sheet, unwrapped, personal),
            *note_hidden(sheet, heading, good, SOURCE_ROW),
            *note_pale(sheet, heading, good, SOURCE_ROW),
            *note_pictures(sheet, heading, good, SOURCE_ROW),
            *note_unseen(sheet, heading, texts),
            *note_format_words(sheet, heading, texts),
            *note_cells(sheet, heading, texts),
            *note_days(sheet, heading, texts),
            *note_cancelled(sheet, cancelled, typed, good),
        ),
    )


def _put_glued(
    rejects: pl.DataFrame, texts: pl.DataFrame, glued: Mapping[int, str]
) -> pl.DataFrame:
    """Reject rows whose cells run together once, not for each cell they lack."""
    others = rejects.filter(~pl.col("row_number").is_in(list(glued)))
    return pl.concat([others, reject_said(texts, glued, GLUED)])


def _rules(heading: Heading, row: int) -> bool:
    return heading.row < row <= (heading.last or row)


def _without_personal_codes(
    texts: pl.DataFrame, heading: Heading
) -> tuple[pl.DataFrame, int]:
    """Clear cells that hold a personal code; where a value is needed, mask them.

    Returns:
        The texts, and how many cells were emptied.
    """
    columns = {column.name: column for column in columns_of(heading.kind)}
    emptied = 0
    for name in texts.columns:
        if name in {ROW, "corrects"}:
            continue
        if not columns[name].may_be_empty:
            texts = texts.with_columns(mask_personal(texts[name]))
        elif (found := find_personal(texts[name])).any():
            texts = texts.with_columns(pl.when(~found).then(pl.col(name)))
            emptied += int(found.sum())
    return texts, emptied


def _refuse(
    texts: pl.DataFrame, rules: dict[str, pl.Series], refused: pl.DataFrame
) -> dict[str, pl.Series]:
    """Add the rules that a mapping found broken before those of the contract."""
    found = texts.select(ROW).join(refused, on=ROW, how="left", maintain_order="left")
    return {
        name: pl.select(pl.coalesce(found[name], rules[name])).to_series()
        for name in rules
        if name in found.columns
    }
