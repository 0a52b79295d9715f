"""A row of a table as blocks of lines, a block for every cell that holds something.

A cell is one line, whatever its width was; a number stands on the line of its title.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from etl.plans.content.content import UNKNOWN_CHARACTER
from etl.plans.content.thresholds import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from etl.plans.content.content import TableCell, TableRow

_NUMBER = re.compile(r"\d{1,3}(?:\.\s?\d{1,2}){0,3}\s?\.?")
_ITEM = re.compile(r"\d{1,3}(?:\.\s?\d{1,2}){0,3}\.?\s+[„“\"(]?[A-ZĄČĘĖĮŠŲŪŽ]")
_WORDS = re.compile(r"[„“\"(]?\d{0,2}[^\W\d_]")
# What no number of a column has: three digits, or a decimal sign.
_FIGURES = re.compile(r"\d{3}|\d[.,]\d")
_COUNT = re.compile(r"[1-9]\d?")


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Lines without a blank one between them.

    Attributes:
        texts: The lines.
        page: Page they begin on.
        cells: Places of the cells in their row that are printed in it.
    """

    texts: tuple[str, ...]
    page: int | None
    cells: tuple[int, ...]


def lay_out_row(row: TableRow) -> Iterator[TextBlock]:
    """Yield the blocks of a row's cells, from left to right."""
    if are_column_numbers([cell.text for cell in row]):
        return
    number = ""
    for index, cell in enumerate(row):
        text = f"{number} {cell.text}".strip()
        following = row[index + 1].text if index + 1 < len(row) else ""
        owners = (index - 1, index) if number else (index,)
        number = ""
        if _NUMBER.fullmatch(text) and _WORDS.match(following) and index < 1:
            number = text
        elif text:
            yield TextBlock(_part_items(cell, text), cell.page, owners)


def are_column_numbers(texts: list[str], *, is_below_headings: bool = False) -> bool:
    """Whether a row only counts the columns: 1, 2, 3 and so on, or `3 = 1 + 2`.

    Where somebody moved columns their numbers went along: 1, 2, 8, 9, 3 …; a column
    that was added has none, and the number of one that was taken away is missing. A
    cell that cannot be read counts for nothing: of headings that are repeated on a page
    some programs print the last line over these numbers.

    Args:
        texts: What the cells of the row print.
        is_below_headings: Whether the row stands right below the headings, where a
            few numbers are enough, and any may be missing or come first.
    """
    plain = [text.rstrip(".") for text in texts]
    fewest = TABLES.fewest_columns if is_below_headings else TABLES.fewest_moved
    if _are_moved(plain, fewest, may_repeat=is_below_headings) and (
        is_below_headings or _are_all(plain)
    ):
        return True
    readable = [
        (text, str(place))
        for place, text in enumerate(plain, start=1)
        if UNKNOWN_CHARACTER not in text
    ]
    others = [text for text, number in readable if text != number]
    counted = len(readable) - len(others)
    is_enough = counted >= max(TABLES.fewest_columns, TABLES.counted * len(readable))
    return is_enough and plain[0] == "1" and not any(map(_FIGURES.search, others))


def _are_moved(texts: list[str], fewest: int, *, may_repeat: bool) -> bool:
    """Whether cells hold numbers of columns, and nothing else.

    A column that was doubled may have the number of the one beside it.
    """
    numbers = [text.partition("=")[0].strip() for text in texts if text]
    distinct, most = set(numbers), len(texts) + TABLES.most_taken_away
    return (
        len(distinct) >= max(fewest, TABLES.counted * len(texts))
        and (may_repeat or len(distinct) == len(numbers))
        and all(_COUNT.fullmatch(one) and int(one) <= most for one in numbers)
        and not any(map(_FIGURES.search, texts))
    )


def _are_all(texts: list[str]) -> bool:
    """Whether numbers begin with 1 and none is missing: small figures seldom do so."""
    numbers = [text.partition("=")[0].strip() for text in texts if text]
    return texts[0] == "1" and {*numbers} == {str(n + 1) for n in range(len(numbers))}


def _part_items(cell: TableCell, text: str) -> tuple[str, ...]:
    """Run a cell's paragraphs together; one that begins with a number begins a line."""
    parts: list[str] = [text[: len(text) - len(cell.text)] + (cell.texts or ("",))[0]]
    for paragraph in cell.texts[1:]:
        if _ITEM.match(paragraph):
            parts.append(paragraph)
        else:
            parts[-1] = f"{parts[-1]} {paragraph}"
    return tuple(parts) if cell.texts else (text,)
