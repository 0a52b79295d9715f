"""Targets beside what they were before, and values beside those of a year before."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dashboard.kit.comparison.picture import VALUES, Sides
from dashboard.kit.comparison.section import PageComparison
from dashboard.kit.comparison.words import say_compared, say_difference
from dashboard.kit.filters import TargetFilter
from dashboard.kit.proofs.cells.cell import prove_cell, prove_change
from dashboard.kit.proofs.proof import make_proof, prove_part
from dashboard.kit.proofs.sentence import prove
from dashboard.kit.snapshot import query

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from dashboard.kit.comparison.choice import Compared
    from dashboard.kit.proofs.proof import Proof
    from dashboard.kit.screen import Screen

_HERE: Final = Path(__file__).parent


def query_compared(
    snapshot: str, chosen: TargetFilter, compared: Compared
) -> pl.DataFrame:
    """Query both sides of the selected indicators, of one unit after the other.

    One row per chosen indicator whose target was changed, or whose latest value has
    one of the same period a year before.
    """
    parameters = {**chosen.to_parameters(), "compared": compared}
    return query(snapshot, _HERE / "compared.sql", parameters)


def list_reasons(screen: Screen) -> dict[str, str]:
    """List why targets cannot be compared with something, by its code."""
    say = screen.words("targets.compared")
    whole = TargetFilter(screen.plan_code)
    reasons = {
        code: say(f"reason.{code}")
        for code in ("printed", "last-year")
        if query_compared(screen.snapshot.path, whole, code).is_empty()
    }
    return reasons | {code: say("reason.plans") for code in ("like", "programme")}


def compare_targets(
    code: Compared, chosen: TargetFilter, screen: Screen
) -> PageComparison | None:
    """Return the comparison that is chosen, or None where there are no rows.

    Args:
        code: What the targets are compared with.
        chosen: What the page is narrowed to.
        screen: Language, plan and snapshot.
    """
    rows = query_compared(screen.snapshot.path, chosen, code)
    if rows.is_empty():
        return None
    proofs = {
        row["group_key"]: _prove_row(code, row) for row in rows.iter_rows(named=True)
    }
    said = _say_finding(code, rows, chosen, screen)
    return PageComparison(rows, _name_sides(code, screen), said, proofs)


def _prove_row(code: Compared, row: Mapping[str, Any]) -> dict[str, Proof | None]:
    """Make the proofs of both values of an indicator and of their difference."""
    number, (own, other, apart) = row["group_key"], (row[name] for name in VALUES)
    at = {"indicator_number": number}
    if code == "printed":
        proofs = (
            prove_cell("rpt_indicator.target_in_force_value", own, **at),
            prove_cell("rpt_indicator.target_value", other, **at),
            make_proof("target_apart", apart and abs(apart), {"number": number}),
        )
    else:
        at |= {"school_code": None}
        now, then = ({"period": row[f"{side}_period"]} for side in ("own", "other"))
        proofs = (
            prove_cell("rpt_measurement.value", own, **at, **now),
            prove_cell("rpt_measurement.value", other, **at, **then),
            prove_change("rpt_measurement.value", apart, then, **at, **now),
        )
    return dict(zip(VALUES, proofs, strict=True))


def _name_sides(code: Compared, screen: Screen) -> Sides:
    say = screen.words("targets.compared")
    return Sides(
        own=say(f"own.{code}"),
        other=say(f"other.{code}"),
        brief=say(f"brief.{code}"),
        group=screen.label("indicator_name"),
        measure=say(f"measure.{code}"),
        note=say(f"note.{code}"),
        source="block.loaded_source",
    )


def _say_finding(
    code: Compared, rows: pl.DataFrame, chosen: TargetFilter, screen: Screen
) -> str:
    say, first = screen.words("targets.compared"), rows.row(0, named=True)
    if code == "last-year":
        known = rows.filter(rows["is_towards"].is_not_null())
        towards = int(known["is_towards"].sum())
        said = say("answer.last-year", count=known.height, towards=towards)
        part = prove_part("compared_years", towards, chosen, is_towards="true")
        return prove(said, part, make_proof("compared_years", known.height, chosen))
    unit = first["unit_code"]
    said = say(
        "answer.printed",
        count=rows.height,
        number=first["group_key"],
        own=say_compared(first["own_value"], unit, screen, "sentence"),
        other=say_compared(first["other_value"], unit, screen, "sentence"),
        difference=say_difference(first["difference_value"], unit, screen),
    )
    counted = make_proof("changed_targets", rows.height, chosen)
    return prove(said, counted, *_prove_row(code, first).values())
