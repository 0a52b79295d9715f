-- Pupils of gymnasiums by school year, as data.gov.lt publishes them. Additive over
-- institutions within a school year, never over years.
-- Grain: one row per record of the publisher.
with

pupils as (

    select * from staging.stg_open_data__pupils

),

fct_pupil_count as (

    select
        record_code,
        institution_code,
        institution_name,
        branch_code,
        municipality_name,
        school_year,
        pupil_count,
        updated_date,
        source_document_key

    from pupils

)

select * from fct_pupil_count
