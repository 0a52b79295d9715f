select
    revisions.fact_kind,
    revisions.fact_key,
    revisions.school_code,
    revisions.column_name,
    revisions.old_value_text,
    revisions.new_value_text,
    revisions.revised_at,
    revisions.old_source_file,
    revisions.old_source_row,
    revisions.source_file,
    revisions.source_row,
    revisions.is_synthetic
from reports.rpt_revision as revisions
inner join reports.rpt_activity as activities
    on
        revisions.plan_code = activities.plan_code
        and revisions.item_number = activities.activity_number
where
    activities.activity_key = $activity
    and (
        revisions.fact_kind in ('spending', 'outcomes')
        or revisions.fact_key like '% · activity · %'
    )
order by revisions.revised_at, revisions.fact_key, revisions.column_name
