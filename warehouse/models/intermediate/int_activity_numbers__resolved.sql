-- Which cost row a bare activity number means: the counted one, else the first.
-- A number may be printed twice; ledgers and links only say the number.
-- Grain: one row per plan and activity number.
with

activities as (

    select * from staging.stg_plan_package__activities

),

numbered_activities as (

    select
        plan_code,
        activity_number,
        activity_key,
        row_number() over (
            partition by plan_code, activity_number
            order by
                case when cost_role = 'counted' then 0 else 1 end,
                occurrence nulls last
        ) as activity_rank

    from activities

),

int_activity_numbers__resolved as (

    select
        plan_code,
        activity_number,
        activity_key

    from numbered_activities

    where activity_rank = 1

)

select * from int_activity_numbers__resolved
