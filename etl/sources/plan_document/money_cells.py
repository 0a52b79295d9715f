"""Cost cells of a row: net and VAT at the end of its columns, with their notes.

The two cells are the last ones of a row on its first page. They hold amounts broken
over lines, words about them (`0,00` over `įtraukta prie 14.1.`), or words only; a page
break may cut either.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from etl.sources.plan_document.amounts import (
    is_amount_piece,
    is_complete,
    join_pieces,
    split_trailing,
)
from etl.sources.plan_document.cost_cells import NARROW
from etl.sources.plan_document.periods import looks_like_period

if TYPE_CHECKING:
    from collections.abc import Sequence

    from etl.sources.plan_document.cost_cells import Cell

# A dash stands for an amount that is not printed.
EMPTY_CELLS: Final = frozenset({"-", "–", "—"})
_MOST_CELLS: Final = 2
_WIDEST_NOTE: Final = 16
_NOTE = re.compile(r"[įi](?:trauk|skai)|bend\s?ra", re.IGNORECASE)
_OPEN_NOTE = re.compile(r"\([^)]*$|\b(?:[įi]|prie|iš)$", re.IGNORECASE)
_UNFINISHED = re.compile(r"[\d\s]*,?")


@dataclass(frozen=True, slots=True)
class MoneyCells:
    """The cost cells of a row.

    Attributes:
        cells: Lines of one or two cells, in order: net, VAT. One cell may hold both.
        start: How many cells stand before them on the first page.
        line_numbers: Lines of the document they were read from.
    """

    cells: tuple[tuple[str, ...], ...]
    start: int
    line_numbers: frozenset[int]


def find_money_cells(
    first: Sequence[Cell], others: Sequence[Sequence[Cell]]
) -> MoneyCells:
    """Find the cost cells at the end of a row's first page, and what is cut off them.

    Args:
        first: Cells after the policy area, on the first page of the row.
        others: Cells of its further pages.
    """
    start, found = _last_money_cells(first)
    if not found:
        return _find_glued(first)
    texts = [list(cell.texts) for cell in found]
    used = [line.number for cell in found for line in cell.lines]
    for page in others:
        more = _last_open_cells(page, texts)
        if not more:
            break
        for cell, target in zip(more, _pick_open(texts, len(more)), strict=False):
            target.extend(cell.texts)
            used.extend(line.number for line in cell.lines)
    return MoneyCells(tuple(map(tuple, texts)), start, frozenset(used))


def _last_money_cells(cells: Sequence[Cell]) -> tuple[int, Sequence[Cell]]:
    """The cost cells and where they begin.

    They end the page, or else are the last amounts on it: a footer may follow.
    """
    end = len(cells)
    if end and not _is_money(cells[-1], cells[:-1]):
        amounts = (i for i in range(end, 0, -1) if _has_cents(cells[i - 1]))
        end = next(amounts, 0)
    start = end
    while start > max(end - _MOST_CELLS, 0) and _is_money(
        cells[start - 1], cells[: start - 1]
    ):
        start -= 1
    return start, cells[start:end]


def _has_cents(cell: Cell) -> bool:
    return cell.kind == "amount" and is_complete(join_pieces(cell.texts))


def _is_money(cell: Cell, before: Sequence[Cell]) -> bool:
    joined = "".join(cell.texts)
    if joined in EMPTY_CELLS:
        return True
    if cell.kind == "amount":
        # "2025" is a period, unless the period column stands before it.
        return not looks_like_period(joined) or any(map(_is_period, before))
    if cell.width <= _WIDEST_NOTE and _NOTE.search(joined):
        return True
    is_amount_first = cell.width <= NARROW and is_amount_piece(cell.texts[0])
    return is_amount_first and not looks_like_period(joined)


def _is_period(cell: Cell) -> bool:
    return looks_like_period("".join(cell.texts))


def _find_glued(cells: Sequence[Cell]) -> MoneyCells:
    """Amounts on one line with the end of the column before them."""
    for cell in reversed(cells[-1:]):
        for line in cell.lines:
            amounts = split_trailing(line.text)[1]
            used = frozenset({line.number})
            if amounts:
                return MoneyCells(((amounts,),), len(cells), used)
    return MoneyCells((), len(cells), frozenset())


def _last_open_cells(page: Sequence[Cell], texts: Sequence[list[str]]) -> list[Cell]:
    """Cells at the end of a further page that complete an open cost cell."""
    amounts: list[Cell] = []
    for cell in reversed(page):
        if cell.kind != "amount" or len(amounts) == _MOST_CELLS:
            break
        amounts.insert(0, cell)
    if amounts:
        return amounts if any(_is_open_amount(text) for text in texts) else []
    last = page[-1] if page else None
    has_open_note = any(_is_open_note(text) for text in texts)
    is_narrow = last is not None and last.width <= NARROW
    return [last] if last is not None and is_narrow and has_open_note else []


def _pick_open(texts: list[list[str]], count: int) -> list[list[str]]:
    """Cells that can go on, the surest first where fewer continuations are printed."""
    is_open = [text for text in texts if _is_open_note(text) or _is_open_amount(text)]
    if count >= len(is_open):
        return is_open
    sure = [text for text in is_open if _UNFINISHED.fullmatch(join_pieces(text))]
    return (sure or is_open[::-1])[:count]


def _is_open_amount(text: Sequence[str]) -> bool:
    return all(map(is_amount_piece, text)) and not is_complete(join_pieces(text))


def _is_open_note(text: Sequence[str]) -> bool:
    if all(map(is_amount_piece, text)):
        return False
    return _OPEN_NOTE.search("".join(text)) is not None
