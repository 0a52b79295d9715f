-- A published figure of the whole programme: one row.
select
    'total' as item_kind,
    figure_code as item,
    if($language = 'en', label_en, label_lt) as item_name,
    published_by as part_name,
    value as amount,
    cast(null as varchar) as file_name,
    cast(null as varchar) as places
from marts.fct_programme_total
where programme_stream is null and figure_code = $figure_code
