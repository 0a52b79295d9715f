-- What a reader should know before trusting a number: found by rules, adjusted nowhere.
-- Grain: one row per plan and finding, numbered in order of severity and line.
with

findings as (

    select * from staging.stg_plan_package__findings

),

fct_finding as (

    select
        plan_code,
        row_number() over (
            partition by plan_code
            order by
                case severity when 'error' then 1 when 'warning' then 2 else 3 end,
                source_line nulls last,
                rule_code nulls last,
                subject nulls last,
                message nulls last
        ) as finding_number,
        rule_code,
        severity,
        subject,
        expected_text,
        found_text,
        difference,
        message,
        source_document_key,
        source_line

    from findings

)

select * from fct_finding
