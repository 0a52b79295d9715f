-- Findings of the plan with the names of their subjects in the reader's language.
-- The printed total is what is expected, the sum of its parts what is found: so that
-- a difference has the same sign here as in the table of totals.
select
    findings.* replace (
        if(
            findings.rule_code = 'total_not_reproduced',
            findings.found_text,
            findings.expected_text
        ) as expected_text,
        if(
            findings.rule_code = 'total_not_reproduced',
            findings.expected_text,
            findings.found_text
        ) as found_text,
        if(
            findings.rule_code = 'total_not_reproduced',
            -findings.difference,
            findings.difference
        ) as difference
    ),
    if($language = 'en', findings.rule_title_en, findings.rule_title_lt)
        as rule_title,
    if(
        $language = 'en',
        findings.rule_explanation_en,
        findings.rule_explanation_lt
    ) as explanation,
    coalesce(
        activities.activity_title,
        indicators.indicator_name,
        schools.school_name
    ) as subject_name,
    activities.activity_key
from reports.rpt_finding as findings
left join reports.rpt_activity as activities
    on
        findings.subject_kind = 'activity'
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
left join reports.rpt_indicator as indicators
    on
        findings.subject_kind = 'indicator'
        and findings.plan_code = indicators.plan_code
        and findings.subject = indicators.indicator_number
left join marts.dim_school as schools
    on
        findings.subject_kind = 'school'
        and findings.plan_code = schools.plan_code
        and findings.subject = schools.school_code
where
    findings.plan_code = $plan
    and (
        len($severity::varchar[]) = 0
        or list_contains($severity::varchar[], findings.severity)
    )
    and (
        len($rule::varchar[]) = 0
        or list_contains($rule::varchar[], findings.rule_code)
    )
