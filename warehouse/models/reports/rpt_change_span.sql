-- When the data last changed. Sources that came within five minutes of one another are
-- one change: a refresh takes in many files, one after the other. The first load stands
-- alone, so that what follows it at once is news already.
-- Grain: one row per warehouse; none while nothing is loaded.
with

moments as (

    select distinct changed_at from reports.rpt_source

),

ordered_moments as (

    select
        changed_at,
        lag(changed_at) over (order by changed_at nulls last) as previous_changed_at,
        min(changed_at) over () as first_changed_at

    from moments

),

latest_start as (

    select
        max(changed_at) as started_at,
        max(previous_changed_at) as previous_changed_at

    from ordered_moments

    where
        previous_changed_at is null
        or previous_changed_at = first_changed_at
        or changed_at >= previous_changed_at + interval '5' minute

),

rpt_change_span as (

    select
        latest_start.started_at,
        max(moments.changed_at) as changed_at,
        latest_start.previous_changed_at

    from latest_start
    cross join moments

    group by latest_start.started_at, latest_start.previous_changed_at

)

select * from rpt_change_span
