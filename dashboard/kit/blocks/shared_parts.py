"""Addresses of links in parts: what those of a table or a list share stands once.

    <table data-part="proof?plan=kaunas"> … <th data-part="figure=rpt_school.rows">
    <tr data-part="row=school_code:G1"> … <td><a class="proof">2</a></td>

In a browser `boot.js` joins them, for programs `headless/markup.py`: the parts of the
elements around a link from the outside in, in a cell also the part of its heading. The
part with a question mark is the beginning.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from html import unescape
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    Address = tuple[str, ...]
    """Parameters, the first of them with the page before it."""

PART: Final = "data-part"
"""Attribute of a link, or of an element around it, with a part of addresses."""

START: Final = "?"
JOINT: Final = "&"

_WRITTEN_JOINT: Final = "&amp;"
PROOF: Final = "proof"
"""The page whose links tables share; they may hold others, too."""

_LINK: Final = r'(<a(?: class="proof")?) href="({}\?[^"#]*)"'


@dataclass(frozen=True)
class PartedRow:
    """A row whose addresses stand in parts.

    Attributes:
        attributes: Attributes of the row.
        cells: Markup inside its cells.
    """

    attributes: Mapping[str, str]
    cells: Sequence[str]


@dataclass(frozen=True)
class PartedTable:
    """A table whose addresses stand in parts.

    Attributes:
        attributes: Attributes of the table.
        heads: Attributes of its headings, in order.
        rows: Its rows, in order.
    """

    attributes: Mapping[str, str]
    heads: Sequence[Mapping[str, str]]
    rows: Sequence[PartedRow]


def part_table(rows: Sequence[Sequence[str]], width: int) -> PartedTable:
    """Move what addresses of proofs share from cells to their table, headings and rows.

    Args:
        rows: Markup inside the cells of each row.
        width: How many columns there are.
    """
    found = [[_list_addresses(cell, PROOF) for cell in row] for row in rows]
    whole = _find_shared(one for row in found for cell in row for one in cell)
    if not whole or START not in whole[0]:
        return PartedTable({}, [{}] * width, [PartedRow({}, row) for row in rows])
    heads = [
        _find_shared((one for row in found for one in row[place]), whole)
        for place in range(width)
    ]
    return PartedTable(
        _write_attribute(whole),
        [_write_attribute(one) for one in heads],
        [*_part_rows(rows, found, whole, heads)],
    )


def _part_rows(
    rows: Sequence[Sequence[str]],
    found: Sequence[Sequence[Sequence[Address]]],
    whole: Address,
    heads: Sequence[Address],
) -> Iterator[PartedRow]:
    for row, addresses in zip(rows, found, strict=True):
        own = (
            tuple(part for part in one if part not in head)
            for cell, head in zip(addresses, heads, strict=True)
            for one in cell
        )
        shared = _find_shared(own, whole)
        cells = [
            _shorten(cell, PROOF, {*whole, *shared, *head})
            for cell, head in zip(row, heads, strict=True)
        ]
        yield PartedRow(_write_attribute(shared), cells)


def part_list(markup: str, page: str = PROOF) -> tuple[Mapping[str, str], str]:
    """Move what addresses of links to a page share to the element around them.

    Args:
        markup: What stands inside, without tables.
        page: Name of the page, see `pages.PAGES`.

    Returns:
        Attributes of the element, and the markup inside.
    """
    shared = _find_shared(_list_addresses(markup, page))
    if not shared or START not in shared[0]:
        return {}, markup
    return _write_attribute(shared), _shorten(markup, page, {*shared})


@cache
def _link_to(page: str) -> re.Pattern[str]:
    return re.compile(_LINK.format(re.escape(page)))


def _list_addresses(markup: str, page: str) -> list[Address]:
    found = _link_to(page).findall(markup) if "href" in markup else ()
    return [tuple(one.split(_WRITTEN_JOINT)) for _, one in found]


def _find_shared(addresses: Iterable[Address], known: Address = ()) -> Address:
    """Find the parameters of all addresses, without known ones, in their order."""
    first, *others = [*addresses] or [()]
    return tuple(
        part
        for part in first
        if part not in known and all(part in other for other in others)
    )


def _shorten(markup: str, page: str, shared: set[str]) -> str:
    def write(found: re.Match[str]) -> str:
        parts = found[2].split(_WRITTEN_JOINT)
        own = _WRITTEN_JOINT.join(part for part in parts if part not in shared)
        return found[1] + (f' {PART}="{own}"' if own else "")

    return _link_to(page).sub(write, markup) if shared else markup


def _write_attribute(parts: Address) -> Mapping[str, str]:
    """Return the attribute of an element, its value not escaped."""
    return {"data_part": unescape(JOINT.join(parts))} if parts else {}
