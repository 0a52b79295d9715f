-- Pupils of the schools that take part in a plan: as the plan states them, else as the
-- register counts them in one school year. Pupils of some schools only are not those
-- of the plan, and years are never mixed.
-- Grain: one row per plan that lists schools.
with

school_pupils as (

    select
        plan_code,
        school_code,
        max_by(value, period)
        filter (where value is not null) as pupil_count

    from marts.fct_school_figure

    where figure_code = 'pupil_count'

    group by plan_code, school_code

),

participants as (

    select
        plan_code,
        school_code,
        count(*) over (partition by plan_code) as school_count

    from marts.dim_school

    where school_role = 'participant'

),

stated_pupils as (

    select
        participants.plan_code,
        count(school_pupils.pupil_count) as known_school_count,
        -- Pupils of some schools only are not those of the plan.
        case
            when count(school_pupils.pupil_count) = count(*)
                then sum(school_pupils.pupil_count)
        end as pupil_count

    from participants
    left join school_pupils
        on
            participants.plan_code = school_pupils.plan_code
            and participants.school_code = school_pupils.school_code

    group by participants.plan_code

),

-- The latest school year of which the register knows the pupils of all schools.
year_pupils as (

    select
        participants.plan_code,
        counts.school_year,
        sum(counts.pupil_count) as pupil_count

    from participants
    inner join reports.rpt_school_pupil_count as counts
        on
            participants.plan_code = counts.plan_code
            and participants.school_code = counts.school_code

    group by
        participants.plan_code,
        counts.school_year,
        participants.school_count

    having count(counts.pupil_count) = participants.school_count

),

numbered_years as (

    select
        *,
        row_number() over (
            partition by plan_code
            order by school_year desc
        ) as recency_rank

    from year_pupils

),

counted_pupils as (

    select * from numbered_years

    where recency_rank = 1

),

rpt_plan_pupils as (

    select
        stated_pupils.plan_code,
        stated_pupils.known_school_count,
        coalesce(stated_pupils.pupil_count, counted_pupils.pupil_count)
            as pupil_count,
        case
            when stated_pupils.pupil_count is not null then 'plan'
            when counted_pupils.pupil_count is not null then 'open_data'
        end as pupil_source_code,
        if(stated_pupils.pupil_count is null, counted_pupils.school_year, null)
            as pupil_school_year

    from stated_pupils
    left join counted_pupils
        on stated_pupils.plan_code = counted_pupils.plan_code

)

select * from rpt_plan_pupils
