-- Decisions in the order they were made, each with the figure it replaced: that of the
-- decision before, else the printed one.
-- Grain: one row per plan, decision, item, number and field.
with

plan_changes as (

    select * from intermediate.int_plan_changes__deduplicated

),

activity_numbers as (

    select * from intermediate.int_activity_numbers__resolved

),

activities as (

    select * from staging.stg_plan_package__activities

),

indicators as (

    select * from staging.stg_plan_package__indicators

),

printed_figures as (

    select
        plan_changes.*,
        activities.activity_key,
        case plan_changes.field_code
            when 'net_eur' then activities.net_eur
            when 'vat_eur' then activities.vat_eur
            else indicators.target_value
        end as printed_value,
        dense_rank() over (
            partition by plan_changes.plan_code
            order by
                plan_changes.decided_date nulls last,
                length(plan_changes.decision_number) nulls last,
                plan_changes.decision_number nulls last
        ) as version_number

    from plan_changes
    left join activity_numbers
        on
            plan_changes.plan_code = activity_numbers.plan_code
            and plan_changes.number = activity_numbers.activity_number
            and plan_changes.item = 'activity'
    left join activities
        on activity_numbers.activity_key = activities.activity_key
    left join indicators
        on
            plan_changes.plan_code = indicators.plan_code
            and plan_changes.number = indicators.indicator_number
            and plan_changes.item = 'indicator'

),

int_plan_changes__ordered as (

    select
        plan_code,
        version_number,
        decision_number,
        decided_date,
        item,
        number,
        activity_key,
        field_code,
        new_value,
        coalesce(lag(new_value) over figure, printed_value) as old_value,
        lead(version_number) over figure is null as is_in_force,
        is_synthetic,
        source_document_key,
        source_row

    from printed_figures

    window
        figure as (
            partition by plan_code, item, number, field_code
            order by version_number nulls last
        )

)

select * from int_plan_changes__ordered
