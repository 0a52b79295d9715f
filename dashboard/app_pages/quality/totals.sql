-- from: chosen_findings
select
    count(*) as finding_count,
    count(distinct rule_code) as rule_count,
    count(*) filter (severity = 'error') as error_count,
    count(*) filter (severity = 'warning') as warning_count,
    count(*) filter (severity = 'note') as note_count
from chosen_findings
