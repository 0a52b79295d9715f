"""Indicators, narrowed by the filters of the targets page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dashboard.kit.snapshot import query

if TYPE_CHECKING:
    from decimal import Decimal

    import polars as pl

    from dashboard.kit.filters import TargetFilter
    from pazanga.texts import Language

_HERE: Final = Path(__file__).parent


def query_indicators(snapshot: str, chosen: TargetFilter) -> pl.DataFrame:
    """List the selected indicators in order of print, see `reports.rpt_indicator`."""
    return query(snapshot, _HERE / "indicators.sql", chosen.to_parameters())


def query_totals(snapshot: str, chosen: TargetFilter) -> dict[str, Any]:
    """Count the selected indicators by what is known of them."""
    frame = query(snapshot, _HERE / "totals.sql", chosen.to_parameters())
    return frame.row(0, named=True)


def query_money_behind(snapshot: str, chosen: TargetFilter) -> Decimal | None:
    """Sum the planned money of activities of selected indicators off course.

    In euro without VAT, each activity once; None where it is not known.
    """
    frame = query(snapshot, _HERE / "money_behind.sql", chosen.to_parameters())
    money: Decimal | None = frame.item()
    return money


def query_choices(snapshot: str, plan: str, language: Language) -> pl.DataFrame:
    """List what can be chosen in the filters: name, code; label only for areas."""
    return query(snapshot, _HERE / "choices.sql", {"plan": plan, "language": language})


def count_without(snapshot: str, chosen: TargetFilter) -> dict[str, int]:
    """Count the indicators there would be without each of the active filters."""
    return {
        name: query_totals(snapshot, chosen.drop(name))["listed_count"]
        for name in chosen.list_active()
    }
