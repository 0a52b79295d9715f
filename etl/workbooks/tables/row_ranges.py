"""Numbers of rows as a person writes them: the first few, runs as ranges."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from etl.workbooks.tables.thresholds import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def list_ranges(numbers: Sequence[int]) -> str:
    """Write numbers in order as ranges: `3, 5–7`; only the first of many."""
    groups = groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0])
    ranges = []
    for _, pairs in groups:
        found = [number for _, number in pairs]
        ends = dict.fromkeys([found[0], found[-1]])
        ranges.append("–".join(map(str, ends)))
    return list_first(ranges)


def list_first(ranges: Iterable[str]) -> str:
    """Write ranges one after another; `…` stands for those past the first few."""
    listed = list(ranges)
    more = ["…"] if len(listed) > TABLES.shown_ranges else []
    return ", ".join(listed[: TABLES.shown_ranges] + more)
