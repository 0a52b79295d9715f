"""The overview's answer, key figures, picture, indicators, totals and findings."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Final

from dashboard.charts.bars import Bar, Segment, plot_bars
from dashboard.components.blocks import Chart
from dashboard.components.figures import KeyFigure
from dashboard.components.html import tag
from dashboard.components.marks import write_mark
from dashboard.components.tables import Column, write_table
from dashboard.formats import (
    format_date,
    format_difference,
    format_period,
    format_share,
    format_title,
)
from dashboard.views.columns import money_column
from dashboard.views.money import write_exact, write_short
from dashboard.views.parts import UNASSIGNED, lower_first
from dashboard.views.spending_charts import write_tiles_table

if TYPE_CHECKING:
    from decimal import Decimal

    import polars as pl

    from dashboard.screen import Screen

FINDINGS: Final = 5
"""Rules named on the overview: the gravest; all are on the page of data quality."""

THICKNESS: Final = 40


def write_answer(
    plan: dict[str, Any],
    tiles: pl.DataFrame,
    spent: dict[str, Any],
    statuses: pl.DataFrame,
    screen: Screen,
) -> str:
    """Say how much is planned, who gets most, what is spent and measured.

    Args:
        plan: What `fetch_plan` gives.
        tiles: What `fetch_tiles` gives.
        spent: What `absorption.fetch_totals` gives for the whole plan.
        statuses: What `fetch_indicator_statuses` gives.
        screen: Language.
    """
    say = screen.words("overview")
    first = tiles.row(0, named=True)
    sentences = [
        say(
            "answer.money",
            amount=write_short(_whole(plan), screen),
            area=first["area_name"],
            share=format_share(first["area_share"], screen.language),
        )
    ]
    if spent["executed_ratio"] is not None:
        share = format_share(spent["executed_ratio"], screen.language)
        day = format_date(spent["reported_until_date"])
        sentences.append(say("answer.spent", day=day, share=share))
    if statuses.height:
        row = statuses.row(0, named=True)
        count, measured = int(row["chosen_count"]), int(row["measured_count"] or 0)
        key = "answer.measured" if measured else "answer.unmeasured"
        fields = {"measured": measured} if measured else {}
        sentences.append(say(key, count=count, **fields))
    return " ".join(sentences)


def write_lead(plan: dict[str, Any], screen: Screen) -> str:
    """Say in one line what the plan is: title, activities, schools, period."""
    say = screen.words("overview")
    parts = [
        format_title(plan["plan_title"]),
        say("lead.activities", count=plan["activity_count"]),
    ]
    if plan["school_count"]:
        parts.append(say("lead.schools", count=plan["school_count"]))
    start, end = plan["first_activity_date"], plan["last_activity_date"]
    parts.append(format_period(start, end, screen.language))
    return " · ".join(part for part in parts if part)


def list_figures(plan: dict[str, Any], screen: Screen) -> list[KeyFigure]:
    """Make the key figures: net, VAT, gross, direct beside indirect."""
    say = screen.words("overview")

    def note(key: str, value: Decimal | None) -> str:
        if value is None:
            return say("figure.not_printed")
        return say(key, exact=write_exact(value, screen))

    net, printed = _whole(plan), plan["printed_net_eur"]
    vat, gross = plan["printed_vat_eur"], plan["printed_gross_eur"]
    direct, indirect = plan["direct_net_eur"], plan["indirect_net_eur"]
    net_note = note("figure.summed" if printed is None else "figure.printed", net)
    return [
        KeyFigure(say("figure.net"), write_short(net, screen), net_note),
        KeyFigure(
            say("figure.vat"), write_short(vat, screen), note("figure.printed", vat)
        ),
        KeyFigure(
            say("figure.gross"), write_short(gross, screen), note("figure.added", gross)
        ),
        KeyFigure(
            say("figure.direct"),
            write_short(direct, screen),
            note("figure.indirect", indirect),
        ),
    ]


def _whole(plan: dict[str, Any]) -> Decimal | None:
    """Give the printed total, or the sum of rows where none is printed."""
    printed: Decimal | None = plan["printed_net_eur"]
    return plan["net_eur"] if printed is None else printed


def view_money(tiles: pl.DataFrame, screen: Screen) -> Chart:
    """Show what each area gets and what for.

    Args:
        tiles: What `fetch_tiles` gives for the whole plan; not empty.
        screen: Language and theme.
    """
    say = screen.words("overview")
    spending = screen.words("spending")
    areas = tiles.unique("policy_area_code", maintain_order=True).to_dicts()
    first = areas[0]
    category = _find_largest_category(tiles, first["policy_area_code"])
    parts = [
        f"{row['area_name']} {write_short(row['area_net_eur'], screen)}"
        for row in areas
    ]
    published = format_date(screen.snapshot.published_at.date())
    bars = [_make_bar(row, tiles, screen) for row in areas]
    return Chart(
        name="money",
        title=say(
            "money.title" if category else "money.title_plain",
            area=first["area_name"],
            amount=write_short(first["area_net_eur"], screen),
            **category,
        ),
        subtitle=spending("measure", date=published),
        alt=say("money.alt", parts="; ".join(parts)),
        figure=plot_bars(bars, screen.theme, screen.language, thickness=THICKNESS),
        table=write_tiles_table(tiles, screen),
        note=say("money.note"),
    )


def _find_largest_category(tiles: pl.DataFrame, area: str) -> dict[str, str]:
    """Name what an area spends most on; nothing where the plan does not say it."""
    rows = tiles.filter(tiles["policy_area_code"] == area)
    row = rows.sort("net_eur", descending=True).row(0, named=True)
    if row["cost_category_code"] == UNASSIGNED:
        return {}
    return {"category": lower_first(row["category_name"])}


def _make_bar(area: dict[str, Any], tiles: pl.DataFrame, screen: Screen) -> Bar:
    amount = write_short(area["area_net_eur"], screen)
    share = format_share(area["area_share"], screen.language, style="table")
    code = area["policy_area_code"]
    rows = tiles.filter(tiles["policy_area_code"] == code).to_dicts()
    return Bar(
        key=code,
        label=f"<b>{escape(area['area_name'])}</b> {amount} · {share}",
        value="",
        segments=[
            Segment(
                value=row["net_eur"],
                area=code,
                text=f"{escape(row['category_short_name'])}<br>"
                f"{write_short(row['net_eur'], screen)}",
                hover=f"{escape(row['category_name'])}<br>"
                f"{write_short(row['net_eur'], screen)}",
            )
            for row in rows
        ],
    )


def write_statuses(statuses: pl.DataFrame, screen: Screen) -> str:
    """Write what is known of the indicators, a line per status."""
    say = screen.words("overview")
    items = [
        tag(
            "li",
            write_mark(row["status_code"]),
            tag("b", escape(say("indicators.count", count=row["indicator_count"]))),
            " – ",
            escape(say(f"status.{row['status_code']}")),
        )
        for row in statuses.iter_rows(named=True)
    ]
    return tag("ul", *items, class_="marked")


def write_totals_title(totals: pl.DataFrame, screen: Screen) -> str:
    """Say whether the rows make up the printed total."""
    say = screen.words("overview")
    compared = totals.filter(totals["basis_code"] == "rows")
    difference = compared["net_difference_eur"][0] if compared.height else None
    if not difference:
        return say("totals.title_agrees")
    direction = say("totals.more" if difference > 0 else "totals.less")
    amount = write_exact(abs(difference), screen)
    return say("totals.title_differs", difference=amount, direction=direction)


def write_totals(totals: pl.DataFrame, screen: Screen) -> str:
    """Write printed totals beside the difference to what makes them up."""
    say = screen.words("overview")

    def difference(name: str, label: str) -> Column:
        return Column(
            name,
            say(f"totals.column.{label}"),
            lambda value: format_difference(value, screen.language),
            missing=say("totals.not_compared"),
            is_number=True,
        )

    columns = [
        Column(
            "total_kind",
            say("totals.column.kind"),
            lambda kind: say(f"totals.kind.{kind}"),
        ),
        money_column(screen, "printed_net_eur", say("totals.column.printed_net")),
        difference("net_difference_eur", "net_difference"),
        money_column(screen, "printed_vat_eur", say("totals.column.printed_vat")),
        difference("vat_difference_eur", "vat_difference"),
    ]
    return write_table(totals, columns, caption=say("totals.caption"))


def write_findings(rules: pl.DataFrame, screen: Screen) -> str:
    """Write the gravest findings, a line per rule."""
    say = screen.words("overview")
    items = []
    for row in rules.head(FINDINGS).iter_rows(named=True):
        word = say(f"severity.{row['severity']}")
        count = f" × {row['finding_count']}" if row["finding_count"] > 1 else ""
        head = tag("b", escape(f"{row['title']}{count}"))
        under = tag("small", escape(row["explanation"] or ""))
        mark = write_mark(row["severity"]) + tag("span", escape(word), class_="word")
        items.append(tag("li", mark, head, under))
    return tag("ul", *items, class_="marked")
