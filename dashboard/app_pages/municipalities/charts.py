"""Plans side by side: what share of each goes to which area and to what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import polars as pl

from dashboard.kit.blocks.blocks import Chart
from dashboard.kit.blocks.columns import net_column, share_column
from dashboard.kit.blocks.tables import Column, write_table
from dashboard.kit.charts.bars import Bar, Segment, write_bars
from dashboard.kit.formats import format_date, format_share
from dashboard.kit.links import write_address
from dashboard.kit.money import write_short
from dashboard.kit.proofs.cells.cell import ProvenCells, prove_share
from dashboard.kit.proofs.sentence import prove
from pazanga.local_time import find_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dashboard.app_pages.municipalities.queries import Split
    from dashboard.kit.screen import Screen

FEW: Final = 6
"""Plans whose bars have room for words; more of them are thin."""


def view_shares(
    shares: pl.DataFrame, plans: pl.DataFrame, split: Split, screen: Screen
) -> Chart:
    """Show shares of every plan, all bars equally long: sizes differ too much.

    Args:
        shares: What `query_shares` gives for the split.
        plans: What `query_plans` gives.
        split: What the parts are.
        screen: Language.
    """
    say = screen.words("municipalities")
    names = dict(plans.select("plan_code", "municipality_name").iter_rows())
    by_plan = {code: shares.filter(shares["plan_code"] == code) for code in names}
    published = format_date(find_day(screen.snapshot.published_at))
    said = [
        f"{names[code]}: {_say_parts(rows.iter_rows(named=True), screen)}"
        for code, rows in by_plan.items()
    ]
    bars = [
        _make_bar(row, by_plan[row["plan_code"]], split, screen)
        for row in plans.iter_rows(named=True)
    ]
    areas = shares.sort("part_order").unique("part_code", maintain_order=True)
    return Chart(
        name=f"shares_{split}",
        title=_write_title(shares, split, screen),
        subtitle=say("shares.subtitle", date=published),
        alt="; ".join(said),
        figure=write_bars(bars, is_thick=plans.height <= FEW),
        table=_write_parts(shares, names, split, screen),
        legend=dict(areas.select("part_code", "part_name").iter_rows())
        if split == "area"
        else {},
        note=say(f"shares.{split}.note"),
        source="block.plans_source",
        is_linked=True,
        is_folded=split == "category",
    )


def _write_title(shares: pl.DataFrame, split: Split, screen: Screen) -> str:
    """Describe how much plans give at least and at most to what matters most."""
    say = screen.words("municipalities")
    largest = shares.group_by("part_code").agg(pl.col("share").sum())
    code = "infrastructure"
    if split == "area" or code not in shares["part_code"]:
        code = largest.sort("share", "part_code")["part_code"][-1]
    rows = shares.filter(shares["part_code"] == code)
    column = "policy_area_code" if split == "area" else "cost_category_code"
    ends = rows.sort("share").to_dicts()
    least, most = ends[0], ends[-1]
    low, high = (format_share(one["share"], screen.language) for one in (least, most))
    proofs = [
        prove_share(
            "rpt_plan_part.net_eur",
            one["share"],
            {column: one["part_code"]},
            plan_code=one["plan_code"],
        )
        for one in (least, most)
    ]
    name = rows["part_name"][0]
    if low == high:
        return prove(say("shares.title_same", part=name, share=low), proofs[0])
    return prove(say("shares.title", part=name, low=low, high=high), *proofs)


def _say_parts(rows: Iterable[Mapping[str, Any]], screen: Screen) -> str:
    return ", ".join(
        f"{row['part_name']} {_share(row['share'], screen)}" for row in rows
    )


def _make_bar(
    plan: Mapping[str, Any], shares: pl.DataFrame, split: Split, screen: Screen
) -> Bar:
    segments = [
        Segment(
            value=row["share"],
            policy_area=row["part_code"] if split == "area" else "",
            words=(row["part_name"], _share(row["share"], screen)),
            hover=f"{row['part_name']}: {_share(row['share'], screen)},"
            f" {write_short(row['net_eur'], screen)}",
        )
        for row in shares.iter_rows(named=True)
    ]
    return Bar(
        label=plan["municipality_name"],
        value=write_short(plan["net_eur"], screen),
        segments=segments,
        href=write_address(screen, "overview", plan=plan["plan_code"]),
    )


def _write_parts(
    shares: pl.DataFrame, names: Mapping[str, str], split: Split, screen: Screen
) -> str:
    say = screen.words("municipalities")
    columns = [
        Column("municipality_name", screen.label("municipality_name_lt")),
        Column("part_name", say(f"shares.{split}.part")),
        net_column(screen),
        share_column("share", screen),
    ]
    name = pl.col("plan_code").replace_strict(names, return_dtype=pl.String)
    rows = shares.with_columns(municipality_name=name)
    part = "policy_area_code" if split == "area" else "cost_category_code"
    cells = ProvenCells(
        screen,
        "rpt_plan_part",
        by=("plan_code", part),
        names={part: "part_code"},
        columns={"share": "net_eur/all"},
        of=("plan_code",),
    )
    caption = say(f"shares.{split}.caption")
    return write_table(rows, columns, caption=caption, cells=cells)


def _share(ratio: float, screen: Screen) -> str:
    return format_share(ratio, screen.language, style="table")
