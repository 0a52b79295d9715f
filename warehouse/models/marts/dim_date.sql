-- Calendar: budget year, quarter, month and school year of every day in use.
-- Grain: one row per day.
with

calendar as (

    select * from intermediate.int_calendar__bounded

),

dated_years as (

    select
        calendar_date,
        cast(extract(year from calendar_date) as smallint) as budget_year,
        cast(extract(quarter from calendar_date) as smallint) as quarter_number,
        cast(extract(month from calendar_date) as smallint) as month_number,
        -- The school year begins on 1 September.
        cast(extract(year from calendar_date) as integer)
        - case when extract(month from calendar_date) < 9 then 1 else 0 end
            as first_year

    from calendar

),

dim_date as (

    select
        calendar_date,
        budget_year,
        quarter_number,
        month_number,
        concat_ws('-', first_year, first_year + 1) as school_year

    from dated_years

)

select * from dim_date
