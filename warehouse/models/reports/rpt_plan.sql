-- Plans with their planned sums: what the plan chooser and the overview say.
-- Grain: one row per plan.
with

plans as (

    select * from marts.dim_plan

),

planned_sums as (

    select
        plan_code,
        sum(net_eur) as net_eur,
        sum(vat_eur) as vat_eur,
        count(distinct activity_key) as activity_count,
        count(distinct activity_key) filter (where vat_eur is null)
            as vat_unknown_count

    from marts.fct_planned_cost

    group by plan_code

),

school_counts as (

    select
        plan_code,
        count(*) filter (where school_role = 'participant') as school_count

    from marts.dim_school

    group by plan_code

),

rpt_plan as (

    select
        plans.plan_code,
        plans.municipality_code,
        -- A municipality the reference table does not know is called by its code.
        coalesce(plans.municipality_name_lt, plans.plan_code) as municipality_name_lt,
        coalesce(plans.municipality_name_en, plans.plan_code) as municipality_name_en,
        plans.municipality_full_name_lt,
        plans.plan_title,
        plans.programme_code,
        plans.programme_stream,
        plans.currency_code,
        -- So is a programme that no reference table names.
        coalesce(plans.programme_name_lt, plans.programme_code) as programme_name_lt,
        coalesce(plans.programme_name_en, plans.programme_code) as programme_name_en,
        plans.document_name,
        plans.document_sha256,
        plans.first_activity_date,
        plans.last_activity_date,
        -- Where no activity has a last day, the plan ends with its project.
        coalesce(plans.last_activity_date, projects.end_date) as end_date,
        planned_sums.net_eur,
        planned_sums.vat_eur,
        planned_sums.activity_count,
        planned_sums.vat_unknown_count,
        school_counts.school_count,
        reported_spans.reported_until_date,
        -- A plan of which nothing was reported shows nothing made up.
        coalesce(reported_spans.has_synthetic, false) as has_synthetic

    from plans
    left join marts.dim_programme_project as projects
        on plans.programme_stream = projects.programme_stream
    left join planned_sums
        on plans.plan_code = planned_sums.plan_code
    left join school_counts
        on plans.plan_code = school_counts.plan_code
    left join reports.rpt_reported_span as reported_spans
        on plans.plan_code = reported_spans.plan_code

)

select * from rpt_plan
