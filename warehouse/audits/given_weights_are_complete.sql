-- Activities for which a person set some weights but not all, or not summing to one.
select
    activity_key,
    count(*) as area_count,
    count(given_weight) as given_count,
    sum(given_weight) as given_sum

from staging.stg_plan_package__activity_policy_areas

group by activity_key

having
    count(given_weight) > 0
    and (count(given_weight) <> count(*) or sum(given_weight) <> 1)
