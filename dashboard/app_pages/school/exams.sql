select
    exam_code,
    if($language = 'en', exam_name_en, exam_name_lt) as exam_name,
    measure_code,
    subject_code,
    if($language = 'en', subject_name_en, subject_name_lt) as subject_name,
    school_year,
    value,
    unit_code,
    is_ambiguous,
    is_after_series_break,
    candidates_count,
    is_small_group,
    is_synthetic,
    source_kind,
    source_name,
    source_line
from reports.rpt_exam_result
where plan_code = $plan and school_code = $school_code
order by exam_order, measure_code, subject_order, school_year
