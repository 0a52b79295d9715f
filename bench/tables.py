"""How truly the PDF reader gives the tables of public documents, cell by cell.

The documents are 27 PDFs of EU institutions with their tables written down (ICDAR 2013
table competition). *Found*: the share of numeric cells of the truth that a reader gives
exactly, at their row and column. *Wrong*: the share of numeric cells it gives, in
tables of the truth, that are not there. pdfplumber's own tables stand beside ours.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any, Final

from lxml import etree

from etl.plans.content.pdf.joints import learn_habits
from etl.plans.content.pdf.printed_page import read_page
from etl.plans.content.pdf.seen_text import open_seen_page
from etl.plans.content.pdf.tables_over_pages import all_cells, begin_table, close_table
from pazanga.settings import PROJECT_ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from etl.plans.content.content import Table, TableCell

FOLDER: Final = PROJECT_ROOT.parent / "shared" / "tables-eu"
Cells = dict[tuple[int, int], str]
"""What is printed at a row and a column of a table."""

_NUMBER = re.compile(r"[-+−–(]?[€$£]?[-+−–]?\d[\d.,'’]*(?:%|€|\))?")
_MOST_SHIFTED: Final = 4


@dataclass(slots=True)
class TableScore:
    """Numeric cells: of the truth, given rightly, and given at all."""

    wanted: int = 0
    found: int = 0
    given: int = 0

    def line(self, name: str) -> str:
        """Return the shares found and wrong."""
        found = self.found / self.wanted if self.wanted else 0.0
        wrong = 1 - self.found / self.given if self.given else 0.0
        return (
            f"  {name:12} found {found:6.1%} of {self.wanted} numeric cells,"
            f" wrong {wrong:6.1%} of {self.given} given"
        )


def run() -> None:
    """Measure both readers, where the documents are present."""
    documents = sorted(FOLDER.glob("*.pdf"))
    if not documents:
        print("  the documents are not here")
        return
    for name, reader in (("ours", read_ours), ("pdfplumber", read_plumber)):
        print(measure(documents, reader).line(name))


def measure(
    documents: Iterable[Path], reader: Callable[[Path], dict[int, list[Cells]]]
) -> TableScore:
    """Return the score of a reader over documents."""
    score = TableScore()
    for document in documents:
        pages = reader(document)
        for page, wanted in read_truth(document):
            count(score, wanted, pages.get(page, []))
    return score


def count(score: TableScore, wanted: Cells, tables: Iterable[Cells]) -> None:
    """Add what a reader found of one true table to a score."""
    numbers = _numbers(_ranked(wanted))
    score.wanted += len(numbers)
    given = [_numbers(_ranked(table)) for table in tables]
    matches = [(_match(numbers, table), len(table)) for table in given]
    best, size = max(matches, default=(0, 0))
    if best:
        score.found += best
        score.given += size


def read_truth(document: Path) -> Iterator[tuple[int, Cells]]:
    """Yield the tables of a document that are written down, by page."""
    for path in sorted(document.parent.glob(f"{document.stem}*-str.xml")):
        for region in etree.parse(path).iter("region"):
            cells = {
                (int(cell.get("start-row", 0)), int(cell.get("start-col", 0))): _plain(
                    cell.findtext("content") or ""
                )
                for cell in region.iter("cell")
            }
            yield int(region.get("page", 0)), cells


def read_ours(document: Path) -> dict[int, list[Cells]]:
    """Return the tables that the reader of plans gives, by page."""
    tables: dict[int, list[Cells]] = defaultdict(list)
    for page in _pages(document):
        read = read_page(open_seen_page(page))
        opened = [begin_table(part, read.number) for part in read.tables]
        habits = learn_habits(lines for table in opened for lines in all_cells(table))
        tables[read.number] = [_place(close_table(table, habits)) for table in opened]
    return tables


def read_plumber(document: Path) -> dict[int, list[Cells]]:
    """Return the tables that pdfplumber gives by itself, by page."""
    return {
        page.page_number: [
            {
                (row, column): _plain(text)
                for row, texts in enumerate(table)
                for column, text in enumerate(texts)
                if text
            }
            for table in page.extract_tables()
        ]
        for page in _pages(document)
    }


def _pages(document: Path) -> Iterator[Any]:
    import pdfplumber  # noqa: PLC0415 – slow to import

    with pdfplumber.open(document) as pdf:
        for page in pdf.pages:
            yield page
            page.close()


def _place(table: Table) -> Cells:
    """Return the cells by row and column; those one above the other share a column."""
    printed = [[cell for cell in row if cell.texts] for row in table.rows]
    columns: list[tuple[float, float]] = []
    for cell in sorted((c for row in printed for c in row), key=_width):
        if not any(_overlaps(cell, column) for column in columns):
            columns.append((cell.left, cell.right))
    columns.sort()
    return {
        (index, next(n for n, one in enumerate(columns) if _overlaps(cell, one))): (
            _plain(cell.text)
        )
        for index, row in enumerate(row for row in printed if row)
        for cell in row
    }


def _width(cell: TableCell) -> float:
    return cell.right - cell.left


def _overlaps(cell: TableCell, column: tuple[float, float]) -> bool:
    shared = min(cell.right, column[1]) - max(cell.left, column[0])
    return shared > min(_width(cell), column[1] - column[0]) / 2


def _ranked(cells: Cells) -> Cells:
    """Return cells without the empty rows and columns between them."""
    rows = sorted({row for row, _ in cells})
    columns = sorted({column for _, column in cells})
    return {
        (rows.index(row), columns.index(column)): text
        for (row, column), text in cells.items()
    }


def _match(wanted: Cells, given: Cells) -> int:
    """Count equal cells; a table may begin a few rows or columns further on."""
    shifts = range(-_MOST_SHIFTED, _MOST_SHIFTED + 1)
    return max(
        sum(
            given.get((row + down, column + along)) == text
            for (row, column), text in wanted.items()
        )
        for down, along in product(shifts, shifts)
    )


def _numbers(cells: Cells) -> Cells:
    return {place: text for place, text in cells.items() if _NUMBER.fullmatch(text)}


def _plain(text: str) -> str:
    return "".join(text.split())
