-- Outcomes of activities, each once: a row met again under its business key replaces
-- the earlier one.
-- Grain: one row per plan, activity number and day it is said of.
with

outcomes as (

    select * from staging.stg_workbook__outcomes

),

numbered_outcomes as (

    select
        plan_code,
        activity_number,
        outcome_code,
        as_of_date,
        owner_name,
        yearly_cost_eur,
        funded_until_date,
        evidence_text,
        is_synthetic,
        source_document_key,
        source_file,
        source_sheet,
        source_row,
        row_number() over (
            partition by
                plan_code,
                activity_number,
                as_of_date
            order by _precedence desc, source_row desc
        ) as recency_rank

    from outcomes

),

int_outcomes__deduplicated as (

    select
        plan_code,
        activity_number,
        outcome_code,
        as_of_date,
        owner_name,
        yearly_cost_eur,
        funded_until_date,
        evidence_text,
        is_synthetic,
        source_document_key,
        source_file,
        source_sheet,
        source_row

    from numbered_outcomes

    where recency_rank = 1

)

select * from int_outcomes__deduplicated
