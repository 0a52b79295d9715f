-- What a reader should know before trusting a number.
-- Grain: one row per finding.
with

findings as (

    select * from raw.plan_package__findings

),

stg_plan_package__findings as (

    select
        plan_code,
        rule as rule_code,
        severity,
        subject,
        expected as expected_text,
        found as found_text,
        difference,
        source_line,
        message,
        _source_document_key as source_document_key

    from findings

)

select * from stg_plan_package__findings
