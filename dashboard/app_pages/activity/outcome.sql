select
    answers.activity_key,
    answers.activity_number,
    answers.outcome_code,
    answers.as_of_date,
    answers.owner_name,
    answers.yearly_cost_eur,
    answers.funded_until_date,
    answers.evidence_text,
    answers.is_synthetic
from reports.rpt_activity_outcome as activities
inner join reports.rpt_activity_outcome as answers
    on
        activities.plan_code = answers.plan_code
        and activities.answered_number = answers.activity_number
where activities.activity_key = $activity and answers.outcome_code is not null
