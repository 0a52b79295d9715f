"""Cost cells of a row of a text: net and VAT at the end of its columns.

The two cells are the last ones of a row on its first page. They hold amounts broken
over lines, words about them (`0,00` over `įtraukta prie 14.1.`), or words only; a page
break may cut either. Where the text does not show which cell is which, none is read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from etl.plans.form.costs.thresholds import COST_TEXT
from etl.plans.form.money.amount_pieces import (
    holds_money,
    is_amount_piece,
    is_complete,
    join_pieces,
    read_pieces,
    read_pieces_pair,
)
from etl.plans.form.money.amounts import EMPTY_CELLS, Reading, cost_words, tidy
from etl.plans.form.prose.periods import looks_like_period

if TYPE_CHECKING:
    from collections.abc import Sequence

    from etl.plans.content.wrapped_words import KnownWords
    from etl.plans.form.costs.cells import CostCell

_NOTE = re.compile(r"[įi](?:trauk|skai)|bend\s?ra", re.IGNORECASE)
_OPEN_NOTE = re.compile(r"\([^)]*$|\b(?:[įi]|prie|iš)$", re.IGNORECASE)
_UNFINISHED = re.compile(r"[\d\s]*,?")
# Words, and at the end of the line two amounts of the cost columns.
_GLUED = re.compile(
    r"([^\d]*[^\W\d_][.,;]?) ([0-9][0-9 ]*,[0-9]{2} [0-9][0-9 ]*,[0-9]{2})"
)


@dataclass(frozen=True, slots=True)
class MoneyCells:
    """The cost cells of a row.

    Attributes:
        cells: Lines of one or two cells, in order: net, VAT. One cell may hold both.
        start: How many cells stand before them on the first page.
        line_numbers: Lines of the document they were read from.
        lines: Line each cell begins on.
        before: How many cells stand between the period and them; None without one.
        follows_documents: Whether the one before them names documents.
        has_others: Whether another amount stands between the period and them.
    """

    cells: tuple[tuple[str, ...], ...]
    start: int
    line_numbers: frozenset[int]
    lines: tuple[int, ...] = ()
    before: int | None = None
    follows_documents: bool = False
    has_others: bool = False


def find_money_cells(
    first: Sequence[CostCell], others: Sequence[Sequence[CostCell]]
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
    periods = [i for i, cell in enumerate(first[:start]) if _is_period(cell)]
    before = start - periods[-1] - 1 if periods else None
    return MoneyCells(
        cells=tuple(map(tuple, texts)),
        start=start,
        line_numbers=frozenset(used),
        lines=tuple(cell.line_number for cell in found),
        before=before,
        follows_documents=start > 0 and _names_documents(first[start - 1]),
        has_others=any(
            map(_is_amount, first[(periods[-1] + 1 if periods else 0) : start])
        ),
    )


def read_money(money: MoneyCells, known: KnownWords) -> tuple[Reading, Reading]:
    """Read net and VAT; neither where it is not sure which of them a cell is."""
    nothing = Reading("")
    if not money.cells:
        return nothing, nothing
    if money.has_others:
        return _unread(money), nothing
    if len(money.cells) == 1:
        pair = read_pieces_pair(money.cells[0])
        if pair:
            return pair if _is_vat(*pair) else (_unread(money), nothing)
        alone = read_pieces(money.cells[0], known)
        is_net = money.before == 1 and money.follows_documents
        is_sure = is_net or alone.amount is None
        return (alone if is_sure else _unread(money)), nothing
    net, vat = (read_pieces(cell, known) for cell in money.cells)
    # The cell before the costs may be empty: then one of these stands in its place.
    if money.before == 0 and not _is_vat(net, vat):
        return _unread(money), nothing
    return net, vat


def _is_vat(net: Reading, vat: Reading) -> bool:
    if net.amount is None or vat.amount is None:
        return False
    return any(
        abs(vat.amount - net.amount * rate) <= COST_TEXT.vat_rounding
        for rate in COST_TEXT.vat_rates
    )


def _unread(money: MoneyCells) -> Reading:
    printed = " / ".join(join_pieces(cell) for cell in money.cells)
    return Reading(printed, is_whole=False)


def _last_money_cells(cells: Sequence[CostCell]) -> tuple[int, Sequence[CostCell]]:
    """Return the cost cells and where they begin.

    They end the page, or else are the last amounts on it: a footer may follow.
    """
    end = len(cells)
    if end and not _is_money(cells[-1], cells[:-1]):
        amounts = (i for i in range(end, 0, -1) if _has_cents(cells[i - 1]))
        end = next(amounts, 0)
    start = end
    while start > max(end - COST_TEXT.cost_cells, 0) and _is_money(
        cells[start - 1], cells[: start - 1]
    ):
        start -= 1
    # What stands after the net cost alone is printed where VAT is asked for.
    rest = cells[end:]
    if end - start == 1 and len(rest) == 1 and rest[0].width <= COST_TEXT.widest_note:
        end += 1
    return start, cells[start:end]


def _has_cents(cell: CostCell) -> bool:
    return cell.kind == "amount" and is_complete(join_pieces(cell.texts))


def _is_money(cell: CostCell, before: Sequence[CostCell]) -> bool:
    joined = "".join(cell.texts)
    if tidy(joined) in EMPTY_CELLS:
        return True
    is_after_period = any(map(_is_period, before))
    if cell.kind == "amount":
        # "2025" is a period, unless the period column stands before it.
        return not looks_like_period(joined) or is_after_period
    if cell.width <= COST_TEXT.widest_note and _NOTE.search(joined):
        return True
    is_amount_first = cell.width <= COST_TEXT.narrow and is_amount_piece(cell.texts[0])
    if is_amount_first and not looks_like_period(joined):
        return True
    is_narrow = cell.width <= COST_TEXT.widest_note
    return is_narrow and is_after_period and holds_money(cell.text)


def _is_amount(cell: CostCell) -> bool:
    return cell.kind == "amount" and holds_money(cell.text) and not _is_period(cell)


def _is_period(cell: CostCell) -> bool:
    return looks_like_period("".join(cell.texts))


def _names_documents(cell: CostCell) -> bool:
    guess, text = cost_words()["guess"], "".join(cell.text.casefold().split())
    begins = any(usual.startswith(text) for usual in guess["documents_begin"])
    return begins or re.search(guess["documents"], text) is not None


def _find_glued(cells: Sequence[CostCell]) -> MoneyCells:
    """Find both amounts on one line with the end of the column before them."""
    for cell in cells[-1:]:
        for line in cell.lines:
            glued = _GLUED.fullmatch(tidy(line.text))
            if glued:
                used, lines = frozenset({line.number}), (line.number,)
                return MoneyCells(((glued[2],),), len(cells), used, lines)
    return MoneyCells((), len(cells), frozenset())


def _last_open_cells(
    page: Sequence[CostCell], texts: Sequence[list[str]]
) -> list[CostCell]:
    """Return the cells at the end of a further page that complete an open cost cell."""
    amounts: list[CostCell] = []
    for cell in reversed(page):
        if cell.kind != "amount" or len(amounts) == COST_TEXT.cost_cells:
            break
        amounts.insert(0, cell)
    if amounts:
        return amounts if any(_is_open_amount(text) for text in texts) else []
    last = page[-1] if page else None
    has_open_note = any(_is_open_note(text) for text in texts)
    is_narrow = last is not None and last.width <= COST_TEXT.narrow
    return [last] if last is not None and is_narrow and has_open_note else []


def _pick_open(texts: list[list[str]], count: int) -> list[list[str]]:
    """Choose cells that can continue, the surest first."""
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
