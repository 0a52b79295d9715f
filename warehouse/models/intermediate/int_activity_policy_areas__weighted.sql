-- Every activity with the policy areas it serves and the share of each.
-- An activity without an area gets the area `unassigned`, so that no money vanishes.
-- Shares have twelve decimals; what rounding leaves goes to the first area.
-- Grain: one row per activity row and policy area.
with

activities as (

    select * from staging.stg_plan_package__activities

),

activity_policy_areas as (

    select * from staging.stg_plan_package__activity_policy_areas

),

policy_areas as (

    select * from staging.stg_reference__policy_areas

),

weights as (

    select
        activities.plan_code,
        activities.activity_key,
        activity_policy_areas.given_weight,
        activity_policy_areas.source_line,
        policy_areas.sort_order,
        activities.source_document_key,

        -- No area printed: a member of its own, never a guess.
        coalesce(activity_policy_areas.policy_area_code, 'unassigned')
            as policy_area_code,
        -- No weight given: equal shares.
        coalesce(activity_policy_areas.given_weight, 1) as weight

    from activities
    left join activity_policy_areas
        on activities.activity_key = activity_policy_areas.activity_key
    left join policy_areas
        on activity_policy_areas.policy_area_code = policy_areas.policy_area_code

),

shares as (

    select
        *,
        cast(
            cast(weight as double) / sum(weight) over (partition by activity_key)
            as decimal(18, 12)
        ) as area_share,
        row_number() over (
            partition by activity_key
            order by sort_order nulls last, policy_area_code nulls last
        ) as area_rank

    from weights

),

int_activity_policy_areas__weighted as (

    select
        plan_code,
        activity_key,
        policy_area_code,
        given_weight,
        area_rank,
        source_line,
        source_document_key,
        cast(
            case
                when area_rank = 1
                    then
                        1
                        - sum(area_share) over (partition by activity_key)
                        + area_share
                else area_share
            end as decimal(18, 12)
        ) as weight_ratio

    from shares

)

select * from int_activity_policy_areas__weighted
