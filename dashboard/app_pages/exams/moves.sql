-- from: latest_changes
select
    exam_code,
    measure_code,
    subject_code,
    any_value(subject_name) as subject_name,
    any_value(unit_code) as unit_code,
    any_value(previous_year) as previous_year,
    any_value(school_year) as school_year,
    count(*) as school_count,
    count(*) filter (change_value > 0) as grown_count,
    count(*) filter (change_value < 0) as shrunk_count,
    cast(median(previous_value) as decimal(18, 2)) as previous_median,
    cast(median(value) as decimal(18, 2)) as median_value,
    measure_code like 'gap_lt_math%' as is_gap
from latest_changes
group by exam_code, measure_code, subject_code
order by is_gap desc, exam_code, any_value(subject_order), measure_code
