-- What became of each activity: the newest that was said of it, or of the activity it
-- is a part of. Yearly costs are additive where no wider activity holds them.
-- Grain: one row per activity row.
with

activities as (

    select * from marts.dim_activity

),

outcomes as (

    select * from marts.fct_activity_outcome

    where is_newest

),

-- What is said of an activity that is the sum of its parts is said of each of them.
wider_outcomes as (

    select
        outcomes.plan_code,
        outcomes.activity_number,
        outcomes.outcome_code,
        outcomes.yearly_cost_eur

    from outcomes
    inner join activities
        on outcomes.activity_key = activities.activity_key

    where activities.cost_role = 'rolled_up'

),

-- Of two numbers that begin this one the longer is the nearer, and sorts last.
held_activities as (

    select
        activities.activity_key,
        max(wider_outcomes.activity_number) as wider_number,
        max(
            case
                when wider_outcomes.yearly_cost_eur is not null
                    then wider_outcomes.activity_number
            end
        ) as cost_in_number

    from activities
    inner join wider_outcomes
        on
            activities.plan_code = wider_outcomes.plan_code
            and activities.activity_number
            like wider_outcomes.activity_number || '.%'

    group by activities.activity_key

),

rpt_activity_outcome as (

    select
        activities.plan_code,
        activities.activity_key,
        activities.activity_number,
        activities.title as activity_title,
        activities.sort_order as activity_order,
        activities.is_counted,
        outcomes.outcome_code,
        outcomes.as_of_date,
        outcomes.owner_name,
        outcomes.yearly_cost_eur,
        outcomes.funded_until_date,
        outcomes.evidence_text,
        coalesce(answers.activity_number, held_activities.wider_number)
            as answered_number,
        coalesce(answers.outcome_code, wider_outcomes.outcome_code)
            as answered_outcome_code,
        coalesce(
            outcomes.outcome_code = 'continues' or outcomes.yearly_cost_eur > 0, false
        ) as is_staying,
        held_activities.cost_in_number,
        coalesce(outcomes.is_synthetic, false) as is_synthetic,
        outcomes.source_document_key,
        outcomes.source_file,
        outcomes.source_row

    from activities
    left join outcomes
        on activities.activity_key = outcomes.activity_key
    -- A number that is printed twice is answered for both of its rows.
    left join outcomes as answers
        on
            activities.plan_code = answers.plan_code
            and activities.activity_number = answers.activity_number
    left join held_activities
        on activities.activity_key = held_activities.activity_key
    left join wider_outcomes
        on
            activities.plan_code = wider_outcomes.plan_code
            and held_activities.wider_number = wider_outcomes.activity_number

)

select * from rpt_activity_outcome
