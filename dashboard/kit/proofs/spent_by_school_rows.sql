-- from: chosen
-- Payments that name a school: one row per activity row, school and policy area.
select
    'activity' as item_kind,
    chosen.activity_key as item,
    concat(chosen.activity_number, ' ', chosen.activity_title) as item_name,
    concat_ws(' · ', payments.school_code, chosen.area_name) as part_name,
    coalesce(payments.school_code, '') as school_code,
    sum(payments.net_eur) as amount,
    cast(null as varchar) as file_name,
    cast(null as varchar) as places
from marts.fct_monthly_spending as payments
inner join chosen
    on
        payments.activity_key = chosen.activity_key
        and payments.policy_area_code = chosen.policy_area_code
where payments.plan_code = $plan and payments.phase = $phase
group by all
order by item, part_name
