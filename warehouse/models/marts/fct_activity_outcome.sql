-- What became of activities, as somebody said on a day. Not additive: of one activity
-- only the newest row holds, and what is real comes before what is made up.
-- Grain: one row per plan, activity number and day it is said of.
with

outcomes as (

    select * from intermediate.int_outcomes__deduplicated

),

activity_numbers as (

    select * from intermediate.int_activity_numbers__resolved

),

fct_activity_outcome as (

    select
        outcomes.plan_code,
        activity_numbers.activity_key,
        outcomes.activity_number,
        outcomes.outcome_code,
        outcomes.as_of_date,
        outcomes.owner_name,
        outcomes.yearly_cost_eur,
        outcomes.funded_until_date,
        outcomes.evidence_text,
        row_number() over (
            partition by outcomes.plan_code, outcomes.activity_number
            order by outcomes.is_synthetic asc nulls last, outcomes.as_of_date desc
        ) = 1 as is_newest,
        outcomes.is_synthetic,
        outcomes.source_document_key,
        outcomes.source_file,
        outcomes.source_sheet,
        outcomes.source_row

    from outcomes
    left join activity_numbers
        on
            outcomes.plan_code = activity_numbers.plan_code
            and outcomes.activity_number = activity_numbers.activity_number

)

select * from fct_activity_outcome
