-- Figures of schools that their plan does not list.
with

figures as (

    select
        'fct_exam_result' as fact,
        plan_code,
        school_code,
        source_line
    from marts.fct_exam_result
    union all
    select
        'fct_school_figure' as fact,
        plan_code,
        school_code,
        source_line
    from marts.fct_school_figure
    union all
    select
        'fct_indicator_value' as fact,
        plan_code,
        school_code,
        source_line
    from marts.fct_indicator_value

)

select figures.*

from figures
left join marts.dim_school as schools
    on
        figures.plan_code = schools.plan_code
        and figures.school_code = schools.school_code

where figures.school_code is not null and schools.school_code is null
