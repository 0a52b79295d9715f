select
    'severity' as name,
    severity as code,
    null as label,
    min(severity_order) as place
from reports.rpt_finding
where plan_code = $plan
group by severity
union all
select
    'rule',
    rule_code,
    if($language = 'en', any_value(rule_title_en), any_value(rule_title_lt)),
    min(finding_number)
from reports.rpt_finding
where plan_code = $plan
group by rule_code
order by name, place, code
