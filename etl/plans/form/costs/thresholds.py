"""The thresholds of costs, read out of tables and out of text."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class CostTextThresholds:
    """Limits by which wrapped cells are told apart; widths in characters.

    Widths are those of the columns of the one linearised plan that is known, of Kaunas
    City; its columns are those of the programme's form. Tables of DOCX and PDF have
    cells, and none of this is asked there.

    Attributes:
        narrow: Cells of the document and cost columns are not wider.
        widest_period: Cells of the period column are not wider.
        widest_note: A note in place of a cost is not wider.
        full_width: Lines printed over all columns are wider.
        title_limit: Widest line of a title, where the plan has too few to measure it.
        shortest_header: Repeated headings are longer; `Eur` may be a cell.
        area_lines: A cell of policy areas takes at most so many lines: there are four.
        page_digits: A page number has at most so many digits.
        uneven_lines: Columns that fill a page end within so many lines of each other.
        blank_lines: Blank lines behind a page's number; cells have one between them.
        cost_cells: Cells of the cost columns: net and VAT.
        vat_rounding: Euro by which VAT may miss a rate: parts of it are rounded.
        vat_rates: Rates of Lithuanian VAT in the years of the programme.
        share_of_others: Where more than one row in so many has a further amount
            before its costs, the table has another column of money.
        longest_heading: A longer text above the rows is prose and heads no column.
        near: So many characters around `PVM` say what the amounts are of.
        fewest_headings: So many headings of the form are those of its table.
        counted_columns: So many numbers in a row, from 1 on, count the columns.
    """

    narrow: int = 9
    widest_period: int = 14
    widest_note: int = 16
    full_width: int = 27
    title_limit: int = 30
    shortest_header: int = 3
    area_lines: int = 4
    page_digits: int = 4
    uneven_lines: int = 2
    blank_lines: int = 2
    cost_cells: int = 2
    vat_rounding: Decimal = Decimal("1.00")
    vat_rates: tuple[Decimal, ...] = (
        Decimal(0),
        Decimal("0.05"),
        Decimal("0.09"),
        Decimal("0.21"),
    )
    share_of_others: int = 4
    longest_heading: int = 60
    near: int = 60
    fewest_headings: int = 3
    counted_columns: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class CostTableThresholds:
    """Limits of what stands around the tables of costs.

    A unit is said in a line of its own; prose says no unit of a table.

    Attributes:
        note_lines: So many lines above a table may say its unit.
        longest_note: A longer row of one cell is prose.
        near_sums: So many characters from a word of sums a unit is theirs.
        longest_heading: A longer line is a sentence, and has to speak of sums.
    """

    note_lines: int = 2
    longest_note: int = 80
    near_sums: int = 80
    longest_heading: int = 60


COST_TABLE: Final = CostTableThresholds()
COST_TEXT: Final = CostTextThresholds()
