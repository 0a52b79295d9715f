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

school_pupils as (

    select
        plan_code,
        school_code,
        max_by(value, period) as pupil_count

    from marts.fct_school_figure

    where figure_code = 'pupil_count'

    group by plan_code, school_code

),

pupils as (

    select
        schools.plan_code,
        -- Pupils of some schools only are not those of the plan.
        case
            when count(school_pupils.pupil_count) = count(*)
                then sum(school_pupils.pupil_count)
        end as pupil_count

    from marts.dim_school as schools
    left join school_pupils
        on
            schools.plan_code = school_pupils.plan_code
            and schools.school_code = school_pupils.school_code

    where schools.school_role = 'participant'

    group by schools.plan_code

),

targets as (

    select
        plan_code,
        count(*) filter (where is_chosen) as chosen_count,
        count(*) filter (where change_value <> 0) as moved_target_count,
        count(*) filter (where change_value = 0) as held_target_count,
        median(abs(change_value)) filter (
            where change_value <> 0 and unit_code in ('percent', 'percentage_points')
        ) as median_change_points,
        count(*) filter (where is_chosen and actual_value is not null)
            as measured_count,
        count(*) filter (where is_chosen and status_code = 'reached')
            as reached_count,
        bool_or(is_synthetic) as has_synthetic

    from reports.rpt_indicator

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
            plans.net_eur / nullif(plans.school_count, 0) as decimal(18, 2)
        ) as school_net_eur,
        pupils.pupil_count,
        cast(
            plans.net_eur / nullif(pupils.pupil_count, 0) as decimal(18, 2)
        ) as pupil_net_eur,
        coalesce(infrastructure.infrastructure_net_eur, 0) / nullif(plans.net_eur, 0)
            as infrastructure_ratio,
        coalesce(infrastructure.unassigned_net_eur, 0) / nullif(plans.net_eur, 0)
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
