-- Printed or reported percentages outside of 0 to 100.
select
    plan_code,
    concat_ws(' ', exam_code, measure_code, subject_code) as what,
    value,
    source_line

from marts.fct_exam_result

where unit_code = 'percent' and (value < 0 or value > 100)

union all

select
    indicator_values.plan_code,
    indicator_values.indicator_number as what,
    indicator_values.value,
    indicator_values.source_line

from marts.fct_indicator_value as indicator_values
inner join marts.dim_indicator as indicators
    on
        indicator_values.plan_code = indicators.plan_code
        and indicator_values.indicator_number = indicators.indicator_number

where
    indicators.unit_code = 'percent'
    and (indicator_values.value < 0 or indicator_values.value > 100)
