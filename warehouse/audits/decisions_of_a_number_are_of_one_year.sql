-- Decisions of one number and of several years, of which a later one replaced another:
-- the number is a part of the key, and councils number anew each year.
select
    plan_code,
    decision_number,
    item,
    number,
    field,
    min(decided_on) as first_date,
    max(decided_on) as last_date,
    max_by(_source_file, _precedence)
    filter (where _source_file is not null) as source_file

from raw.workbook__plan_changes

group by plan_code, decision_number, item, number, field

having count(distinct extract(year from decided_on)) > 1
