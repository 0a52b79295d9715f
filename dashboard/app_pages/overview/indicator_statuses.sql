with statuses as (
    select
        case
            when status_code <> 'not_measured' then status_code
            else concat('baseline_', baseline_status)
        end as status_code,
        is_chosen,
        status_code not in ('not_measured', 'no_target', 'not_chosen') as is_measured,
        count(*) as indicator_count
    from reports.rpt_indicator
    where plan_code = $plan
    group by all
)

select
    status_code,
    is_chosen,
    indicator_count,
    sum(if(is_chosen, indicator_count, 0)) over () as chosen_count,
    sum(if(is_measured, indicator_count, 0)) over () as measured_count
from statuses
order by is_chosen desc, indicator_count desc, status_code
