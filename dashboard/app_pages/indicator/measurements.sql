select
    measurements.*,
    schools.school_name
from reports.rpt_measurement as measurements
left join marts.dim_school as schools using (plan_code, school_code)
where plan_code = $plan and indicator_number = $indicator
order by
    measurements.school_code is not null,
    schools.sort_order,
    measurements.school_code,
    measurements.measured_date desc,
    measurements.period desc
