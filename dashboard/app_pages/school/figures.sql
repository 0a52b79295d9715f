select
    figure_code,
    period,
    value,
    unit_code,
    printed_text,
    is_small_group,
    source_line
from reports.rpt_school_figure
where plan_code = $plan and school_code = $school_code
order by figure_code, period desc
