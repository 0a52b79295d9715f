-- Rows of each table of a plan's package, as they arrived.
-- Grain: one row per plan and table of the package that has rows.
with

package_rows as (

    select
        plan_code,
        'activities' as table_code
    from marts.dim_activity
    union all
    select
        plan_code,
        'activity_policy_areas' as table_code
    from marts.bridge_activity_policy_area
    union all
    select
        plan_code,
        'activity_schools' as table_code
    from marts.bridge_activity_school
    union all
    select
        plan_code,
        'activity_indicators' as table_code
    from marts.bridge_activity_indicator
    union all
    select
        plan_code,
        'activity_tasks' as table_code
    from marts.bridge_activity_task
    union all
    select
        plan_code,
        'plan_totals' as table_code
    from marts.fct_plan_total
    union all
    select
        plan_code,
        'tasks' as table_code
    from marts.dim_task
    union all
    select
        plan_code,
        'indicators' as table_code
    from marts.dim_indicator
    union all
    select
        plan_code,
        'indicator_values' as table_code
    from marts.fct_indicator_value
    where value_kind = 'baseline'
    union all
    select
        plan_code,
        'exam_results' as table_code
    from marts.fct_exam_result
    where source_kind = 'plan_package'
    union all
    select
        plan_code,
        'schools' as table_code
    from marts.dim_school
    union all
    select
        plan_code,
        'school_figures' as table_code
    from marts.fct_school_figure
    union all
    select
        plan_code,
        'municipal_facts' as table_code
    from marts.fct_municipal_fact
    union all
    select
        plan_code,
        'partners' as table_code
    from marts.dim_partner
    union all
    select
        plan_code,
        'risks' as table_code
    from marts.dim_risk
    union all
    select
        plan_code,
        'findings' as table_code
    from marts.fct_finding

),

rpt_source_table as (

    select
        plan_code,
        table_code,
        count(*) as row_count

    from package_rows

    group by plan_code, table_code

)

select * from rpt_source_table
