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

select
    *,
    sum(finding_count) over () as all_count
from rules
order by severity_order, finding_count desc, rule_code
