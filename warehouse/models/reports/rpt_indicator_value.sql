-- Values of indicators in time: printed baselines and reported measurements.
-- Grain: one row per plan, indicator, kind of value, period and school.
with

indicator_values as (

    select * from marts.fct_indicator_value

),

indicators as (

    select * from marts.dim_indicator

),

schools as (

    select * from marts.dim_school

),

source_documents as (

    select * from marts.dim_source_document

),

rpt_indicator_value as (

    select
        indicator_values.plan_code,
        indicator_values.indicator_number,
        indicator_values.value_kind,
        indicator_values.period,
        indicator_values.period_end_date,
        indicator_values.school_code,
        schools.school_name,
        indicator_values.value,
        indicators.unit_code,
        indicator_values.value_status,
        indicator_values.printed_text,
        indicator_values.measured_date,
        indicator_values.measured_by,
        indicator_values.is_synthetic,
        source_documents.source_kind,
        coalesce(source_documents.document_name, source_documents.source_name)
            as source_name,
        indicator_values.source_line

    from indicator_values
    inner join indicators
        on
            indicator_values.plan_code = indicators.plan_code
            and indicator_values.indicator_number = indicators.indicator_number
    left join schools
        on
            indicator_values.plan_code = schools.plan_code
            and indicator_values.school_code = schools.school_code
    left join source_documents
        on indicator_values.source_document_key = source_documents.source_document_key

)

select * from rpt_indicator_value
