-- School years are not narrowed: a change needs two.
select
    *,
    if($language = 'en', subject_name_en, subject_name_lt) as subject_name
from reports.rpt_exam_move
where
    plan_code = $plan
    and (len($exam::varchar[]) = 0 or list_contains($exam::varchar[], exam_code))
    and (
        len($subject::varchar[]) = 0
        or list_contains($subject::varchar[], subject_code)
    )
order by is_gap desc, exam_code, subject_order, measure_code
