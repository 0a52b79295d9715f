-- Schools that take part in the plan, with each school they meet; of many schools those
-- that meet most, and how many there are of each.
with

pairs as (
    select
        school_code,
        other_school_code,
        other_school_role,
        school_order,
        other_order,
        shared_count,
        narrow_count
    from reports.rpt_school_pair
    where plan_code = $plan and school_role = 'participant'
),

schools as (
    select
        other_school_role,
        school_code,
        count(*) over roles as school_count,
        row_number() over (
            roles order by max(narrow_count) desc, sum(narrow_count) desc, school_code
        ) as place
    from pairs
    where narrow_count > 0
    group by other_school_role, school_code
    window roles as (partition by other_school_role)
),

others as (
    select
        other_school_role,
        other_school_code,
        count(*) over roles as other_count,
        row_number() over (
            roles
            order by max(narrow_count) desc, sum(narrow_count) desc, other_school_code
        ) as place
    from pairs
    where narrow_count > 0
    group by other_school_role, other_school_code
    window roles as (partition by other_school_role)
)

select
    pairs.*,
    schools.school_count,
    others.other_count
from pairs
inner join schools
    on
        pairs.other_school_role = schools.other_school_role
        and pairs.school_code = schools.school_code
inner join others
    on
        pairs.other_school_role = others.other_school_role
        and pairs.other_school_code = others.other_school_code
where
    pairs.narrow_count > 0
    and schools.place <= $most
    and others.place <= $most
order by pairs.school_order, pairs.other_order
