-- Other plans of the programme that have exam figures, the likest in size first.
select
    likeness.other_plan_code,
    if(
        $language = 'en',
        likeness.other_municipality_name_en,
        likeness.other_municipality_name_lt
    ) as other_name,
    likeness.net_eur,
    likeness.other_net_eur,
    likeness.size_ratio,
    likeness.is_like_size,
    likeness.nearness,
    count(*) over ()
    = (select count(*) - 1 from reports.rpt_municipality) as is_everyone_loaded
from reports.rpt_plan_likeness as likeness
where
    likeness.plan_code = $plan
    and likeness.other_plan_code in (
        select plan_code from reports.rpt_exam_spread
        where value_count > 0
    )
order by likeness.nearness
