-- Payments for one activity: one row per payment.
select
    'activity' as item_kind,
    payments.activity_key as item,
    concat(activities.activity_number, ' ', activities.title) as item_name,
    concat_ws(
        ' · ', payments.paid_date, payments.document_number, payments.supplier
    ) as part_name,
    payments.net_eur as amount,
    payments.source_file as file_name,
    cast(payments.source_row as varchar) as places
from marts.fct_expenditure as payments
inner join marts.dim_activity as activities
    on payments.activity_key = activities.activity_key
where payments.activity_key = $activity and payments.phase = 'executed'
order by payments.paid_date, payments.source_file, payments.source_row
