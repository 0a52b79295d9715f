-- Every day that a source mentions, and the ends of the years and halves it mentions.
-- Few school years and periods stand in many rows: each is read once.
-- Grain: one row per mention of a day; a day may come again.
with

school_years as (

    select school_year from staging.stg_plan_package__exam_results
    union distinct
    select school_year from staging.stg_workbook__exams

),

periods as (

    select period from staging.stg_plan_package__indicator_values
    union distinct
    select period from staging.stg_workbook__measurements

),

int_dates__mentioned as (

    select period_start_date as mentioned_date
    from staging.stg_plan_package__activities
    union all
    select period_end_date from staging.stg_plan_package__activities
    union all
    select make_date(cast(substr(school_year, 1, 4) as integer), 9, 1)
    from school_years
    union all
    select make_date(cast(substr(school_year, 6, 4) as integer), 8, 31)
    from school_years
    union all
    select
        case
            when length(period) = 9
                then make_date(cast(substr(period, 1, 4) as integer), 9, 1)
        end
    from periods
    union all
    select
        case
            when length(period) = 9
                then make_date(cast(substr(period, 6, 4) as integer), 8, 31)
            when period like '%-S1'
                then make_date(cast(substr(period, 1, 4) as integer), 6, 30)
            else make_date(cast(substr(period, 1, 4) as integer), 12, 31)
        end
    from periods
    union all
    select paid_date from staging.stg_workbook__spending
    union all
    select document_date from staging.stg_workbook__spending

)

select * from int_dates__mentioned
