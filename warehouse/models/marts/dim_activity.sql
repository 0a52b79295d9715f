-- Rows of the cost tables: activities and sub-activities, counted or not.
-- `sort_order` puts 8.2 before 8.10.
-- Grain: one row per plan, activity number and occurrence.
with

activities as (

    select * from staging.stg_plan_package__activities

),

activity_numbers as (

    select * from intermediate.int_activity_numbers__resolved

),

number_parts as (

    select
        activity_key,
        cast(split_part(activity_number, '.', 1) as bigint) as part_1,
        -- A number without such a part stands before those that have one.
        cast(coalesce(nullif(split_part(activity_number, '.', 2), ''), '0') as bigint)
            as part_2,
        cast(coalesce(nullif(split_part(activity_number, '.', 3), ''), '0') as bigint)
            as part_3,
        cast(coalesce(nullif(split_part(activity_number, '.', 4), ''), '0') as bigint)
            as part_4

    from activities

),

dim_activity as (

    select
        activities.activity_key,
        activities.plan_code,
        activities.activity_number,
        activities.occurrence,
        activities.parent_number,
        parents.activity_key as parent_activity_key,
        activities.title,
        -- No category printed: a member of its own, never a guess.
        coalesce(activities.cost_category_code, 'unassigned') as cost_category_code,
        activities.cost_role,
        activities.cost_role = 'counted' as is_counted,
        activities.net_eur as printed_net_eur,
        activities.vat_eur as printed_vat_eur,
        activities.cost_note,
        holders.activity_key as cost_activity_key,
        activities.period_text,
        activities.period_start_date,
        activities.period_end_date,
        number_parts.part_1 * 100000000
        + number_parts.part_2 * 1000000
        + number_parts.part_3 * 10000
        + number_parts.part_4 * 100
        + activities.occurrence as sort_order,
        activities.source_document_key,
        activities.source_line,
        activities.source_page

    from activities
    inner join number_parts
        on activities.activity_key = number_parts.activity_key
    left join activity_numbers as parents
        on
            activities.plan_code = parents.plan_code
            and activities.parent_number = parents.activity_number
    -- "(įtraukta prie 54 veiklos)" says which other row holds the cost of this one.
    left join activity_numbers as holders
        on
            activities.cost_role = 'elsewhere'
            and activities.plan_code = holders.plan_code
            and regexp_extract(activities.cost_note, '([0-9]+([.][0-9]+)*)', 1)
            = holders.activity_number

)

select * from dim_activity
