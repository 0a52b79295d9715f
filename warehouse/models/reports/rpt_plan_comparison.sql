-- Plans side by side: money, targets, what is reached; what is not stated is empty.
-- Grain: one row per plan.
with

plans as (

    select * from reports.rpt_plan

),

infrastructure as (

    select
        plan_code,
        sum(net_eur) filter (where cost_category_code = 'infrastructure')
            as infrastructure_net_eur,
        sum(net_eur) filter (where cost_category_code = 'unassigned')
            as unassigned_net_eur

    from reports.rpt_plan_part

    group by plan_code

),

pupils as (

    select * from reports.rpt_plan_pupils

),

moved_targets as (

    select
        *,
        case
            when
                change_value <> 0
                and unit_code in ('percent', 'percentage_points')
                then abs(change_value)
        end as change_points

    from reports.rpt_indicator

),

targets as (

    select
        plan_code,
        count(*) filter (where is_chosen) as chosen_count,
        count(*) filter (where change_value <> 0) as moved_target_count,
        count(*) filter (where change_value = 0) as held_target_count,
        -- Half of the two in the middle, which are one and the same of odd counts.
        cast(
            (
                percentile_disc(0.5) within group (order by change_points nulls last)
                + percentile_disc(0.5) within group (order by change_points desc)
            )
            * 0.5 as decimal(19, 4)
        ) as median_change_points,
        count(*) filter (where is_chosen and actual_value is not null)
            as measured_count,
        count(*) filter (where is_chosen and status_code = 'reached')
            as reached_count,
        bool_or(is_synthetic) as has_synthetic

    from moved_targets

    group by plan_code

),

rpt_plan_comparison as (

    select
        plans.plan_code,
        plans.municipality_name_lt,
        plans.municipality_name_en,
        plans.programme_name_lt,
        plans.programme_name_en,
        plans.net_eur,
        plans.activity_count,
        plans.school_count,
        cast(
            cast(
                cast(plans.net_eur as double) / nullif(plans.school_count, 0)
                as decimal(28, 6)
            ) as decimal(18, 2)
        ) as school_net_eur,
        pupils.pupil_count,
        pupils.known_school_count as pupil_known_school_count,
        pupils.pupil_source_code,
        pupils.pupil_school_year,
        cast(
            cast(
                cast(plans.net_eur as double) / nullif(pupils.pupil_count, 0)
                as decimal(28, 8)
            ) as decimal(18, 2)
        ) as pupil_net_eur,
        cast(coalesce(infrastructure.infrastructure_net_eur, 0) as double)
        / nullif(plans.net_eur, 0)
            as infrastructure_ratio,
        cast(coalesce(infrastructure.unassigned_net_eur, 0) as double)
        / nullif(plans.net_eur, 0)
            as unassigned_ratio,
        targets.chosen_count,
        targets.moved_target_count,
        targets.held_target_count,
        targets.median_change_points,
        targets.measured_count,
        targets.reached_count,
        coalesce(targets.has_synthetic, false) as is_synthetic

    from plans
    left join infrastructure
        on plans.plan_code = infrastructure.plan_code
    left join pupils
        on plans.plan_code = pupils.plan_code
    left join targets
        on plans.plan_code = targets.plan_code

)

select * from rpt_plan_comparison
