-- Activities that others name as related.
-- Grain: one row per activity row and related number.
with

activity_links as (

    select * from raw.plan_package__activity_links

),

stg_plan_package__activity_links as (

    select
        plan_code,
        concat_ws(':', plan_code, activity_number, occurrence) as activity_key,
        activity_number,
        occurrence,
        related_number,
        source_line,
        _source_document_key as source_document_key

    from activity_links

)

select * from stg_plan_package__activity_links
