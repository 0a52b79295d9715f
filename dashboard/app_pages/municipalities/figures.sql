select
    *,
    if($language = 'en', municipality_name_en, municipality_name_lt)
        as municipality_name,
    if($language = 'en', programme_name_en, programme_name_lt) as programme_name,
    if($language = 'en', label_en, label_lt) as label
from reports.rpt_public_figure
order by
    municipality_code,
    programme_order,
    programme_code,
    figure_kind = 'stream' desc,
    unit_code desc,
    figure_code
