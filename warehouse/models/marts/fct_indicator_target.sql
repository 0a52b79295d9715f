-- What chosen indicators promise, with the latest baseline that has a value.
-- A target has no printed date: it binds at the end of the plan, `last_activity_date`.
-- A decision may have changed it: the printed one stays beside the one in force.
-- Grain: one row per plan and chosen indicator.
with

indicators as (

    select * from staging.stg_plan_package__indicators

),

baselines as (

    select * from intermediate.int_indicator_values__combined

),

plans as (

    select * from marts.dim_plan

),

changed_targets as (

    select * from intermediate.int_plan_changes__ordered

    where item = 'indicator' and is_in_force

),

ranked_baselines as (

    select
        *,
        row_number() over (
            partition by plan_code, indicator_number
            order by period_end_date desc nulls last
        ) as baseline_rank

    from baselines

    where value_kind = 'baseline' and value is not null

),

fct_indicator_target as (

    select
        indicators.plan_code,
        indicators.indicator_number,
        indicators.target_value,
        indicators.target_text,
        indicators.target_bound,
        coalesce(changed_targets.new_value, indicators.target_value)
            as target_in_force_value,
        changed_targets.decision_number,
        changed_targets.decided_date,
        plans.last_activity_date as target_date,
        ranked_baselines.value as baseline_value,
        ranked_baselines.value_status as baseline_status,
        ranked_baselines.period as baseline_period,
        ranked_baselines.period_end_date as baseline_date,
        indicators.source_document_key,
        indicators.source_line

    from indicators
    inner join plans
        on indicators.plan_code = plans.plan_code
    left join ranked_baselines
        on
            indicators.plan_code = ranked_baselines.plan_code
            and indicators.indicator_number = ranked_baselines.indicator_number
            and ranked_baselines.baseline_rank = 1
    left join changed_targets
        on
            indicators.plan_code = changed_targets.plan_code
            and indicators.indicator_number = changed_targets.number

    where indicators.is_chosen

)

select * from fct_indicator_target
