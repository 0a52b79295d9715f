-- Findings with what their rule says to a reader, and what kind of thing they are
-- about, so that "13" is read as indicator 13 and not as activity 13.
-- Grain: one row per plan and finding.
with

findings as (

    select * from marts.fct_finding

),

rules as (

    select * from marts.dim_finding_rule

),

rpt_finding as (

    select
        findings.plan_code,
        findings.finding_number,
        findings.rule_code,
        rules.title_lt as rule_title_lt,
        rules.title_en as rule_title_en,
        rules.explanation_lt as rule_explanation_lt,
        rules.explanation_en as rule_explanation_en,
        findings.severity,
        case findings.severity when 'error' then 1 when 'warning' then 2 else 3 end
            as severity_order,
        case
            when
                findings.rule_code like 'indicator_%'
                or findings.rule_code like 'target_%'
                or findings.rule_code like 'baseline_%'
                or findings.rule_code like 'gap_%'
                or findings.rule_code in ('direction_against_name', 'change_is_level')
                then 'indicator'
            when findings.rule_code like 'total%' then 'total'
            when findings.rule_code = 'task_unknown' then 'task'
            when findings.rule_code in ('school_unknown', 'reading_ambiguous')
                then 'school'
            -- "14.2 (2)" is the second row printed under 14.2.
            when
                regexp_extract(
                    findings.subject, '^[0-9.]+( [(][0-9]+[)])?$', 0
                ) <> ''
                then 'activity'
            else 'document'
        end as subject_kind,
        findings.subject,
        findings.expected_text,
        findings.found_text,
        findings.difference,
        findings.message,
        findings.source_line

    from findings
    left join rules
        on findings.rule_code = rules.rule_code

)

select * from rpt_finding
