-- Schools of the national register, as data.gov.lt publishes them.
-- Grain: one row per record of the publisher.
with

schools as (

    select * from raw.open_data__schools

),

stg_open_data__schools as (

    select
        _id as record_code,
        ins_kodas as institution_code,
        ins_pavad_lt as institution_name,
        ins_grupe_pav as institution_group,
        ins_pagr_tipas as institution_type,
        sav_kodas as municipality_code,
        sav_pav as municipality_name,
        ins_isreg_smir_data as closed_date,
        ar_padalinys = '1' as is_branch,
        n_koord as latitude,
        e_koord as longitude,
        _source_document_key as source_document_key,
        _loaded_at

    from schools

)

select * from stg_open_data__schools
