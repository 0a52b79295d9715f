"""The overview's answer, key figures, picture, indicators, totals and findings."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Final

from dashboard.app_pages.spending.charts import write_tiles_table
from dashboard.kit.blocks.blocks import Chart
from dashboard.kit.blocks.columns import money_column
from dashboard.kit.blocks.tables import Column, write_table
from dashboard.kit.charts.bars import Bar, Segment, write_bars
from dashboard.kit.filters import SpendingFilter
from dashboard.kit.formats import (
    format_date,
    format_difference,
    format_period,
    format_share,
    format_title,
)
from dashboard.kit.html import tag
from dashboard.kit.money import write_exact, write_short
from dashboard.kit.phrases import UNASSIGNED, lower_first
from dashboard.kit.plans import name_tense
from dashboard.kit.proofs.proof import make_proof
from dashboard.kit.status_shapes import write_mark

if TYPE_CHECKING:
    from decimal import Decimal

    import polars as pl

    from dashboard.kit.proofs.proof import Proof
    from dashboard.kit.screen import Screen

FINDINGS: Final = 5
"""Rules named on the overview: the gravest; all are on the page of data quality."""


def write_answer(
    plan: dict[str, Any],
    tiles: pl.DataFrame,
    spent: dict[str, Any],
    screen: Screen,
) -> str:
    """Describe how much is planned, who gets most, what is spent, and what is over.

    Args:
        plan: What `query_plan` gives.
        tiles: What `query_tiles` gives.
        spent: What `absorption.query_totals` gives for the whole plan.
        screen: Language, and the day that decides the tense.
    """
    say = screen.words("overview")
    first, end = tiles.row(0, named=True), plan["last_activity_date"]
    sentences = [
        say(
            f"answer.money.{name_tense(end, screen)}",
            end=end and format_date(end),
            amount=write_short(_whole(plan), screen),
            area=first["area_name"],
            share=format_share(first["area_share"], screen.language),
        )
    ]
    if spent["reported_until_date"] is None:
        sentences.append(say("answer.unknown"))
    elif spent["executed_ratio"] is not None:
        share = format_share(spent["executed_ratio"], screen.language)
        day = format_date(spent["reported_until_date"])
        sentences.append(say("answer.spent", day=day, share=share))
    return " ".join(sentences)


def list_answer_proofs(
    plan: dict[str, Any],
    tiles: pl.DataFrame,
    spent: dict[str, Any],
    screen: Screen,
) -> list[tuple[str, Proof | None]]:
    """List the figures of the answer in their order, with their proofs."""
    is_printed = plan["printed_net_eur"] is not None
    figure = "printed" if is_printed else "planned"
    language, area_share = screen.language, tiles["area_share"][0]
    proofs = [
        (write_short(_whole(plan), screen), make_proof(figure, _whole(plan))),
        (format_share(area_share, language), None),
    ]
    if (ratio := spent["executed_ratio"]) is not None:
        proofs.append((format_share(ratio, language), make_proof("spent_share", ratio)))
    return proofs


def write_lead(plan: dict[str, Any], screen: Screen) -> str:
    """Describe in one line what the plan is: title, activities, schools, period."""
    say = screen.words("overview")
    parts = [
        format_title(plan["plan_title"]),
        say("lead.programme", programme=plan[f"programme_name_{screen.language}"]),
        say("lead.activities", count=plan["activity_count"]),
    ]
    if plan["school_count"]:
        parts.append(say("lead.schools", count=plan["school_count"]))
    start, end = plan["first_activity_date"], plan["last_activity_date"]
    parts.append(format_period(start, end, screen.language))
    return " · ".join(part for part in parts if part)


def _whole(plan: dict[str, Any]) -> Decimal | None:
    """Return the printed total, or the sum of rows where none is printed."""
    printed: Decimal | None = plan["printed_net_eur"]
    return plan["net_eur"] if printed is None else printed


def view_money(tiles: pl.DataFrame, screen: Screen) -> Chart:
    """Show what each area gets and what for.

    Args:
        tiles: What `query_tiles` gives for the whole plan; not empty.
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
    bars = [_make_bar(row, tiles, screen) for row in areas]
    return Chart(
        name="money",
        title=say(
            "money.title" if category else "money.title_plain",
            area=first["area_name"],
            amount=write_short(first["area_net_eur"], screen),
            **category,
        ),
        subtitle=spending("measure"),
        alt=say("money.alt", parts="; ".join(parts)),
        figure=write_bars(bars, is_thick=True),
        table=write_tiles_table(tiles, SpendingFilter(screen.plan_code), screen),
        note=say("money.note"),
    )


def _find_largest_category(tiles: pl.DataFrame, area: str) -> dict[str, str]:
    """Find what an area spends most on; nothing where the plan does not say it."""
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
        label=area["area_name"],
        value=f"{amount} · {share}",
        segments=[
            Segment(
                value=row["net_eur"],
                policy_area=code,
                words=(
                    row["category_short_name"],
                    write_short(row["net_eur"], screen),
                ),
                hover=f"{row['category_name']}: {write_short(row['net_eur'], screen)}",
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
    """Describe whether the rows make up the printed total."""
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

    def difference(name: str) -> Column:
        return Column(
            name,
            screen.label(name, of="rpt_plan_total"),
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
        money_column(screen, "printed_net_eur", screen.label("printed_net_eur")),
        difference("net_difference_eur"),
        money_column(screen, "printed_vat_eur", screen.label("printed_vat_eur")),
        difference("vat_difference_eur"),
    ]
    return write_table(totals, columns, caption=say("totals.caption"), kind="cards")


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
