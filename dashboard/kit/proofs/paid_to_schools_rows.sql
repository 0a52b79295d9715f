-- from: kept_schools
-- Payments that name one of the schools: one row per school and file.
select
    'school' as item_kind,
    kept_schools.school_code as item,
    any_value(concat_ws(' ', kept_schools.school_code, kept_schools.school_name))
        as item_name,
    cast(null as varchar) as part_name,
    sum(payments.net_eur) as amount,
    payments.source_file as file_name,
    string_agg(payments.source_row, ', ' order by payments.source_row) as places
from marts.fct_expenditure as payments
inner join kept_schools on payments.school_code = kept_schools.school_code
where payments.plan_code = $plan and payments.phase = 'executed'
group by kept_schools.school_code, payments.source_file
order by any_value(kept_schools.sort_order), payments.source_file
