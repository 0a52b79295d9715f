-- Municipalities of the plans, by language: who publishes where nobody says otherwise.
select
    'lt' as language,
    string_agg(distinct municipality_name_lt, ', ' order by municipality_name_lt)
        as names
from reports.rpt_plan
union all
select
    'en',
    string_agg(distinct municipality_name_en, ', ' order by municipality_name_en)
from reports.rpt_plan
