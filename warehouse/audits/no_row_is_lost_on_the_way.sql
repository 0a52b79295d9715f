-- Tables whose rows, each business key once, do not all arrive in their mart.
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

reported_rows as (

    select distinct
        'expenditure' as what,
        concat_ws(
            '|', plan_code, document_number, activity_number, school_code, phase
        ) as fact_key
    from raw.workbook__spending
    union all
    select distinct
        'measurements' as what,
        concat_ws('|', plan_code, indicator_number, period, school_code) as fact_key
    from raw.workbook__measurements
    union all
    select distinct
        'plan_changes' as what,
        concat_ws('|', plan_code, decision_number, item, number, field) as fact_key
    from raw.workbook__plan_changes

),

counts as (

    select
        what,
        count(*) as loaded,
        case what
            when 'expenditure' then (select count(*) from marts.fct_expenditure)
            when 'plan_changes' then (select count(*) from marts.fct_plan_change)
            else
                (
                    select count(*) from marts.fct_indicator_value as found
                    where found.value_kind = 'measurement'
                )
        end as arrived
    from reported_rows
    group by what

    union all

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
