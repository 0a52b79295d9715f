"""The cost table of a linearised text, where cells have to be told by their looks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from etl.plans.content.document import split_blocks
from etl.plans.content.table_columns import name_of, table_headings
from etl.plans.content.wrapped_words import (
    KnownWords,
    join_narrow,
    join_wide,
    learn_words,
)
from etl.plans.form.costs.cells import split_cells
from etl.plans.form.costs.column_money import is_unclear, report_unclear
from etl.plans.form.costs.columns import RowColumns, read_columns
from etl.plans.form.costs.findings import report_part, report_table
from etl.plans.form.costs.lone_amounts import doubt_lone_amounts
from etl.plans.form.costs.money_cells import read_money
from etl.plans.form.costs.records import CostRecord, CostRecords
from etl.plans.form.costs.rows import (
    CostRow,
    find_parts_of_nothing,
    find_rows,
    measure_title_limit,
)
from etl.plans.form.costs.said_around import (
    find_note,
    is_money_note,
    speaks_of_parts,
    speaks_of_sums,
)
from etl.plans.form.costs.text_headings import (
    find_changed_headings,
    find_narrowing,
    find_spent,
    find_unit_among,
    is_reordered,
    says_no_vat,
    without_counted_columns,
)
from etl.plans.form.costs.thresholds import COST_TEXT
from etl.plans.form.costs.totals import read_totals
from etl.plans.form.money.amount_pieces import holds_money
from etl.plans.form.money.amounts import Reading, settle
from etl.plans.form.tables.named_rows import join_reported

if TYPE_CHECKING:
    from collections.abc import Sequence

    from etl.plans.content.document import Block, Line
    from etl.plans.findings.model import Reported

_COSTS = re.compile(r"\bbe\s+PVM|\bPVM\b")
# The heading of a column of sums with VAT, which says nothing of the others.
_GROSS_HEADING = re.compile(
    r"\W*(?:bendra\s+)?(?:sumos?|suma|išlaidos|lėšos|kaina)?\W*(?:eur\w*\W*)?"
    r"su\s+(?:\d{1,2}\s*(?:%|proc\w*\.?)\s*)?pvm\W*(?:suma)?\W*(?:eur\w*)?\W*",
    re.IGNORECASE,
)
_ABOUT_SUMS = r"\W*(?:(?:visos|sumos|suma|išlaidos|lėšos|kainos|nurodytos)\W+)*"
_EURO = r"\.?\W*(?:eur\w*|€)?\W*"


def read_cost_text(lines: tuple[Line, ...], notes: Sequence[str] = ()) -> CostRecords:
    """Read section 6 of a text; a section cut in the middle as far as it goes.

    Where it says that costs are in thousands or in another currency, no cost is
    taken: a text does not show which column they stand above.

    Args:
        lines: Lines of the section.
        notes: What `list_document_notes` found in the rest of the document.
    """
    lines = without_counted_columns(lines)
    known = learn_words(lines)
    cells = split_cells(lines)
    title_limit = measure_title_limit(cells)
    rows = find_rows(cells, title_limit)
    columns = [read_columns(row, title_limit) for row in rows]
    pairs = [read_money(column.money, known) for column in columns]
    nets = settle([net for net, _ in pairs])
    vats = settle([vat for _, vat in pairs])
    records = [
        _record(row, column, known) for row, column in zip(rows, columns, strict=True)
    ]
    totals = read_totals(cells)
    problem, said = _find_refusal(lines, records, columns, notes)
    for one, net, vat in zip(records, nets, vats, strict=True):
        one.net, one.vat = (Reading(""), Reading("")) if problem else (net, vat)
    _doubt_repeated(rows, columns, records)
    heads = _heading_blocks(lines, records)
    has_vat = any(name_of(one.text, "costs") == "vat" for one in heads)
    has_vat = has_vat and not says_no_vat(heads)
    doubt_lone_amounts(records, totals, has_vat_heading=has_vat)
    for total in totals if problem else ():
        total.net = total.vat = Reading("")
    for one in records if problem == "text_order" else ():
        one.period = one.references = one.areas = ""
    first = lines[0].number if lines else None
    reported = join_reported(
        report_table(problem, said, first)
        if problem
        else _report_headings(lines, records),
        *(
            report_part(part.numbered.number, part.line_number)
            for part in find_parts_of_nothing(cells, title_limit)
            if part.numbered
        ),
    )
    return CostRecords(tuple(records), totals, reported)


def _doubt_repeated(
    rows: Sequence[CostRow],
    columns: Sequence[RowColumns],
    records: Sequence[CostRecord],
) -> None:
    """Remove costs and period of rows that may be the rest of the row before.

    They begin a page with a number that is printed above, as a list of works does, and
    neither they nor the row before them have both cost cells.
    """
    both = zip(rows[1:], records[1:], strict=True)
    for index, (row, record) in enumerate(both, start=1):
        has_columns = len(rows[index - 1].pages[0]) > 1
        cells = [len(one.money.cells) for one in columns[index - 1 : index + 1]]
        is_open = has_columns and max(cells) < COST_TEXT.cost_cells
        if row.occurrence > 1 and row.pages[0][0].starts_page and is_open:
            record.net = Reading(record.net.printed, is_whole=not record.net.printed)
            record.vat = Reading(record.vat.printed, is_whole=not record.vat.printed)
            record.period = record.references = ""


def _find_refusal(
    lines: Sequence[Line],
    records: Sequence[CostRecord],
    columns: Sequence[RowColumns],
    notes: Sequence[str],
) -> tuple[str, str]:
    """Return why no cost is taken, and what is printed; empty where costs are read."""
    heads = _heading_blocks(lines, records)
    unit = _unit_in_headings(lines, records) or find_note(notes)
    if unit:
        return "text_units", unit
    spent = find_spent(heads)
    if spent:
        return "spent", spent
    among = _blocks_among(lines, records)
    unit = find_unit_among(among)
    if unit:
        return "text_units", unit
    changed = find_changed_headings(heads, among)
    if changed:
        return "text_changed", changed
    problem = _explain_refusal(columns, heads)
    return problem or ("text_order" if is_reordered(heads, "costs") else ""), ""


def _blocks_among(lines: Sequence[Line], records: Sequence[CostRecord]) -> list[Block]:
    """Return what is printed from the first row to the last one."""
    rows = [one.line for one in records] or [0]
    among = (line for line in lines if min(rows) <= line.number <= max(rows))
    return list(split_blocks(among))


def _explain_refusal(columns: Sequence[RowColumns], heads: Sequence[Block]) -> str:
    """Return why no cost is taken: there are more columns of amounts than two."""
    others = sum(column.money.has_others for column in columns)
    costed = sum(bool(column.money.cells) for column in columns)
    is_named = any(
        len(block.text) <= COST_TEXT.longest_heading
        and name_of(block.text, "costs") in {"part", "rate"}
        for block in heads
    )
    has_others = others * COST_TEXT.share_of_others > costed
    return "text_columns" if is_named or has_others else ""


def _heading_blocks(
    lines: Sequence[Line], records: Sequence[CostRecord]
) -> list[Block]:
    """Return what is printed above the first row."""
    first = min((one.line for one in records), default=None)
    heads = (line for line in lines if first is None or line.number < first)
    return list(split_blocks(heads))


def _record(row: CostRow, column: RowColumns, known: KnownWords) -> CostRecord:
    return CostRecord(
        number=row.number,
        occurrence=row.occurrence,
        category=row.category,
        line=row.line_number,
        page=row.page,
        title=join_wide(column.title, known),
        areas=column.areas,
        references=column.references,
        period=join_narrow(column.period, known),
        cost_lines=column.money.lines,
    )


def _unit_in_headings(lines: Sequence[Line], records: Sequence[CostRecord]) -> str:
    """Return the words that name a unit or a currency of all costs.

    They stand in the headings of the costs, above them on a line of their own, or
    anywhere in a sentence about all sums.
    """
    costs = (line for one in records for line in one.cost_lines)
    above = _texts_before(lines, min(costs, default=None))
    money = table_headings()["money"]
    stopping = (
        money["foreign"],
        money["cents"],
        money["per"],
        *money["units"].values(),
    )
    words = "|".join(stopping)
    alone = re.compile(rf"{_ABOUT_SUMS}(?:{words}){_EURO}")
    heads = _texts_before(lines, min((one.line for one in records), default=None))
    found = next((line for line in above if alone.fullmatch(line.casefold())), "")
    found = found or next(filter(_stops, heads), "")
    text = " ".join(above).replace("- ", "")
    for match in _COSTS.finditer(text):
        around = text[
            max(match.start() - COST_TEXT.near, 0) : match.end() + COST_TEXT.near
        ]
        if not found and re.search(words, around.casefold()):
            return around
    return found or _find_unit_below(lines, re.compile(words))


def _find_unit_below(lines: Sequence[Line], words: re.Pattern[str]) -> str:
    """Return a line about all sums, or a heading further below with a unit."""
    said = next(filter(_speaks_of_all, (line.text for line in lines)), "")
    headings = (
        block.text
        for block in split_blocks(lines)
        if len(block.text) <= COST_TEXT.longest_heading
        and name_of(block.text, "costs") in {"net", "vat"}
        and not holds_money(block.text)
    )
    return said or next((one for one in headings if words.search(one.casefold())), "")


def _texts_before(lines: Sequence[Line], first: int | None) -> list[str]:
    return [line.text for line in lines if first is None or line.number < first]


def _stops(text: str) -> bool:
    """Whether a line above all rows names a unit or `su PVM`, of whatever column."""
    return is_money_note(text) or _GROSS_HEADING.fullmatch(text) is not None


def _speaks_of_all(text: str) -> bool:
    """Whether a line is about all sums; a unit alone may be the end of a cell."""
    is_said = speaks_of_sums(text) or speaks_of_parts(text)
    return is_said and not _GROSS_HEADING.fullmatch(text)


def _report_headings(lines: Sequence[Line], records: Sequence[CostRecord]) -> Reported:
    """Return findings about words near the costs that may narrow what they are.

    They are headings with other words than the form's, and units below all costs.
    """
    last = max((line for one in records for line in one.cost_lines), default=0)
    unclear = [
        (block.text, block.line_number)
        for block in _heading_blocks(lines, records)
        if _COSTS.search(block.text)
        and not holds_money(block.text)
        and is_unclear(block.text)
        # A narrow column may break a word anywhere.
        and is_unclear("".join(line.text for line in block.lines))
    ]
    unclear += [
        (block.text, block.line_number)
        for block in find_narrowing(_heading_blocks(lines, records))
        if (block.text, block.line_number) not in unclear
    ]
    unclear += [
        (line.text, line.number)
        for line in lines
        if line.number > last and is_money_note(line.text)
    ]
    return join_reported(*(report_unclear(text, line) for text, line in unclear))
