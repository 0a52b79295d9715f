with plans as (
    select
        *,
        if($language = 'en', municipality_name_en, municipality_name_lt) as name,
        if($language = 'en', programme_name_en, programme_name_lt) as programme
    from reports.rpt_plan
)

select
    * exclude (name, programme),
    -- A municipality may have a plan of each programme.
    if(
        count(*) over (partition by name) > 1, concat(name, ' · ', programme), name
    ) as plan_name
from plans
order by net_eur desc, plan_code
