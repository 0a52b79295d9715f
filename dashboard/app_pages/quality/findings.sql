-- from: chosen_findings
select
    *,
    count(*) over (partition by rule_code) as rule_count,
    count(*) over (partition by severity) as severity_count
from chosen_findings
order by
    severity_order,
    min(finding_number) over (partition by rule_code),
    finding_number
