-- Rules that make findings, said for a reader.
-- Grain: one row per rule.
with

finding_rules as (

    select * from raw.reference__finding_rules

),

stg_reference__finding_rules as (

    select
        rule as rule_code,
        severity,
        title_lt,
        title_en,
        explanation_lt,
        explanation_en,
        _source_document_key as source_document_key

    from finding_rules

)

select * from stg_reference__finding_rules
