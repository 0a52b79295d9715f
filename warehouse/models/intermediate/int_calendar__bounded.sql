-- Every day from the first to the last year that any source mentions.
-- Days are counted with the digits of a number, which every database can do.
-- Grain: one row per day.
with

digits as (

    select ten.digit

    from (values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) as ten (digit)

),

bounds as (

    select
        make_date(extract(year from min(mentioned_date)), 1, 1) as first_date,
        make_date(extract(year from max(mentioned_date)), 12, 31) as last_date

    from intermediate.int_dates__mentioned

),

day_numbers as (

    select
        units.digit
        + 10 * tens.digit
        + 100 * hundreds.digit
        + 1000 * thousands.digit
        + 10000 * ten_thousands.digit as day_number

    from digits as units
    cross join digits as tens
    cross join digits as hundreds
    cross join digits as thousands
    cross join digits as ten_thousands

),

int_calendar__bounded as (

    select
        cast(
            bounds.first_date + day_numbers.day_number * interval '1' day as date
        ) as calendar_date

    from bounds
    cross join day_numbers

    where
        bounds.first_date + day_numbers.day_number * interval '1' day
        <= bounds.last_date

)

select * from int_calendar__bounded
