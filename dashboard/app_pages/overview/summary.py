"""The overview's answer, key figures, picture, indicators, totals and findings."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Final

from dashboard.app_pages.spending.charts import write_tiles_table
from dashboard.app_pages.spending.summary import prove_policy_area_share
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
from dashboard.kit.proofs.cells.cell import ProvenCells, prove_cell
from dashboard.kit.proofs.proof import make_proof
from dashboard.kit.proofs.sentence import join_proven, prove, write_sentence
from dashboard.kit.status_shapes import write_mark

if TYPE_CHECKING:
    from decimal import Decimal

    import polars as pl

    from dashboard.kit.proofs.proof import Proof
    from dashboard.kit.screen import Screen

FINDINGS: Final = 5
"""Rules named on the overview: the gravest; all are on the page of data quality."""


_BASELINE: Final = "baseline_"
"""Beginning of a status that tells what is known of a baseline."""


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
    money = say(
        f"answer.money.{name_tense(end, screen)}",
        end=end and format_date(end),
        amount=write_short(_whole(plan), screen),
        area=first["area_name"],
        share=format_share(first["area_share"], screen.language),
    )
    kind = "planned" if plan["printed_net_eur"] is None else "printed"
    chosen = SpendingFilter(screen.plan_code)
    whole = make_proof(kind, _whole(plan))
    sentences = [prove(money, whole, prove_policy_area_share(first, chosen))]
    if spent["reported_until_date"] is None:
        sentences.append(say("answer.unknown"))
    elif (ratio := spent["executed_ratio"]) is not None:
        share = format_share(ratio, screen.language)
        day = format_date(spent["reported_until_date"])
        said = say("answer.spent", day=day, share=share)
        sentences.append(prove(said, make_proof("spent_share", ratio)))
    return join_proven(sentences)


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
    counts = ("activity_count", "school_count")
    proofs = [prove_cell(f"rpt_plan.{name}", plan[name]) for name in counts]
    return prove(" · ".join(part for part in parts if part), *proofs)


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
    title = say(
        "money.title" if category else "money.title_plain",
        area=first["area_name"],
        amount=write_short(first["area_net_eur"], screen),
        **category,
    )
    chosen = SpendingFilter(screen.plan_code, area=(first["policy_area_code"],))
    return Chart(
        name="money",
        title=prove(title, make_proof("planned", first["area_net_eur"], chosen)),
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
    items = []
    for row in statuses.iter_rows(named=True):
        code, count = row["status_code"], row["indicator_count"]
        said = say("indicators.count", count=count)
        counted = tag("b", write_sentence(prove(said, _prove_status(code, count))))
        words = escape(say(f"status.{code}"))
        items.append(tag("li", write_mark(code), counted, " – ", words))
    return tag("ul", *items, class_="marked")


def _prove_status(code: str, count: int) -> Proof | None:
    """Make the proof of how many indicators have a status."""
    at = {"status_code": code}
    if code.startswith(_BASELINE):
        baseline = code.removeprefix(_BASELINE)
        at = {"status_code": "not_measured", "baseline_status": baseline}
    return prove_cell("rpt_indicator.rows", count, **at)


def write_totals_title(totals: pl.DataFrame, screen: Screen) -> str:
    """Describe whether the rows make up the printed total."""
    say = screen.words("overview")
    compared = totals.filter(totals["basis_code"] == "rows")
    difference = compared["net_difference_eur"][0] if compared.height else None
    if not difference:
        return say("totals.title_agrees")
    direction = say("totals.more" if difference > 0 else "totals.less")
    amount = write_exact(abs(difference), screen)
    title = say("totals.title_differs", difference=amount, direction=direction)
    at = {"total_kind": compared["total_kind"][0]}
    return prove(
        title, prove_cell("rpt_plan_total.net_difference_eur", difference, **at)
    )


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
    cells = ProvenCells(screen, "rpt_plan_total", by=("total_kind",))
    caption = say("totals.caption")
    return write_table(totals, columns, caption=caption, kind="cards", cells=cells)


def write_findings(rules: pl.DataFrame, screen: Screen) -> str:
    """Write the gravest findings, a line per rule."""
    say = screen.words("overview")
    items = []
    for row in rules.head(FINDINGS).iter_rows(named=True):
        word = say(f"severity.{row['severity']}")
        number = row["finding_count"]
        count = f" × {number}" if number > 1 else ""
        proof = prove_cell("rpt_finding.rows", number, rule_code=row["rule_code"])
        counted = write_sentence(prove(count, proof))
        head = tag("b", escape(row["title"]) + counted)
        under = tag("small", escape(row["explanation"] or ""))
        mark = write_mark(row["severity"]) + tag("span", escape(word), class_="word")
        items.append(tag("li", mark, head, under))
    return tag("ul", *items, class_="marked")
