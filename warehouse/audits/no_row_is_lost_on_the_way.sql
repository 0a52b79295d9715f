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
        'documents' as what,
        spending._document_key as fact_key
    from raw.workbook__spending as spending
    where
        not exists (
            select later.corrects from raw.workbook__spending as later
            where
                later.corrects = spending.corrects
                and later._precedence > spending._precedence
        )
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
    union all
    select distinct
        'outcomes' as what,
        concat_ws('|', plan_code, activity_number, as_of) as fact_key
    from raw.workbook__outcomes

),

loaded as (

    select
        what,
        count(*) as row_count
    from reported_rows
    group by what

    union all
    select
        'activities' as what,
        count(*) as row_count
    from raw.plan_package__activities

    union all
    select
        'schools' as what,
        count(*) as row_count
    from raw.plan_package__schools

    union all
    select
        'indicators' as what,
        count(*) as row_count
    from raw.plan_package__indicators

    union all
    select
        'indicator_values' as what,
        count(*) as row_count
    from raw.plan_package__indicator_values

    union all
    select
        'exam_results' as what,
        count(*) as row_count
    from exam_figures

    union all
    select
        'findings' as what,
        count(*) as row_count
    from raw.plan_package__findings

),

arrived as (

    select
        'documents' as what,
        count(distinct document_key) as row_count
    from marts.fct_expenditure

    union all
    select
        case value_kind when 'baseline' then 'indicator_values' else 'measurements' end
            as what,
        count(*) as row_count
    from marts.fct_indicator_value
    group by all

    union all
    select
        'plan_changes' as what,
        count(*) as row_count
    from marts.fct_plan_change

    union all
    select
        'outcomes' as what,
        count(*) as row_count
    from marts.fct_activity_outcome

    union all
    select
        'activities' as what,
        count(*) as row_count
    from marts.dim_activity

    union all
    select
        'schools' as what,
        count(*) as row_count
    from marts.dim_school

    union all
    select
        'indicators' as what,
        count(*) as row_count
    from marts.dim_indicator

    union all
    select
        'exam_results' as what,
        count(*) as row_count
    from marts.fct_exam_result

    union all
    select
        'findings' as what,
        count(*) as row_count
    from marts.fct_finding

)

select
    loaded.what,
    loaded.row_count as loaded,
    coalesce(arrived.row_count, 0) as arrived
from loaded
left join arrived
    on loaded.what = arrived.what
where loaded.row_count <> coalesce(arrived.row_count, 0)
