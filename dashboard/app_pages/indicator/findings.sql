select
    severity,
    if($language = 'en', rule_title_en, rule_title_lt) as rule_title,
    if($language = 'en', rule_explanation_en, rule_explanation_lt) as explanation,
    rule_code,
    subject_kind,
    subject,
    expected_text,
    found_text,
    difference,
    source_line
from reports.rpt_finding
where plan_code = $plan and subject_kind = 'indicator' and subject = $indicator
order by severity_order, finding_number
