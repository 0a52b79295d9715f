-- Indicators listed in plans, chosen or not, in order of print.
-- Grain: one row per plan and indicator.
with

indicators as (

    select * from staging.stg_plan_package__indicators

),

dim_indicator as (

    select
        plan_code,
        indicator_number,
        indicator_name,
        unit_code,
        indicator_group,
        direction,
        is_chosen,
        row_number() over (
            partition by plan_code
            order by
                case indicator_group
                    when 'mandatory' then 1
                    when 'optional' then 2
                    else 3
                end,
                source_line nulls last,
                indicator_number nulls last
        ) as sort_order,
        source_document_key,
        source_line

    from indicators

)

select * from dim_indicator
