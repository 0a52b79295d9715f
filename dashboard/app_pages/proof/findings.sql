-- Findings about some activities or indicators of a plan: one row per finding.
select
    severity,
    rule_code,
    if($language = 'en', rule_title_en, rule_title_lt) as rule_title,
    subject,
    source_line
from reports.rpt_finding
where
    plan_code = $plan
    and subject_kind = $item_kind
    and list_contains(
        $items::varchar[],
        case
            when $item_kind <> 'activity' then subject
            else concat_ws(
                ':',
                plan_code,
                split_part(subject, ' ', 1),
                coalesce(
                    nullif(regexp_extract(subject, '[(]([0-9]+)[)]', 1), ''), '1'
                )
            )
        end
    )
order by severity_order, finding_number
