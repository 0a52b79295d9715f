select if($language = 'en', measure_name_en, measure_name_lt) as name
from marts.dim_exam_measure
where measure_code = $code
