-- Corrections by later files: what was said before, what is said now, and where.
-- Grain: one row per business key, column and file that changed it.
with

revisions as (

    select * from marts.fct_revision

),

rpt_revision as (

    select
        plan_code,
        fact_kind,
        fact_key,
        item_number,
        school_code,
        column_name,
        old_value_text,
        new_value_text,
        revised_at,
        old_source_file,
        old_source_row,
        source_file,
        source_sheet,
        source_row,
        is_synthetic

    from revisions

)

select * from rpt_revision
