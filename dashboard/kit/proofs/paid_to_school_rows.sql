-- Payments that name a school: one row per payment.
select
    'activity' as item_kind,
    payments.activity_key as item,
    concat(payments.activity_number, ' ', activities.title) as item_name,
    concat_ws(
        ' · ', payments.paid_date, payments.document_number, payments.supplier
    ) as part_name,
    payments.net_eur as amount,
    payments.source_file as file_name,
    cast(payments.source_row as varchar) as places
from marts.fct_expenditure as payments
left join marts.dim_activity as activities
    on payments.activity_key = activities.activity_key
where
    payments.plan_code = $plan
    and payments.school_code = $school_code
    and payments.phase = 'executed'
order by payments.paid_date, payments.source_file, payments.source_row
