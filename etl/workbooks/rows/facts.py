"""Facts of a sheet: typed by the contract, each row good or rejected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl

from etl.workbooks.beside.accounts import note_accounts
from etl.workbooks.beside.changes import list_changes_beside, note_differences
from etl.workbooks.beside.document_numbers import note_document_numbers
from etl.workbooks.beside.figures import note_figures
from etl.workbooks.beside.frame import make_frame
from etl.workbooks.beside.funding import note_divided
from etl.workbooks.beside.names import list_names
from etl.workbooks.beside.projects import note_projects
from etl.workbooks.beside.sections import note_sections
from etl.workbooks.beside.texts import note_texts_beside
from etl.workbooks.beside.years import note_times
from etl.workbooks.cells.personal import find_personal, mask_personal
from etl.workbooks.cells.spelt import write_as_signs
from etl.workbooks.files.sheets import ROW, SOURCE_ROW
from etl.workbooks.files.texts import unwrap_texts
from etl.workbooks.headings.headings import columns_of
from etl.workbooks.rows.cancelled import (
    RULE,
    Cancelled,
    find_cancelled,
    keep_reversals,
    note_cancelled,
    note_said_beside,
)
from etl.workbooks.rows.doubted_values import note_doubted_values
from etl.workbooks.rows.equal_rows import find_equal_rows
from etl.workbooks.rows.fact_notes import (
    note_cells,
    note_days,
    note_groups,
    note_like_totals,
    note_numberless,
    note_schools,
    note_signs,
    note_texts,
    note_totals,
)
from etl.workbooks.rows.heard_words import (
    list_opposites,
    note_heard_words,
    stop_by_words,
)
from etl.workbooks.rows.printed_totals import reject_labelled
from etl.workbooks.rows.rejects import reject_broken, reject_cells, reject_said
from etl.workbooks.rows.said_otherwise import note_said_otherwise
from etl.workbooks.rows.said_sums import note_said_sums
from etl.workbooks.rows.shares import note_shares
from etl.workbooks.rows.sums_of_rows import note_sums_of_rows
from etl.workbooks.rows.typed_columns import (
    assemble,
    keep_targets,
    read_columns,
    write_days_out,
)
from etl.workbooks.rows.units_of_values import find_said_units
from etl.workbooks.tables.derived import (
    complete_corrections,
    derive_amounts,
    write_derived,
)
from etl.workbooks.tables.glued import RULE as GLUED
from etl.workbooks.tables.said_of_amounts import note_said_of_amounts
from etl.workbooks.tables.suppliers import note_suppliers
from etl.workbooks.tables.table_rules import (
    add_row_rules,
    find_stop,
    find_unlabelled,
    note_table,
)
from etl.workbooks.tables.tables import cut_table
from etl.workbooks.tables.unseen import (
    note_format_words,
    note_hidden,
    note_pale,
    note_pictures,
    note_unseen,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from etl.workbooks.contract.notes import Note
    from etl.workbooks.files.sheets import BrokenRow, Sheet
    from etl.workbooks.headings.headings import Heading, Stop
    from etl.workbooks.tables.columns import ReadColumn
    from etl.workbooks.tables.tables import SheetTable

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
        beside: What else is said of rows that load, as `BESIDE` says.
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
    beside: pl.DataFrame
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
    if stop := _find_stop(table, sheet, heading):
        return stop
    texts, columns, emptied = _read_cells(table, sheet, heading)
    unlabelled = find_unlabelled(texts, columns, heading)
    broken = tuple(row for row in sheet.broken if _rules(heading, row.row))
    rules = _find_broken_rules(texts, columns, table, heading, refused)
    cancelled = _find_cancelled(sheet, heading, texts, columns)
    listed = _list_rejects(texts, rules, broken, cancelled.sure, table.glued)
    rejects = listed.filter(~pl.col("row_number").is_in(unlabelled))
    typed = assemble(texts, columns, heading.kind)
    repeated = _find_repeated(sheet, heading, texts, columns, rejects)
    good = _keep_good(typed, rejects, unlabelled, repeated)
    heard = tuple(note_cancelled(sheet, cancelled, typed, good))
    return SheetFacts(
        sheet=sheet.name,
        heading=heading,
        texts=texts,
        facts=_name_source(good, source_file, sheet.name),
        rejects=rejects.filter(~pl.col("row_number").is_in(repeated.implode())),
        repeated=typed.filter(pl.col(SOURCE_ROW).is_in(repeated.implode())),
        rows_read=texts.height - len(unlabelled) + len(broken),
        totals=table.totals.height + len(unlabelled),
        units=find_said_units(sheet, heading, texts),
        beside=_list_beside(sheet, heading, table, good),
        notes=(
            *_note_whole_table(sheet, heading, table, columns, unlabelled),
            *_note_good_rows(sheet, heading, table, good, heard),
            *emptied,
            *_note_cells(sheet, heading, texts, good),
            *heard,
        ),
    )


def _find_cancelled(
    sheet: Sheet,
    heading: Heading,
    texts: pl.DataFrame,
    columns: dict[str, ReadColumn],
) -> Cancelled:
    """Find payments said to be none; what takes back another one counts."""
    found = find_cancelled(sheet, heading, texts[ROW])
    if not found.sure or "net_eur" not in columns:
        return found
    is_below = (columns["net_eur"].values < 0).fill_null(value=False)
    return keep_reversals(found, set(texts[ROW].filter(is_below)))


def _name_source(good: pl.DataFrame, file: str, sheet: str) -> pl.DataFrame:
    return good.with_columns(_source_file=pl.lit(file), _source_sheet=pl.lit(sheet))


def _find_stop(table: SheetTable, sheet: Sheet, heading: Heading) -> Stop | None:
    """Return why a table must not be read: its layout, or words around it."""
    return find_stop(table, sheet, heading) or stop_by_words(sheet, heading, table)


def _read_cells(
    table: SheetTable, sheet: Sheet, heading: Heading
) -> tuple[pl.DataFrame, dict[str, ReadColumn], tuple[Note, ...]]:
    """Read the cells of a table, of which personal codes are cleared first.

    Returns:
        `_row` and the texts, the columns of the contract, and what was changed.
    """
    texts, unwrapped = unwrap_texts(table.data)
    texts, personal = _without_personal_codes(texts, heading)
    written, untaxed = write_as_signs(texts)
    columns = read_columns(written, sheet, heading)
    keep_targets(columns, written, sheet, heading)
    # A rejected row comes back with the words that it held.
    texts = written.with_columns(texts.select("^vat_eur$"))
    columns |= derive_amounts(columns, table.helpers, heading)
    columns |= complete_corrections(columns, texts, heading)
    texts = write_days_out(texts, columns, sheet)
    texts = write_derived(texts, columns, table.helpers, heading)
    return texts, columns, tuple(note_texts(sheet, unwrapped, personal, untaxed))


def _find_broken_rules(
    texts: pl.DataFrame,
    columns: dict[str, ReadColumn],
    table: SheetTable,
    heading: Heading,
    refused: pl.DataFrame | None,
) -> dict[str, pl.Series]:
    """Find the rule that each cell breaks, by column; the mapping's go first."""
    rules = add_row_rules(texts, columns, table, heading)
    reject_labelled(rules, texts, columns, table)
    return rules if refused is None else rules | _refuse(texts, rules, refused)


