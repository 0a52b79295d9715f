-- Values of indicators: printed baselines and reported measurements. Not additive.
-- Grain: one row per plan, kind of value, indicator, period and school.
with

indicator_values as (

    select * from intermediate.int_indicator_values__combined

),

fct_indicator_value as (

    select
        plan_code,
        indicator_number,
        value_kind,
        period,
        school_year,
        period_end_date,
        school_code,
        value,
        value_status,
        printed_text,
        measured_date,
        measured_by,
        is_synthetic,
        source_document_key,
        source_line

    from indicator_values

)

select * from fct_indicator_value
