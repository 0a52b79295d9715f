-- Plans and tables of whose mart the rows are not those loaded, each business key once.
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
        spending.plan_code,
        spending._document_key as fact_key
    from raw.workbook__spending as spending
    where
        not exists (
            select later.corrects from raw.workbook__spending as later
            where
                later.plan_code = spending.plan_code
                and later.corrects = spending.corrects
                and later._precedence > spending._precedence
        )
    union all
    select distinct
        'measurements' as what,
        plan_code,
        concat_ws('|', indicator_number, period, school_code) as fact_key
    from raw.workbook__measurements
    union all
    select distinct
        'plan_changes' as what,
        plan_code,
        concat_ws('|', decision_number, item, number, field) as fact_key
    from raw.workbook__plan_changes
    union all
    select distinct
        'outcomes' as what,
        plan_code,
        concat_ws('|', activity_number, as_of) as fact_key
    from raw.workbook__outcomes

),

loaded as (

    select
        what,
        plan_code,
        count(*) as row_count
    from reported_rows
    group by what, plan_code

    union all
    select
        'activities' as what,
        plan_code,
        count(*) as row_count
    from raw.plan_package__activities
    group by plan_code

    union all
    select
        'schools' as what,
        plan_code,
        count(*) as row_count
    from raw.plan_package__schools
    group by plan_code

    union all
    select
        'indicators' as what,
        plan_code,
        count(*) as row_count
    from raw.plan_package__indicators
    group by plan_code

    union all
    select
        'indicator_values' as what,
        plan_code,
        count(*) as row_count
    from raw.plan_package__indicator_values
    group by plan_code

    union all
    select
        'exam_results' as what,
        plan_code,
        count(*) as row_count
    from exam_figures
    group by plan_code

    union all
    select
        'findings' as what,
        plan_code,
        count(*) as row_count
    from raw.plan_package__findings
    group by plan_code

),

arrived as (

    select
        'documents' as what,
        plan_code,
        count(distinct document_key) as row_count
    from marts.fct_expenditure
    group by plan_code

    union all
    select
        case value_kind when 'baseline' then 'indicator_values' else 'measurements' end
            as what,
        plan_code,
        count(*) as row_count
    from marts.fct_indicator_value
    group by plan_code, value_kind

    union all
    select
        'plan_changes' as what,
        plan_code,
        count(*) as row_count
    from marts.fct_plan_change
    group by plan_code

    union all
    select
        'outcomes' as what,
        plan_code,
        count(*) as row_count
    from marts.fct_activity_outcome
    group by plan_code

    union all
    select
        'activities' as what,
        plan_code,
        count(*) as row_count
    from marts.dim_activity
    group by plan_code

    union all
    select
        'schools' as what,
        plan_code,
        count(*) as row_count
    from marts.dim_school
    group by plan_code

    union all
    select
        'indicators' as what,
        plan_code,
        count(*) as row_count
    from marts.dim_indicator
    group by plan_code

    union all
    select
        'exam_results' as what,
        plan_code,
        count(*) as row_count
    from marts.fct_exam_result
    group by plan_code

    union all
    select
        'findings' as what,
        plan_code,
        count(*) as row_count
    from marts.fct_finding
    group by plan_code

)

select
    coalesce(loaded.what, arrived.what) as what,
    coalesce(loaded.plan_code, arrived.plan_code) as plan_code,
    coalesce(loaded.row_count, 0) as loaded,
    coalesce(arrived.row_count, 0) as arrived
from loaded
full join arrived
    on
        loaded.what = arrived.what
        and loaded.plan_code is not distinct from arrived.plan_code
where coalesce(loaded.row_count, 0) <> coalesce(arrived.row_count, 0)
