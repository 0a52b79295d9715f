"""The overview's headline: what is planned, said in the past once the plan is over."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import polars as pl
import pytest

from dashboard.app_pages.overview.summary import write_answer

if TYPE_CHECKING:
    from dashboard.kit.screen import Screen

AREAS = pl.DataFrame(
    {
        "policy_area_code": ["steam"],
        "area_name": ["STEAM"],
        "area_share": [Decimal("0.4")],
    }
)
PAID = {
    "reported_until_date": date(2026, 2, 28),
    "executed_ratio": Decimal("0.5"),
}


@pytest.mark.parametrize(
    ("end", "lt", "en"),
    [
        (
            date(2025, 6, 30),
            "Planas baigėsi 2025-06-30: planuota 2,1 mln. € be PVM,",
            "The plan ended on 2025-06-30: €2.1m was planned without VAT,",
        ),
        (date(2999, 6, 30), "Planuojama 2,1 mln. € be PVM;", "€2.1m is planned"),
        (None, "Planuojama 2,1 mln. € be PVM;", "€2.1m is planned"),
    ],
)
def test_plan_that_is_over_is_told_in_the_past(
    screen: Screen, end: date | None, lt: str, en: str
) -> None:
    plan = {"last_activity_date": end, "printed_net_eur": Decimal(2_100_000)}
    answer = write_answer(plan, AREAS, PAID, screen).replace("\u00a0", " ")
    assert answer.startswith({"lt": lt, "en": en}[screen.language])
