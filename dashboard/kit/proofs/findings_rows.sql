-- What rules found about a plan, of one severity or of any: one row per finding.
select
    'finding' as item_kind,
    findings.subject as item,
    concat_ws(
        ' – ',
        findings.subject,
        if($language = 'en', rules.title_en, rules.title_lt)
    ) as item_name,
    cast(null as varchar) as part_name,
    1 as amount,
    cast(null as varchar) as file_name,
    cast(findings.source_line as varchar) as places
from marts.fct_finding as findings
left join marts.dim_finding_rule as rules
    on findings.rule_code = rules.rule_code
where
    findings.plan_code = $plan
    and (
        len($severity::varchar[]) = 0
        or list_contains($severity::varchar[], findings.severity)
    )
order by findings.finding_number
