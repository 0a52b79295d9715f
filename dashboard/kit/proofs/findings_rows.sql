-- What rules found about a plan under the filters of findings: one row per finding.
with names as (
    select
        'activity' as subject_kind,
        plan_code,
        if(
            occurrence > 1,
            concat(activity_number, ' (', occurrence, ')'),
            activity_number
        ) as subject,
        title as subject_name
    from marts.dim_activity
    union all
    select
        'indicator',
        plan_code,
        indicator_number,
        indicator_name
    from marts.dim_indicator
    union all
    select
        'school',
        plan_code,
        school_code,
        school_name
    from marts.dim_school
)

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
    findings.severity,
    findings.rule_code as rule,
    cast(null as varchar) as file_name,
    cast(findings.source_line as varchar) as places
from marts.fct_finding as findings
left join marts.dim_finding_rule as rules
    on findings.rule_code = rules.rule_code
left join names
    on
        findings.plan_code = names.plan_code
        and names.subject_kind = case
            when
                regexp_matches(
                    findings.rule_code, '^(indicator|target|baseline|gap)_'
                )
                or findings.rule_code in ('direction_against_name', 'change_is_level')
                then 'indicator'
            when findings.rule_code in ('school_unknown', 'reading_ambiguous')
                then 'school'
            when
                not regexp_matches(findings.rule_code, '^total|^task_unknown$')
                then 'activity'
        end
        and findings.subject = names.subject
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
    and len(list_filter(
        $finding_search::varchar[],
        lambda pattern: not regexp_matches(
            strip_accents(lower(concat_ws(
                ' ',
                findings.subject,
                names.subject_name,
                if($language = 'en', rules.title_en, rules.title_lt),
                findings.expected_text,
                findings.found_text
            ))),
            pattern
        )
    )) = 0
order by findings.finding_number
