"""The tile map: a square for each municipality, roughly where it lies."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Final

from dashboard.app_pages.municipalities.summary import KNOWN, count_known
from dashboard.kit.html import tag
from dashboard.kit.links import write_link
from dashboard.kit.status_shapes import write_mark

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from dashboard.kit.screen import Screen

COLUMNS: Final = 11
"""Width of the map; municipalities without a place stand below it."""


def write_tiles(municipalities: pl.DataFrame, screen: Screen) -> str:
    """Write the map; where there is no room for it, it is a list by name.

    Args:
        municipalities: What `query_municipalities` gives.
        screen: Language and plan.
    """
    last = max([0, *municipalities["tile_row"].drop_nulls()])
    items, placeless = [], 0
    for row in municipalities.iter_rows(named=True):
        place = (row["tile_row"], row["tile_column"])
        if row["tile_row"] is None:
            below, column = divmod(placeless, COLUMNS)
            place, placeless = (last + 1 + below, column + 1), placeless + 1
        items.append(_write_tile(row, place, screen))
    legend = _write_legend(municipalities, screen)
    tiles = tag("ul", *items, class_="tiles")
    return tag("div", legend + tiles, class_="picture")


def _write_tile(row: Mapping[str, Any], place: tuple[int, int], screen: Screen) -> str:
    say = screen.words("municipalities")
    name = escape(row["municipality_name"].removesuffix(" sav."))
    if row["plan_code"]:
        name = write_link(screen, "overview", name, plan=row["plan_code"])
    known = row["known_code"]
    word = write_mark(known) + escape(say(f"word.{known}"))
    return tag(
        "li",
        tag("b", name),
        tag("span", word),
        class_=f"tile {known}",
        style=f"--row:{place[0]};--column:{place[1]}",
    )


def _write_legend(municipalities: pl.DataFrame, screen: Screen) -> str:
    say = screen.words("municipalities")
    counts = count_known(municipalities)
    parts = (
        tag("span", write_mark(code), escape(f"{say(f'known.{code}')}: {counts[code]}"))
        for code in KNOWN
    )
    return tag("p", *parts, class_="legend")
