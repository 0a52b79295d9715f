-- What each row of the cost table costs by the plan in force: the last decision, else
-- as printed. A row without a cost of its own counts once a decision gives it one.
-- Grain: one row per activity row.
with

activities as (

    select * from staging.stg_plan_package__activities

),

changes_in_force as (

    select
        activity_key,
        max(new_value) filter (where field_code = 'net_eur') as net_eur,
        max(new_value) filter (where field_code = 'vat_eur') as vat_eur,
        max(version_number) as version_number

    from intermediate.int_plan_changes__ordered

    where item = 'activity' and is_in_force

    group by activity_key

),

int_activity_costs__in_force as (

    select
        activities.plan_code,
        activities.activity_key,
        cast(coalesce(changes_in_force.net_eur, activities.net_eur) as decimal(18, 2))
            as net_eur,
        cast(coalesce(changes_in_force.vat_eur, activities.vat_eur) as decimal(18, 2))
            as vat_eur,
        activities.cost_role = 'counted'
        or (
            activities.cost_role in ('none', 'elsewhere')
            and changes_in_force.activity_key is not null
        ) as is_counted,
        changes_in_force.version_number,
        activities.source_document_key,
        activities.source_line

    from activities
    left join changes_in_force
        on activities.activity_key = changes_in_force.activity_key

)

select * from int_activity_costs__in_force
