"""The money of a plan beside something like it: before, a year ago, in other plans."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from dashboard.app_pages.spending import compared_queries as queries
from dashboard.app_pages.spending.charts import GROUPED
from dashboard.kit.comparison.picture import TOTAL, VALUES, Sides
from dashboard.kit.comparison.section import PageComparison
from dashboard.kit.comparison.words import name_plans, say_headline
from dashboard.kit.formats import format_number
from dashboard.kit.money import write_short
from dashboard.kit.proofs.cells.cell import EQUAL, prove_cell
from dashboard.kit.proofs.proof import make_proof, prove_part, prove_rows
from dashboard.kit.proofs.sentence import prove
from dashboard.kit.typography import keep_whole

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    import polars as pl

    from dashboard.app_pages.spending.queries import Grouping
    from dashboard.kit.comparison.choice import Compared
    from dashboard.kit.filters import SpendingFilter
    from dashboard.kit.proofs.proof import Proof
    from dashboard.kit.screen import Screen

Facts = dict[str, Any]

OF_THE_PLAN: Final = frozenset({"school", "year", "pace", "search"})
"""Filters that say nothing of another plan."""

OF_PLANS: Final = ("like", "programme")
"""Comparisons with other plans: of shares, for their sums are of other sizes."""


_FIGURES: Final[Mapping[str, tuple[str, str, str]]] = {
    "printed": ("in_force", "planned", "decided_money"),
    "last-year": ("spent_now", "spent_before", "spent_apart"),
}
"""Figures of both sides and of their difference, of the whole selection."""


def list_reasons(
    facts: Facts, chosen: SpendingFilter, show: str, by: str, screen: Screen
) -> dict[str, str]:
    """List why the money cannot be compared with something, by its code.

    Args:
        facts: What `query_comparable` gives.
        chosen: What the page is narrowed to.
        show: What the picture shows: `planned`, `spent` or `share`.
        by: What it is broken down by.
        screen: Language.
    """
    reasons = {
        "printed": _find_reason_printed(facts, show),
        "last-year": _find_reason_year(facts, show, by),
        **{
            code: _find_reason_plans(facts, code, screen)
            or _find_reason_shares(facts, code, chosen, show, by)
            for code in OF_PLANS
        },
    }
    say = screen.words("spending.compared")
    return {
        code: say(reason) if reason.startswith("reason.") else reason
        for code, reason in reasons.items()
        if reason
    }


def _find_reason_printed(facts: Facts, show: str) -> str:
    if not facts["changed_count"]:
        return "reason.unchanged"
    return "" if show == "planned" else "reason.show_planned"


def _find_reason_year(facts: Facts, show: str, by: str) -> str:
    if not facts["earlier_count"]:
        return "reason.no_year"
    if show != "spent":
        return "reason.show_spent"
    return "reason.by" if by in {"school", "month"} else ""


def _find_reason_shares(
    facts: Facts, code: str, chosen: SpendingFilter, show: str, by: str
) -> str:
    if show == "spent":
        return "reason.show_planned"
    if OF_THE_PLAN & {*chosen.list_active()}:
        return "reason.filters"
    if by == "activity":
        return "reason.by_activity"
    is_unsure = by == "category" and _has_unassigned(facts, code)
    return "reason.unassigned" if is_unsure else ""


def _has_unassigned(facts: Facts, code: str) -> bool:
    name = "has_nearest_unassigned" if code == "like" else "has_unassigned"
    return bool(facts[name])


def _find_reason_plans(facts: Facts, code: str, screen: Screen) -> str:
    """Find why there is no other plan to compare with; empty where there is one."""
    say = screen.words("spending.compared")
    if not facts["other_count"]:
        return say("reason.alone")
    if code == "programme" or facts["is_like_size"]:
        return ""
    said = say(
        "reason.unlike",
        name=facts["nearest_name"],
        amount=write_short(facts["nearest_net_eur"], screen),
        own=write_short(facts["net_eur"], screen),
        times=format_number(facts["size_ratio"], screen.language, decimals=1),
    )
    columns = ("other_net_eur", "net_eur", "size_ratio")
    names = ("nearest_net_eur", "net_eur", "size_ratio")
    proofs = [
        prove_cell(f"rpt_plan_likeness.{column}", facts[name], nearness=1)
        for column, name in zip(columns, names, strict=True)
    ]
    return prove(said, *proofs)


def compare_money(
    code: Compared,
    facts: Facts,
    chosen: SpendingFilter,
    grouping: Grouping,
    screen: Screen,
) -> PageComparison | None:
    """Return the comparison that is chosen, or None where there are no rows.

    Args:
        code: What the money is compared with.
        facts: What `query_comparable` gives.
        chosen: What the page is narrowed to.
        grouping: What a row is.
        screen: Language, plan and snapshot.
    """
    path, language = screen.snapshot.path, screen.language
    if code in OF_PLANS:
        nearest = [facts["nearest_plan_code"]]
        others = nearest if code == "like" else facts["other_plan_codes"]
        rows = queries.query_shares(path, chosen, language, grouping, others)
    else:
        rows = queries.query_money(path, chosen, language, code, grouping)
        if grouping == "activity":
            rows = rows.filter(rows["difference_value"] != 0)
    if rows.is_empty():
        return None
    sides = _name_sides(code, facts, grouping, screen)
    said = _say_finding(code, facts, rows, screen)
    proofs = {
        str(row["group_key"]): _prove_row(code, facts, grouping, chosen, row)
        for row in rows.iter_rows(named=True)
    }
    first = rows.row(0, named=True)
    if code not in OF_PLANS:
        proofs[TOTAL] = _prove_whole(code, chosen, first)
    told = proofs.get(TOTAL) or proofs[str(first["group_key"])]
    return PageComparison(rows, sides, prove(said, *told.values()), proofs)


def _prove_row(
    code: Compared,
    facts: Facts,
    grouping: Grouping,
    chosen: SpendingFilter,
    row: Mapping[str, Any],
) -> dict[str, Proof | None]:
    """Make the proofs of both sides of a group and of their difference."""
    key, values = row["group_key"] or "", [row[name] for name in VALUES]
    if code in OF_PLANS:
        is_category = grouping == "category"
        narrowed = (
            replace(chosen, category=(key,))
            if is_category
            else replace(chosen, area=(key,))
        )
        figures = ("share_own", f"share_of_{code}", f"share_from_{code}")
        proofs = _make_proofs(figures, values, narrowed)
    elif code == "printed":
        pairs = zip(_FIGURES[code], values, strict=True)
        part = {GROUPED[grouping]: key}
        proofs = [prove_part(figure, value, chosen, **part) for figure, value in pairs]
    else:
        since = facts["first_month_date"]
        before = since - timedelta(days=1)
        whens = (f"month_began>={since}", f"month_began<={before}", "")
        own = f"{GROUPED[grouping]}{EQUAL}{key}"
        proofs = [
            prove_rows(figure, value, chosen, (own, *filter(None, (when,))))
            for figure, value, when in zip(_FIGURES[code], values, whens, strict=True)
        ]
    return dict(zip(VALUES, proofs, strict=True))


def _prove_whole(
    code: Compared, chosen: SpendingFilter, row: Mapping[str, Any]
) -> dict[str, Proof | None]:
    """Make the proofs of the sums of both sides and of their difference."""
    values = [row[f"all_{name}"] for name in VALUES]
    proofs = _make_proofs(_FIGURES[code], values, chosen)
    return dict(zip(VALUES, proofs, strict=True))


def _make_proofs(
    figures: Sequence[str], values: Sequence[Decimal | None], chosen: SpendingFilter
) -> list[Proof | None]:
    return [
        make_proof(figure, value if value is None else abs(value), chosen)
        for figure, value in zip(figures, values, strict=True)
    ]


def _say_finding(
    code: Compared, facts: Facts, rows: pl.DataFrame, screen: Screen
) -> str:
    section, row = "spending.compared", rows.row(0, named=True)
    if code in OF_PLANS:
        nearest, others = facts["nearest_name"], facts["other_names"]
        than = nearest if code == "like" else name_plans(others, screen)
        fields = {"group": row["group_label"], "than": than}
        return say_headline(f"answer.{code}", row, screen, section, **fields)
    names = ("own_value", "other_value", "difference_value")
    whole = {**row, **{name: row[f"all_{name}"] for name in names}}
    months = {name: keep_whole(day) for name, day in _say_months(facts).items()}
    return say_headline(f"answer.{code}", whole, screen, section, **months)


def _say_months(facts: Facts) -> dict[str, str]:
    """Write the months of both years: `2025-01` to `2025-10`, and a year before."""
    if facts["last_month_date"] is None:
        return {}
    months = (facts["first_month_date"], facts["last_month_date"])
    first, last = (f"{day:%Y-%m}" for day in months)
    was_first, was_last = (f"{day.year - 1}-{day:%m}" for day in months)
    return {
        "first": first,
        "last": last,
        "was_first": was_first,
        "was_last": was_last,
    }


def _name_sides(
    code: Compared, facts: Facts, grouping: Grouping, screen: Screen
) -> Sides:
    say = screen.words("spending.compared")
    fields: Mapping[str, Any] = {
        **_say_months(facts),
        "plan": screen.plan_name,
        "name": facts["nearest_name"],
        "names": name_plans(facts["other_names"] or (), screen),
        "amount": write_short(facts["nearest_net_eur"], screen),
        "own": write_short(facts["net_eur"], screen),
        "count": facts["other_count"],
    }
    is_whole = code == "programme" and facts["is_everyone_loaded"]
    return Sides(
        own=say(f"own.{code}", **fields),
        other=say(f"other.{code}", **fields),
        brief=say(f"brief.{code}", **fields),
        group=screen.words("spending")(
            "column.title" if grouping == "activity" else f"column.{grouping}"
        ),
        measure=say(f"measure.{code}", **fields),
        note=say("note.everyone" if is_whole else f"note.{code}", **fields),
        source="block.loaded_source",
    )