def _list_rejects(
    texts: pl.DataFrame,
    rules: dict[str, pl.Series],
    broken: tuple[BrokenRow, ...],
    cancelled: Mapping[int, str],
    glued: Mapping[int, str],
) -> pl.DataFrame:
    """List rejected cells and rows; one whose cells run together is listed once."""
    said = reject_said(texts, cancelled, RULE)
    rejects = pl.concat([reject_broken(broken), reject_cells(texts, rules), said])
    others = rejects.filter(~pl.col("row_number").is_in(list(glued)))
    return pl.concat([others, reject_said(texts, glued, GLUED)])


def _find_repeated(
    sheet: Sheet,
    heading: Heading,
    texts: pl.DataFrame,
    columns: dict[str, ReadColumn],
    rejects: pl.DataFrame,
) -> pl.Series:
    """Find rows that repeat others, but not where a cell lost what told them apart."""
    equal = find_equal_rows(sheet, heading, texts, columns)
    lost = rejects.filter(pl.col("rule").is_in(_LOST))["row_number"]
    return equal.filter(~equal.is_in(lost.implode()))


def _keep_good(
    typed: pl.DataFrame,
    rejects: pl.DataFrame,
    unlabelled: list[int],
    repeated: pl.Series,
) -> pl.DataFrame:
    """Keep the rows that load: not rejected, no totals, and said once."""
    rejected = rejects["row_number"].unique()
    others = pl.Series([*rejected, *unlabelled, *repeated], dtype=pl.Int64)
    return typed.filter(~pl.col(SOURCE_ROW).is_in(others.implode()))


