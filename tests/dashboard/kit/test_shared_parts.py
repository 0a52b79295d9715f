"""Addresses of links in parts: together they are what they were before."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.headless.markup import parse_markup
from dashboard.kit.blocks.shared_parts import part_list, part_table
from dashboard.kit.html import tag

if TYPE_CHECKING:
    from collections.abc import Sequence

PARAMETERS = st.lists(
    st.sampled_from(["row=a:1", "row=a:2", "row=b:%3F%26", "figure=x.y", "year=2024"]),
    unique=True,
    max_size=4,
)
ADDRESSES = PARAMETERS.map(lambda given: "&".join(["proof?plan=kaunas", *given]))
CELLS = st.lists(ADDRESSES, max_size=2)


def link(address: str) -> str:
    return f'<a class="proof" href="{escape(address)}">5</a>'


def write_cell(addresses: Sequence[str]) -> str:
    return "–".join([*map(link, addresses), '<a href="school?code=G1">G1</a>'])


def write_parted(rows: Sequence[Sequence[str]]) -> str:
    parted = part_table(rows, len(rows[0]))
    heads = [tag("th", scope="col", **one) for one in parted.heads]
    body = [
        tag("tr", *(tag("td", cell) for cell in row.cells), **row.attributes)
        for row in parted.rows
    ]
    head = tag("thead", tag("tr", *heads))
    return tag("table", head, tag("tbody", *body), **parted.attributes)


def read_addresses(markup: str) -> list[frozenset[str]]:
    links = parse_markup(markup).find_all(name="a")
    return [frozenset(one.attributes["href"].split("&")) for one in links]


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=5))
def test_addresses_of_a_table_are_what_they_were(
    rows: list[tuple[list[str], ...]],
) -> None:
    written = [[*map(write_cell, row)] for row in rows]
    markup = write_parted(written)
    before = "".join(cell for row in written for cell in row)
    assert read_addresses(markup) == read_addresses(before)


@given(st.lists(ADDRESSES, min_size=1, max_size=5))
def test_addresses_of_a_list_are_what_they_were(addresses: list[str]) -> None:
    before = write_cell(addresses)
    attributes, inner = part_list(before)
    assert read_addresses(tag("ul", inner, **attributes)) == read_addresses(before)


def test_what_rows_and_columns_share_stands_once() -> None:
    rows = [
        [
            link(f"proof?plan=kaunas&row=school:{school}&figure=x.{column}")
            for column in ("one", "other")
        ]
        for school in ("G1", "G2", "G3")
    ]
    markup = write_parted(rows)
    for part in ("proof?plan=kaunas", "row=school:G2", "figure=x.one"):
        assert markup.count(part) == 1
    assert markup.count('<a class="proof">5</a>') == 6


def test_list_within_a_list_has_its_own_beginning() -> None:
    inner = tag("span", '<a data-part="number=4">4</a>', data_part="indicator?lang=en")
    markup = tag("ul", inner, data_part="proof?plan=kaunas")
    assert read_addresses(markup) == [frozenset({"indicator?lang=en", "number=4"})]


@pytest.mark.parametrize("cell", ["", "5", '<a href="https://example.org/?a=1">x</a>'])
def test_cells_without_proofs_stay_as_they_are(cell: str) -> None:
    parted = part_table([[cell, cell]], 2)
    assert (parted.attributes, parted.rows[0].cells) == ({}, [cell, cell])
