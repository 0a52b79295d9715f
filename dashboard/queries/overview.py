"""What the overview says of a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dashboard.published import select

if TYPE_CHECKING:
    import polars as pl

    from warehouse.messages import Language

_PLAN: Final = """
select
    plans.*,
    direct.printed_net_eur as direct_net_eur,
    indirect.printed_net_eur as indirect_net_eur,
    grand.printed_net_eur as printed_net_eur,
    grand.printed_vat_eur as printed_vat_eur,
    grand.printed_net_eur + grand.printed_vat_eur as printed_gross_eur
from reports.rpt_plan as plans
left join reports.rpt_plan_total as direct
    on plans.plan_code = direct.plan_code and direct.total_kind = 'direct'
left join reports.rpt_plan_total as indirect
    on plans.plan_code = indirect.plan_code and indirect.total_kind = 'indirect'
left join reports.rpt_plan_total as grand
    on plans.plan_code = grand.plan_code and grand.total_kind = 'grand'
where plans.plan_code = $plan
"""

_TOTALS: Final = """
select *
from reports.rpt_plan_total
where plan_code = $plan and total_kind <> 'partners'
order by total_order
"""

_STATUSES: Final = """
with statuses as (
    select
        case
            when status_code <> 'not_measured' then status_code
            else concat('baseline_', baseline_status)
        end as status_code,
        is_chosen,
        status_code not in ('not_measured', 'no_target', 'not_chosen') as is_measured,
        count(*) as indicator_count
    from reports.rpt_indicator
    where plan_code = $plan
    group by all
)

select
    status_code,
    is_chosen,
    indicator_count,
    sum(if(is_chosen, indicator_count, 0)) over () as chosen_count,
    sum(if(is_measured, indicator_count, 0)) over () as measured_count
from statuses
order by is_chosen desc, indicator_count desc, status_code
"""

_FINDINGS: Final = """
with rules as (
    select
        severity,
        severity_order,
        rule_code,
        if($language = 'en', rule_title_en, rule_title_lt) as title,
        if($language = 'en', rule_explanation_en, rule_explanation_lt) as explanation,
        count(*) as finding_count
    from reports.rpt_finding
    where plan_code = $plan
    group by all
)

select *, sum(finding_count) over () as all_count
from rules
order by severity_order, finding_count desc, rule_code
"""


def fetch_plan(snapshot: str, plan: str) -> dict[str, Any]:
    """Read one plan with its printed totals; what is not printed is None."""
    return select(snapshot, _PLAN, {"plan": plan}).row(0, named=True)


def fetch_plan_totals(snapshot: str, plan: str) -> pl.DataFrame:
    """List printed totals beside what makes them up: one row per kind of total."""
    return select(snapshot, _TOTALS, {"plan": plan})


def fetch_indicator_statuses(snapshot: str, plan: str) -> pl.DataFrame:
    """Count indicators by what is known of them: one row per status."""
    return select(snapshot, _STATUSES, {"plan": plan})


def fetch_finding_rules(snapshot: str, plan: str, language: Language) -> pl.DataFrame:
    """Count findings by rule, the gravest first: one row per severity and rule."""
    return select(snapshot, _FINDINGS, {"plan": plan, "language": language})
