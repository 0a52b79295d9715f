"""The plans of the warehouse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dashboard.published import select

if TYPE_CHECKING:
    import polars as pl

    from warehouse.messages import Language

_PLANS: Final = """
select
    *,
    case $language when 'en' then municipality_name_en else municipality_name_lt end
        as plan_name
from reports.rpt_plan
order by net_eur desc, plan_code
"""


def fetch_plans(snapshot: str, language: Language) -> pl.DataFrame:
    """List the plans, the largest first: one row per plan, see `reports.rpt_plan`."""
    return select(snapshot, _PLANS, {"language": language})
