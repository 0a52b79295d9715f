-- Subjects with an exam.
-- Grain: one row per subject.
with

subjects as (

    select * from raw.reference__subjects

),

stg_reference__subjects as (

    select
        subject_code,
        name_lt as subject_name_lt,
        name_en as subject_name_en,
        sort_order,
        _source_document_key as source_document_key

    from subjects

)

select * from stg_reference__subjects
