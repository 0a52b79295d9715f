select
    *,
    if($language = 'en', municipality_name_en, municipality_name_lt)
        as municipality_name
from reports.rpt_municipality
