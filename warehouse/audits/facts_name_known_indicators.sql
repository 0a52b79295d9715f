-- Values of indicators that their plan does not list.
select
    indicator_values.plan_code,
    indicator_values.indicator_number,
    indicator_values.source_document_key,
    indicator_values.source_line

from marts.fct_indicator_value as indicator_values
left join marts.dim_indicator as indicators
    on
        indicator_values.plan_code = indicators.plan_code
        and indicator_values.indicator_number = indicators.indicator_number

where indicators.indicator_number is null
