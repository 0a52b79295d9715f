"""Headings of a table in a text: whether its columns are those of the form, in order.

A text has no cells. Which amount is which is told by the order of the form, so another
order, or a column that is there twice, stops the table.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING, Final, Literal

from etl.plans.content.table_columns import name_of, table_headings
from etl.plans.form.activities.cost_headings import read_category
from etl.plans.form.activities.numbers import read_number, read_number_alone
from etl.plans.form.costs.said_around import is_money_note, is_narrowing
from etl.plans.form.costs.thresholds import COST_TEXT
from etl.plans.form.money.amount_pieces import holds_money

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from etl.plans.content.document import Block, Line

_NET: Final = r"bepvm|bepridėtinės"
_VAT: Final = r"(?<!be)pvm(?!mok)|(?<!be)pridėtinėsvertės"
# Headings as the form prints them, without spaces: narrow columns break any word.
_ORDERS: Final = {
    "costs": (
        r"veiklosnr",
        r"veiklospavadinim",
        r"veiklosporeik",
        r"poveikiomatavim",
        r"veiklostrukm",
        r"dokumentai,?įku",
        _NET,
        _VAT,
    ),
    "budget": (r"eil\.?nr", r"veiklosnr", r"pavadinimas", _NET, _VAT),
}
_BREAKS = re.compile(r"[\s\u00ad-]+")
_NOTE: Final = re.compile(
    r"\b(?:nurod|pateik|apskaič|skaičiuo|netaikom|neapmokest|pastab|yra\b)"
    r"|\bvisos\s+sumos\b"
)
_EXEMPT: Final = re.compile(
    r"pvm(?:yra)?(?:ne(?:taikom|skaičiuo|apmokest))|neapmokest\w*pvm"
)
_WORD_NAMES: Final = frozenset({"area", "reason", "measuring", "period", "documents"})
_SUMS: Final = re.compile(r"\b(?:lėš|išlaid|sum[aouų]|kain|biudžet|finansav|pvm|eur)|€")
_MONEY_NAMES: Final = frozenset({"net", "vat", "gross", "part", "rate"})


def is_reordered(heads: Sequence[Block], table: Literal["costs", "budget"]) -> bool:
    """Whether headings stand in another order than in the form.

    So do those that name net costs twice, or not at all.

    Args:
        heads: What is printed above the first row.
        table: Whose headings they are.
    """
    heads = _without_notes(heads, table)
    text = _BREAKS.sub("", " ".join(block.text for block in heads).casefold())
    found = [re.search(pattern, text) for pattern in _ORDERS[table]]
    starts = [match.start() for match in found if match]
    nets = sum(
        len(block.text) <= COST_TEXT.longest_heading
        and re.search(_NET, _BREAKS.sub("", block.text.casefold())) is not None
        for block in heads
    )
    has_headings = len(starts) >= COST_TEXT.fewest_headings
    is_unnamed = has_headings and found[_ORDERS[table].index(_NET)] is None
    is_moved = any(one > other for one, other in pairwise(starts))
    return nets > 1 or is_unnamed or is_moved


def _without_notes(
    heads: Sequence[Block], table: Literal["costs", "budget"]
) -> Sequence[Block]:
    """Return headings without sentences above them that say what all sums are.

    `Visos sumos nurodytos be PVM.` heads no column; a column of net costs below does.
    """
    known = re.compile("|".join(_ORDERS[table]))
    notes = list(
        takewhile(lambda one: _is_note(one) or not known.search(_glue(one)), heads)
    )
    below = heads[len(notes) :]
    if not any(re.search(_NET, _glue(one)) for one in below):
        return heads
    return [*(one for one in notes if not _is_note(one)), *below]


def says_no_vat(heads: Sequence[Block]) -> bool:
    """Whether a sentence above a table says that its sums are net, or without VAT."""
    return any(
        _is_note(one)
        and (name_of(one.text, "costs") == "net" or _EXEMPT.search(_glue(one)))
        for one in heads
    )


def _is_note(block: Block) -> bool:
    return _NOTE.search(block.text.casefold()) is not None


def find_narrowing(heads: Sequence[Block]) -> Iterator[Block]:
    """Yield what is printed above a table and narrows what its sums are.

    Such are a source of money, a year or a stage: `tik valstybės biudžeto lėšos`.

    Args:
        heads: What is printed above the first row, the form's own sentence first.
    """
    for block in heads[1:]:
        is_found = is_narrowing(block.text) or is_narrowing("".join(_texts(block)))
        if is_found and not _heads_words(block):
            yield block


def _heads_words(block: Block) -> bool:
    """Whether a block heads a column of words, as `Matavimas kas pusmetį`."""
    text = block.text
    return name_of(text, "costs") in _WORD_NAMES and not _SUMS.search(text.casefold())


def find_spent(heads: Sequence[Block]) -> str:
    """Return a heading above a table of money that was paid; empty without one."""
    spent = table_headings()["money"]["spent"]
    short = (
        one.text for one in heads[1:] if len(one.text) <= COST_TEXT.longest_heading
    )
    return next((text for text in short if re.search(spent, text.casefold())), "")


def find_unit_among(blocks: Sequence[Block]) -> str:
    """Return a unit or a currency that stands alone right above a row."""
    return next(
        (
            one.text
            for one, following in pairwise(blocks)
            if is_money_note(one.text) and _begins_row(following)
        ),
        "",
    )


def _begins_row(block: Block) -> bool:
    texts = [line.text for line in block.lines]
    numbered = read_number(texts[0]) or read_number_alone("".join(texts))
    return numbered is not None or read_category(texts) is not None


def find_changed_headings(heads: Sequence[Block], below: Sequence[Block]) -> str:
    """Return headings that are printed again among the rows, and are others there.

    Args:
        heads: What is printed above the first row.
        below: What is printed between the first row and the last one.
    """
    known = [_glue(block) for block in heads[1:]]
    own_heads = _without_notes(heads, "costs")
    money = [_glue(block) for block in own_heads if _is_of_money(block)]
    for run, following in _find_runs(known, below):
        glued = [_glue(block) for block in run]
        own = [_glue(block) for block in run if _is_of_money(block)]
        places = [known.index(text) for text in glued if text in known]
        is_heading = len(places) >= COST_TEXT.fewest_headings
        is_moved = any(one > other for one, other in pairwise(places))
        is_pair = bool(money) and len(own) >= COST_TEXT.cost_cells
        if (is_heading and (is_moved or own != money)) or (is_pair and own != money):
            printed = [block.text for block in run if _is_of_money(block)]
            return " / ".join(printed) or following
    return ""


def _find_runs(
    known: Sequence[str], blocks: Sequence[Block]
) -> Iterator[tuple[list[Block], str]]:
    """Yield blocks that look like headings one after the other, and what follows."""
    run: list[Block] = []
    for block in blocks:
        if _glue(block) in known or _is_of_money(block):
            run.append(block)
            continue
        if run:
            yield run, block.text
        run = []
    if run:
        yield run, ""


def _is_of_money(block: Block) -> bool:
    text = block.text
    is_short = len(text) <= COST_TEXT.longest_heading and not holds_money(text)
    return is_short and name_of(text, "costs") in _MONEY_NAMES


def _glue(block: Block) -> str:
    return _BREAKS.sub("", block.text.casefold())


def _texts(block: Block) -> list[str]:
    return [line.text for line in block.lines]


def without_counted_columns(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return lines with those emptied that count the columns: 1, 2, 3 and so on."""
    counted = set(_find_counted(lines))
    return tuple(
        replace(line, text="") if line.number in counted else line for line in lines
    )


def _find_counted(lines: Sequence[Line]) -> Iterator[int]:
    """Yield the numbers of lines that hold 1, 2, 3 and so on, and nothing else."""
    run: list[int] = []
    count = 0
    for line in lines:
        numbers = [word.rstrip(".") for word in line.text.split()]
        if not numbers:
            continue
        going_on = [str(count + n) for n in range(1, len(numbers) + 1)]
        beginning = [str(n) for n in range(1, len(numbers) + 1)]
        if numbers not in (going_on, beginning):
            yield from _whole(run, count)
            run, count = [], 0
            continue
        if numbers != going_on:
            yield from _whole(run, count)
            run, count = [], 0
        run.append(line.number)
        count += len(numbers)
    yield from _whole(run, count)


def _whole(run: list[int], count: int) -> list[int]:
    return run if count >= COST_TEXT.counted_columns else []
