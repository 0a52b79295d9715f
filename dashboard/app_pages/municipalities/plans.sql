select
    *,
    if($language = 'en', municipality_name_en, municipality_name_lt)
        as municipality_name,
    if($language = 'en', programme_name_en, programme_name_lt) as programme_name
from reports.rpt_plan_comparison
