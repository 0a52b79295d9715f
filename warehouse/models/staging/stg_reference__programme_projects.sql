-- Projects that pay for the programme.
-- Grain: one row per project.
with

programme_projects as (

    select * from raw.reference__programme_projects

),

stg_reference__programme_projects as (

    select
        project_code,
        programme_stream,
        name_lt as project_name_lt,
        name_en as project_name_en,
        start_date,
        end_date,
        source,
        _source_document_key as source_document_key

    from programme_projects

)

select * from stg_reference__programme_projects
