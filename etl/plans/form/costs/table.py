"""The cost table of a DOCX or a PDF: rows whose cells are known by their columns."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from etl.plans.content.sections import Section
from etl.plans.content.table_columns import (
    MONEY_COLUMNS,
    find_columns,
    is_continued,
    is_heading_row,
)
from etl.plans.content.table_layout import are_column_numbers
from etl.plans.findings.labels import label_of
from etl.plans.form.activities.cost_headings import (
    PART_OF_PLAN,
    read_category,
    read_total_kind,
)
from etl.plans.form.activities.numbers import read_number
from etl.plans.form.costs.beside import report_gross, report_notes
from etl.plans.form.costs.column_money import (
    MoneyColumns,
    read_money_columns,
    settle_money,
)
from etl.plans.form.costs.findings import (
    report_left_out,
    report_left_out_of,
    report_leftover,
    report_number,
    report_table,
)
from etl.plans.form.costs.records import CostRecord, CostRecords
from etl.plans.form.costs.row_cells import (
    NO_NUMBERING,
    ActivityNumbering,
    cell_of_number,
    find_numbering,
    number_and_title,
    printed_number,
    text_of,
)
from etl.plans.form.costs.said_around import find_money_notes, text_above
from etl.plans.form.costs.totals import PrintedTotal, add_total
from etl.plans.form.money.amounts import Reading
from etl.plans.form.tables.named_rows import report_unread_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from etl.plans.content.document import Grid, GridCell, Line
    from etl.plans.content.table_columns import Columns, GridRow
    from etl.plans.findings.model import Reported

_TABLE: Final = "costs"
_WANTED: Final = {"net"}
_SUMS: Final = frozenset({*MONEY_COLUMNS, "gross", "part", "rate"})
_TEXT_COLUMNS: Final = ("reason", "measuring", "documents")


def read_cost_tables(
    grids: Sequence[Grid], lines: Sequence[Line], notes: Sequence[str] = ()
) -> CostRecords:
    """Read the tables of section 6 by their named columns.

    A table without headings goes on with the columns of the one before it, where its
    cells stand on the same edges. Without any headings of costs nothing is read.

    Args:
        grids: The tables.
        lines: Lines of the section; those right above a table may name a unit.
        notes: What `list_document_notes` found in the rest of the document.
    """
    reader = _CostReader(notes=find_money_notes(lines, grids, notes))
    for grid in grids:
        reader.above = text_above(grid, lines)
        reader.read(grid)
    if not reader.has_columns and lines:
        first = grids[0].first_line if grids else lines[0].number
        reader.report(report_table("headings", "", first))
    for grid in reader.unread if reader.has_columns else ():
        reader.report(report_unread_table(grid, Section.COSTED_ACTIVITIES.value))
    return reader.result()


@dataclass(slots=True)
class _CostReader:
    """What has been read so far, and in which columns."""

    notes: Sequence[str] = ()
    above: str = ""
    columns: Columns | None = None
    money: MoneyColumns | None = None
    numbering: ActivityNumbering = NO_NUMBERING
    heading_rows: list[list[str]] = field(default_factory=list)
    category: str | None = None
    has_columns: bool = False
    unread: list[Grid] = field(default_factory=list)
    rows: list[CostRecord] = field(default_factory=list)
    totals: dict[str, PrintedTotal] = field(default_factory=dict)
    seen: Counter[str] = field(default_factory=Counter)
    reported: Reported = field(default_factory=lambda: defaultdict(list))

    def result(self) -> CostRecords:
        """Return all rows; what a cell leaves open is decided by its column."""
        totals = list(self.totals.values())
        printed: list[CostRecord | PrintedTotal] = [*self.rows, *totals]
        units = [one.unit for one in printed]
        nets = settle_money([one.net for one in printed], units)
        vats = settle_money([one.vat for one in printed], units)
        for one, net, vat in zip(printed, nets, vats, strict=True):
            one.net, one.vat = net, vat
        return CostRecords(tuple(self.rows), tuple(totals), dict(self.reported))

    def report(self, reported: Reported) -> None:
        for rule, findings in reported.items():
            self.reported.setdefault(rule, []).extend(findings)

    def read(self, grid: Grid) -> None:
        start = self._begin(grid.rows)
        if self.columns is None:
            self.unread.append(grid)
            return
        index = start
        while index < len(grid.rows):
            row = grid.rows[index]
            if self._is_repeated(row):
                index += 1
                start = index
                continue
            if is_heading_row(row, _TABLE, {"net"}):
                index += max(self._begin(grid.rows[index:]), 1)
                start = index
                if self.columns is None:
                    self.report(report_table("headings", "", row[0].line))
                    return
                continue
            texts = [cell.text for cell in row]
            if not are_column_numbers(texts, is_below_headings=0 < start == index):
                self._read_row(row, grid.rows[index + 1 :])
                self._report_left_out(row)
            index += 1

    def _begin(self, rows: Sequence[GridRow]) -> int:
        """Set the columns by the heading of the rows; return how many rows it takes."""
        found = find_columns(rows, _TABLE, _WANTED)
        if found is None:
            is_same = self.columns and rows and is_continued(self.columns, rows[0])
            self.columns = self.columns if is_same else None
            if self.columns:
                more = find_numbering(self.columns, rows)
                is_used = self.numbering.is_used or more.is_used
                self.numbering = replace(more, is_used=is_used)
            return 0
        self.has_columns = True
        self.columns = found
        self.heading_rows = [_texts_of(row) for row in rows[: found.rows]]
        self.numbering = find_numbering(found, rows[found.rows :])
        money = read_money_columns(found, self.above, self.notes)
        self.money = money
        self.report(money.report(rows[0][0].line if rows[0] else None))
        return found.rows

    def _is_repeated(self, row: GridRow) -> bool:
        """Whether a row prints the same as one of the headings, level by level."""
        texts = _texts_of(row)
        return len(texts) > 1 and texts in self.heading_rows

    def _read_row(self, row: GridRow, below: Sequence[GridRow]) -> None:
        printed = [cell for cell in row if cell.texts]
        if not printed:
            return
        total = read_total_kind(self._label(printed).text)
        if total and total[0] == PART_OF_PLAN:
            cells = self._by_name(row)
            self._report_unnumbered(cells, *self._read_money(cells, below))
        elif total:
            self._add_total(total[0], row)
        elif len(printed) == 1 and self._read_single(printed[0]):
            return
        else:
            self._read_activity(row, below)

    def _label(self, printed: Sequence[GridCell]) -> GridCell:
        """Return the cell that may label a total: the first under no sums."""
        others = (cell for cell in printed if _SUMS.isdisjoint(self._names(cell)))
        return next(others, printed[0])

    def _read_single(self, cell: GridCell) -> bool:
        """Read a heading, or parts of an activity, printed over the whole width."""
        category = read_category([cell.text])
        if category:
            self.category = category[0]
            return True
        if not self.rows or self._names(cell) == ["net"]:
            return False
        top = self.rows[-1].number.partition(".")[0]
        parts = [read_number(text) for text in cell.texts]
        if not parts[0] or not parts[0].number.startswith(f"{top}."):
            return False
        for text, numbered in zip(cell.texts, parts, strict=True):
            if numbered and numbered.number.startswith(f"{top}."):
                self._add(numbered.number, cell).title = numbered.rest
            else:
                self.rows[-1].title += f" {text}"
        return True

    def _names(self, cell: GridCell) -> list[str]:
        return (
            [name for name in self.columns.covered(cell) if name]
            if self.columns
            else []
        )

    def _read_activity(self, row: GridRow, below: Sequence[GridRow]) -> None:
        cells = self._by_name(row)
        number, title = self._numbered(cells)
        net, vat = self._read_money(cells, below)
        if number is None:
            self._report_unnumbered(cells, net, vat)
            is_rest = not (printed_number(cells) or net.printed or vat.printed)
            if is_rest and self.rows:
                self._go_on(cells, title)
            return
        record = self._add(number, cell_of_number(cells))
        record.title, record.areas = title, text_of(cells, "area")
        record.period = text_of(cells, "period")
        record.references = " ".join(text_of(cells, name) for name in _TEXT_COLUMNS)
        record.net, record.vat = net, vat
        record.cost_lines = tuple(
            cells[name].line if name in cells else record.line for name in MONEY_COLUMNS
        )
        record.unit = self.money.unit if self.money else 1
        label = label_of(record.number, record.occurrence)
        self.report(report_gross(label, cells, net, vat, record.unit))
        self.report(report_notes(label, self._unnamed(row)))

    def _unnamed(self, row: GridRow) -> list[GridCell]:
        columns = self.columns
        return [cell for cell in row if columns and not any(columns.covered(cell))]

    def _report_left_out(self, row: GridRow) -> None:
        """Report what is struck out or deleted in a row, by the costs it stood in."""
        cells = self._by_name(row)
        owner = self.rows[-1] if self._numbered(cells)[0] and self.rows else None
        others = list(row)
        for name in MONEY_COLUMNS if owner else ():
            cell = cells.get(name)
            if cell and owner:
                others = [one for one in others if one.left != cell.left]
                label = label_of(owner.number, owner.occurrence)
                texts = cell.left_out
                self.report(report_left_out(label, f"{name}_eur", texts, cell.line))
        section = Section.COSTED_ACTIVITIES.value
        self.report(report_left_out_of(others, section))

    def _numbered(self, cells: dict[str, GridCell]) -> tuple[str | None, str]:
        return number_and_title(cells, self.numbering)

    def _by_name(self, row: GridRow) -> dict[str, GridCell]:
        return self.columns.by_name(row) if self.columns else {}

    def _add(self, number: str, cell: GridCell) -> CostRecord:
        self.seen[number] += 1
        record = CostRecord(
            number, self.seen[number], self.category, cell.line, cell.page
        )
        self.rows.append(record)
        return record

    def _report_unnumbered(
        self, cells: dict[str, GridCell], net: Reading, vat: Reading
    ) -> None:
        """Report what a row without a number prints: it belongs to no activity."""
        for name, reading in zip(MONEY_COLUMNS, (net, vat), strict=True):
            if reading.printed and name in cells:
                self.report(report_leftover(reading.printed, cells[name].line))
        printed = printed_number(cells)
        if printed:
            self.report(report_number(printed.text, printed.line))

    def _go_on(self, cells: dict[str, GridCell], title: str) -> None:
        """Add a row without a number to the one before it."""
        record = self.rows[-1]
        record.title = f"{record.title} {title}".strip()
        record.areas = f"{record.areas} {text_of(cells, 'area')}".strip()
        record.period = f"{record.period} {text_of(cells, 'period')}".strip()
        more = " ".join(text_of(cells, name) for name in _TEXT_COLUMNS)
        record.references = f"{record.references} {more}".strip()

    def _add_total(self, kind: str, row: GridRow) -> None:
        cells = self._by_name(row)
        net, vat = self._read_money(cells, ())
        line = next(cell.line for cell in row if cell.texts)
        unit = self.money.unit if self.money else 1
        add_total(self.totals, PrintedTotal(kind, net, vat, (line,), unit))

    def _read_money(
        self, cells: dict[str, GridCell], below: Sequence[GridRow]
    ) -> tuple[Reading, Reading]:
        readings = []
        for name in MONEY_COLUMNS:
            cell = cells.get(name)
            if cell is None or self.money is None:
                readings.append(Reading(""))
                continue
            is_shared = len(self._names(cell)) > 1 or self._is_shared(cell, below)
            readings.append(self.money.read(cell, is_shared=is_shared))
        return readings[0], readings[1]

    def _is_shared(self, cell: GridCell, below: Sequence[GridRow]) -> bool:
        """Whether a cell is merged over rows of other activities."""
        numbers = (
            self._numbered(self._by_name(row))[0] for row in below[: cell.rows - 1]
        )
        return any(number is not None for number in numbers)


def _texts_of(row: GridRow) -> list[str]:
    return [cell.text for cell in row if cell.text]
