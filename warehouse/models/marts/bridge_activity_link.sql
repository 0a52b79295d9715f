-- Activities that others name as related; nothing is added up along these links.
-- Grain: one row per activity row and related number.
with

activity_links as (

    select * from staging.stg_plan_package__activity_links

),

activity_numbers as (

    select * from intermediate.int_activity_numbers__resolved

),

bridge_activity_link as (

    select
        activity_links.plan_code,
        activity_links.activity_key,
        activity_links.related_number,
        activity_numbers.activity_key as related_activity_key,
        activity_links.source_document_key,
        activity_links.source_line

    from activity_links
    left join activity_numbers
        on
            activity_links.plan_code = activity_numbers.plan_code
            and activity_links.related_number = activity_numbers.activity_number

)

select * from bridge_activity_link
