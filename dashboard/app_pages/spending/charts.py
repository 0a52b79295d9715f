"""The spending page's two charts: what share of the whole, and what is largest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal

import polars as pl

from dashboard.kit.blocks.blocks import Chart
from dashboard.kit.blocks.columns import (
    list_policy_areas,
    net_column,
    share_column,
    write_policy_area,
)
from dashboard.kit.blocks.tables import Column, write_table
from dashboard.kit.charts.bars import Bar, Segment, write_bars
from dashboard.kit.charts.treemap import Tile, write_treemap
from dashboard.kit.formats import format_share
from dashboard.kit.links import write_address, write_toggle
from dashboard.kit.money import write_short
from dashboard.kit.phrases import UNASSIGNED, lower_first, shorten
from dashboard.kit.proofs.cells.cell import ANY, ProvenCells
from dashboard.kit.proofs.proof import make_proof, prove_part
from dashboard.kit.proofs.sentence import prove

if TYPE_CHECKING:
    from decimal import Decimal

    from dashboard.app_pages.spending.queries import Grouping
    from dashboard.kit.filters import SpendingFilter
    from dashboard.kit.screen import Screen

SAID: Final = 3
"""How many of the largest parts a text alternative names."""

GROUPED: Final = {
    "area": "policy_area_code",
    "category": "cost_category_code",
    "activity": "item",
}
"""What rows behind a figure call the things that a picture compares."""


def write_subtitle(screen: Screen, filters: str) -> str:
    """Describe measure, unit and filter of every chart of the page."""
    say = screen.words("spending")
    return " ".join(part for part in (say("measure"), filters) if part)


def view_proportion(
    tiles: pl.DataFrame, chosen: SpendingFilter, screen: Screen, filters: str
) -> Chart:
    """Show areas and categories as shares of the sum.

    Args:
        tiles: What `query_tiles` gives; not empty.
        chosen: The filter they were selected by.
        screen: Language and theme.
        filters: The sentence of active filters.
    """
    say = screen.words("spending")
    rows = tiles.sort("net_eur", descending=True).head(SAID).to_dicts()
    parts = [
        f"{row['area_name']}, {lower_first(row['category_name'])}: "
        f"{write_short(row['net_eur'], screen)}, {_share(row['share'], screen)}"
        for row in rows
    ]
    return Chart(
        name="proportion",
        title=_write_proportion_title(tiles, chosen, screen),
        subtitle=write_subtitle(screen, filters),
        alt=say("proportion.alt", parts="; ".join(parts)),
        figure=write_treemap(_list_tiles(tiles, screen), say("proportion.rest")),
        table=write_tiles_table(tiles, chosen, screen),
        legend={
            row["policy_area_code"]: f"{row['area_name']} "
            + _write_part(row["area_net_eur"], row["area_share"], screen)
            for row in tiles.unique("policy_area_code", maintain_order=True).to_dicts()
        },
    )


def _write_proportion_title(
    tiles: pl.DataFrame, chosen: SpendingFilter, screen: Screen
) -> str:
    say = screen.words("spending")
    row = tiles.sort("net_eur", descending=True).row(0, named=True)
    if row["cost_category_code"] == UNASSIGNED:
        first = tiles.row(0, named=True)
        said = say(
            "proportion.title_area",
            area=first["area_name"],
            share=_share(first["area_share"], screen),
        )
        area = first["policy_area_code"]
        share = first["area_share"]
        return prove(
            said, prove_part("planned/all", share, chosen, policy_area_code=area)
        )
    said = say(
        "proportion.title",
        area=row["area_name"],
        category=lower_first(row["category_name"]),
        share=_share(row["share"], screen),
    )
    of = {one: row[one] for one in ("policy_area_code", "cost_category_code")}
    return prove(said, prove_part("planned/all", row["share"], chosen, **of))


def _list_tiles(tiles: pl.DataFrame, screen: Screen) -> list[Tile]:
    groups = [
        Tile(
            key=row["policy_area_code"],
            parent="",
            policy_area=row["policy_area_code"],
            label=row["area_name"],
            text=_write_part(row["area_net_eur"], row["area_share"], screen),
            value=row["area_net_eur"],
        )
        for row in tiles.unique("policy_area_code", maintain_order=True).to_dicts()
    ]
    parts = [
        Tile(
            key=f"{row['policy_area_code']}/{row['cost_category_code']}",
            parent=row["policy_area_code"],
            policy_area=row["policy_area_code"],
            label=row["category_short_name"],
            text=_write_part(row["net_eur"], row["share"], screen),
            value=row["net_eur"],
        )
        for row in tiles.to_dicts()
    ]
    return groups + parts


def view_comparison(
    parts: pl.DataFrame,
    grouping: Grouping,
    chosen: SpendingFilter,
    screen: Screen,
    filters: str,
) -> Chart:
    """Show the largest activities, categories or areas, each split by area.

    Args:
        parts: What `query_parts` gives; not empty.
        grouping: What the bars are.
        chosen: The filter they were selected by.
        screen: Language and theme.
        filters: The sentence of active filters.
    """
    say = screen.words("spending")
    groups = parts.unique("group_key", maintain_order=True).to_dicts()
    first = groups[0]
    is_activity = grouping == "activity"
    said = [
        f"{shorten(row['group_label'])}: {write_short(row['group_net_eur'], screen)}"
        for row in groups[:SAID]
    ]
    bars = [_make_bar(row, grouping, parts, screen) for row in groups]
    share = first["shown_share"] if is_activity else first["group_share"]
    title = say(
        f"comparison.title.{grouping}",
        count=len(groups),
        first=lower_first(first["group_label"]),
        share=_share(share, screen),
    )
    of = {GROUPED[grouping]: first["group_key"]}
    proof = prove_part("planned/all", share, chosen, **of)
    if is_activity:
        proof = make_proof("dearest_share", share, chosen)
    return Chart(
        name="comparison",
        title=prove(title, proof),
        subtitle=write_subtitle(screen, filters),
        alt=say("comparison.alt", parts="; ".join(said)),
        figure=write_bars(bars),
        table=_write_parts(parts, grouping, chosen, screen),
        legend={} if grouping == "area" else list_policy_areas(parts),
        hint=say("comparison.hint" if is_activity else "comparison.hint_filter"),
        is_linked=True,
    )


def _make_bar(
    group: dict[str, Any], grouping: Grouping, parts: pl.DataFrame, screen: Screen
) -> Bar:
    rows = parts.filter(parts["group_key"] == group["group_key"]).to_dicts()
    amount = write_short(group["group_net_eur"], screen)
    if grouping == "activity":
        href = write_address(screen, "activity", key=group["group_key"])
    else:
        href = write_toggle(screen, "spending", grouping, group["group_key"])
    return Bar(
        label=group["group_label"],
        value=f"{amount} · {_share(group['group_share'], screen, 'table')}",
        segments=[
            Segment(
                value=row["net_eur"],
                policy_area=row["policy_area_code"],
                hover=f"{row['area_name']}: {write_short(row['net_eur'], screen)}",
            )
            for row in rows
        ],
        href=href,
    )


def write_tiles_table(
    tiles: pl.DataFrame, chosen: SpendingFilter, screen: Screen
) -> str:
    """Write areas and categories with their amounts and shares."""
    say = screen.words("spending")

    cells = ProvenCells(
        screen,
        "",
        by=("policy_area_code", "cost_category_code"),
        columns={"net_eur": "planned", "share": "planned/all"},
        adds=("net_eur", "share"),
        chosen=chosen,
    )
    columns = [
        Column("area_name", say("column.area"), markup=write_policy_area),
        Column("category_name", say("column.category")),
        net_column(screen),
        share_column("share", screen),
    ]
    total = {
        "area_name": say("table.total"),
        "net_eur": tiles["all_net_eur"][0],
        "share": 1,
    }
    caption = say("proportion.caption")
    rows = _add_subtotals(tiles, say("table.total"))
    return write_table(rows, columns, caption=caption, total=total, cells=cells)


def _add_subtotals(tiles: pl.DataFrame, name: str) -> pl.DataFrame:
    """Add a row under the tiles of each area that has several, as the picture does."""
    counts = pl.len().over("policy_area_code")
    sums = (
        tiles.filter(counts > 1)
        .unique("policy_area_code", maintain_order=True)
        .with_columns(
            cost_category_code=pl.lit(ANY),
            category_name=pl.lit(name),
            net_eur=pl.col("area_net_eur"),
            share=pl.col("area_share"),
        )
    )
    codes = tiles["policy_area_code"].unique(maintain_order=True)
    order = {code: at for at, code in enumerate(codes)}
    place = pl.col("policy_area_code").replace_strict(order, return_dtype=pl.Int64)
    return pl.concat([tiles, sums]).sort(place, maintain_order=True)


def _write_parts(
    parts: pl.DataFrame, grouping: Grouping, chosen: SpendingFilter, screen: Screen
) -> str:
    say = screen.words("spending")

    by = GROUPED[grouping]
    cells = ProvenCells(
        screen,
        "",
        by=(by,),
        names={by: "group_key"},
        columns={"group_net_eur": "planned", "group_share": "planned/all"},
        chosen=chosen,
    )
    groups = parts.unique("group_key", maintain_order=True)
    label = say("column.title") if grouping == "activity" else say(f"column.{grouping}")
    columns = [
        Column("group_label", label),
        net_column(screen, "group_net_eur"),
        share_column("group_share", screen),
    ]
    caption = say("comparison.caption")
    return write_table(groups, columns, caption=caption, cells=cells)


def _write_part(net: Decimal, share: float, screen: Screen) -> str:
    return f"{write_short(net, screen)} · {_share(share, screen, 'table')}"


def _share(
    ratio: float, screen: Screen, style: Literal["sentence", "table"] = "sentence"
) -> str:
    return format_share(ratio, screen.language, style=style)
