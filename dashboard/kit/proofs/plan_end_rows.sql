-- What a plan ends with: activities of its last day, else its project.
-- One row per activity row, or one for the project.
with ends as (
    select
        plans.plan_code,
        plans.last_activity_date,
        projects.end_date,
        projects.project_code
    from marts.dim_plan as plans
    left join marts.dim_programme_project as projects
        on plans.programme_stream = projects.programme_stream
    where plans.plan_code = $plan
)

select
    'activity' as item_kind,
    activities.activity_key as item,
    concat(activities.activity_number, ' ', activities.title) as item_name,
    activities.period_text as part_name,
    activities.period_end_date as amount,
    cast(null as varchar) as file_name,
    cast(activities.source_line as varchar) as places
from marts.dim_activity as activities
inner join ends
    on
        activities.plan_code = ends.plan_code
        and activities.period_end_date = ends.last_activity_date
union all
select
    'project',
    project_code,
    concat(project_code, '') as project_name,
    null,
    end_date,
    null,
    null
from ends
where last_activity_date is null
