-- Schools that meet in activities, whatever each does there. An activity of all schools
-- that take part in the plan ties no two of them more than others: `narrow_count`
-- leaves those out.
-- Grain: one row per plan, school and other school that share a row that counts.
with

activity_schools as (

    select distinct
        plan_code,
        activity_key,
        school_code

    from reports.rpt_school_activity

    where cost_role = 'counted'

),

participant_counts as (

    select
        plan_code,
        count(*) as participant_count

    from marts.dim_school

    where school_role = 'participant'

    group by plan_code

),

activity_reach as (

    select
        activity_schools.activity_key,
        count(*) filter (where schools.school_role = 'participant')
        >= max(participant_counts.participant_count) as is_of_all

    from activity_schools
    inner join marts.dim_school as schools
        on
            activity_schools.plan_code = schools.plan_code
            and activity_schools.school_code = schools.school_code
    left join participant_counts
        on activity_schools.plan_code = participant_counts.plan_code

    group by activity_schools.activity_key

),

pairs as (

    select
        first_schools.plan_code,
        first_schools.school_code,
        other_schools.school_code as other_school_code,
        count(*) as shared_count,
        count(*) filter (where not activity_reach.is_of_all) as narrow_count

    from activity_schools as first_schools
    inner join activity_schools as other_schools
        on
            first_schools.activity_key = other_schools.activity_key
            and first_schools.school_code <> other_schools.school_code
    inner join activity_reach
        on first_schools.activity_key = activity_reach.activity_key

    group by
        first_schools.plan_code,
        first_schools.school_code,
        other_schools.school_code

),

rpt_school_pair as (

    select
        pairs.plan_code,
        pairs.school_code,
        schools.school_role,
        schools.sort_order as school_order,
        pairs.other_school_code,
        met_schools.school_name as other_school_name,
        met_schools.school_role as other_school_role,
        met_schools.sort_order as other_order,
        pairs.shared_count,
        pairs.narrow_count

    from pairs
    inner join marts.dim_school as schools
        on
            pairs.plan_code = schools.plan_code
            and pairs.school_code = schools.school_code
    inner join marts.dim_school as met_schools
        on
            pairs.plan_code = met_schools.plan_code
            and pairs.other_school_code = met_schools.school_code

)

select * from rpt_school_pair
