-- Projects that pay for the programme.
-- Grain: one row per project.
with

programme_projects as (

    select * from staging.stg_reference__programme_projects

),

dim_programme_project as (

    select
        project_code,
        programme_stream,
        project_name_lt,
        project_name_en,
        start_date,
        end_date,
        source as published_by,
        source_document_key

    from programme_projects

)

select * from dim_programme_project
