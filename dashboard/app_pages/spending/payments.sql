-- from: absorbed
select
    payments.*,
    if($language = 'en', payments.policy_area_name_en, payments.policy_area_name_lt)
        as area_name
from reports.rpt_monthly_spending as payments
semi join absorbed using (activity_key, policy_area_code)
-- An activity is of one plan: to say so spares reading the payments of all others.
where payments.plan_code = $plan and payments.phase = 'executed'
