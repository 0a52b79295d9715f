-- Pupils of schools by school year, from the open data. Plans and the register know a
-- school by codes of their own: a name they spell alike in the same municipality, but
-- for capitals, spaces and quotation marks, is the same school.
-- Grain: one row per plan, school and school year.
with

schools as (

    select
        schools.plan_code,
        schools.school_code,
        dim_plan.municipality_name_lt,
        translate(lower(schools.school_name), ' „“”"', '') as name_folded

    from marts.dim_school as schools
    inner join marts.dim_plan
        on schools.plan_code = dim_plan.plan_code

),

pupil_counts as (

    select
        municipality_name,
        translate(lower(institution_name), ' „“”"', '') as name_folded,
        school_year,
        sum(pupil_count) as pupil_count,
        max(updated_date) as updated_date,
        count(distinct institution_code) as institution_count

    from marts.fct_pupil_count

    group by municipality_name, name_folded, school_year

),

rpt_school_pupil_count as (

    select
        schools.plan_code,
        schools.school_code,
        pupil_counts.school_year,
        pupil_counts.pupil_count,
        pupil_counts.updated_date

    from schools
    inner join pupil_counts
        on
            schools.municipality_name_lt = pupil_counts.municipality_name
            and schools.name_folded = pupil_counts.name_folded

    -- Two institutions of one name cannot be told apart.
    where pupil_counts.institution_count = 1

)

select * from rpt_school_pupil_count
