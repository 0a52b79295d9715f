"""Headings of a table in a text: whether its columns are those of the form, in order.

A text has no cells. Which amount is which is told by the order of the form, so another
order, or a column that is there twice, stops the table.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal

from etl.plans.form.costs.thresholds import COST_TEXT

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


def is_reordered(heads: Sequence[Block], table: Literal["costs", "budget"]) -> bool:
    """Whether headings stand in another order than in the form.

    So do those that name net costs twice, or not at all.

    Args:
        heads: What is printed above the first row.
        table: Whose headings they are.
    """
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
