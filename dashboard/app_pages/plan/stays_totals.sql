select
    count(*) filter (is_counted) as activity_count,
    count(*) filter (is_counted and answered_number is not null) as answered_count,
    count(*) filter (is_counted and answered_outcome_code = 'done') as done_count,
    count(*) filter (is_counted and answered_outcome_code = 'partly') as partly_count,
    count(*) filter (is_counted and answered_outcome_code = 'cut') as cut_count,
    count(*) filter (is_counted and answered_outcome_code = 'moved') as moved_count,
    count(*) filter (is_counted and answered_outcome_code = 'continues')
        as continues_count,
    count(*) filter (is_staying) as staying_count,
    sum(yearly_cost_eur) filter (is_staying and cost_in_number is null)
        as yearly_cost_eur,
    count(*) filter (
        is_staying and yearly_cost_eur is null and cost_in_number is null
    ) as unknown_cost_count,
    max(as_of_date) as as_of_date
from reports.rpt_activity_outcome
where plan_code = $plan
