-- School years, with their first and last day.
-- Grain: one row per school year.
with

calendar as (

    select * from marts.dim_date

),

dim_school_year as (

    select
        school_year,
        cast(substr(school_year, 1, 4) as smallint) as start_year,
        cast(substr(school_year, 6, 4) as smallint) as end_year,
        make_date(cast(substr(school_year, 1, 4) as integer), 9, 1) as start_date,
        make_date(cast(substr(school_year, 6, 4) as integer), 8, 31) as end_date,
        replace(school_year, '-', '–') || ' m. m.' as school_year_name_lt,
        replace(school_year, '-', '–') as school_year_name_en

    from calendar

    group by school_year

)

select * from dim_school_year
