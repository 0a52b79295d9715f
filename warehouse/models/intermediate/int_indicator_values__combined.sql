-- Values of indicators: baselines printed in plans and measurements of workbooks.
-- A school year ends on 31 August, a year on 31 December, its first half on 30 June.
-- Grain: one row per plan, kind of value, indicator, period and school.
with

baselines as (

    select * from staging.stg_plan_package__indicator_values

),

measurements as (

    select * from intermediate.int_measurements__deduplicated

),

both_kinds as (

    select
        plan_code,
        indicator_number,
        'baseline' as value_kind,
        period,
        cast(null as string) as school_code,
        value,
        value_status,
        printed_text,
        cast(null as date) as measured_date,
        cast(null as string) as measured_by,
        false as is_synthetic,
        source_document_key,
        source_line

    from baselines

    union all

    select
        plan_code,
        indicator_number,
        'measurement' as value_kind,
        period,
        school_code,
        value,
        value_status,
        cast(null as string) as printed_text,
        measured_date,
        source as measured_by,
        is_synthetic,
        source_document_key,
        source_row as source_line

    from measurements

),

int_indicator_values__combined as (

    select
        *,
        case when length(period) = 9 then period end as school_year,
        case
            when length(period) = 9
                then make_date(cast(substr(period, 6, 4) as integer), 8, 31)
            when period like '%-S1'
                then make_date(cast(substr(period, 1, 4) as integer), 6, 30)
            else make_date(cast(substr(period, 1, 4) as integer), 12, 31)
        end as period_end_date

    from both_kinds

)

select * from int_indicator_values__combined
