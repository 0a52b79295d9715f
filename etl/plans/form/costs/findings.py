"""Findings about single cost cells: what is printed and was not taken as an amount."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from etl.plans.content.content import OBJECT, PICTURE
from etl.plans.findings.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from etl.plans.content.document import Grid, GridCell
    from etl.plans.findings.model import Reported
    from etl.plans.form.money.amounts import Reading

_COLUMNS: Final = {"net_eur": "net cost", "vat_eur": "VAT"}
_UNREAD: Final = {PICTURE: "A picture", OBJECT: "An embedded object"}
_ROW_CHARACTERS: Final = 60
_TWO_WAYS: Final = "can be read in two ways, so no amount was taken"
_NOT_WHOLE: Final = "is no amount that can be read whole, so none was taken"


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """A cost cell in the document.

    Attributes:
        owner: Number of the activity, with its occurrence; or the kind of a total.
        column: `net_eur` or `vat_eur`.
        reading: What it says.
        line: Line it begins on.
        is_total: Whether it belongs to a printed total.
    """

    owner: str
    column: str
    reading: Reading
    line: int | None
    is_total: bool = False


def report_cells(cells: Iterable[PrintedCell]) -> Reported:
    """Return a finding for every cell that was not read, or read with a mark."""
    reported: Reported = defaultdict(list)
    for cell in cells:
        if not cell.reading.is_whole:
            rule = "total_unreadable" if cell.is_total else "amount_unreadable"
            why = _NOT_WHOLE if cell.reading.either is None else _TWO_WAYS
            reported[rule].append(_finding(cell, why))
        elif cell.reading.said:
            why = f"is read as {cell.reading.amount}"
            reported["amount_marked"].append(_finding(cell, why))
    return dict(reported)


_UNREAD_TABLES: Final = {
    "headings": "has no headings that name its columns of costs, so it was not read",
    "twice": "has more than one column of net costs or VAT, so no cost was taken",
    "units": "counts its costs in units that disagree, so no cost was taken",
    "text_units": (
        "of the text counts its costs in thousands, millions or another currency, for"
        " one of many or with VAT; a text does not show which columns that is about, so"
        " no cost was taken: read the plan as DOCX or PDF"
    ),
    "text_columns": (
        "of the text has more columns of amounts than net costs and VAT; a text does"
        " not show which is which, so no cost was taken: read the plan as DOCX or PDF"
    ),
    "text_order": (
        "of the text has its columns in another order than the form, or more than one"
        " of a kind; a text does not show which cells belong to them, so no cost was"
        " taken: read the plan as DOCX or PDF"
    ),
    "text_changed": (
        "of the text has other headings of costs among its rows than above them; a text"
        " does not show which rows they are of, so no cost was taken: read the plan as"
        " DOCX or PDF"
    ),
    "currency": "counts its costs in another currency, so no cost was taken",
    "cents": "counts its costs in cents, so no cost was taken",
    "cents_apart": "prints cents in a column of their own, so no cost was taken",
    "per": (
        "counts its costs for one school, person, year or unit, or multiplied in a way"
        " that is not sure, so no cost was taken"
    ),
    "spent": "holds money that was paid and not planned, so no cost was taken",
    "gross": (
        "has net costs by its headings, and a note says that all sums are with VAT, so"
        " no cost was taken"
    ),
    "around": (
        "names no such unit as a note of the document does, which may be about another"
        " table, so no cost was taken"
    ),
}


def report_table(
    problem: str, heading: str, line: int | None, section: int = 6
) -> Reported:
    """Return the finding about a cost table that was refused, or counted in a unit."""
    if problem:
        said = f"The cost table {_UNREAD_TABLES[problem]}"
        message = f"{said}: “{heading}”." if heading else f"{said}."
        rule = "cost_table_unread"
    else:
        message = f"The costs are printed under “{heading}” and were multiplied so."
        rule = "cost_unit"
    finding = Finding(
        subject=f"section {section}", message=message, found=heading or None, line=line
    )
    return {rule: [finding]}


def report_left_out(
    owner: str, column: str, texts: Sequence[str], line: int
) -> Reported:
    """Return the finding about words struck out or deleted in a cost cell."""
    if not texts:
        return {}
    printed = " ".join(texts)
    message = (
        f"In the {_COLUMNS[column]} of activity {owner} “{printed}” is struck out or"
        " deleted and does not count."
    )
    finding = Finding(subject=owner, message=message, found=printed, line=line)
    return {"text_left_out": [finding]}


def report_left_out_of(cells: Iterable[GridCell], section: int) -> Reported:
    """Return findings about figures struck out or deleted in cells of a section."""
    found = [
        Finding(
            subject=f"section {section}",
            message=f"“{' '.join(cell.left_out)}” is struck out or deleted and does not"
            " count.",
            found=" ".join(cell.left_out),
            line=cell.line,
        )
        for cell in cells
        if any(map(str.isdigit, "".join(cell.left_out)))
    ]
    return {"text_left_out": found} if found else {}


def report_floating(cells: Iterable[GridCell], section: int) -> Reported:
    """Return findings about figures in boxes that may stand over any cell."""
    found = [
        Finding(
            subject=f"section {section}",
            message=f"A box of text over a table of section {section} prints “{text}”:"
            " it is not clear which cell that belongs to.",
            found=text,
            line=cell.line,
        )
        for cell in cells
        for text in cell.floating
        if any(map(str.isdigit, text))
    ]
    return {"amount_left_over": found} if found else {}


def report_unread(grids: Iterable[Grid], section: int) -> Reported:
    """Return findings about pictures and objects in cells: their figures are not read.

    A picture beside words only goes with them.
    """
    found = [
        Finding(
            subject=f"section {section}",
            message=f"{_UNREAD[kind]} stands in a table of section {section}"
            f"{_in_row(row)}: what it shows is not read.",
            found=cell.text or None,
            line=cell.line,
        )
        for grid in grids
        for row in grid.rows
        for cell in row
        for kind in dict.fromkeys(cell.unread)
        if kind != PICTURE or not any(map(str.isalpha, cell.text))
    ]
    return {"picture_unread": found} if found else {}


def _in_row(row: Sequence[GridCell]) -> str:
    """Return which row it is, by the cells that it begins with."""
    texts = [cell.text for cell in row if cell.text][:2]
    return f", in the row “{' '.join(texts)[:_ROW_CHARACTERS]}”" if texts else ""


def report_leftover(printed: str, line: int) -> Reported:
    """Return the finding about an amount that belongs to no row and no total."""
    message = f"“{printed}” looks like an amount and belongs to no row and no total."
    finding = Finding(subject="section 6", message=message, found=printed, line=line)
    return {"amount_left_over": [finding]}


def report_reference(owner: str, printed: str, line: int) -> Reported:
    """Return the finding about words that name what an activity serves, unread."""
    message = (
        f"Activity {owner} prints “{printed}”, which is not how the form names tasks,"
        " indicators or activities: it was not read."
    )
    finding = Finding(subject=owner, message=message, found=printed, line=line)
    return {"references_unread": [finding]}


def report_weights(owner: str, printed: str, line: int) -> Reported:
    """Return the finding about shares printed beside areas, unread."""
    message = (
        f"The areas of activity {owner} are printed as “{printed}”: its cost is"
        " divided between them equally, whatever the figures say."
    )
    finding = Finding(subject=owner, message=message, found=printed, line=line)
    return {"weights_unread": [finding]}


def report_number(printed: str, line: int) -> Reported:
    """Return the finding about a row whose number is something else."""
    message = (
        f"In section 6 the number of an activity is printed as “{printed}”; the row was"
        " not read."
    )
    finding = Finding(subject="section 6", message=message, found=printed, line=line)
    return {"cell_unread": [finding]}


def report_part(number: str, line: int) -> Reported:
    """Return the finding about a part of an activity that stands under another one."""
    message = (
        f"In section 6 part {number} of an activity stands under another activity; it"
        " was not read."
    )
    finding = Finding(subject=number, message=message, found=number, line=line)
    return {"cell_unread": [finding]}


def _finding(cell: PrintedCell, why: str) -> Finding:
    owner = f"the {cell.owner} total" if cell.is_total else f"activity {cell.owner}"
    subject = f"{cell.owner}.{cell.column}" if cell.is_total else cell.owner
    amount = cell.reading.amount
    return Finding(
        subject=subject,
        message=(
            f"The {_COLUMNS[cell.column]} of {owner} is printed as"
            f" “{cell.reading.printed}”: it {why}."
        ),
        expected=None if amount is None else str(amount),
        found=cell.reading.printed,
        line=cell.line,
    )
