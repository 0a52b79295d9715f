-- Indicators with what the plan prints and what is known of them today. Values of
-- different units are never compared.
-- Grain: one row per plan and listed indicator.
with

indicators as (

    select * from marts.dim_indicator

),

targets as (

    select * from marts.fct_indicator_target

),

progress as (

    select * from reports.rpt_indicator_progress

),

baselines as (

    select
        plan_code,
        indicator_number,
        count(value) filter (where value_status = 'final') as baseline_count,
        min_by(value, period)
        filter (where value_status = 'final' and value is not null)
            as first_baseline_value,
        min(period) filter (where value_status = 'final') as first_baseline_period,
        max(value_status) filter (where value_status <> 'final') as unknown_status

    from marts.fct_indicator_value

    where value_kind = 'baseline'

    group by plan_code, indicator_number

),

linked_activities as (

    select
        plan_code,
        indicator_number,
        count(*) filter (where is_counted) as activity_count,
        sum(net_eur) as net_eur

    from reports.rpt_indicator_cost

    group by plan_code, indicator_number

),

rpt_indicator as (

    select
        indicators.plan_code,
        indicators.indicator_number,
        indicators.indicator_name,
        indicators.unit_code,
        indicators.indicator_group,
        indicators.direction,
        indicators.is_chosen,
        if(baselines.baseline_count > 1, baselines.first_baseline_value, null)
            as first_baseline_value,
        if(baselines.baseline_count > 1, baselines.first_baseline_period, null)
            as first_baseline_period,
        if(targets.baseline_status = 'final', targets.baseline_value, null)
            as baseline_value,
        targets.baseline_period,
        case
            when not indicators.is_chosen then 'not_chosen'
            when targets.baseline_status = 'final' then 'final'
            else coalesce(baselines.unknown_status, 'missing')
        end as baseline_status,
        targets.target_value,
        targets.target_text,
        targets.target_bound,
        targets.target_date,
        targets.target_in_force_value,
        targets.decision_number,
        targets.decided_date,
        targets.target_value
        - if(targets.baseline_status = 'final', targets.baseline_value, null)
            as change_value,
        progress.actual_value,
        progress.actual_status,
        progress.actual_period,
        progress.actual_date,
        coalesce(progress.is_synthetic, false) as is_synthetic,
        progress.progress_ratio,
        progress.expected_ratio,
        progress.forecast_value,
        coalesce(progress.status_code, 'not_chosen') as status_code,
        -- An indicator that no activity names has none, not an unknown number of them.
        coalesce(linked_activities.activity_count, 0) as activity_count,
        linked_activities.net_eur,
        indicators.sort_order,
        indicators.source_line

    from indicators
    left join targets
        on
            indicators.plan_code = targets.plan_code
            and indicators.indicator_number = targets.indicator_number
    left join progress
        on
            indicators.plan_code = progress.plan_code
            and indicators.indicator_number = progress.indicator_number
    left join baselines
        on
            indicators.plan_code = baselines.plan_code
            and indicators.indicator_number = baselines.indicator_number
    left join linked_activities
        on
            indicators.plan_code = linked_activities.plan_code
            and indicators.indicator_number = linked_activities.indicator_number

)

select * from rpt_indicator
