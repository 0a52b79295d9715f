-- Corrections: a later file gave a figure that an earlier one had given otherwise. The
-- later one counts; this is the history. Not additive.
-- Grain: one row per business key, column and file that changed it.
with

repeated_values as (

    select * from intermediate.int_spending__repeated
    union all
    select * from intermediate.int_measurements__repeated
    union all
    select * from intermediate.int_exams__repeated
    union all
    select * from intermediate.int_plan_changes__repeated
    union all
    select * from intermediate.int_outcomes__repeated

),

compared_values as (

    select
        *,
        lag(source_document_key) over fact is not null as has_earlier,
        lag(value_text) over fact as old_value_text,
        lag(source_document_key) over fact as old_source_document_key,
        lag(source_file) over fact as old_source_file,
        lag(source_row) over fact as old_source_row

    from repeated_values

    window
        fact as (
            partition by is_synthetic, fact_kind, plan_code, fact_key, column_name
            order by _precedence nulls last, source_row nulls last
        )

),

fct_revision as (

    select
        fact_kind,
        plan_code,
        fact_key,
        item_number,
        school_code,
        column_name,
        old_value_text,
        value_text as new_value_text,
        _loaded_at as revised_at,
        old_source_document_key,
        old_source_file,
        old_source_row,
        source_document_key,
        source_file,
        source_sheet,
        source_row,
        is_synthetic

    from compared_values

    where has_earlier and value_text is distinct from old_value_text

)

select * from fct_revision
