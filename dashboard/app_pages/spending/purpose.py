"""What planned money is meant to do: from area to cost category to indicator."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dashboard.app_pages.spending.charts import write_subtitle
from dashboard.kit.blocks.blocks import Chart
from dashboard.kit.blocks.columns import net_column, share_column
from dashboard.kit.blocks.tables import Column, write_table
from dashboard.kit.charts.flows import FlowNode, write_flows
from dashboard.kit.formats import format_share
from dashboard.kit.html import write_printed
from dashboard.kit.links import link_indicator, write_address, write_toggle
from dashboard.kit.money import write_short
from dashboard.kit.phrases import shorten
from dashboard.kit.snapshot import query

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from dashboard.kit.filters import SpendingFilter
    from dashboard.kit.screen import Screen
    from pazanga.texts import Language

_HERE: Final = Path(__file__).parent

SAID: Final = 3
"""How many of the largest indicators a text alternative names."""

NAME: Final = 38
"""Characters of an indicator's name that a line of the picture has room for."""


def query_purpose(
    snapshot: str, chosen: SpendingFilter, language: Language
) -> pl.DataFrame:
    """Sum the selected costs by area, category and indicator, each euro once.

    One row per policy area, cost category and indicator that a part is meant for.
    """
    parameters = {**chosen.to_parameters(), "language": language}
    return query(snapshot, _HERE / "purpose.sql", parameters)


def view_purpose(parts: pl.DataFrame, screen: Screen, filters: str) -> Chart:
    """Show where money goes and what it is meant to move.

    Args:
        parts: What `query_purpose` gives; not empty.
        screen: Language.
        filters: The sentence of active filters.
    """
    say = screen.words("spending.purpose")
    indicators = parts.unique("indicator_number", maintain_order=True).to_dicts()
    said = [
        f"{_name(row, screen)}: {write_short(row['indicator_net_eur'], screen)}"
        for row in indicators[:SAID]
    ]
    columns = (
        _list_nodes(parts, "area", "policy_area", screen),
        _list_nodes(parts, "category", "cost_category", screen),
        [_make_indicator(row, screen) for row in indicators],
    )
    links = (
        _list_links(parts, "policy_area_code", "cost_category_code", "area_category"),
        _list_links(
            parts, "cost_category_code", "indicator_number", "category_indicator"
        ),
    )
    heads = [say(f"head.{name}") for name in ("area", "category", "indicator")]
    return Chart(
        name="purpose",
        title=_say_title(indicators, screen),
        subtitle=write_subtitle(screen, filters),
        alt=say("alt", parts="; ".join(said)),
        figure=write_flows(columns, links, heads),
        table=_write_indicators(parts, screen),
        note=say("note"),
        hint=say("hint"),
        is_linked=True,
    )


def _say_title(indicators: list[dict[str, Any]], screen: Screen) -> str:
    say = screen.words("spending.purpose")
    known = [row for row in indicators if row["indicator_number"]]
    if not known:
        return say("title_none")
    first = known[0]
    return say(
        "title",
        number=first["indicator_number"],
        amount=write_short(first["indicator_net_eur"], screen),
        share=format_share(first["indicator_share"], screen.language),
    )


def _name(row: Mapping[str, Any], screen: Screen) -> str:
    if not row["indicator_number"]:
        return screen.words("spending.purpose")("none")
    return f"{row['indicator_number']}. {row['indicator_name']}"


def _make_indicator(row: Mapping[str, Any], screen: Screen) -> FlowNode:
    number, label = row["indicator_number"], _name(row, screen)
    href = write_address(screen, "indicator", number=number) if number else ""
    return FlowNode(
        key=number,
        label=label,
        short=shorten(label, NAME),
        text=write_short(row["indicator_net_eur"], screen),
        value=row["indicator_net_eur"],
        href=href,
    )


def _list_nodes(
    parts: pl.DataFrame, name: str, column: str, screen: Screen
) -> list[FlowNode]:
    """List the parts of a column, the largest on top; a name filters the page."""
    code = f"{column}_code"
    rows = parts.unique(code, maintain_order=True).sort(
        f"{name}_net_eur", f"{column}_order", descending=[True, False]
    )
    return [
        FlowNode(
            key=row[code],
            label=row[f"{name}_name"],
            short=row[f"{name}_name"],
            text=write_short(row[f"{name}_net_eur"], screen),
            value=row[f"{name}_net_eur"],
            policy_area=row[code] if name == "area" else "",
            href=write_toggle(screen, "spending", name, row[code]),
        )
        for row in rows.iter_rows(named=True)
    ]


def _list_links(
    parts: pl.DataFrame, start: str, end: str, name: str
) -> dict[tuple[str, str], Any]:
    columns = (start, end, f"{name}_net_eur")
    rows = parts.unique([start, end]).select(columns).iter_rows()
    return {(first, second): amount for first, second, amount in rows}


def _write_indicators(parts: pl.DataFrame, screen: Screen) -> str:
    say = screen.words("spending.purpose")
    rows = parts.unique("indicator_number", maintain_order=True)

    def write(row: Mapping[str, Any]) -> str:
        if not row.get("indicator_name"):
            return escape(row["indicator_number"])
        name = write_printed(_name(row, screen))
        return link_indicator(screen, row["indicator_number"], name)

    columns = [
        Column(
            "indicator_number", say("head.indicator"), missing=say("none"), markup=write
        ),
        net_column(screen, "indicator_net_eur"),
        share_column("indicator_share", screen),
    ]
    total = {
        "indicator_number": say("total"),
        "indicator_net_eur": rows["all_net_eur"][0],
        "indicator_share": 1,
    }
    return write_table(rows, columns, caption=say("caption"), total=total)
