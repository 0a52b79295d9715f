-- Other printed figures of schools. A count of one to four pupils is withheld together
-- with its share, for it would tell of single pupils.
-- Grain: one row per plan, school, figure and period.
with

school_figures as (

    select * from marts.fct_school_figure

),

small_groups as (

    select
        plan_code,
        school_code,
        period,
        replace(figure_code, '_count', '') as group_code

    from school_figures

    where figure_code like '%pupil_count' and value between 1 and 4

),

marked_figures as (

    select
        school_figures.*,
        small_groups.group_code is not null as is_small_group

    from school_figures
    left join small_groups
        on
            school_figures.plan_code = small_groups.plan_code
            and school_figures.school_code = small_groups.school_code
            and school_figures.period is not distinct from small_groups.period
            and school_figures.figure_code in (
                small_groups.group_code || '_count',
                small_groups.group_code || '_share'
            )

),

rpt_school_figure as (

    select
        plan_code,
        school_code,
        figure_code,
        period,
        case when not is_small_group then value end as value, -- noqa: RF04
        unit_code,
        case when not is_small_group then printed_text end as printed_text,
        is_small_group,
        source_line

    from marked_figures

)

select * from rpt_school_figure
