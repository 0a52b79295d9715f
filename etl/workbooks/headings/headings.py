"""Headings: finding in a sheet the row, or rows, that name the columns of a kind.

The names are data, in `headings.toml`. A heading is found by its content: up to three
rows, merged into one heading, under which every column is named that its kind needs.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from etl.workbooks.cells.patterns import heading_key
from etl.workbooks.contract.contract import KINDS
from etl.workbooks.headings.matching import can_derive, match_kind
from etl.workbooks.headings.naming import MONEY, OVER, changes_meaning, name_heading
from etl.workbooks.headings.types import Heading, Merge, NearMiss, Row, Stop
from etl.workbooks.headings.vocabulary import FactColumn, columns_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = [
    "FactColumn",
    "Heading",
    "Merge",
    "NearMiss",
    "Row",
    "Stop",
    "can_derive",
    "columns_of",
    "find_heading",
    "heading_at",
    "heading_key",
    "knows_any",
    "match_kind",
]

_LEVELS: Final = 3
_FEW: Final = 2


def find_heading(
    rows: Sequence[Row], merges: Sequence[Merge] = ()
) -> Heading | NearMiss | None:
    """Find the first heading among the first rows of a sheet.

    Returns:
        The first heading of a kind; else the nearest one; else None.
    """
    near: NearMiss | None = None
    for index in range(len(rows)):
        found = heading_at(rows, index, merges)
        if isinstance(found, Heading):
            return found
        if found is not None:
            near = max(near or found, found, key=lambda miss: miss.found)
    return near if near and near.found else None


def heading_at(
    rows: Sequence[Row], index: int, merges: Sequence[Merge] = ()
) -> Heading | NearMiss | None:
    """Return the heading that begins in a row; None where none of it names columns.

    A title above a heading does not belong to it: of headings that name the same
    columns the shortest is the heading, and it begins where that one begins.
    """
    found = _best_at(rows, index, merges)
    if not isinstance(found, Heading) or found.first == found.row:
        return found
    for later in range(index + 1, min(index + _LEVELS, len(rows))):
        other = _best_at(rows, later, merges)
        if isinstance(other, Heading) and len(other.places) >= len(found.places):
            return None
    return found


def _best_at(
    rows: Sequence[Row], index: int, merges: Sequence[Merge]
) -> Heading | NearMiss | None:
    best: Heading | None = None
    near: NearMiss | None = None
    for texts, last in _candidates(rows, index, merges):
        place = rows[index][0], rows[last][0]
        matches = [match_kind(kind, texts, *place) for kind in KINDS]
        misses = [match for match in matches if isinstance(match, NearMiss)]
        for miss in misses:
            near = max(near or miss, miss, key=lambda miss: miss.found)
        # What names more columns of another kind is that one, and lacks something.
        most = max((miss.found for miss in misses), default=0)
        for match in matches:
            if not isinstance(match, NearMiss) and len(match.places) >= most:
                best = max(best or match, match, key=lambda found: len(found.places))
    if best and best.first == best.row:
        return _under_parents(rows, index, best, merges)
    return best or near


def _candidates(
    rows: Sequence[Row], index: int, merges: Sequence[Merge]
) -> Iterator[tuple[list[str], int]]:
    """Yield a row alone, and merged with the rows below: texts and last index."""
    texts: list[str] = []
    for last in range(index, min(index + _LEVELS, len(rows))):
        number, cells = rows[last]
        if last > index and number != rows[last - 1][0] + 1:
            return
        own = [cell or "" for cell in cells]
        if not any(own):
            return
        texts = own if last == index else _merge(texts, own, number - 1, merges)
        if sum(map(knows_any, texts)) >= _FEW:
            yield texts, last


def _merge(
    above: list[str], below: list[str], number: int, merges: Sequence[Merge]
) -> list[str]:
    """Join two rows of headings; a heading above stands over the cells to its right.

    Where cells of the row are merged for real, only these stand over several.
    """
    spans = {
        place: first
        for top, first, bottom, last in merges
        if top <= number <= bottom and last > first
        for place in range(first, last + 1)
    }
    merged, parent = [], ""
    for place, (top, bottom) in enumerate(zip_longest(above, below, fillvalue="")):
        if spans:
            parent = above[spans[place]] if place in spans else top
        else:
            parent = top or (parent if bottom else "")
        merged.append(f"{parent}{OVER}{bottom}" if bottom and parent else top or bottom)
    return merged


def _under_parents(
    rows: Sequence[Row], index: int, found: Heading, merges: Sequence[Merge]
) -> Heading | NearMiss:
    """Read a heading again with the row above it, where that changes what it means."""
    if not index or rows[index - 1][0] != rows[index][0] - 1:
        return found
    number, above = rows[index - 1]
    texts = _merge(
        [cell or "" for cell in above],
        [cell or "" for cell in rows[index][1]],
        number,
        merges,
    )
    parents = {p: texts[p].rpartition(OVER)[0] for p in found.places.values()}
    is_title = len(set(parents.values())) == 1
    amounts = (parents[found.places[name]] for name in MONEY if name in found.places)
    if is_title or not any(map(changes_meaning, amounts)):
        return found
    return match_kind(found.kind, texts, number, found.row)


@lru_cache(maxsize=65536)
def knows_any(text: str) -> bool:
    """Whether a heading names a column of any kind."""
    return bool(text) and any(name_heading(kind, text) for kind in KINDS)