def _note_whole_table(
    sheet: Sheet,
    heading: Heading,
    table: SheetTable,
    columns: dict[str, ReadColumn],
    unlabelled: list[int],
) -> Iterator[Note]:
    """Yield what is known of the table as a whole, and of rows that add up others."""
    yield from note_table(sheet, heading, table, unlabelled)
    yield from note_suppliers(sheet, heading)
    yield from note_totals(sheet, heading, table, columns)
    yield from note_said_of_amounts(sheet, heading, table)
    if not unlabelled:
        yield from note_said_sums(sheet, heading, table, columns)


def _note_good_rows(
    sheet: Sheet,
    heading: Heading,
    table: SheetTable,
    good: pl.DataFrame,
    heard: tuple[Note, ...],
) -> Iterator[Note]:
    """Yield what is doubtful of rows that load, and figures nobody spoke of."""
    said = list(_note_doubtful_rows(sheet, heading, table, good))
    yield from said
    yield from note_figures(sheet, heading, good, said)
    yield from note_texts_beside(sheet, heading, good, [*said, *heard])


def _note_doubtful_rows(
    sheet: Sheet, heading: Heading, table: SheetTable, good: pl.DataFrame
) -> Iterator[Note]:
    """Yield what is doubtful of rows that load."""
    like = list(note_like_totals(sheet, table, good))
    yield from like
    yield from note_sums_of_rows(sheet, good, [note.fields["row"] for note in like])
    yield from note_numberless(sheet, good)
    yield from note_signs(sheet, good)
    yield from note_schools(sheet, heading, good)
    yield from note_groups(sheet, heading)
    yield from note_shares(sheet, heading, good)
    yield from note_divided(sheet, heading, good)
    yield from note_differences(sheet, heading, good)
    yield from note_accounts(sheet, heading, good)
    yield from note_document_numbers(sheet, heading, good)
    yield from note_projects(sheet, heading, good)
    yield from note_said_beside(sheet, heading)
    yield from note_said_otherwise(sheet, heading, good)
    yield from note_times(sheet, heading, good)
    yield from note_sections(sheet, heading, table, good)
    yield from note_doubted_values(sheet, heading, good)
    yield from note_heard_words(sheet, heading, table, good)


def _list_beside(
    sheet: Sheet, heading: Heading, table: SheetTable, good: pl.DataFrame
) -> pl.DataFrame:
    """List what is said of good rows, and only plans can tell whether it is right."""
    if "corrects" in heading.places:
        return make_frame(())
    said = (
        *list_changes_beside(sheet, heading, good),
        *list_opposites(sheet, heading, table, good),
    )
    return pl.concat([make_frame(said), list_names(sheet, heading, good)])


def _note_cells(
    sheet: Sheet, heading: Heading, texts: pl.DataFrame, good: pl.DataFrame
) -> Iterator[Note]:
    """Yield what is hardly seen, and what a spreadsheet may have changed."""
    yield from note_hidden(sheet, heading, good, SOURCE_ROW)
    yield from note_pale(sheet, heading, good, SOURCE_ROW)
    yield from note_pictures(sheet, heading, good, SOURCE_ROW)
    yield from note_unseen(sheet, heading, texts)
    yield from note_format_words(sheet, heading, texts)
    yield from note_cells(sheet, heading, texts)
    yield from note_days(sheet, heading, texts)


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
