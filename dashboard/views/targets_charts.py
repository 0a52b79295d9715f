"""The targets page's chart of shares and its table of numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dashboard.components.blocks import Chart
from dashboard.components.dumbbells import Dumbbell, Mark, write_dumbbells
from dashboard.formats import format_plain
from dashboard.views.captions import end_once, say_published
from dashboard.views.indicator_columns import (
    say_bound,
    say_year,
    write_numbers,
)
from dashboard.views.marks import DIRECTION_SHAPES, say_status
from dashboard.views.values import write_change, write_tick, write_value

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from dashboard.components.dumbbells import Kind
    from dashboard.screen import Screen

SCALE: Final = (0.0, 100.0)
TICKS: Final = (0.0, 25.0, 50.0, 75.0, 100.0)
SAID: Final = 3
"""How many of the largest changes a text alternative names."""


def select_shares(indicators: pl.DataFrame) -> pl.DataFrame:
    """Give the chosen indicators in percent, the largest promised change first."""
    shares = indicators.filter(
        indicators["is_chosen"] & (indicators["unit_kind"] == "percent")
    )
    by_size = shares["change_value"].cast(float).abs()
    return shares.with_columns(size=by_size).sort(
        "size", "sort_order", descending=[True, False], nulls_last=True
    )


def select_others(indicators: pl.DataFrame) -> pl.DataFrame:
    """Give the chosen indicators in other units, in order of print."""
    return indicators.filter(
        indicators["is_chosen"] & (indicators["unit_kind"] != "percent")
    )


def name_source(indicators: pl.DataFrame) -> str:
    """Name the text that names the source: the plan, or loaded workbooks too."""
    is_measured = indicators["actual_value"].is_not_null().any()
    return "block.loaded_source" if is_measured else "block.plan_source"


def view_shares(shares: pl.DataFrame, screen: Screen, filters: str) -> Chart:
    """Show indicators in percent from baseline to target on one scale.

    Args:
        shares: What `select_shares` gives; not empty.
        screen: Language.
        filters: The sentence of active filters.
    """
    say = screen.words("targets")
    first = shares.row(0, named=True)
    known = shares.filter(shares["size"].is_not_null())
    title = (
        say("shares.title", **_say_way(first, screen))
        if known.height
        else say("shares.title_unknown")
    )
    published = say_published(screen)
    parts = [
        say("shares.alt_part", **_say_way(row, screen))
        for row in known.head(SAID).iter_rows(named=True)
    ]
    return Chart(
        name="shares",
        title=title,
        subtitle=say("subtitle.shares", filters=filters, published=published),
        alt=end_once(
            say(
                "shares.alt",
                count=shares.height,
                parts="; ".join(parts) or "–",
                unclear=shares.height - known.height,
            )
        ),
        figure=_draw_shares(shares, screen),
        table=write_numbers(shares, screen, caption=say("shares.caption")),
        note=say("shares.note"),
        source=name_source(shares),
    )


def _draw_shares(shares: pl.DataFrame, screen: Screen) -> str:
    say = screen.words("targets")
    rows = shares.to_dicts()
    used: dict[Kind, str] = {
        "start": say("legend.start"),
        "end": say("legend.end"),
        "actual": say("legend.actual"),
    }
    if not any(row["actual_value"] is not None for row in rows):
        del used["actual"]
    return write_dumbbells(
        [_make_row(row, screen) for row in rows],
        SCALE,
        {tick: write_tick(tick, screen.language) for tick in TICKS},
        used,
    )


def _make_row(row: Mapping[str, Any], screen: Screen) -> Dumbbell:
    say = screen.words("targets")
    language, change = screen.language, row["change_value"]
    baseline = row["baseline_status"]
    value = (
        say("row.no_baseline", baseline=say(f"baseline.{baseline}"))
        if change is None
        else write_change(change, row["unit_code"], language)
    )
    return Dumbbell(
        label=f"{row['indicator_number']}. {row['indicator_name']}",
        detail=_say_detail(row, screen),
        start=_make_mark(row["baseline_value"], screen),
        end=_make_mark(row["target_value"], screen, bound=row["target_bound"]),
        actual=_make_mark(row["actual_value"], screen),
        value=value,
    )


def _say_detail(row: Mapping[str, Any], screen: Screen) -> str:
    say = screen.words("targets")
    facts = []
    if row["direction"]:
        word = say(f"direction.{row['direction']}").lower()
        facts.append(f"{DIRECTION_SHAPES[row['direction']]} {word}")
    facts.append(say_status(row["status_code"], screen))
    if row["baseline_period"]:
        year = say_year(row["baseline_period"], screen)
        facts.append(say("row.baseline_year", year=year))
    return " · ".join(facts)


def _make_mark(value: Any, screen: Screen, *, bound: str | None = None) -> Mark | None:  # noqa: ANN401
    if value is None:
        return None
    text = write_value(value, None, screen.language)
    return Mark(float(value), say_bound(text, bound, screen))


def _say_way(row: Mapping[str, Any], screen: Screen) -> dict[str, str]:
    start, end = row["baseline_value"], row["target_value"]
    language, unit = screen.language, row["unit_code"]
    return {
        "number": row["indicator_number"],
        "start": "" if start is None else format_plain(start, language),
        "end": "" if end is None else write_value(end, unit, language, "sentence"),
    }


def head_others(others: pl.DataFrame, screen: Screen, filters: str) -> tuple[str, str]:
    """Give the title and subtitle of the table of indicators that are no shares.

    Args:
        others: What `select_others` gives; not empty.
        screen: Language.
        filters: The sentence of active filters.
    """
    say = screen.words("targets")
    unclear = others["baseline_value"].null_count()
    published = say_published(screen)
    return (
        say("others.title", count=others.height, unclear=unclear),
        say("subtitle.others", filters=filters, published=published),
    )
