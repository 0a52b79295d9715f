-- Schools of the national register, open and closed, as data.gov.lt publishes them.
-- Plans name schools by codes of their own: nothing joins the two yet.
-- Grain: one row per record of the publisher.
with

institutions as (

    select * from staging.stg_open_data__schools

),

dim_institution as (

    select
        record_code,
        institution_code,
        institution_name,
        institution_group,
        institution_type,
        municipality_code,
        municipality_name,
        closed_date,
        is_branch,
        latitude,
        longitude,
        source_document_key

    from institutions

)

select * from dim_institution
