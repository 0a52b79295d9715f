select
    severity,
    rule_code,
    if($language = 'en', rule_title_en, rule_title_lt) as rule_title,
    if($language = 'en', rule_explanation_en, rule_explanation_lt) as explanation,
    expected_text,
    found_text,
    source_line
from reports.rpt_finding
where
    plan_code = $plan
    and subject_kind = 'school'
    and subject = $school_code
order by severity_order, finding_number
