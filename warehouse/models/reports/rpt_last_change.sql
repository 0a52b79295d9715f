-- What the latest change of the data brought to each plan. The first load is no change:
-- there was nothing before it.
-- Grain: one row per plan and source that is new or changed since the load before.
with

sources as (

    select * from reports.rpt_source

),

changes as (

    select * from reports.rpt_change_span

),

changed_sources as (

    select
        sources.*,
        changes.previous_changed_at

    from sources
    inner join changes
        on sources.changed_at >= changes.started_at

    where changes.previous_changed_at is not null

),

counted_rows as (

    select
        plan_code,
        source_document_key,
        case when phase = 'executed' then net_eur end as executed_net_eur
    from marts.fct_expenditure
    union all
    select
        plan_code,
        source_document_key,
        cast(null as decimal(18, 2)) as executed_net_eur
    from marts.fct_indicator_value
    where value_kind = 'measurement'
    union all
    select
        plan_code,
        source_document_key,
        cast(null as decimal(18, 2)) as executed_net_eur
    from marts.fct_exam_result
    where source_kind = 'workbook'
    union all
    select
        plan_code,
        source_document_key,
        cast(null as decimal(18, 2)) as executed_net_eur
    from marts.fct_plan_change
    union all
    select
        plan_code,
        source_document_key,
        cast(null as decimal(18, 2)) as executed_net_eur
    from marts.fct_activity_outcome

),

workbook_sums as (

    select
        plan_code,
        source_document_key,
        count(*) as row_count,
        sum(executed_net_eur) as executed_net_eur

    from counted_rows

    group by plan_code, source_document_key

),

revisions as (

    select
        plan_code,
        source_document_key,
        count(*) as revision_count

    from marts.fct_revision

    group by plan_code, source_document_key

),

rpt_last_change as (

    select
        coalesce(changed_sources.plan_code, workbook_sums.plan_code) as plan_code,
        changed_sources.source_document_key,
        changed_sources.source_kind,
        changed_sources.source_name,
        changed_sources.changed_at,
        changed_sources.previous_changed_at,
        coalesce(workbook_sums.row_count, changed_sources.row_count) as row_count,
        workbook_sums.executed_net_eur,
        coalesce(revisions.revision_count, 0) as revision_count,
        changed_sources.quarantined_count

    from changed_sources
    left join workbook_sums
        on changed_sources.source_document_key = workbook_sums.source_document_key
    left join revisions
        on
            changed_sources.source_document_key = revisions.source_document_key
            and workbook_sums.plan_code = revisions.plan_code

    where coalesce(changed_sources.plan_code, workbook_sums.plan_code) is not null

)

select * from rpt_last_change
