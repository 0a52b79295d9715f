select
    findings.severity,
    findings.rule_code,
    if($language = 'en', findings.rule_title_en, findings.rule_title_lt)
        as rule_title,
    if(
        $language = 'en',
        findings.rule_explanation_en,
        findings.rule_explanation_lt
    ) as explanation,
    findings.subject_kind,
    findings.subject,
    findings.expected_text,
    findings.found_text,
    findings.difference,
    findings.source_line
from reports.rpt_finding as findings
inner join reports.rpt_activity as activities
    on
        findings.plan_code = activities.plan_code
        -- "14.2 (2)" is the second row printed under 14.2.
        and activities.activity_key = concat_ws(
            ':',
            findings.plan_code,
            split_part(findings.subject, ' ', 1),
            coalesce(
                nullif(regexp_extract(findings.subject, '[(]([0-9]+)[)]', 1), ''),
                '1'
            )
        )
where activities.activity_key = $activity and findings.subject_kind = 'activity'
order by findings.severity_order, findings.finding_number
