-- Tables of plan packages whose rows do not all arrive in their mart.
with

exam_figures as (

    select
        plan_code,
        school_code,
        exam,
        measure,
        subject,
        school_year
    from raw.plan_package__exam_results
    union
    select
        plan_code,
        school_code,
        exam,
        measure,
        subject,
        school_year
    from raw.workbook__exams

),

counts as (

    select
        'activities' as what,
        (select count(*) from raw.plan_package__activities) as loaded,
        (select count(*) from marts.dim_activity) as arrived

    union all

    select
        'schools' as what,
        (select count(*) from raw.plan_package__schools) as loaded,
        (select count(*) from marts.dim_school) as arrived

    union all

    select
        'indicators' as what,
        (select count(*) from raw.plan_package__indicators) as loaded,
        (select count(*) from marts.dim_indicator) as arrived

    union all

    select
        'indicator_values' as what,
        (select count(*) from raw.plan_package__indicator_values) as loaded,
        (
            select count(*) from marts.fct_indicator_value
            where value_kind = 'baseline'
        ) as arrived

    union all

    select
        'exam_results' as what,
        (select count(*) from exam_figures) as loaded,
        (select count(*) from marts.fct_exam_result) as arrived

    union all

    select
        'findings' as what,
        (select count(*) from raw.plan_package__findings) as loaded,
        (select count(*) from marts.fct_finding) as arrived

)

select * from counts
where loaded <> arrived
