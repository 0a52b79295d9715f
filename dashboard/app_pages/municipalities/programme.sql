select
    *,
    if($language = 'en', label_en, label_lt) as label,
    if($language = 'en', project_name_en, project_name_lt) as project_name
from reports.rpt_programme_total
order by programme_stream nulls last, unit_code, figure_code
