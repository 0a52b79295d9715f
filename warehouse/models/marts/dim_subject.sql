-- School subjects, and a member for figures that are not of one subject.
-- Grain: one row per subject.
with

subjects as (

    select * from staging.stg_reference__subjects

),

dim_subject as (

    select
        subject_code,
        subject_name_lt,
        subject_name_en,
        sort_order

    from subjects

    union all

    select
        'none' as subject_code,
        'Ne vieno dalyko' as subject_name_lt,
        'Not of one subject' as subject_name_en,
        max(sort_order) + 1 as sort_order

    from subjects

)

select * from dim_subject
