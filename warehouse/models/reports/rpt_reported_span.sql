-- What was reported of each plan: until when payments are, and whether any is made up.
-- Grain: one row per plan of which anything was reported.
with

reported_facts as (

    select
        plan_code,
        is_synthetic,
        case when phase = 'executed' then paid_date end as payment_date
    from marts.fct_expenditure
    union all
    select
        plan_code,
        is_synthetic,
        cast(null as date) as payment_date
    from marts.fct_indicator_value
    union all
    select
        plan_code,
        is_synthetic,
        cast(null as date) as payment_date
    from marts.fct_exam_result
    union all
    select
        plan_code,
        is_synthetic,
        cast(null as date) as payment_date
    from marts.fct_plan_change
    union all
    select
        plan_code,
        is_synthetic,
        cast(null as date) as payment_date
    from marts.fct_activity_outcome

),

rpt_reported_span as (

    select
        plan_code,
        bool_or(is_synthetic) as has_synthetic,
        max(payment_date) as reported_until_date

    from reported_facts

    group by plan_code

)

select * from rpt_reported_span
