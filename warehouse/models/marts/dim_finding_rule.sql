-- Rules that make findings, said for a reader.
-- Grain: one row per rule.
with

finding_rules as (

    select * from staging.stg_reference__finding_rules

),

dim_finding_rule as (

    select
        rule_code,
        severity,
        title_lt,
        title_en,
        explanation_lt,
        explanation_en

    from finding_rules

)

select * from dim_finding_rule
