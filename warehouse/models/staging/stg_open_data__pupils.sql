-- Pupils of gymnasiums by school year, as data.gov.lt publishes them.
-- Grain: one row per record of the publisher.
with

pupils as (

    select * from raw.open_data__pupils

),

stg_open_data__pupils as (

    select
        _id as record_code,
        institucijos_kodas as institution_code,
        institucijos_pavadinimas as institution_name,
        padalinys_kodas as branch_code,
        savivaldybe as municipality_name,
        mokslo_metai_pavadinimas as school_year,
        mokiniu_sk_viso as pupil_count,
        paskutinis_atnaujinimas as updated_date,
        _source_document_key as source_document_key,
        _loaded_at

    from pupils

)

select * from stg_open_data__pupils
