-- Plans of all rows of a workbook, loaded or rejected, as its cells name them.
-- Grain: one row per plan; empty text where a row names none that can be read.
select distinct plan_code
from (
    select plan_code
    from raw.workbook__spending
    where _source_document_key = $source
    union all
    select plan_code
    from raw.workbook__measurements
    where _source_document_key = $source
    union all
    select plan_code
    from raw.workbook__exams
    where _source_document_key = $source
    union all
    select plan_code
    from raw.workbook__plan_changes
    where _source_document_key = $source
    union all
    select plan_code
    from raw.workbook__outcomes
    where _source_document_key = $source
    union all
    -- As `parse_plan_code` reads it; what is read otherwise is no known plan.
    select
        replace(
            lower(
                strip_accents(
                    trim(coalesce(try_cast(raw_cells as json) ->> '$.plan_code', ''))
                )
            ),
            ' ',
            '_'
        ) as plan_code
    from ops.quarantine
    where source_document_key = $source
) as named_plans
order by plan_code
